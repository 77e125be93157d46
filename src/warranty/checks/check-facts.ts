/** Whether facts can be true: every fault is named at once. The engine answers faulty facts too, with REVIEW where it must. */
import { type DayNumber, formatDay, localDate, parseLocalTime } from '../classification/calendar-days';
import { checkDate, checkDateKind, checkPercent, checkReadings } from './check-duration';
import { checkInboundPolicy } from './check-policy';
import { type Fault, Faults, step } from './fault';
import {
  type Claim,
  type Facts,
  type ForceMajeureEvent,
  type HistoryEvent,
  type RepairEvent,
} from '../classification/facts';
import { type DateKind } from '../classification/measures';
import { type Policy } from '../classification/policy';

const EVENTS = ['REPAIR', 'UNIT_REPLACED', 'PART_REPLACED', 'FORCE_MAJEURE_DELAY', 'OLD_PART_RECEIVED'];

/** The report date, from either of its two forms. */
function checkReport(faults: Faults, claim: Claim): DayNumber | null {
  const { report_date, report_at, timezone } = claim;
  const isOne = (report_date === undefined) !== (report_at === undefined);
  faults.unless(isOne, '/claim/report_date', 'missing', 'state either report_date, or report_at with timezone');
  if (report_at === undefined) return checkDate(faults, report_date, '/claim/report_date', true);
  const day = localDate(report_at, timezone);
  const message = 'must be an instant with offset (RFC 3339), with the IANA timezone of the place of sale';
  faults.unless(day !== null, '/claim/report_at', 'not_a_date', message);
  return day;
}

class FactsCheck {
  readonly faults = new Faults();
  private readonly report: DayNumber | null;

  constructor(claim: Claim) {
    this.report = checkReport(this.faults, claim);
  }

  /** A date that exists and, as facts go, is not later than the report. */
  past(date: unknown, pointer: string, optional = true): DayNumber | null {
    const day = checkDate(this.faults, date, pointer, optional);
    const isPast = day === null || this.report === null || day <= this.report;
    this.faults.unless(isPast, pointer, 'in_the_future', 'lies after the report');
    return day;
  }

  /** The dates of the unit. */
  dates(dates: Facts['dates']): void {
    const days = new Map<DateKind, DayNumber>();
    for (const [kind, date] of Object.entries(dates ?? {})) {
      const pointer = step('/dates', kind);
      if (!checkDateKind(this.faults, kind, pointer)) continue;
      const day = this.past(date, pointer);
      if (day !== null) days.set(kind as DateKind, day);
    }
    const manufacture = days.get('MANUFACTURE');
    for (const [kind, day] of days) {
      if (manufacture !== undefined && day < manufacture) this.order(kind, 'MANUFACTURE');
    }
    const pairs: [DateKind, DateKind][] = [
      ['DELIVERY', 'INSTALL_DONE'],
      ['INSTALL_DONE', 'ACCEPTANCE'],
      ['DELIVERY', 'ACCEPTANCE'],
    ];
    for (const [first, then] of pairs)
      if ((days.get(then) ?? Infinity) < (days.get(first) ?? -Infinity)) this.order(then, first);
  }

  private order(kind: DateKind, before: DateKind): void {
    this.faults.add(step('/dates', kind), 'wrong_order', `must not be before ${before}`);
  }

  private stay(event: RepairEvent | ForceMajeureEvent, pointer: string): void {
    const message = 'must be a date or a local date-time without offset, and exist';
    const begin = parseLocalTime(String(event.in));
    this.faults.unless(begin !== null, step(pointer, 'in'), 'not_a_date', message);
    if (begin) this.past(formatDay(begin.day), step(pointer, 'in'));
    if (event.out === undefined) return;
    const end = parseLocalTime(String(event.out));
    this.faults.unless(end !== null, step(pointer, 'out'), 'not_a_date', message);
    const minutes = begin && end ? (end.day - begin.day) * 1440 + end.minutes - begin.minutes : 0;
    this.faults.unless(minutes >= 0, step(pointer, 'out'), 'wrong_order', 'ends before it begins');
  }

