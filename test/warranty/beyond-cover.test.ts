import { type Facts, type GoodwillRecord } from '../../src/warranty/classification/facts';
import { type GoodwillRule, type InboundPolicy, type Policy } from '../../src/warranty/classification/policy';
import { aTerm, gistOf, verdictOf } from './cases';

describe('goodwill', () => {
  const terms = [aTerm({ limits: { km: 100 } })];
  const rule: GoodwillRule = { max_over: { km: 10, MONTH: 2 }, max_parts_pct: 80, max_labor_pct: 50 };
  const ask = (
    goodwill: GoodwillRecord | undefined,
    more: { rule?: Partial<GoodwillRule>; claim?: Partial<Facts['claim']> } = {},
  ) => {
    const claim = { report_date: '2025-05-01', usage: { km: 110 }, ...more.claim };
    const verdict = verdictOf({ terms, goodwill: { ...rule, ...more.rule } }, { goodwill, claim });
    return [verdict.outcome, verdict.parts, verdict.labor, verdict.goodwill_pct, [...verdict.reasons].sort().join(' ')];
  };
  const both = 'EXPIRED_DATE EXPIRED_USAGE';
  const paid = ['PAID', 'PAID', 'PAID', null, both];

  it('gives each side the lower of approved and maximum', () => {
    expect(ask({ approved: true, parts_pct: 100, labor_pct: 30 })).toEqual([
      'GOODWILL',
      'GOODWILL',
      'GOODWILL',
      { parts: 80, labor: 30 },
      `${both} GOODWILL_APPROVED`,
    ]);
    expect(ask({ approved: true })).toEqual([
      'GOODWILL',
      'GOODWILL',
      'GOODWILL',
      { parts: 80, labor: 50 },
      `${both} GOODWILL_APPROVED`,
    ]);
  });

  it('a side at 0 is PAID, both at 0 is no goodwill', () => {
    expect(ask({ approved: true, parts_pct: 20, labor_pct: 0 }).slice(0, 4)).toEqual([
      'GOODWILL',
      'GOODWILL',
      'PAID',
      { parts: 20, labor: 0 },
    ]);
    expect(ask({ approved: true, parts_pct: 20 }).slice(2, 4)).toEqual(['PAID', { parts: 20, labor: 0 }]);
    expect(ask({ approved: true, parts_pct: 0, labor_pct: 0 })).toEqual(paid);
  });

  it('needs approval unless the rule says not', () => {
    expect(ask(undefined)).toEqual(paid);
    expect(ask({ approved: false })).toEqual(paid);
    expect(ask(undefined, { rule: { approval_required: false } })[3]).toEqual({ parts: 80, labor: 50 });
  });

  it('every exceeded dimension has an entry and lies within it, periods counted from the expiry', () => {
    const approved = { approved: true };
    expect(ask(approved, { claim: { usage: { km: 111 } } })).toEqual(paid);
    expect(ask(approved, { claim: { report_date: '2025-05-02' } })).toEqual(paid);
    expect(ask(approved, { rule: { max_over: { km: 10 } } })).toEqual(paid);
    expect(ask(approved, { rule: { max_over: { MONTH: 2 } } })).toEqual(paid);
    expect(ask(approved, { rule: { max_over: { km: 10, DAY: 61 } } })[0]).toBe('GOODWILL');
    expect(ask(approved, { rule: { max_over: { km: 10, DAY: 60 } } })[0]).toBe('PAID');
  });

  it('is not for excluded causes, nor for those it names', () => {
    expect(ask({ approved: true }, { rule: { not_for_causes: ['MANUFACTURING_DEFECT'] } })).toEqual(paid);
    const excluded = verdictOf(
      { terms, goodwill: rule, excluded_causes: ['MISUSE'] },
      { goodwill: { approved: true }, claim: { cause: 'MISUSE', report_date: '2025-05-01' } },
    );
    expect([excluded.outcome, excluded.reasons]).toEqual(['PAID', ['EXCLUDED_CAUSE']]);
  });

  it('leaves a covered verdict alone', () => {
    expect(verdictOf({ goodwill: rule }, { goodwill: { approved: true } }).outcome).toBe('WARRANTY');
  });

  it('keeps the steps that moved the end', () => {
    const outer_cap = { basis: 'INVOICE', n: 11, unit: 'MONTH' } as const;
    const facts = { goodwill: { approved: true }, claim: { report_date: '2025-02-02' } };
    expect(gistOf({ goodwill: rule, outer_cap }, facts)).toEqual([
      'GOODWILL',
      '2025-02-01',
      'EXPIRED_DATE GOODWILL_APPROVED OUTER_CAP',
    ]);
  });
});

