/** Checks that facts and policies share: durations, dated bounds, readings, dates, percents. */
import { parseDay } from '../classification/calendar-days';
import { DATE_KIND_NAMES } from '../classification/date-kind-names';
import { type Faults, step } from './fault';

const UNITS = ['DAY', 'MONTH', 'YEAR'];
const DATE_KINDS = Object.keys(DATE_KIND_NAMES);

// Longer than any warranty; beyond it a date would leave the four-digit years.
const LONGEST = { DAY: 73_050, MONTH: 2_400, YEAR: 200 } as Readonly<Record<string, number>>;

/** A whole number of units: at least 1, or 0 where `zeroAllowed`. */
export function checkCount(faults: Faults, n: unknown, pointer: string, most = Infinity, zeroAllowed = false): void {
  if (!Number.isInteger(n)) faults.add(pointer, 'not_a_whole_number', 'must be a whole number');
  else if ((n as number) < (zeroAllowed ? 0 : 1)) faults.add(pointer, 'not_positive', 'must not be zero or negative');
  else if ((n as number) > most) faults.add(pointer, 'out_of_range', `must be at most ${most}`);
}

export function checkUnit(faults: Faults, unit: unknown, pointer: string): boolean {
  return faults.oneOf(unit, UNITS, pointer);
}

/** n and unit, both present and sensible. */
export function checkDuration(
  faults: Faults,
  { n, unit }: { n?: unknown; unit?: unknown },
  pointer: string,
  zeroAllowed = false,
): void {
  const isUnit = checkUnit(faults, unit, step(pointer, 'unit'));
  checkCount(faults, n, step(pointer, 'n'), isUnit ? LONGEST[unit as string] : undefined, zeroAllowed);
}

export function checkDateKind(faults: Faults, kind: unknown, pointer: string): boolean {
  return faults.oneOf(kind, DATE_KINDS, pointer);
}

/** basis + n/unit. */
export function checkDatedDuration(
  faults: Faults,
  bound: { basis?: unknown; n?: unknown; unit?: unknown } | undefined,
  pointer: string,
): void {
  if (!bound) return;
  checkDateKind(faults, bound.basis, step(pointer, 'basis'));
  checkDuration(faults, bound, pointer);
}

/** Numbers per meter, none negative. */
export function checkReadings(faults: Faults, readings: unknown, pointer: string): void {
  if (readings === undefined) return;
  if (typeof readings !== 'object' || readings === null) {
    faults.add(pointer, 'incomplete', 'must be an object of readings by meter');
    return;
  }
  for (const [meter, reading] of Object.entries(readings)) {
    const isReading = typeof reading === 'number' && Number.isFinite(reading) && reading >= 0;
    faults.unless(isReading, step(pointer, meter), 'out_of_range', 'must be a number that is not negative');
  }
}

/** A date that exists; missing is allowed where `optional`. */
export function checkDate(faults: Faults, date: unknown, pointer: string, optional = true): number | null {
  if (date === undefined && optional) return null;
  const day = typeof date === 'string' ? parseDay(date) : null;
  faults.unless(day !== null, pointer, 'not_a_date', 'must be a date that exists, YYYY-MM-DD');
  return day;
}

export function checkPercent(faults: Faults, percent: unknown, pointer: string): void {
  if (percent === undefined) return;
  const isPercent = typeof percent === 'number' && percent >= 0 && percent <= 100;
  faults.unless(isPercent, pointer, 'out_of_range', 'must be a percent from 0 to 100');
}
