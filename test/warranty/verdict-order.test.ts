import { type Facts } from '../../src/warranty/classification/facts';
import { type Policy } from '../../src/warranty/classification/policy';
import { type Reason } from '../../src/warranty/classification/verdict';
import { aTerm, gistOf, verdictOf } from './cases';

describe('dates that conflict', () => {
  const conflict = (dates: Facts['dates'], report_date = '2024-06-01') =>
    verdictOf(
      { start: { basis: ['INVOICE', 'DELIVERY', 'FIRST_USE'], combine: 'FIRST_KNOWN' } },
      { dates, claim: { report_date } },
    ).reasons[0];

  it.each([
    ['report before the invoice', { INVOICE: '2024-06-02' }, 'DATE_CONFLICT'],
    ['report before the delivery', { DELIVERY: '2024-06-02' }, 'DATE_CONFLICT'],
    ['report on the day of sale', { INVOICE: '2024-06-01' }, 'IN_PERIOD'],
    ['delivery after the report, invoice before', { INVOICE: '2024-05-01', DELIVERY: '2024-06-02' }, 'IN_PERIOD'],
    [
      'manufacture after anything',
      { INVOICE: '2024-03-01', MANUFACTURE: '2024-02-02', SHIPMENT: '2024-02-01' },
      'DATE_CONFLICT',
    ],
    ['manufacture after the report', { FIRST_USE: '2024-07-01', MANUFACTURE: '2024-06-02' }, 'DATE_CONFLICT'],
    ['manufacture on the day', { INVOICE: '2024-03-01', MANUFACTURE: '2024-03-01' }, 'IN_PERIOD'],
    [
      'delivery after installation',
      { INVOICE: '2024-03-01', DELIVERY: '2024-03-03', INSTALL_DONE: '2024-03-02' },
      'DATE_CONFLICT',
    ],
    [
      'installation after acceptance',
      { INVOICE: '2024-03-01', INSTALL_DONE: '2024-03-03', ACCEPTANCE: '2024-03-02' },
      'DATE_CONFLICT',
    ],
    [
      'delivery after acceptance',
      { INVOICE: '2024-03-01', DELIVERY: '2024-03-03', ACCEPTANCE: '2024-03-02' },
      'DATE_CONFLICT',
    ],
    ['invoice after delivery', { INVOICE: '2024-03-05', DELIVERY: '2024-03-01' }, 'IN_PERIOD'],
    ['a date that does not exist', { INVOICE: '2024-02-30' }, 'DATE_CONFLICT'],
  ])('%s', (_what, dates, reason) => expect(conflict(dates)).toBe(reason));

  it('a report without readable date is a conflict too, never today', () => {
    for (const claim of [
      { report_date: undefined },
      { report_date: undefined, report_at: '2024-06-01T10:00:00Z' },
      { report_date: '2024-06-31' },
    ]) {
      expect(gistOf({}, { claim })).toEqual(['REVIEW', null, 'DATE_CONFLICT']);
    }
  });

  it('null means not known', () => {
    const dates = JSON.parse('{"INVOICE":"2024-03-01","DELIVERY":null}') as Facts['dates'];
    expect(gistOf({}, { dates })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
  });
});

/** A case in which everything fails at once; repairing one after the other shows the order. */
describe('the verdict order', () => {
  const policy: Partial<Policy> = {
    start: { basis: ['INVOICE', 'FIRST_USE'], combine: 'FIRST_KNOWN' },
    terms: [aTerm({ limits: { km: 100 }, labor: null })],
    excluded_parts: ['motor'],
    no_proof: { action: 'PAID' },
    excluded_causes: ['MISUSE'],
    conditions: [{ type: 'FIRST_OWNER' }],
    usage_class: ['PRIVATE'],
  };
  const worst: Parameters<typeof verdictOf>[1] = {
    unit: { owner: 'second', usage_class: 'TAXI' },
    dates: { INVOICE: '2026-01-01' },
    history: [{ type: 'REPAIR', in: '2025-01-01', out: '2025-01-01', usage: { km: 900 } }],
    proof: { invoice: false, model_matches: false },
    claim: {
      report_date: '2025-06-01',
      component: 'motor',
      cause: 'MISUSE',
      usage: { km: 800 },
      observations: ['METER_TAMPERED'],
    },
  };

  it('names the first failing group', () => {
    const facts = structuredClone(worst) as Facts;
    const steps: [string, () => void][] = [
      ['REVIEW null DATE_CONFLICT', () => (facts.dates = {})],
      ['REVIEW null NO_POLICY', () => (facts.unit = { owner: 'second' })],
      ['PAID null EXCLUDED_PART', () => (facts.claim.component = 'belt')],
      ['PAID null NO_PROOF', () => (facts.proof = { invoice: true, model_matches: false })],
      ['REVIEW null UNKNOWN_START', () => (facts.dates = { FIRST_USE: '2024-03-01' })],
      ['REVIEW 2025-03-01 METER_ROLLBACK', () => (facts.history = [])],
      ['PAID 2025-03-01 DOC_MISMATCH', () => (facts.proof = {})],
      ['REVIEW 2025-03-01 METER_TAMPERED', () => (facts.claim.observations = [])],
      ['PAID 2025-03-01 EXCLUDED_CAUSE', () => (facts.claim.cause = 'UNKNOWN')],
      ['PAID 2025-03-01 EXPIRED_DATE EXPIRED_USAGE', () => (facts.claim.report_date = '2025-03-01')],
      ['PAID 2025-03-01 EXPIRED_USAGE', () => (facts.claim.usage = {})],
      ['REVIEW 2025-03-01 MISSING_READING', () => (facts.claim.usage = { km: 100 })],
      ['PAID 2025-03-01 CONDITION_FAILED', () => (facts.unit = {})],
      ['REVIEW 2025-03-01 UNKNOWN_CAUSE', () => (facts.claim.cause = 'WEAK_SPRING')],
      ['PARTIAL 2025-03-01 IN_PERIOD LABOR_NOT_COVERED', () => undefined],
    ];
    for (const [expected, repairIt] of steps) {
      const [outcome, expiry, reasons] = gistOf(policy, facts);
      expect(`${outcome} ${expiry} ${reasons}`).toBe(expected);
      repairIt();
    }
  });
});

describe('causes', () => {
  const covered_causes = ['MANUFACTURING_DEFECT'];
  const reason = (policy: Partial<Policy>, cause?: string) => verdictOf(policy, { claim: { cause } }).reasons;

  it('a known cause that is not on the covered list is excluded, an unknown one is not', () => {
    expect(reason({ covered_causes }, 'OLD_AGE')).toEqual(['EXCLUDED_CAUSE']);
    expect(reason({ covered_causes }, 'UNKNOWN')).toEqual(['UNKNOWN_CAUSE']);
    expect(reason({ covered_causes })).toEqual(['UNKNOWN_CAUSE']);
    expect(reason({}, 'OLD_AGE')).toEqual(['IN_PERIOD']);
  });

  it('an unknown cause is presumed a defect through the last day of the presumption, if its basis is known', () => {
    const on = (basis: 'INVOICE' | 'DELIVERY', report_date: string) =>
      gistOf({ presumption: { basis, n: 3, unit: 'MONTH' } }, { claim: { cause: 'UNKNOWN', report_date } });
    expect(on('INVOICE', '2024-06-01')).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD PRESUMED_DEFECT']);
    expect(on('INVOICE', '2024-06-02')).toEqual(['REVIEW', '2025-03-01', 'UNKNOWN_CAUSE']);
    expect(on('DELIVERY', '2024-06-01')).toEqual(['REVIEW', '2025-03-01', 'UNKNOWN_CAUSE']);
  });
});

describe('conditions', () => {
  const fails = (condition: NonNullable<Policy['conditions']>[number], facts: Parameters<typeof verdictOf>[1] = {}) =>
    verdictOf({ conditions: [condition] }, facts).reasons.includes('CONDITION_FAILED' satisfies Reason);
  const month = { n: 1, unit: 'MONTH' } as const;

  it('FIRST_OWNER: missing is first', () => {
    expect(fails({ type: 'FIRST_OWNER' })).toBe(false);
    expect(fails({ type: 'FIRST_OWNER' }, { unit: { owner: 'second' } })).toBe(true);
  });

  it('REGISTERED_WITHIN: the last day counts in, missing evidence fails', () => {
    const condition = { type: 'REGISTERED_WITHIN', basis: 'INVOICE', ...month } as const;
    expect(fails(condition, { claim: { registered_on: '2024-04-01' } })).toBe(false);
    expect(fails(condition, { claim: { registered_on: '2024-04-02' } })).toBe(true);
    expect(fails(condition)).toBe(true);
    expect(fails({ ...condition, basis: 'DELIVERY' }, { claim: { registered_on: '2024-03-02' } })).toBe(true);
  });

  it('REPORTED_WITHIN counts from the fault', () => {
    const condition = { type: 'REPORTED_WITHIN', ...month } as const;
    expect(fails(condition, { claim: { fault_date: '2024-05-01' } })).toBe(false);
    expect(fails(condition, { claim: { fault_date: '2024-04-30' } })).toBe(true);
    expect(fails(condition)).toBe(true);
  });

  it('MAINTENANCE_EVERY: no gap from the start through each date to the report is too long', () => {
    const condition = { type: 'MAINTENANCE_EVERY', ...month } as const;
    const kept = (maintenance?: string[]) => !fails(condition, { claim: { maintenance } });
    expect(kept(['2024-05-01', '2024-04-01'])).toBe(true);
    expect(kept(['2024-04-02', '2024-05-01'])).toBe(false);
    expect(kept(['2024-04-01', '2024-04-30'])).toBe(false);
    expect(kept(['2024-04-01', '2024-07-01'])).toBe(false);
    expect(kept()).toBe(false);
    expect(fails(condition, { claim: { report_date: '2024-04-01' } })).toBe(false);
    const history = [{ type: 'UNIT_REPLACED', date: '2024-05-15' } as const];
    expect(verdictOf({ conditions: [condition], unit_replaced: 'RESTART' }, { history }).outcome).toBe('WARRANTY');
  });

  it('all must hold', () => {
    const conditions = [{ type: 'FIRST_OWNER' } as const, { type: 'REPORTED_WITHIN', ...month } as const];
    expect(gistOf({ conditions })).toEqual(['PAID', '2025-03-01', 'CONDITION_FAILED']);
  });
});
