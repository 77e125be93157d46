import { type SerialNumber } from '../customers/installed-unit';
import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type PieceCount,
  type ShortText,
} from '../platform/types';

/** `owed` until it is `received` or, with approval, `waived`; it never vanishes (R8). */
export type OldPartStatus = 'owed' | 'received' | 'waived';

/** A status to list by; `overdue` is what is still owed after its due date. */
export type OldPartState = OldPartStatus | 'overdue';

/**
 * What becomes of an old part that is here (处理方式). `hold_as_evidence` is for the time being; the others are final.
 */
export type OldPartDisposition = 'scrap' | 'refurbish' | 'hold_as_evidence' | 'send_to_supplier';

/** How refurbishing ended: back on a shelf, or it could not be saved. */
export type RefurbishmentResult = 'restocked' | 'scrapped';

/** An old part (旧件): taken off a machine, owed back by the engineer who took it off. */
export interface OldPart {
  id: Id;
  /** On the tag of the part. */
  code: BarcodeText;
  number: HumanNumber;
  /** What comes back in several trips is counted in portions. @isInt */
  portion: number;
  /** The line of the report that says it came off. */
  replacementId: Id;
  reportId: Id;
  reportNumber: HumanNumber;
  workOrderNumber: HumanNumber;
  partId: Id;
  partNumber: HumanNumber;
  /** As the report says. */
  serialNumber: SerialNumber | null;
  quantity: PieceCount;
  engineerId: Id;
  /** The site that answers for the job; from receipt on where it lies. */
  siteId: Id | null;
  owedSince: IsoDate;
  dueOn: IsoDate;
  status: OldPartStatus;
  /** Still owed after its due date. */
  overdue: boolean;
  receivedOn: IsoDate | null;
  receivedById: Id | null;
  /** As it was scanned; null = there was none, or it could not be read. */
  receivedSerialNumber: SerialNumber | null;
  /** Whether what came is what was reported (S101); null = there is nothing to compare. */
  serialMatches: boolean | null;
  conditionNote: LongText | null;
  waivedOn: IsoDate | null;
  waiverReason: LongText | null;
  waivedById: Id | null;
  disposition: OldPartDisposition | null;
  dispositionNote: LongText | null;
  disposedOn: IsoDate | null;
  disposedById: Id | null;
  /** To whom it was sent. */
  supplierId: Id | null;
  refurbishment: RefurbishmentResult | null;
  refurbishedOn: IsoDate | null;
  /** What it is worth on the shelf, as it was stated. */
  restockedValue: MinorUnits | null;
  binId: Id | null;
  /** Receipts that were mistakes and were taken back, the first first: what was said at the desk stays readable. */
  receiptReversals: OldPartReceiptReversal[];
  /** @isInt */
  version: number;
}

/** A receipt of an old part that was taken back (红冲): the wrong one had been taken in. */
export interface OldPartReceiptReversal {
  /** Of the reversal. */
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  reason: ShortText;
  /** The day it was found to be wrong. */
  documentDate: IsoDate;
  /** Who took it back. */
  actorId: Id;
  /** Where it had come in, and what was said of it there. */
  siteId: Id;
  receivedOn: IsoDate;
  receivedById: Id;
  receivedSerialNumber: SerialNumber | null;
  serialMatches: boolean | null;
  conditionNote: LongText | null;
  /** `hold_as_evidence`, if that had been decided of it. */
  disposition: OldPartDisposition | null;
  dispositionNote: LongText | null;
}

/** An old part comes in. */
export interface NewOldPartReceipt {
  /** Where it comes in; your own site when left out. */
  siteId?: Id;
  /** How many pieces came; all when left out. The rest stays owed. */
  quantity?: PieceCount;
  /** As it is scanned from the part. Needed when the report names one; null = it cannot be read. */
  serialNumber?: SerialNumber | null;
  /** What it looks like. */
  conditionNote?: LongText;
  /** The day it came; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** What came in, and what of it is still owed. */
export interface OldPartReceipt {
  received: OldPart;
  /** The rest, with a tag and a number of its own. */
  stillOwed: OldPart | null;
}

/** Why an old part need not come back (S083). */
export interface OldPartWaiver {
  reason: LongText;
  documentDate?: IsoDate;
  postingDate?: IsoDate;
}

/** What becomes of an old part. */
export interface NewOldPartDisposition {
  disposition: OldPartDisposition;
  /** For `send_to_supplier`; the part's supplier when left out. */
  supplierId?: Id;
  note?: LongText;
  documentDate?: IsoDate;
  postingDate?: IsoDate;
}

/** How refurbishing ended. */
export interface NewRefurbishment {
  result: RefurbishmentResult;
  /** For `restocked`: a bin of the site where it lies. */
  binId?: Id;
  /** For `restocked`: what it is worth now, in all. Stated, because nothing was paid for it. */
  value?: MinorUnits;
  documentDate?: IsoDate;
  postingDate?: IsoDate;
}

/** Which old parts to list. */
export interface OldPartQuery extends PageQuery {
  state?: OldPartState;
  engineerId?: Id;
  siteId?: Id;
  partId?: Id;
  /** What a report made owed. */
  reportId?: Id;
  /** Only what was received and nobody has decided about: what the month must work off (S088). */
  undisposed?: boolean;
  /** Only what came with another serial number than reported. */
  mismatched?: boolean;
}
