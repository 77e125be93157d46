import { type Id, type Instant, type IsoDate } from '../platform/types';

/**
 * A meter of a unit, as the warranty policies name it.
 * @pattern ^[a-z_]{1,32}$ a meter is a word of small letters and _
 * @example "hours"
 */
export type MeterName = string;

/**
 * What a meter shows, in its own unit (km, hours, cycles): whole, never negative.
 * @isInt a reading is a whole number
 * @minimum 0 a reading is never negative
 * @maximum 9007199254740991 a reading is at most 9007199254740991
 * @example 12850
 */
export type MeterReading = number;

/** Who says so: the customer stated it, or the engineer read the meter. */
export type ReadingSource = 'stated' | 'measured';

/** A reading as it is told. */
export interface NewReading {
  meter: MeterName;
  reading: MeterReading;
  source: ReadingSource;
  /** The day the meter showed it. */
  readOn: IsoDate;
}

/** A reading as it was told once. Told again for the same day and source it is corrected, and this one stays. */
export interface Reading {
  meter: MeterName;
  reading: MeterReading;
  source: ReadingSource;
  readOn: IsoDate;
  /** A later statement for the same day and source took its place. */
  corrected: boolean;
  /** Lower than what the meter showed on an earlier day: it runs backwards, was exchanged, or one is wrong (S070). */
  runsBackwards: boolean;
  /** Measured minus stated of the same day; null when only one of the two is known (S071). */
  differenceToOther: number | null;
  /** Who recorded it. */
  actorId: Id;
  recordedAt: Instant;
}

/** Where a meter stands. */
export interface MeterState {
  meter: MeterName;
  /** The latest statement and the latest measurement. */
  stated: MeterReading | null;
  measured: MeterReading | null;
  /** What was stated and what was measured differ on some day (S071): ask before it decides money. */
  differs: boolean;
  /**
   * They differ by more than a twentieth of what was measured: the statement contradicts the meter, not just its last
   * digits. What was measured that day is what counts in the warranty.
   */
  contradicts: boolean;
  /** It was lower on some day than on an earlier one. */
  runsBackwards: boolean;
}

/** The meters of a unit and every reading, the latest first. */
export interface UnitReadings {
  meters: MeterState[];
  readings: Reading[];
}
