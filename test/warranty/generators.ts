/** Generators of well-formed facts and policies. */
import fc from 'fast-check';
import { type CalendarUnit, formatDay, parseDay } from '../../src/warranty/classification/calendar-days';
import { DATE_KIND_NAMES } from '../../src/warranty/classification/date-kind-names';
import { type Facts, type HistoryEvent } from '../../src/warranty/classification/facts';
import { type DateKind } from '../../src/warranty/classification/measures';
import { type Condition, type Policy, type Term } from '../../src/warranty/classification/policy';

const FIRST = parseDay('2018-01-01') ?? 0;
const LAST = parseDay('2032-12-31') ?? 0;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

export const aDay = fc.integer({ min: FIRST, max: LAST });
const aDate = aDay.map(formatDay);
const aKind = fc.constantFrom(...(Object.keys(DATE_KIND_NAMES) as DateKind[]));
const aUnit = fc.constantFrom<CalendarUnit>('DAY', 'MONTH', 'YEAR');
export const aDuration = fc.oneof(
  fc.record({ n: fc.integer({ min: 1, max: 900 }), unit: fc.constant<CalendarUnit>('DAY') }),
  fc.record({ n: fc.integer({ min: 1, max: 40 }), unit: fc.constant<CalendarUnit>('MONTH') }),
  fc.record({ n: fc.integer({ min: 1, max: 6 }), unit: fc.constant<CalendarUnit>('YEAR') }),
);
const aBound = fc.tuple(aKind, aDuration).map(([basis, duration]) => ({ basis, ...duration }));
const aComponent = fc.constantFrom('motor', 'belt', 'battery', 'panel');
const aCause = fc.constantFrom('MANUFACTURING_DEFECT', 'MISUSE', 'UNKNOWN', 'FORCE_MAJEURE');
const readings = fc.dictionary(fc.constantFrom('km', 'h'), fc.integer({ min: 0, max: 2000 }));

const aTerm = (id: string, covers: Term['covers']): fc.Arbitrary<Term> =>
  fc
    .record({
      length: maybe(aDuration),
      registered: maybe(fc.integer({ min: 1, max: 40 })),
      limits: maybe(readings),
      limit_basis: maybe(fc.constantFrom('ABSOLUTE', 'SINCE_START')),
      labor: fc.option(maybe(aDuration), { nil: null }),
      onsite: maybe(aDuration),
    })
    .map(({ length, registered, ...rest }) => ({
      id,
      covers,
      ...length,
      ...rest,
      ...(length && { registered_n: registered }),
    }));

const aCondition: fc.Arbitrary<Condition> = fc.oneof(
  fc.constant<Condition>({ type: 'FIRST_OWNER' }),
  aBound.map((bound): Condition => ({ type: 'REGISTERED_WITHIN', ...bound })),
  aDuration.map((duration): Condition => ({ type: 'REPORTED_WITHIN', ...duration })),
  aDuration.map((duration): Condition => ({ type: 'MAINTENANCE_EVERY', ...duration })),
);

