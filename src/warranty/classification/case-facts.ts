/** The facts of one case, read once: texts become day numbers, and what lies after the report is left out. */
import { type DayNumber, localDate, parseDay, parseLocalTime } from './calendar-days';
import { type Facts, type HistoryEvent } from './facts';
import { type DateKind, type Readings } from './measures';

/** A stay in the workshop, or a delay; the hours are wall-clock hours, whatever the zone did meanwhile. */
export interface Stay {
  in: DayNumber;
  out: DayNumber;
  hours: number;
  kind: 'REPAIR' | 'FORCE_MAJEURE_DELAY';
  underWarranty: boolean;
  remedy: boolean;
  excludedDays: number;
  /** Which fault was repaired, and on which components; unknown and none for a delay. */
  fault: string | null;
  components: readonly string[];
}

/** A component that was exchanged. */
export interface FittedPart {
  date: DayNumber;
  component: string;
  paid: boolean;
  usage: Readings;
}

/** Readings that were taken on a day. */
export interface ReadingsOnDay {
  day: DayNumber;
  usage: Readings;
}

export interface CaseFacts {
  facts: Facts;
  /** The date that decides. */
  report: DayNumber;
  dates: ReadonlyMap<DateKind, DayNumber>;
  /** The date of sale: invoice, else delivery. */
  sale: DayNumber | null;
  /** Stays that began on or before the report, in order of their beginning. */
  stays: Stay[];
  /** Exchanged components up to the report, in order. */
  fittedParts: FittedPart[];
  /** The latest exchange of the whole unit up to the report. */
  unitReplaced: DayNumber | null;
  /** Readings of this physical unit before the report, in order. */
  earlierReadings: ReadingsOnDay[];
}

function readReport({ claim }: Facts): DayNumber | null {
  if (claim.report_date) return parseDay(claim.report_date);
  return claim.report_at ? localDate(claim.report_at, claim.timezone) : null;
}

function readStay(event: Extract<HistoryEvent, { in: string }>, report: DayNumber): Stay | null {
  const begin = parseLocalTime(event.in);
  const end = event.out ? parseLocalTime(event.out) : { day: report, minutes: 0 };
  if (!begin || !end) return null;
  const hours = (end.day - begin.day) * 24 + (end.minutes - begin.minutes) / 60;
  const repair = event.type === 'REPAIR' ? event : undefined;
  return {
    in: begin.day,
    out: Math.max(begin.day, end.day),
    hours: Math.max(0, hours),
    kind: event.type,
    underWarranty: repair?.under_warranty === true,
    remedy: repair?.remedy === true,
    excludedDays: repair?.excluded_days ?? 0,
    fault: repair?.fault ?? null,
    components: repair?.components ?? [],
  };
}

/** The history as it is collected, event by event. */
interface History {
  stays: Stay[];
  fittedParts: FittedPart[];
  readings: ReadingsOnDay[];
  unitReplaced: DayNumber | null;
}

/** Adds one event; false where its date does not exist. Events after the report do not exist yet on the day that decides. */
function addEvent(history: History, event: HistoryEvent, report: DayNumber): boolean {
  if (event.type === 'REPAIR' || event.type === 'FORCE_MAJEURE_DELAY') {
    const stay = readStay(event, report);
    if (!stay) return false;
    if (stay.in > report) return true;
    history.stays.push(stay);
    if (event.type === 'REPAIR' && event.usage) history.readings.push({ day: stay.in, usage: event.usage });
    return true;
  }
  const date = parseDay(event.date);
  if (date === null) return false;
  if (date > report) return true;
  if (event.type === 'UNIT_REPLACED') history.unitReplaced = Math.max(date, history.unitReplaced ?? date);
  if (event.type === 'PART_REPLACED') {
    const usage = event.usage ?? {};
    history.fittedParts.push({ date, component: event.component, paid: event.paid === true, usage });
    if (event.usage) history.readings.push({ day: date, usage });
  }
  return true;
}

/** Reads the case; null where a date that matters does not exist or the report has no date. */
export function readCase(facts: Facts): CaseFacts | null {
  const report = readReport(facts);
  if (report === null) return null;
  const dates = new Map<DateKind, DayNumber>();
  for (const [kind, text] of Object.entries(facts.dates ?? {})) {
    // Data from outside may say null where it means that a date is not known.
    if ((text as string | null) === null) continue;
    const day = parseDay(text);
    if (day === null) return null;
    dates.set(kind as DateKind, day);
  }
  const history: History = { stays: [], fittedParts: [], readings: [], unitReplaced: null };
  for (const event of facts.history ?? []) if (!addEvent(history, event, report)) return null;
  for (const { read_on, usage } of facts.readings ?? []) {
    const day = parseDay(read_on);
    if (day === null) return null;
    if (day <= report) history.readings.push({ day, usage });
  }
  const { unitReplaced, readings } = history;
  return {
    facts,
    report,
    dates,
    sale: dates.get('INVOICE') ?? dates.get('DELIVERY') ?? null,
    stays: history.stays.sort((a, b) => a.in - b.in),
    fittedParts: history.fittedParts
      // What was fitted into a unit that has left since is no longer there.
      .filter((part) => unitReplaced === null || part.date >= unitReplaced)
      .sort((a, b) => a.date - b.date),
    unitReplaced,
    // A reading on the day of the exchange is the old unit's.
    earlierReadings: readings
      .filter((reading) => unitReplaced === null || reading.day > unitReplaced)
      .sort((a, b) => a.day - b.day),
  };
}
