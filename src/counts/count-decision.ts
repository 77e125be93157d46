import { type PageQuery } from '../platform/page';
import {
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type PieceCount,
  type PieceCountOrZero,
  type ShortText,
  type SignedMinorUnits,
} from '../platform/types';
import { type CountLineStatus } from './count';

/** Where a difference comes from, as far as it was found out. */
export type VarianceCause =
  'miscounted_before' | 'misplaced' | 'movement_not_posted' | 'damaged' | 'lost' | 'found' | 'unknown';

/** What a piece of a part cost that the ledger knows no value of. */
export interface StatedCost {
  partId: Id;
  /** Per piece. */
  unitCost: MinorUnits;
}

/** A supervisor's consent to differences: they are posted (盘盈/盘亏). */
export interface CountApproval {
  /**
   * Which lines; all that wait when left out.
   * @minItems 1
   * @maxItems 500
   */
  lineIds?: Id[];
  cause: VarianceCause;
  /** @example "Found behind the shelf; the last count missed them." */
  note?: LongText;
  /**
   * Missing pieces that are reserved: take them from the reservations, latest need-by first. Those lines are backorders
   * again.
   */
  releaseReservations?: boolean;
  /**
   * For parts that were found and that the ledger knows no value of.
   * @maxItems 500
   */
  unitCosts?: StatedCost[];
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** A supervisor's refusal of differences: the lines are counted again. */
export interface CountRejection {
  /**
   * Which lines; all that wait when left out.
   * @minItems 1
   * @maxItems 500
   */
  lineIds?: Id[];
  /** @example "Count again, and look on the upper shelf." */
  note: LongText;
}

/** The days of what is posted at submission. */
export interface CountSubmission {
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** A unit of a serial-numbered part that is not as the books say. */
export interface OddUnit {
  serialNumber: ShortText;
  unitId: Id | null;
  state: 'missing' | 'unexpected';
  /** The kind of account it is in now; null when it was never seen before. */
  presentKind: ShortText | null;
  /** The bin it is in now by the books. */
  presentBinId: Id | null;
}

/** A reservation in the bin that a missing piece may belong to. */
export interface ReservationInBin {
  requisitionId: Id;
  requisitionNumber: HumanNumber;
  needBy: IsoDate;
  quantity: PieceCount;
}

/** One time somebody counted a line. */
export interface CountedOnce {
  /** @isInt */
  round: number;
  countedQuantity: PieceCountOrZero;
  /** What the books had at that moment. */
  bookQuantity: PieceCountOrZero;
  countedById: Id;
  countedAt: Instant;
  note: ShortText | null;
}

/** One line compared with the books. */
export interface CountDifference {
  lineId: Id;
  binId: Id;
  binNumber: HumanNumber;
  partId: Id;
  partNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  status: CountLineStatus;
  /** On the shelf and reserved when it was counted. */
  bookQuantity: PieceCountOrZero;
  countedQuantity: PieceCountOrZero;
  /**
   * Counted less books: below zero pieces are missing.
   * @isInt
   */
  difference: number;
  /** What it is worth; of odd units that cancel each other out, all of them. Null = the ledger knows no value. */
  differenceValue: SignedMinorUnits | null;
  /** Whether it would post without approval. */
  withinTolerance: boolean;
  countedById: Id;
  countedAt: Instant;
  note: ShortText | null;
  /** In which round of counting; 2 and more are recounts. @isInt */
  round: number;
  /** Into the bin since it was counted: look whether some of it was there before. */
  cameSince: PieceCountOrZero;
  /** Out of the bin since it was counted. */
  wentSince: PieceCountOrZero;
  /** Every time it was counted, the first one first; the last of them counts. */
  entries: CountedOnce[];
  /** Of serial-numbered parts: the units that are not as the books say. */
  units: OddUnit[];
  /** What is reserved in the bin now. */
  reservations: ReservationInBin[];
  cause: VarianceCause | null;
  decidedById: Id | null;
  decisionNote: LongText | null;
  /** What was posted. @isInt */
  postedQuantity: number;
  postedValue: SignedMinorUnits;
}

/** Which comparisons to list. */
export interface CountDifferenceQuery extends PageQuery {
  status?: 'waiting' | 'settled';
  /** Lines that are right too; only those with a difference when left out. */
  withRightLines?: boolean;
}
