import { type PageQuery } from '../platform/page';
import {
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type MinorUnits,
  type PieceCountOrZero,
  type SignedMinorUnits,
} from '../platform/types';

/** How well books and shelves agreed at one site in one month, over the lines that were settled in it. */
export interface CountAccuracy {
  siteId: Id;
  siteNumber: HumanNumber;
  /**
   * The month.
   * @pattern ^[0-9]{4}-[0-9]{2}$
   * @example "2026-11"
   */
  month: string;
  /** Counts with lines of this month. @isInt */
  counts: number;
  /** Lines counted and settled; those of a count that was taken back are none. @isInt */
  lines: number;
  /** Lines in which nothing differed. @isInt */
  rightLines: number;
  /**
   * Right lines of a hundred, to one decimal.
   * @example 98.7
   */
  accuracyPercent: number;
  /** Pieces that were missing (盘亏). */
  missingPieces: PieceCountOrZero;
  missingValue: MinorUnits;
  /** Pieces that were found (盘盈). */
  foundPieces: PieceCountOrZero;
  foundValue: MinorUnits;
  /** Found less missing. */
  netValue: SignedMinorUnits;
}

/** Of which site and days. */
export interface CountAccuracyQuery extends PageQuery {
  siteId?: Id;
  /** Lines settled on this day or later. */
  from?: IsoDate;
  /** Lines settled on this day or earlier. */
  to?: IsoDate;
}

/** A bin that no count under way covers, and when somebody last looked through it. */
export interface BinToCount {
  binId: Id;
  binNumber: HumanNumber;
  siteId: Id;
  /** When a count last said that nothing else lies in it; null = never. */
  lastCountedAt: Instant | null;
  /** Parts that lie in it by the books. @isInt */
  parts: number;
}

/** Which bins to list. */
export interface BinToCountQuery extends PageQuery {
  siteId?: Id;
}
