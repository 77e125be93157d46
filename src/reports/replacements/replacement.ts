import { type SerialNumber } from '../../customers/installed-unit';
import { type HumanNumber, type Id, type Instant, type LongText, type PieceCount } from '../../platform/types';
import { type DeterminationSummary } from '../../warranty/determinations/determination';

/** Who pays for a replaced part: warranty, the customer, our goodwill, or a service contract. */
export type Billing = 'WARRANTY' | 'PAID' | 'GOODWILL' | 'CONTRACT';

/** One part that was replaced (换件): reason, new part and what came off (R7, S074). */
export interface Replacement {
  id: Id;
  /** @isInt */
  lineNumber: number;
  reason: LongText;
  partId: Id;
  partNumber: HumanNumber;
  quantity: PieceCount;
  /** The unit that was fitted, when the part is serial-numbered. */
  unitId: Id | null;
  serialNumber: SerialNumber | null;
  /** Starts the part's own warranty (S015). */
  replacedAt: Instant;
  oldPartId: Id | null;
  oldPartNumber: HumanNumber | null;
  oldSerialNumber: SerialNumber | null;
  oldQuantity: PieceCount | null;
  noOldPartReason: LongText | null;
  /** In how many days the old part is due back, settled at completion; null = it is not owed, or not settled yet. */
  oldPartDays: number | null;
  /** Who pays; null while a person must decide. Settled at completion. */
  billing: Billing | null;
  /** What was determined for this line, with the sentence for the customer. */
  determination: DeterminationSummary | null;
}

/** One replaced part as it is told. Who pays is determined from it; a supervisor may decide otherwise. */
export interface NewReplacement {
  reason: LongText;
  partId: Id;
  quantity: PieceCount;
  /** Of the new unit, when the part is serial-numbered; quantity is then 1. */
  serialNumber?: SerialNumber;
  /** Now when left out; never later than now, nor later than the day of the report. */
  replacedAt?: Instant;
  /** The part that came off; the same part when left out. */
  oldPartId?: Id;
  oldSerialNumber?: SerialNumber;
  /** As many as were fitted when left out. */
  oldQuantity?: PieceCount;
  /** Why nothing came off; instead of the old part. */
  noOldPartReason?: LongText;
}

/** Who pays for one line, as a supervisor decides it. */
export interface LineBilling {
  /**
   * @isInt a line number is a whole number
   * @minimum 1 line numbers begin at 1
   * @maximum 100 a report has at most 100 lines
   */
  lineNumber: number;
  billing: Billing;
  /** On what it rests. */
  reason: LongText;
}

/** Who pays, as a supervisor decides it for lines of a draft. */
export interface BillingDecision {
  /**
   * @minItems 1
   * @maxItems 100
   */
  lines: LineBilling[];
}
