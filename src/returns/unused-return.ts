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

/**
 * Why a piece comes back (S102): `unused` was not needed, `not_carried` was not taken along, `wrong_part` does not fit;
 * these go onto a shelf. `bad_on_arrival` was defective when unpacked: it goes to quarantine and is inspected.
 */
export type ReturnOutcome = 'unused' | 'not_carried' | 'bad_on_arrival' | 'wrong_part';

/** One part that came back. */
export interface UnusedReturnLine {
  /** @isInt */
  lineNumber: number;
  partId: Id;
  partNumber: HumanNumber;
  quantity: PieceCount;
  unitId: Id | null;
  outcome: ReturnOutcome;
  /** The bin it was put into; null = quarantine. */
  binId: Id | null;
  note: LongText | null;
}

/** An unused return (余料退库单): what an engineer had and did not fit comes back in its true state. */
export interface UnusedReturn {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  engineerId: Id;
  siteId: Id;
  workOrderId: Id | null;
  documentDate: IsoDate;
  postingDate: IsoDate;
  takenBackById: Id;
  /** Set when the return was taken back (红冲). */
  reversal: Reversal | null;
  lines: UnusedReturnLine[];
}

/** One part that comes back. */
export interface NewUnusedReturnLine {
  partId: Id;
  quantity: PieceCount;
  /** The unit, when the part is serial-numbered; quantity is then 1. */
  unitId?: Id;
  outcome: ReturnOutcome;
  /** The bin it is put into; absent when it is bad on arrival. */
  binId?: Id;
  note?: LongText;
}

/** What is told of parts that come back unused. */
export interface NewUnusedReturn {
  /** Who had them in custody. */
  engineerId: Id;
  /** The site that takes them back. */
  siteId: Id;
  workOrderId?: Id;
  /** The day they came back; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: NewUnusedReturnLine[];
}

/** Which unused returns to list. */
export interface UnusedReturnQuery extends PageQuery {
  engineerId?: Id;
  siteId?: Id;
  workOrderId?: Id;
}
