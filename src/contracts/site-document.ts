import { type SerialNumber, type UnitDateKind } from '../customers/installed-unit';
import { type ContentDigest, type SignerRelation } from '../customers/signature';
import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type ShortText,
} from '../platform/types';

/** What the customer signs for; each supplies one of the unit's dates. */
export type SiteDocumentKind = 'delivery' | 'installation' | 'commissioning' | 'acceptance';

/** `superseded` by a signed correction; `withdrawn` before anybody signed. */
export type SiteDocumentStatus = 'drawn_up' | 'signed' | 'withdrawn' | 'superseded';

/** What is told of a new site document. */
export interface NewSiteDocument {
  kind: SiteDocumentKind;
  unitId: Id;
  /** The day it happened; never later than today. */
  heldOn: IsoDate;
  /** What was found on site: supply, foundation, environment. */
  conditions: LongText;
  /** What came of it. */
  result: LongText;
}

/** A corrected document; what was signed before stays readable. */
export interface SiteDocumentRevision {
  heldOn: IsoDate;
  conditions: LongText;
  result: LongText;
  /** Why it is corrected. */
  reason: LongText;
}

/** A signature, without its picture: that is in the document (`document.pdf`). */
export interface SiteDocumentSignature {
  signerName: ShortText;
  relation: SignerRelation;
  /** SHA-256 of the picture's file. */
  imageDigest: ContentDigest;
  device: ShortText | null;
  signedAt: Instant;
}

/** A signed record of what happened on site (S038); its day is the unit's date of that kind. */
export interface SiteDocument {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** Corrections are later revisions of the same number. @isInt */
  revision: number;
  revisionReason: LongText | null;
  kind: SiteDocumentKind;
  /** Which of the unit's dates it supplies. */
  dateKind: UnitDateKind;
  unitId: Id;
  unitCode: BarcodeText;
  serialNumber: SerialNumber;
  modelNumber: HumanNumber;
  customerNumber: HumanNumber;
  heldOn: IsoDate;
  conditions: LongText;
  result: LongText;
  status: SiteDocumentStatus;
  /** What the customer signs. */
  digest: ContentDigest;
  drawnUpAt: Instant;
  /** Who drew it up. */
  actorId: Id;
  signature: SiteDocumentSignature | null;
}

/** The customer signs. */
export interface NewSiteDocumentSignature {
  signerName: ShortText;
  relation: SignerRelation;
  /**
   * The drawn signature: a PNG file in base64, at most 256 KiB, not empty, never used before.
   * @pattern ^[A-Za-z0-9+/]+={0,2}$ a picture is written in base64
   * @maxLength 349528
   */
  imagePng: string;
  /** The digest that was shown to the signer. It must be the document's. */
  digest: ContentDigest;
  /** What it was signed on. @example "engineer's phone" */
  device?: ShortText;
}

/** Which site documents to list. */
export interface SiteDocumentQuery extends PageQuery {
  unitId?: Id;
  kind?: SiteDocumentKind;
  status?: SiteDocumentStatus;
}
