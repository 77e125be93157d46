import fc from 'fast-check';
import {
  addDuration,
  type CalendarUnit,
  formatDay,
  localDate,
  parseDay,
} from '../../src/warranty/classification/calendar-days';
import { checkFacts } from '../../src/warranty/checks/check-facts';
import { checkPolicies } from '../../src/warranty/checks/check-policy';
import { classify } from '../../src/warranty/classification/classify';
import { type Facts } from '../../src/warranty/classification/facts';
import { type Policy } from '../../src/warranty/classification/policy';
import { type Verdict } from '../../src/warranty/classification/verdict';
import { aDay, aDuration, anEvent, aPolicy, someFacts } from './generators';

/**
 * Facts under which only the arithmetic decides: nothing conflicts, nothing is excluded. The other generator reaches every
 * combination but seldom an end; this one always has one.
 */
const plainFacts = (facts: Facts, start: number, report: number): Facts => ({
  ...facts,
  dates: { INVOICE: formatDay(start) },
  // Part covers may take the lead in the expiry; these properties are about the unit's own end.
  history: facts.history?.filter((event) => event.type !== 'PART_REPLACED'),
  proof: {},
  claim: { report_date: formatDay(report), component: 'motor', cause: 'MANUFACTURING_DEFECT' },
});
const plainPolicy = (policy: Policy, length: { n: number; unit: CalendarUnit }): Policy => ({
  ...policy,
  start: { basis: ['INVOICE'], combine: 'FIRST_KNOWN' },
  terms: [{ id: 'whole', covers: 'WHOLE_UNIT', ...length }],
  conditions: [],
  outer_cap: policy.outer_cap && { ...policy.outer_cap, basis: 'INVOICE' },
});
const endOf = (facts: Facts, policy: Policy) => {
  const { expiry_date } = classify(facts, [policy]);
  return expiry_date === null ? NaN : (parseDay(expiry_date) ?? NaN);
};

const runs = { numRuns: 400 };