export const aPolicy: fc.Arbitrary<Policy> = fc.record({
  id: fc.constantFrom('P', 'Q'),
  start: fc.record({
    basis: fc.uniqueArray(aKind, { minLength: 1, maxLength: 3 }),
    combine: fc.constantFrom('FIRST_KNOWN', 'EARLIEST', 'LATEST'),
  }),
  no_proof: maybe(
    fc.oneof(
      fc.record({ action: fc.constantFrom('PAID' as const, 'REVIEW' as const) }),
      aBound.map((bound) => ({ action: 'FALLBACK' as const, ...bound })),
      aKind.map((basis) => ({ action: 'FALLBACK' as const, basis, snap: 'NEXT_MONTH_FIRST' as const })),
    ),
  ),
  if_start_missing: maybe(aBound),
  terms: fc
    .tuple(aTerm('whole', 'WHOLE_UNIT'), maybe(aTerm('listed', ['belt', 'battery'])))
    .map((terms) => terms.filter((term) => term !== undefined)),
  excluded_parts: maybe(fc.constant(['panel'])),
  last_day: maybe(fc.constantFrom('ANNIVERSARY', 'DAY_BEFORE')),
  roll: maybe(fc.constantFrom('NONE', 'PUBLIC_HOLIDAY', 'NON_WORKING_DAY')),
  suspend: maybe(
    fc.record({
      repairs: fc.constantFrom('NONE', 'WARRANTY', 'ALL'),
      day_count: maybe(fc.constantFrom('DATE_DIFF', 'INCLUSIVE')),
      force_majeure: maybe(fc.boolean()),
    }),
  ),
  unit_replaced: maybe(fc.constantFrom('RESTART', 'REMAINDER')),
  part_replaced_free: maybe(
    fc
      .tuple(fc.constantFrom('REMAINDER', 'REMAINDER_OR_LONGER', 'RESTART_FROM_RETURN'), aDuration)
      .map(([mode, duration]) => ({ mode: mode as 'REMAINDER', ...duration })),
  ),
  part_replaced_paid: maybe(
    fc.tuple(aDuration, maybe(readings)).map(([duration, limits]) => ({ ...duration, limits })),
  ),
  outer_cap: maybe(aBound),
  extend_once_after_repair: maybe(aDuration),
  excluded_causes: maybe(fc.constant(['MISUSE'])),
  presumption: maybe(aBound),
  conditions: maybe(fc.array(aCondition, { maxLength: 2 })),
  goodwill: maybe(
    fc.record({
      max_over: readings,
      max_parts_pct: maybe(fc.integer({ min: 0, max: 100 })),
      approval_required: maybe(fc.boolean()),
    }),
  ),
  loyalty: maybe(
    fc.record({
      waive: fc.constantFrom('LABOR', 'PARTS'),
      until_n: fc.integer({ min: 1, max: 60 }),
      until_unit: aUnit,
    }),
  ),
  entitlements: maybe(fc.constant([{ grant: 'NEW_UNIT', repair_days_over: 5, day_count: 'CEIL_24H' as const }])),
  meter_tampering: maybe(fc.constant('TREAT_AS_LIMIT_REACHED')),
});

const aStay = fc
  .tuple(aDay, fc.integer({ min: 0, max: 60 }))
  .map(([from, days]) => ({ in: formatDay(from), out: formatDay(from + days) }));
export const anEvent: fc.Arbitrary<HistoryEvent> = fc.oneof(
  fc
    .tuple(aStay, fc.boolean(), fc.boolean(), maybe(readings), maybe(fc.integer({ min: 0, max: 9 })))
    .map(([stay, under_warranty, remedy, usage, excluded_days]): HistoryEvent => ({
      type: 'REPAIR',
      ...stay,
      under_warranty,
      remedy,
      usage,
      excluded_days,
    })),
  aDate.map((date): HistoryEvent => ({ type: 'UNIT_REPLACED', date })),
  fc.record({
    type: fc.constant('PART_REPLACED'),
    date: aDate,
    component: aComponent,
    paid: maybe(fc.boolean()),
    usage: maybe(readings),
  }),
  aStay.map((stay): HistoryEvent => ({ type: 'FORCE_MAJEURE_DELAY', ...stay })),
  fc.record({ type: fc.constant('OLD_PART_RECEIVED'), date: aDate, component: aComponent }),
);

export const someFacts: fc.Arbitrary<Facts> = fc.record({
  unit: fc.record({
    usage_class: maybe(fc.constantFrom('PRIVATE', 'TAXI')),
    owner: maybe(fc.constantFrom('first', 'second')),
  }),
  dates: fc.dictionary(aKind, aDate),
  history: fc.array(anEvent, { maxLength: 6 }),
  proof: fc.record({
    invoice: maybe(fc.boolean()),
    verified_in_system: maybe(fc.boolean()),
    model_matches: fc.constantFrom(true, true, true, false),
  }),
  claim: fc.record({
    report_date: aDate,
    component: maybe(aComponent),
    cause: maybe(aCause),
    usage: maybe(readings),
    usage_at_start: maybe(readings),
    registered: maybe(fc.boolean()),
    registered_on: maybe(aDate),
    fault_date: maybe(aDate),
    maintenance: maybe(fc.array(aDate, { maxLength: 4 })),
    observations: maybe(fc.constantFrom([], ['METER_TAMPERED'])),
  }),
  calendar: maybe(fc.record({ off: fc.array(aDate, { maxLength: 5 }), work: fc.array(aDate, { maxLength: 5 }) })),
  goodwill: maybe(
    fc.record({
      approved: fc.boolean(),
      loyalty: maybe(fc.boolean()),
      parts_pct: maybe(fc.integer({ min: 0, max: 100 })),
    }),
  ),
  inbound_policy: maybe(
    aPolicy.map(({ start, last_day, roll }) => ({
      start,
      last_day,
      roll,
      n: 12,
      unit: 'MONTH' as const,
      old_part_required: true,
    })),
  ),
});