describe('loyalty', () => {
  const ask = (
    waive: 'LABOR' | 'PARTS',
    report_date: string,
    goodwill: GoodwillRecord | undefined = { loyalty: true },
  ) => {
    const policy = { loyalty: { waive, until_n: 24, until_unit: 'MONTH' }, paid: { price_basis: 'LIST' } } as const;
    const { outcome, parts, labor, reasons, charge_basis } = verdictOf(policy, { goodwill, claim: { report_date } });
    return [outcome, parts, labor, [...reasons].sort().join(' '), charge_basis];
  };

  it('waives one side after the expiry, up to start + until', () => {
    expect(ask('LABOR', '2025-03-02')).toEqual([
      'GOODWILL',
      'PAID',
      'GOODWILL',
      'EXPIRED_DATE LOYALTY_LABOR_WAIVED',
      'LIST',
    ]);
    expect(ask('PARTS', '2026-03-01')).toEqual([
      'GOODWILL',
      'GOODWILL',
      'PAID',
      'EXPIRED_DATE LOYALTY_PARTS_WAIVED',
      'LIST',
    ]);
    expect(ask('PARTS', '2026-03-02')).toEqual(['PAID', 'PAID', 'PAID', 'EXPIRED_DATE', 'LIST']);
  });

  it('needs the customer to be loyal, and the warranty to be over', () => {
    expect(ask('LABOR', '2025-03-02', {})[0]).toBe('PAID');
    expect(ask('LABOR', '2025-03-01')).toEqual(['WARRANTY', 'WARRANTY', 'WARRANTY', 'IN_PERIOD', null]);
  });
});

describe('entitlements', () => {
  const grants = (rule: object, facts: Parameters<typeof verdictOf>[1] = {}, policy: Partial<Policy> = {}) =>
    verdictOf({ ...policy, entitlements: [{ grant: 'NEW_UNIT', ...rule }] }, facts).entitlements;
  const yes = ['NEW_UNIT'];

  it('hold while all stated bounds hold, last day and limit included', () => {
    const rule = { components: ['motor'], within: { n: 3, unit: 'MONTH' }, limits: { km: 100 } };
    expect(grants(rule, { claim: { usage: { km: 100 } } })).toEqual(yes);
    expect(grants(rule, { claim: { usage: { km: 101 } } })).toEqual([]);
    expect(grants(rule)).toEqual([]);
    expect(grants(rule, { claim: { usage: { km: 1 }, report_date: '2024-06-02' } })).toEqual([]);
    expect(grants(rule, { claim: { usage: { km: 1 }, component: 'belt' } })).toEqual([]);
  });

  it('are for WARRANTY only', () => {
    expect(grants({}, { claim: { cause: 'UNKNOWN' } })).toEqual([]);
    expect(grants({}, {}, { terms: [aTerm({ labor: null })] })).toEqual([]);
    expect(grants({})).toEqual(yes);
  });

  describe('by repair days', () => {
    const visit = (from: string, to: string | undefined, more: object = {}) =>
      ({ type: 'REPAIR', in: from, out: to, under_warranty: true, ...more }) as const;
    const days = (over: number, day_count: string, ...history: Facts['history'] & object) =>
      grants({ repair_days_over: over, day_count }, { history }).length === 1;

    it('CEIL_24H rounds each visit up by itself', () => {
      const visits = [visit('2024-04-01T09:00', '2024-04-02T10:00'), visit('2024-04-10T09:00', '2024-04-10T09:30')];
      expect(days(2, 'CEIL_24H', ...visits)).toBe(true);
      expect(days(3, 'CEIL_24H', ...visits)).toBe(false);
      expect(days(0, 'CEIL_24H', visit('2024-04-01', '2024-04-02'))).toBe(true);
      expect(days(1, 'CEIL_24H', visit('2024-04-01', '2024-04-02'))).toBe(false);
    });

    it('is MORE than, in the count that is stated', () => {
      const one = visit('2024-04-01', '2024-04-11');
      expect([days(9, 'DATE_DIFF', one), days(10, 'DATE_DIFF', one)]).toEqual([true, false]);
      expect([days(10, 'INCLUSIVE', one), days(11, 'INCLUSIVE', one)]).toEqual([true, false]);
    });

    it('takes off excluded days, paid repairs, delays, and visits after the report', () => {
      const history = [
        visit('2024-04-01', '2024-04-11', { excluded_days: 4 }),
        visit('2024-04-20', '2024-05-20', { under_warranty: false }),
        { type: 'FORCE_MAJEURE_DELAY', in: '2024-04-20', out: '2024-05-20' } as const,
        visit('2024-06-02', '2024-06-20'),
        visit('2024-05-30', undefined),
      ];
      expect([days(7, 'DATE_DIFF', ...history), days(8, 'DATE_DIFF', ...history)]).toEqual([true, false]);
    });

    it('forgets the unit that was replaced, under RESTART', () => {
      const history = [visit('2024-04-01', '2024-04-11'), { type: 'UNIT_REPLACED', date: '2024-04-12' } as const];
      const rule = { repair_days_over: 5 };
      expect(grants(rule, { history }, { unit_replaced: 'RESTART' })).toEqual([]);
      expect(grants(rule, { history }, { unit_replaced: 'REMAINDER' })).toEqual(yes);
    });
  });
});

