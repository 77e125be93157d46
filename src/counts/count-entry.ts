import { type HumanNumber, type Id, type Instant, type PieceCountOrZero, type ShortText } from '../platform/types';

/** What lies in a bin of one part. */
export interface NewCountEntry {
  binId: Id;
  partId: Id;
  /** All pieces in the bin, reserved ones too; 0 = none. Left out for serial-numbered parts. */
  quantity?: PieceCountOrZero;
  /**
   * Serial-numbered parts: the serial number of each unit found; empty = none.
   * @maxItems 500
   */
  serialNumbers?: ShortText[];
  /** The moment of this line, where it is another than that of the whole. */
  countedAt?: Instant;
  /** Counted before in this round, and counted again on purpose: this entry takes the place of the earlier one. */
  again?: boolean;
  /** What was seen. @example "two without a bag" */
  note?: ShortText;
}

/** What somebody counted. */
export interface NewCountEntries {
  /**
   * The moment of counting, where it is typed in later from the sheet: what the books said then is what it is compared
   * with. Now when left out.
   * @example "2026-11-23T09:30:00+08:00"
   */
  countedAt?: Instant;
  /** @maxItems 500 */
  lines?: NewCountEntry[];
  /**
   * Bins in which nothing else lies: of parts that were not counted there, none was found. A bin that is empty is told
   * by this alone.
   * @maxItems 500
   */
  finishedBins?: Id[];
}

/** What was taken down. */
export interface CountedLine {
  lineId: Id;
  binId: Id;
  binNumber: HumanNumber;
  partId: Id;
  partNumber: HumanNumber;
  countedQuantity: PieceCountOrZero;
}

/** The answer to what was counted: nothing in it says what the books have. */
export interface CountedLines {
  lines: CountedLine[];
  /** Lines still to be counted. @isInt */
  openLines: number;
  /** Bins of which nobody has said yet that nothing else lies in them. @isInt */
  unfinishedBins: number;
}