describe('for all facts and policies, classify', () => {
  it('is total: never throws, answers with real dates and consistent sides, and twice the same', () => {
    const isDateOrNull = (text: string | null) => text === null || parseDay(text) !== null;
    fc.assert(
      fc.property(someFacts, fc.array(aPolicy, { maxLength: 2 }), (facts, policies) => {
        const before = JSON.stringify([facts, policies]);
        const verdict = classify(facts, policies);
        expect(JSON.stringify([facts, policies])).toBe(before);
        expect(classify(structuredClone(facts), structuredClone(policies))).toEqual(verdict);
        const { start_date, expiry_date, labor_expiry_date, onsite_expiry, supplier_expiry } = verdict;
        for (const date of [start_date, expiry_date, labor_expiry_date, onsite_expiry, supplier_expiry])
          expect(isDateOrNull(date)).toBe(true);
        expect(verdict.reasons.length).toBeGreaterThan(0);
        expect(new Set(verdict.reasons).size).toBe(verdict.reasons.length);
        expect(sidesOf(verdict)).toContain(`${verdict.parts} ${verdict.labor}`);
        expect(verdict.explanation.en + verdict.explanation['zh-CN']).not.toMatch(/undefined|null|NaN|—/);
        checkFacts(facts, policies);
        checkPolicies(policies);
      }),
      runs,
    );
  });

  const sidesOf = ({ outcome }: Verdict): string[] => {
    if (outcome === 'PARTIAL') return ['WARRANTY PAID'];
    if (outcome === 'GOODWILL') return ['GOODWILL GOODWILL', 'GOODWILL PAID', 'PAID GOODWILL'];
    return outcome === 'REVIEW' ? ['REVIEW REVIEW', 'WARRANTY REVIEW'] : [`${outcome} ${outcome}`];
  };

  it('covers on the last day and not on the day after', () => {
    fc.assert(
      fc.property(someFacts, aPolicy, aDuration, aDay, (facts, policy, length, start) => {
        const rule = plainPolicy(policy, length);
        const quiet = { ...facts, history: [], goodwill: undefined };
        const end = endOf(plainFacts(quiet, start, start), rule);
        if (end < start) return; // cut to before its start by the cap
        expect(classify(plainFacts(quiet, start, end), [rule]).outcome).toBe('WARRANTY');
        expect(classify(plainFacts(quiet, start, end + 1), [{ ...rule, goodwill: undefined }]).reasons).toContain(
          'EXPIRED_DATE',
        );
      }),
      runs,
    );
  });

  it('never ends before the start, where no cap cuts it', () => {
    fc.assert(
      fc.property(someFacts, aPolicy, aDuration, aDay, fc.nat(4000), (facts, policy, length, start, later) => {
        const rule = { ...plainPolicy(policy, length), outer_cap: undefined };
        const { start_date, expiry_date } = classify(plainFacts(facts, start, start + later), [rule]);
        expect((expiry_date ?? '') >= (start_date ?? '')).toBe(true);
        expect(expiry_date).not.toBeNull();
      }),
      runs,
    );
  });

  it('never ends sooner for a later start', () => {
    fc.assert(
      fc.property(someFacts, aPolicy, aDuration, aDay, fc.nat(400), (facts, policy, length, start, later) => {
        const rule = { ...plainPolicy(policy, length), unit_replaced: 'REMAINDER' as const };
        const report = start + later + 1;
        expect(endOf(plainFacts(facts, start + later, report), rule)).toBeGreaterThanOrEqual(
          endOf(plainFacts(facts, start, report), rule),
        );
      }),
      runs,
    );
  });

  it('never ends sooner for a longer term', () => {
    fc.assert(
      fc.property(
        someFacts,
        aPolicy,
        aDuration,
        fc.nat(30),
        aDay,
        fc.nat(900),
        (facts, policy, length, more, start, later) => {
          const case_ = plainFacts(facts, start, start + later);
          const longer = plainPolicy(policy, { ...length, n: length.n + more });
          expect(endOf(case_, longer)).toBeGreaterThanOrEqual(endOf(case_, plainPolicy(policy, length)));
        },
      ),
      runs,
    );
  });

  it('never ends sooner for one more suspension', () => {
    fc.assert(
      fc.property(
        someFacts,
        aPolicy,
        aDuration,
        aDay,
        fc.nat(900),
        anEvent,
        (facts, policy, length, start, later, event) => {
          fc.pre(event.type === 'REPAIR' || event.type === 'FORCE_MAJEURE_DELAY');
          const rule = plainPolicy(policy, length);
          const case_ = plainFacts(facts, start, start + later);
          const more = { ...case_, history: [...(case_.history ?? []), event] };
          expect(endOf(more, rule)).toBeGreaterThanOrEqual(endOf(case_, rule));
        },
      ),
      runs,
    );
  });

  it('promises only changes that hold', () => {
    let promised = 0;
    fc.assert(
      fc.property(someFacts, aPolicy, aDuration, aDay, fc.nat(2000), (facts, policy, length, start, later) => {
        const rule = plainPolicy(policy, length);
        const case_ = { ...plainFacts(facts, start, start + later), goodwill: undefined };
        for (const { fact, outcome, sentence } of classify(case_, [rule]).what_would_change) {
          if (fact !== '/dates/INVOICE' || outcome === null) continue;
          promised += 1;
          const INVOICE = /\d{4}-\d{2}-\d{2}/.exec(sentence.en)?.[0] ?? '';
          expect(classify({ ...case_, dates: { INVOICE } }, [rule]).outcome).toBe(outcome);
          const dayBefore = formatDay((parseDay(INVOICE) ?? 0) - 1);
          expect(
            classify({ ...case_, dates: { INVOICE: dayBefore } }, [
              { ...rule, goodwill: undefined, loyalty: undefined },
            ]).outcome,
          ).toBe('PAID');
        }
      }),
      runs,
    );
    expect(promised).toBeGreaterThan(10);
  });
});

describe('calendar days, for all dates', () => {
  it('one step of months lands on the same day number, or on the last day of the month', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: 0, max: 600 }), (day, n) => {
        const { day: to, clamped } = addDuration(day, { n, unit: 'MONTH' });
        const [from, landed, next] = [formatDay(day), formatDay(to), formatDay(to + 1)];
        if (clamped) expect(next.endsWith('-01') && landed.slice(8) < from.slice(8)).toBe(true);
        else expect(landed.slice(8)).toBe(from.slice(8));
        expect(addDuration(day + 1, { n, unit: 'MONTH' }).day).toBeGreaterThanOrEqual(to);
      }),
      runs,
    );
  });

  it('noon and both ends of a local day are that day in every zone, whatever daylight saving does', () => {
    const zones = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
    const offsets: Readonly<Record<string, string>> = { 'Asia/Shanghai': '+08:00', 'Asia/Kolkata': '+05:30', UTC: 'Z' };
    fc.assert(
      fc.property(aDay, fc.constantFrom(...zones), (day, zone) => {
        const date = formatDay(day);
        const offset = offsets[zone];
        if (offset) {
          expect(localDate(`${date}T00:00:00${offset}`, zone)).toBe(day);
          expect(localDate(`${date}T23:59:59${offset}`, zone)).toBe(day);
        }
        // Noon UTC plus or minus a day moves the local date by exactly one, also over the change of the clock.
        const noon = (offsetDays: number) => localDate(`${formatDay(day + offsetDays)}T12:00:00Z`, zone) ?? NaN;
        expect(noon(1) - noon(0)).toBe(1);
      }),
      { numRuns: 400 },
    );
  });
});
