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

/** What becomes of an inspected piece: onto a shelf, scrapped (a supervisor's decision), or back to its supplier. */
export type InspectionOutcome = 'to_shelf' | 'scrap' | 'back_to_supplier';

/** One part that was inspected. */
export interface InspectionLine {
  /** @isInt */
  lineNumber: number;
  partId: Id;
  partNumber: HumanNumber;
  quantity: PieceCount;
  unitId: Id | null;
  outcome: InspectionOutcome;
  binId: Id | null;
  supplierId: Id | null;
  note: LongText | null;
}

/** An inspection (检验) of what lies in quarantine at a site. */
export interface Inspection {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  siteId: Id;
  documentDate: IsoDate;
  postingDate: IsoDate;
  inspectedById: Id;
  /** Set when the inspection was taken back (红冲). */
  reversal: Reversal | null;
  lines: InspectionLine[];
}

/** One part that is inspected. */
export interface NewInspectionLine {
  partId: Id;
  quantity: PieceCount;
  /** The unit, when the part is serial-numbered; quantity is then 1. */
  unitId?: Id;
  outcome: InspectionOutcome;
  /** For `to_shelf`: the bin. */
  binId?: Id;
  /** For `back_to_supplier`: the supplier. */
  supplierId?: Id;
  /** What was found. @example "sealed, tested, works" */
  note?: LongText;
}

/** What is told of an inspection. */
export interface NewInspection {
  siteId: Id;
  /** The day it was inspected; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: NewInspectionLine[];
}

/** Which inspections to list. */
export interface InspectionQuery extends PageQuery {
  siteId?: Id;
}
