/**
 * Date arithmetic on whole calendar days.
 *
 * A date is a day number (days since 1970-01-01), never an instant: no clock, no local zone and no daylight saving can
 * move it. Only {@link localDate} looks at a time zone, once, to learn which calendar date an instant is at a place.
 */
import { type IsoDate } from '../../platform/types';

/** A calendar date, `YYYY-MM-DD`. */
export type { IsoDate };

/** Days since 1970-01-01, negative before it. */
export type DayNumber = number;

export type CalendarUnit = 'DAY' | 'MONTH' | 'YEAR';

/** A length of time in calendar units, added in ONE step. */
export interface Duration {
  /** How many units.
   * @isInt */
  n: number;
  unit: CalendarUnit;
}

/** The day a duration leads to, and whether the month was too short for the day number. */
export interface Step {
  day: DayNumber;
  clamped: boolean;
}

interface CivilDate {
  year: number;
  month: number;
  dayOfMonth: number;
}

const DAYS_PER_ERA = 146_097;
const DAYS_FROM_YEAR_0_TO_1970 = 719_468;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Both conversions count in eras of 400 years that begin on 1 March, so that the leap day is the last day of a year
// (the "days from civil" method for the proleptic Gregorian calendar).
function toDayNumber({ year, month, dayOfMonth }: CivilDate): DayNumber {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_YEAR_0_TO_1970;
}

function toCivil(day: DayNumber): CivilDate {
  const shifted = day + DAYS_FROM_YEAR_0_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth + (marchMonth < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** The day number of an ISO date; null where the text is no date or the date does not exist (`2025-02-30`). */
export function parseDay(text: string): DayNumber | null {
  const match = ISO_DATE.exec(text);
  if (!match) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const dayOfMonth = Number(match[3]);
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return null;
  return toDayNumber({ year, month, dayOfMonth });
}

/** The ISO date of a day number. */
export function formatDay(day: DayNumber): IsoDate {
  const { year, month, dayOfMonth } = toCivil(day);
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`;
}

/**
 * Adds a duration in ONE step: same day number, else the last day of the month (31 January + 2 months = 31 March;
 * chaining month by month would give 28 March).
 */
export function addDuration(day: DayNumber, { n, unit }: Duration): Step {
  if (unit === 'DAY') return { day: day + n, clamped: false };
  const { year, month, dayOfMonth } = toCivil(day);
  const monthsSinceYear0 = year * 12 + (month - 1) + (unit === 'YEAR' ? n * 12 : n);
  const toYear = Math.floor(monthsSinceYear0 / 12);
  const toMonth = monthsSinceYear0 - toYear * 12 + 1;
  const lastOfMonth = daysInMonth(toYear, toMonth);
  return {
    day: toDayNumber({ year: toYear, month: toMonth, dayOfMonth: Math.min(dayOfMonth, lastOfMonth) }),
    clamped: dayOfMonth > lastOfMonth,
  };
}

/** The first day of the month after the one the day lies in. */
export function firstOfNextMonth(day: DayNumber): DayNumber {
  const { year, month } = toCivil(day);
  return month === 12
    ? toDayNumber({ year: year + 1, month: 1, dayOfMonth: 1 })
    : toDayNumber({ year, month: month + 1, dayOfMonth: 1 });
}

/** Saturday or Sunday. */
export function isWeekend(day: DayNumber): boolean {
  // 1970-01-01 was a Thursday, so Saturday is 2 and Sunday is 3, modulo 7.
  const weekday = ((day % 7) + 7) % 7;
  return weekday === 2 || weekday === 3;
}

/** A date or a local date-time, read as wall-clock time of the place: its day, and the minutes since midnight. */
export interface LocalTime {
  day: DayNumber;
  minutes: number;
}

/** Reads a date or a local date-time without offset; null where it is neither or does not exist. */
export function parseLocalTime(text: string): LocalTime | null {
  const match = LOCAL_TIME.exec(text);
  const day = match ? parseDay(match[1] ?? '') : null;
  if (!match || day === null) return null;
  const hours = Number(match[2] ?? 0);
  const minutes = Number(match[3] ?? 0);
  const seconds = Number(match[4] ?? 0);
  if (hours > 24 || minutes > 59 || seconds > 59 || (hours === 24 && minutes + seconds > 0)) return null;
  return { day, minutes: hours * 60 + minutes + seconds / 60 };
}

// Building a formatter costs far more than using it, and a service meets few zones.
const formatters = new Map<string, Intl.DateTimeFormat>();

function dateFormatter(timezone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(timezone);
  if (known) return known;
  try {
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timezone, formatter);
    return formatter;
  } catch {
    return null; // not a zone the runtime knows; not kept, so that nonsense cannot fill the memory
  }
}

/**
 * The calendar date that an instant (RFC 3339 with `Z` or offset) is at a place (IANA zone). Null where the instant or
 * the zone is not readable; a missing zone is not replaced by the machine's own.
 */
export function localDate(instant: string, timezone: string | undefined): DayNumber | null {
  const match = INSTANT.exec(instant);
  const milliseconds = match ? Date.parse(instant) : NaN;
  if (!match || Number.isNaN(milliseconds) || parseDay(match[1] ?? '') === null) return null;
  const formatter = timezone === undefined ? null : dateFormatter(timezone);
  if (!formatter) return null;
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of formatter.formatToParts(milliseconds)) parts[part.type] = part.value;
  return parseDay(`${(parts.year ?? '').padStart(4, '0')}-${parts.month ?? ''}-${parts.day ?? ''}`);
}
