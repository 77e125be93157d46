/** Meters: readings against limits, and meters that ran backwards (README, `limits`, METER_ROLLBACK). */
import { type CaseFacts } from './case-facts';
import { type Readings } from './measures';

/** What the limits of a cover count from: the reading itself, or what was run since earlier readings. */
export interface MeterLimits {
  limits: Readings;
  /** Readings to subtract; null = absolute. */
  since: Readings | null;
}

/** The limits against the readings of the report. */
export interface MeterStanding {
  /** By how much each exceeded meter is over its limit. */
  over: Readings;
  /** Meters with a limit for which no reading settles the question. */
  unread: string[];
}

/** No limits: nothing to exceed and nothing to read. */
export const UNLIMITED: MeterLimits = { limits: {}, since: null };

/** What a meter shows; a number that no meter shows is none. */
function readingOf(usage: Readings | undefined, meter: string): number | undefined {
  const reading = usage?.[meter];
  return reading !== undefined && reading >= 0 ? reading : undefined;
}

/**
 * Compares readings with limits; a reading equal to the limit is within. Where the reading to subtract is not known, a
 * reading that is within the limit by itself is within all the more; otherwise the meter counts as not read.
 */
export function checkMeters({ limits, since }: MeterLimits, usage: Readings | undefined): MeterStanding {
  const standing: MeterStanding = { over: {}, unread: [] };
  for (const [meter, limit] of Object.entries(limits)) {
    const reading = readingOf(usage, meter);
    const base = since ? readingOf(since, meter) : 0;
    if (reading === undefined) standing.unread.push(meter);
    else if (reading - (base ?? 0) <= limit) continue;
    else if (base === undefined) standing.unread.push(meter);
    else standing.over[meter] = reading - base - limit;
  }
  return standing;
}

/** A meter that shows less than it did before. */
export interface Rollback {
  meter: string;
  /** What it showed before. */
  before: number;
  reading: number;
}

function firstDrop(before: Readings, after: Readings): Rollback | null {
  for (const [meter, reading] of Object.entries(after)) {
    const earlier = before[meter];
    if (earlier !== undefined && reading < earlier) return { meter, before: earlier, reading };
  }
  return null;
}

/**
 * The first meter that ran backwards between two days, until the report, or since the start; null where none did. Readings of
 * one day are not compared: which of them came first is not known.
 */
export function findRollback({ facts, earlierReadings, unitReplaced }: CaseFacts): Rollback | null {
  const { usage = {}, usage_at_start = {} } = facts.claim;
  for (const [index, { day, usage: taken }] of earlierReadings.entries()) {
    for (const later of earlierReadings.slice(index + 1)) {
      const drop = later.day > day ? firstDrop(taken, later.usage) : null;
      if (drop) return drop;
    }
    const drop = firstDrop(taken, usage);
    if (drop) return drop;
  }
  // The readings at the start were another unit's if the unit was exchanged since: they compare with nothing.
  return unitReplaced === null ? firstDrop(usage_at_start, usage) : null;
}