  event(event: HistoryEvent, pointer: string): void {
    if (!this.faults.oneOf(event.type, EVENTS, step(pointer, 'type'))) return;
    if (event.type === 'REPAIR' || event.type === 'FORCE_MAJEURE_DELAY') this.stay(event, pointer);
    // The old part usually arrives after the report.
    else if (event.type === 'OLD_PART_RECEIVED') checkDate(this.faults, event.date, step(pointer, 'date'), false);
    else this.past(event.date, step(pointer, 'date'), false);
    if (event.type === 'PART_REPLACED' || event.type === 'OLD_PART_RECEIVED') {
      this.faults.unless(Boolean(event.component), step(pointer, 'component'), 'missing', 'name the component');
    }
    if (event.type === 'PART_REPLACED' || event.type === 'REPAIR') {
      checkReadings(this.faults, event.usage, step(pointer, 'usage'));
    }
    if (event.type !== 'REPAIR' || event.excluded_days === undefined) return;
    const isCount = Number.isInteger(event.excluded_days) && event.excluded_days >= 0;
    this.faults.unless(isCount, step(pointer, 'excluded_days'), 'out_of_range', 'must be a whole number, not negative');
  }

  /** Who buys what has failed already has no claim from it. */
  purchaseBeforeFault({ claim, dates }: Facts): void {
    const sale = dates?.INVOICE ?? dates?.DELIVERY;
    const isBefore = sale === undefined || claim.fault_date === undefined || sale <= claim.fault_date;
    this.faults.unless(isBefore, '/claim/fault_date', 'wrong_order', 'must not be before the sale');
  }

  claim(claim: Claim): void {
    this.past(claim.fault_date, '/claim/fault_date');
    this.past(claim.registered_on, '/claim/registered_on');
    claim.maintenance?.forEach((date, index) => this.past(date, `/claim/maintenance/${index}`));
    checkReadings(this.faults, claim.usage, '/claim/usage');
    checkReadings(this.faults, claim.usage_at_start, '/claim/usage_at_start');
    for (const [meter, reading] of Object.entries(claim.usage ?? {})) {
      const isForward = reading >= (claim.usage_at_start?.[meter] ?? 0);
      const pointer = step('/claim/usage_at_start', meter);
      this.faults.unless(isForward, pointer, 'wrong_order', 'is more than the reading at the report');
    }
  }
}

/** Meters that the facts read but no policy limits: usually a misspelt name. */
function checkMeters(faults: Faults, { claim }: Facts, policies: readonly Policy[]): void {
  const known = new Set<string>();
  for (const { terms, part_replaced_paid, entitlements } of policies) {
    const limits = [...terms, ...(entitlements ?? [])].map((bound) => bound.limits);
    for (const limit of [...limits, part_replaced_paid?.limits]) {
      for (const meter of Object.keys(limit ?? {})) known.add(meter);
    }
  }
  if (known.size === 0) return;
  for (const meter of Object.keys(claim.usage ?? {})) {
    const message = `no policy knows this meter; known are ${[...known].join(', ')}`;
    faults.unless(known.has(meter), step('/claim/usage', meter), 'unknown_value', message);
  }
}

/** Every fault of the facts; with the candidate policies also meters that none of them knows. */
export function checkFacts(facts: Facts, policies: readonly Policy[] = []): Fault[] {
  const check = new FactsCheck(facts.claim);
  check.dates(facts.dates);
  facts.history?.forEach((event, index) => check.event(event, step('/history', index)));
  check.claim(facts.claim);
  for (const key of ['off', 'work'] as const) {
    facts.calendar?.[key]?.forEach((date, index) => checkDate(check.faults, date, `/calendar/${key}/${index}`));
  }
  checkPercent(check.faults, facts.goodwill?.parts_pct, '/goodwill/parts_pct');
  checkPercent(check.faults, facts.goodwill?.labor_pct, '/goodwill/labor_pct');
  if (facts.inbound_policy) {
    for (const fault of checkInboundPolicy(facts.inbound_policy)) {
      check.faults.add(`/inbound_policy${fault.pointer}`, fault.rule, fault.message);
    }
  }
  facts.readings?.forEach(({ read_on, usage }, index) => {
    check.past(read_on, `/readings/${index}/read_on`, false);
    checkReadings(check.faults, usage, `/readings/${index}/usage`);
  });
  check.purchaseBeforeFault(facts);
  checkMeters(check.faults, facts, policies);
  return check.faults.found;
}