describe('the supplier’s warranty', () => {
  const inbound: InboundPolicy = {
    start: { basis: ['DELIVERY'], combine: 'FIRST_KNOWN' },
    n: 12,
    unit: 'MONTH',
    old_part_required: true,
  };
  const dates = { INVOICE: '2024-03-01', DELIVERY: '2024-03-05' };
  const received = (component: string) => ({ type: 'OLD_PART_RECEIVED', component, date: '2024-08-01' }) as const;
  const ask = (rule: Partial<InboundPolicy>, facts: Parameters<typeof verdictOf>[1] = {}) => {
    const inbound_policy = { ...inbound, ...rule };
    const { supplier_claim, supplier_expiry } = verdictOf(
      {},
      { dates, history: [received('motor')], inbound_policy, ...facts },
    );
    return [supplier_claim, supplier_expiry];
  };

  it('is OPEN with the old part in hand, BLOCKED without it, OPEN where none is asked for', () => {
    expect(ask({})).toEqual(['OPEN', '2025-03-05']);
    expect(ask({}, { history: [received('belt')] })).toEqual(['BLOCKED_OLD_PART_MISSING', '2025-03-05']);
    expect(ask({ old_part_required: false }, { history: [] })).toEqual(['OPEN', '2025-03-05']);
  });

  it('is EXPIRED after its own end or its own limits, with or without the old part', () => {
    expect(ask({ n: 2 })).toEqual(['EXPIRED', '2024-05-05']);
    expect(ask({ n: 2 }, { history: [] })).toEqual(['EXPIRED', '2024-05-05']);
    expect(ask({ limits: { km: 10 } }, { claim: { usage: { km: 11 } } })).toEqual(['EXPIRED', '2025-03-05']);
  });

  it('runs through the same arithmetic', () => {
    const outer_cap = { basis: 'INVOICE', n: 11, unit: 'MONTH' } as const;
    const rule = { last_day: 'DAY_BEFORE', roll: 'PUBLIC_HOLIDAY', outer_cap } as const;
    expect(ask(rule, { calendar: { off: ['2025-02-01'] } })).toEqual(['OPEN', '2025-02-02']);
    expect(ask({ n: undefined, terms: [aTerm({ n: 6, unit: 'MONTH', covers: ['motor'] })] })).toEqual([
      'OPEN',
      '2024-09-05',
    ]);
  });

  it('stays undetermined where it cannot be known or is excluded', () => {
    expect(ask({}, { dates: { INVOICE: '2024-03-01' } })).toEqual([null, null]);
    expect(ask({ limits: { km: 10 } })).toEqual([null, '2025-03-05']);
    expect(ask({ excluded_parts: ['motor'] })).toEqual([null, null]);
    expect(ask({ excluded_causes: ['MANUFACTURING_DEFECT'] })).toEqual([null, '2025-03-05']);
    expect(verdictOf({}).supplier_claim).toBeNull();
  });

  it('is answered for paid lines too: goodwill may have been given', () => {
    expect(ask({ n: 24 }, { claim: { report_date: '2025-06-01' } })).toEqual(['OPEN', '2026-03-05']);
  });
});
