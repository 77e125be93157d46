import { type Reversal } from '../ledger/reversal';
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

/** `full`: everything at the site. `cycle`: chosen bins, chosen parts, or these parts in these bins (循环盘点). */
export type CountKind = 'full' | 'cycle';

/**
 * Where a count stands. `open`: being counted, or counted again after a rejection; `submitted`: counted, and some
 * differences wait for a supervisor; `posted`: every line is right or its difference is posted; `cancelled`: given up.
 */
export type CountStatus = 'open' | 'submitted' | 'posted' | 'cancelled';

/** What happened to a count. */
export type CountEventKind = 'opened' | 'submitted' | 'approved' | 'rejected' | 'cancelled' | 'reversed';

/** One step in the life of a count: who, when, about how many lines, why. */
export interface CountEvent {
  kind: CountEventKind;
  actorId: Id;
  at: Instant;
  /** @isInt */
  lineCount: number;
  note: LongText | null;
}

/** How far a count is. */
export interface CountProgress {
  /** Bins that are counted as a whole. @isInt */
  bins: number;
  /** Those of them of which somebody said that nothing else lies in them. @isInt */
  finishedBins: number;
  /** Parts in bins. @isInt */
  lines: number;
  /** Still to be counted. @isInt */
  open: number;
  /** Counted and not submitted. @isInt */
  counted: number;
  /** With a difference that a supervisor decides on. @isInt */
  waiting: number;
  /** Right, or posted. @isInt */
  settled: number;
}

/** What a count moved in the books. */
export interface CountPosting {
  /** The movement in the ledger. @isInt */
  movementId: number;
  /** The day in the books. */
  postingDate: IsoDate;
  /** Lines whose difference it posted. @isInt */
  lines: number;
  /** Set when it was taken back (红冲). */
  reversal: Reversal | null;
}

/**
 * A count (盘点单). It is made blind: neither it nor anything else shows those who count what the books say of a place while
 * it is being counted (R13).
 */
export interface Count {
  id: Id;
  code: BarcodeText;
  /** @example "CNT-2026-000001" */
  number: HumanNumber;
  siteId: Id;
  kind: CountKind;
  /** The bins it was opened for; null = every bin of the site. */
  binIds: Id[] | null;
  /** The parts it was opened for; null = whatever lies there. */
  partIds: Id[] | null;
  status: CountStatus;
  /**
   * 1, and one more for each recount.
   * @isInt
   */
  round: number;
  /** By when it should be counted. */
  dueOn: IsoDate | null;
  note: LongText | null;
  openedById: Id;
  openedAt: Instant;
  submittedById: Id | null;
  submittedAt: Instant | null;
  /** When it was posted or cancelled. */
  endedAt: Instant | null;
  progress: CountProgress;
  /** What it moved in the books. */
  postings: CountPosting[];
  /** Who did what with it, the first step first. */
  history: CountEvent[];
  /** @isInt */
  version: number;
}

/** What is to be counted. */
export interface NewCount {
  /** Your own site when you have one and leave it out. */
  siteId?: Id;
  kind: CountKind;
  /**
   * cycle: the bins, each counted as a whole unless parts are named too.
   * @minItems 1
   * @maxItems 500
   */
  binIds?: Id[];
  /**
   * cycle: the parts, wherever they lie at the site unless bins are named too.
   * @minItems 1
   * @maxItems 200
   */
  partIds?: Id[];
  /** By when it should be counted. @example "2026-12-31" */
  dueOn?: IsoDate;
  /** @example "Aisle A before the year's end" */
  note?: LongText;
}

/** What may be changed of a count that has not ended; everything is stated. */
export interface CountChange {
  dueOn: IsoDate | null;
  note: LongText | null;
}

/** Why a count is given up. */
export interface CountCancellation {
  /** @example "The aisle is rebuilt first." */
  reason: LongText;
}

/** Which counts to list. */
export interface CountQuery extends PageQuery {
  siteId?: Id;
  status?: CountStatus;
  kind?: CountKind;
  /** Counts that cover this bin. */
  binId?: Id;
}

/** `open`: to be counted; `counted`; `waiting`: a supervisor decides on the difference; `settled`: right, or posted. */
export type CountLineStatus = 'open' | 'counted' | 'waiting' | 'settled';

/** One part in one bin, as those who count see it: without what the books say (R13). */
export interface CountLine {
  id: Id;
  binId: Id;
  binNumber: HumanNumber;
  partId: Id;
  partNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  /** The unit it is counted in. */
  unit: ShortText;
  serialNumbered: boolean;
  status: CountLineStatus;
  /** @isInt */
  round: number;
  /**
   * What was counted in this round; null before.
   * @isInt
   */
  countedQuantity: number | null;
  /** Units that were found. */
  serialNumbers: ShortText[];
  countedById: Id | null;
  countedAt: Instant | null;
  note: ShortText | null;
}

/** Which lines to list. */
export interface CountLineQuery extends PageQuery {
  status?: CountLineStatus;
  binId?: Id;
}
