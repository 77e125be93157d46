import { type MeterName, type MeterReading } from '../customers/reading';
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
import { type CauseCode } from '../warranty/determinations/determination';
import { type NewReplacement, type Replacement } from './replacements/replacement';

/**
 * The steps of a report, one after the other (S030): `draft`, `completed` (content frozen), `accepted` (the customer has
 * checked the result), `signed`, then `approved` or `rejected`. `superseded` by a later revision; `withdrawn` = a draft
 * that was given up.
 */
export type ReportStatus =
  'draft' | 'withdrawn' | 'completed' | 'accepted' | 'signed' | 'approved' | 'rejected' | 'superseded';

/** A defect beside the order (S022), or a condition of operation that bears on the cause (S023). */
export type FindingKind = 'other_defect' | 'operating_condition';

/** What a meter shows: as the customer states it and as it was measured; at least one of the two (S069, S071). */
export interface ReportReading {
  meter: MeterName;
  stated?: MeterReading | null;
  measured?: MeterReading | null;
}

/** Something found that the order did not ask about. */
export interface ReportFinding {
  kind: FindingKind;
  finding: LongText;
}

/** A signature, without its picture: that is in the document (`document.pdf`). */
export interface ReportSignature {
  signerName: ShortText;
  relation: SignerRelation;
  /** The digest that was signed: the report's. */
  digest: ContentDigest;
  /** SHA-256 of the picture's file. */
  imageDigest: ContentDigest;
  consentText: LongText;
  device: ShortText | null;
  signedAt: Instant;
}

/** A service report (服务报告): what was done at a unit, with which parts, signed by the customer, approved by a supervisor. */
export interface ServiceReport {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** Corrections are later revisions of the same number. @isInt */
  revision: number;
  /** Why there is this revision; null on the first. */
  correctionReason: LongText | null;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  unitId: Id;
  unitCode: BarcodeText;
  /** Of the installed unit. */
  serialNumber: ShortText;
  modelNumber: HumanNumber;
  siteId: Id | null;
  engineerId: Id;
  status: ReportStatus;
  /** The day the work was done. */
  documentDate: IsoDate;
  /** Completed on a later day than it happened (S017). */
  lateEntry: boolean;
  /** null = unknown (S028). */
  causeCode: CauseCode | null;
  cause: LongText | null;
  workDone: LongText | null;
  testResult: LongText | null;
  /** How it is kept from happening again (S014). */
  prevention: LongText | null;
  customerRemarks: LongText | null;
  readings: ReportReading[];
  findings: ReportFinding[];
  /** The work was risky: the customer consented to it before (S100). */
  riskyWork: boolean;
  replacements: Replacement[];
  /** What the customer signs; null until completed. */
  digest: ContentDigest | null;
  completedAt: Instant | null;
  completedById: Id | null;
  /** The customer's own answer (S105); null until accepted. */
  repaired: boolean | null;
  acceptedAt: Instant | null;
  signature: ReportSignature | null;
  decidedAt: Instant | null;
  decidedById: Id | null;
  decisionNote: LongText | null;
  /** The day of the consumption in the books; null until approved. */
  postingDate: IsoDate | null;
  /** When a supervisor put it into the archive (S039). */
  archivedAt: Instant | null;
  /** @isInt */
  version: number;
}

/** What a draft may say already; what is missing is asked for at completion. */
export interface NewServiceReport {
  workOrderId: Id;
  /** The day the work was done; today when left out, never later. */
  documentDate?: IsoDate;
  causeCode?: CauseCode | null;
  cause?: LongText | null;
  workDone?: LongText | null;
  testResult?: LongText | null;
  prevention?: LongText | null;
  customerRemarks?: LongText | null;
  /** @maxItems 20 */
  readings?: ReportReading[];
  /** @maxItems 50 */
  findings?: ReportFinding[];
  /** Needs a consent that was signed before the first part was replaced (S100); false when left out. */
  riskyWork?: boolean;
  /** @maxItems 100 */
  replacements?: NewReplacement[];
}

/** What a draft says; everything is stated. Lines that keep their place and part keep what was determined for them. */
export interface ServiceReportChange {
  documentDate: IsoDate;
  causeCode: CauseCode | null;
  cause: LongText | null;
  workDone: LongText | null;
  testResult: LongText | null;
  prevention: LongText | null;
  customerRemarks: LongText | null;
  /** As it was when left out. */
  riskyWork?: boolean;
  /** @maxItems 20 */
  readings: ReportReading[];
  /** @maxItems 50 */
  findings: ReportFinding[];
  /** @maxItems 100 */
  replacements: NewReplacement[];
}

/** The customer has checked the result (S031, S105). */
export interface ReportAcceptance {
  /** Whether the customer finds it repaired; "no" counts as a repair that failed. */
  repaired: boolean;
}

/** The customer signs what the report says (R6). */
export interface NewReportSignature {
  signerName: ShortText;
  relation: SignerRelation;
  /**
   * The drawn signature: a PNG file in base64, at most 256 KiB, not empty, never used before.
   * @pattern ^[A-Za-z0-9+/]+={0,2}$ a picture is written in base64
   * @maxLength 349528
   */
  imagePng: string;
  /** The digest that was shown to the signer. It must be the report's. */
  digest: ContentDigest;
  /** What the signer agreed to, word for word. */
  consentText: LongText;
  /** What it was signed on. @example "engineer's phone" */
  device?: ShortText;
}

/** A supervisor's decision about a signed report. */
export interface ReportDecision {
  approved: boolean;
  /** Needed for a rejection. */
  note?: LongText;
  /** The day of the consumption in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** Why a report is corrected, or a draft given up. */
export interface ReportReason {
  reason: LongText;
}

/** Which service reports to list. */
export interface ServiceReportQuery extends PageQuery {
  workOrderId?: Id;
  /** The installed unit: its repair log (S036). */
  unitId?: Id;
  engineerId?: Id;
  siteId?: Id;
  status?: ReportStatus;
  /** Approved and put into the archive, or not. */
  archived?: boolean;
  /** All revisions of this number. */
  number?: HumanNumber;
}

/** Something found at a unit that no order asked about, kept on the unit (S022, S023). */
export interface UnitFinding {
  id: Id;
  unitId: Id;
  reportId: Id | null;
  reportNumber: HumanNumber | null;
  kind: FindingKind;
  finding: LongText;
  /** Who found it. */
  actorId: Id;
  recordedAt: Instant;
}

/** Which findings to list. */
export interface UnitFindingQuery extends PageQuery {
  unitId: Id;
}
