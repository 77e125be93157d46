import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type PieceCount,
} from '../platform/types';

/** Pieces of one requisition line that are handed out. */
export interface NewIssueLine {
  /** The requisition line. */
  lineId: Id;
  quantity: PieceCount;
  /** The bin they are taken from; along the pick path when left out. */
  binId?: Id;
  /** The unit, when the part is serial-numbered; quantity is then 1. */
  unitId?: Id;
}

/** What is handed out of an approved requisition, wholly or in part. */
export interface NewIssue {
  requisitionId: Id;
  /** The day the parts were handed over; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: NewIssueLine[];
}

/** Pieces of one part, taken from one bin. */
export interface IssueLine {
  /** @isInt */
  lineNumber: number;
  requisitionLineId: Id;
  partId: Id;
  binId: Id;
  quantity: PieceCount;
  unitId: Id | null;
}

/** What was handed to whom and when; the parts apart. */
export interface IssueHead {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  requisitionId: Id;
  engineerId: Id;
  siteId: Id;
  issuedById: Id;
  documentDate: IsoDate;
  postingDate: IsoDate;
  /** When the engineer said that the parts were handed over (签收). */
  acknowledgedAt: Instant | null;
}

/** An issue (发料单): approved parts handed out into the engineer's custody (个人库). */
export interface Issue extends IssueHead {
  lines: IssueLine[];
}

/** An issue (发料单) in a list; its lines are read from `/issues/{id}/lines`. */
export interface ListedIssue extends IssueHead {
  /**
   * How many lines it has.
   * @isInt
   */
  lineCount: number;
  /** How many pieces were handed out, all lines together. */
  quantity: PieceCount;
}

/** Which issues to list. */
export interface IssueQuery extends PageQuery {
  requisitionId?: Id;
  engineerId?: Id;
  siteId?: Id;
}
