import { type Reversal } from '../ledger/reversal';
import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type IsoDate,
  type LongText,
  type PieceCount,
} from '../platform/types';

/** Where a write-off stands: `requested` waits for a supervisor; only `approved` moves stock. */
export type WriteOffStatus = 'requested' | 'approved' | 'rejected';

/** One part to be written off. */
export interface WriteOffLine {
  /** @isInt */
  lineNumber: number;
  partId: Id;
  partNumber: HumanNumber;
  /** The bin it lies in; null for what is in an engineer's custody. */
  binId: Id | null;
  quantity: PieceCount;
  unitId: Id | null;
}

/** A write-off (销账): pieces that are lost, broken or worn out, from the shelves of a site or an engineer's custody. */
export interface WriteOff {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  siteId: Id | null;
  engineerId: Id | null;
  reason: LongText;
  status: WriteOffStatus;
  documentDate: IsoDate;
  /** The day in the books; null before approval. */
  postingDate: IsoDate | null;
  requestedById: Id;
  decidedById: Id | null;
  decisionNote: LongText | null;
  /** Set when the write-off was taken back (红冲): the pieces were found after all. */
  reversal: Reversal | null;
  /** @isInt */
  version: number;
  lines: WriteOffLine[];
}

/** One part asked to be written off. */
export interface NewWriteOffLine {
  partId: Id;
  /** The bin it lies in; absent for what is in custody. */
  binId?: Id;
  quantity: PieceCount;
  /** The unit, when the part is serial-numbered; quantity is then 1. */
  unitId?: Id;
}

/** What is asked to be written off: from one site's shelves, or from one engineer's custody. */
export interface NewWriteOff {
  siteId?: Id;
  engineerId?: Id;
  /** What happened to the pieces. @example "dropped, housing cracked" */
  reason: LongText;
  /** The day it happened; today when left out. */
  documentDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: NewWriteOffLine[];
}

/** A supervisor's decision. */
export interface WriteOffApproval {
  note?: LongText;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** Why a write-off is refused. */
export interface WriteOffRejection {
  note: LongText;
}

/** Which write-offs to list. */
export interface WriteOffQuery extends PageQuery {
  siteId?: Id;
  engineerId?: Id;
  status?: WriteOffStatus;
}
