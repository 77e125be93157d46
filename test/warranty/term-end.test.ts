import { type HistoryEvent, type RepairEvent } from '../../src/warranty/classification/facts';
import { type Policy } from '../../src/warranty/classification/policy';
import { aTerm, gistOf, verdictOf } from './cases';

const repair = (from: string, to?: string, more: Partial<RepairEvent> = {}): HistoryEvent => ({
  type: 'REPAIR',
  in: from,
  out: to,
  under_warranty: true,
  ...more,
});

const expiry = (policy: Partial<Policy>, history: HistoryEvent[] = []) => verdictOf(policy, { history }).expiry_date;

describe('the last day', () => {
  it('DAY_BEFORE takes a day off unless the month was too short', () => {
    const lastDay = (INVOICE: string, n: number) =>
      verdictOf({ last_day: 'DAY_BEFORE', terms: [aTerm({ n, unit: 'MONTH' })] }, { dates: { INVOICE } }).expiry_date;
    expect(lastDay('2024-03-01', 12)).toBe('2025-02-28');
    expect(lastDay('2024-05-31', 6)).toBe('2024-11-30');
    expect(lastDay('2024-05-31', 7)).toBe('2024-12-30');
  });
});

describe('suspension', () => {
  const suspend = { repairs: 'WARRANTY' } as const;

  it('counts out - in by default, one more when INCLUSIVE', () => {
    expect(expiry({ suspend }, [repair('2024-04-01', '2024-04-05')])).toBe('2025-03-05');
    expect(expiry({ suspend: { ...suspend, day_count: 'INCLUSIVE' } }, [repair('2024-04-01', '2024-04-05')])).toBe(
      '2025-03-06',
    );
    expect(expiry({ suspend: { ...suspend, day_count: 'INCLUSIVE' } }, [repair('2024-04-01', '2024-04-01')])).toBe(
      '2025-03-02',
    );
    expect(gistOf({ suspend }, { history: [repair('2024-04-01', '2024-04-01')] })).toEqual([
      'WARRANTY',
      '2025-03-01',
      'IN_PERIOD',
    ]);
  });

  it('takes the date of local date-times', () => {
    expect(expiry({ suspend }, [repair('2024-04-01T23:00', '2024-04-05T01:00')])).toBe('2025-03-05');
  });

  it('counts repairs under WARRANTY, ALL or NONE', () => {
    const paid = repair('2024-04-01', '2024-04-05', { under_warranty: false });
    expect(expiry({ suspend }, [paid])).toBe('2025-03-01');
    expect(expiry({ suspend: { repairs: 'ALL' } }, [paid])).toBe('2025-03-05');
    expect(expiry({ suspend: { repairs: 'NONE' } }, [repair('2024-04-01', '2024-04-05')])).toBe('2025-03-01');
  });

  it('counts force majeure only where the policy says so, with or without repairs', () => {
    const delay: HistoryEvent = { type: 'FORCE_MAJEURE_DELAY', in: '2024-04-03', out: '2024-04-10' };
    expect(expiry({ suspend }, [delay])).toBe('2025-03-01');
    expect(expiry({ suspend: { repairs: 'NONE', force_majeure: true } }, [delay])).toBe('2025-03-08');
    expect(expiry({ suspend: { ...suspend, force_majeure: true } }, [delay, repair('2024-04-01', '2024-04-05')])).toBe(
      '2025-03-10',
    );
  });

  it('joins overlapping, touching and nested stays in any order', () => {
    const nested = [repair('2024-04-05', '2024-04-07'), repair('2024-04-01', '2024-04-10')];
    expect(expiry({ suspend }, nested)).toBe('2025-03-10');
    const touching = [repair('2024-04-05', '2024-04-07'), repair('2024-04-01', '2024-04-05')];
    expect(expiry({ suspend: { ...suspend, day_count: 'INCLUSIVE' } }, touching)).toBe('2025-03-08');
  });

  it('counts a stay begun by the end as it then runs, and none begun later', () => {
    const late = { report_date: '2025-06-01' };
    const stays = [
      repair('2025-02-27', '2025-03-07'),
      repair('2025-03-09', '2025-03-11'),
      repair('2025-03-20', '2025-03-30'),
    ];
    // 03-01 + 8 = 03-09, so the second stay still begins on the last day; + 2 = 03-11, so the third does not.
    expect(gistOf({ suspend }, { history: stays, claim: late })).toEqual([
      'PAID',
      '2025-03-11',
      'EXPIRED_DATE EXTENDED_REPAIR',
    ]);
  });

  it('counts a stay without end to the report date', () => {
    expect(expiry({ suspend }, [repair('2024-05-22')])).toBe('2025-03-11');
  });

  it('does not count excluded days, and they never take days from another stay', () => {
    expect(expiry({ suspend }, [repair('2024-04-01', '2024-04-11', { excluded_days: 4 })])).toBe('2025-03-07');
    const joined = [repair('2024-04-01', '2024-04-11'), repair('2024-04-02', '2024-04-06', { excluded_days: 3 })];
    expect(expiry({ suspend }, joined)).toBe('2025-03-11');
    expect(expiry({ suspend }, [repair('2024-04-01', '2024-04-03', { excluded_days: 9 })])).toBe('2025-03-01');
  });

  it('forgets earlier repairs when the replaced unit starts anew, and keeps them when it runs on', () => {
    const history: HistoryEvent[] = [
      repair('2024-04-01', '2024-04-11', { remedy: true }),
      repair('2024-04-28', '2024-05-03'),
      { type: 'UNIT_REPLACED', date: '2024-05-01' },
      repair('2024-05-10', '2024-05-13'),
    ];
    const extend_once_after_repair = { n: 6, unit: 'MONTH' } as const;
    expect(expiry({ suspend, unit_replaced: 'RESTART', extend_once_after_repair }, history)).toBe('2025-05-04');
    expect(expiry({ suspend, unit_replaced: 'REMAINDER' }, history)).toBe('2025-03-19');
  });
});

describe('the once-only extension', () => {
  const extend_once_after_repair = { n: 12, unit: 'MONTH' } as const;
  it('is added once, after the suspension, however many remedies there were', () => {
    const history = [
      repair('2024-04-01', '2024-04-05', { remedy: true }),
      repair('2024-05-01', '2024-05-03', { remedy: true }),
    ];
    expect(expiry({ extend_once_after_repair }, history)).toBe('2026-03-01');
    expect(expiry({ extend_once_after_repair, suspend: { repairs: 'WARRANTY' } }, history)).toBe('2026-03-07');
  });

  it('needs a remedy that began within the cover', () => {
    expect(expiry({ extend_once_after_repair }, [repair('2024-04-01', '2024-04-05')])).toBe('2025-03-01');
    const late = {
      claim: { report_date: '2025-06-01' },
      history: [repair('2025-03-02', '2025-03-04', { remedy: true })],
    };
    expect(gistOf({ extend_once_after_repair }, late)).toEqual(['PAID', '2025-03-01', 'EXPIRED_DATE']);
  });
});

describe('the outer cap', () => {
  const outer_cap = { basis: 'SHIPMENT', n: 14, unit: 'MONTH' } as const;
  it('cuts the end after suspension and extension, and is then rolled', () => {
    const facts = {
      dates: { SHIPMENT: '2024-01-01', INVOICE: '2024-03-01' },
      history: [repair('2024-04-01', '2024-04-05')],
      calendar: { off: ['2025-03-01', '2025-03-02'] },
    };
    const policy = { outer_cap, suspend: { repairs: 'ALL' }, roll: 'PUBLIC_HOLIDAY' } as const;
    expect(gistOf(policy, facts)).toEqual([
      'WARRANTY',
      '2025-03-03',
      'EXTENDED_REPAIR HOLIDAY_ROLLED IN_PERIOD OUTER_CAP',
    ]);
  });

  it('is not named where it does not cut, nor applied where its date is not known', () => {
    const shipped = (SHIPMENT: string) => ({ dates: { SHIPMENT, INVOICE: '2024-03-01' } });
    expect(gistOf({ outer_cap }, shipped('2024-01-15'))).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
    expect(gistOf({ outer_cap }, shipped('2023-12-31'))).toEqual(['WARRANTY', '2025-02-28', 'IN_PERIOD OUTER_CAP']);
    expect(gistOf({ outer_cap })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
  });
});

describe('rolling', () => {
  // 2025-03-01 is a Saturday.
  const off = ['2025-03-03'];
  it.each([
    ['NONE', { off: ['2025-03-01'] }, '2025-03-01'],
    ['PUBLIC_HOLIDAY', { off }, '2025-03-01'],
    ['PUBLIC_HOLIDAY', undefined, '2025-03-01'],
    ['NON_WORKING_DAY', undefined, '2025-03-03'],
    ['NON_WORKING_DAY', { off }, '2025-03-04'],
    ['NON_WORKING_DAY', { off, work: ['2025-03-02'] }, '2025-03-02'],
    ['NON_WORKING_DAY', { work: ['2025-03-01'] }, '2025-03-01'],
    ['NON_WORKING_DAY', { off: ['2025-03-01'], work: ['2025-03-01', '2025-03-02'] }, '2025-03-02'],
  ] as const)('%s with %j ends %s', (roll, calendar, end) => {
    const verdict = verdictOf({ roll }, { calendar: calendar && JSON.parse(JSON.stringify(calendar)) });
    expect(verdict.expiry_date).toBe(end);
    expect(verdict.reasons.includes('HOLIDAY_ROLLED')).toBe(end !== '2025-03-01');
  });
});

describe('labour and visits', () => {
  it('labour has its own term through the same steps', () => {
    const terms = [aTerm({ labor: { n: 2, unit: 'MONTH' } })];
    const facts = { history: [repair('2024-04-01', '2024-04-11')] };
    const short = verdictOf({ terms }, facts);
    expect([short.outcome, short.parts, short.labor, short.labor_expiry_date]).toEqual([
      'PARTIAL',
      'WARRANTY',
      'PAID',
      '2024-05-01',
    ]);
    expect(short.reasons).toEqual(['IN_PERIOD', 'LABOR_NOT_COVERED']);
    const long = verdictOf(
      { terms: [aTerm({ labor: { n: 80, unit: 'DAY' } })], suspend: { repairs: 'WARRANTY' }, last_day: 'DAY_BEFORE' },
      facts,
    );
    expect([long.outcome, long.labor_expiry_date, long.expiry_date]).toEqual(['PARTIAL', '2024-05-29', '2025-03-10']);
  });

  it('labour ends with the parts where nothing is said, and never begins where it is null', () => {
    expect(verdictOf({}).labor_expiry_date).toBe('2025-03-01');
    const never = verdictOf({ terms: [aTerm({ labor: null })], paid: { price_basis: 'LIST' } });
    expect([never.outcome, never.labor, never.labor_expiry_date, never.charge_basis]).toEqual([
      'PARTIAL',
      'PAID',
      null,
      'LIST',
    ]);
  });

  it('labour with its own term but no start to count it from is REVIEW', () => {
    const if_start_missing = { basis: 'MANUFACTURE', n: 18, unit: 'MONTH' } as const;
    const verdict = verdictOf(
      { terms: [aTerm({ labor: { n: 6, unit: 'MONTH' } })], if_start_missing },
      { dates: { MANUFACTURE: '2024-01-01' } },
    );
    expect([verdict.outcome, verdict.parts, verdict.labor]).toEqual(['REVIEW', 'WARRANTY', 'REVIEW']);
  });

  it('an expired visit term is named with covered verdicts and leaves the outcome', () => {
    const terms = [aTerm({ onsite: { n: 3, unit: 'MONTH' } })];
    const on = (report_date: string) => {
      const { outcome, onsite, onsite_expiry, reasons } = verdictOf({ terms }, { claim: { report_date } });
      return [outcome, onsite, onsite_expiry, [...reasons].sort().join(' ')];
    };
    expect(on('2024-06-01')).toEqual(['WARRANTY', 'WARRANTY', '2024-06-01', 'IN_PERIOD']);
    expect(on('2024-06-02')).toEqual(['WARRANTY', 'PAID', '2024-06-01', 'IN_PERIOD ONSITE_EXPIRED']);
    expect(on('2025-03-02')).toEqual(['PAID', 'PAID', '2024-06-01', 'EXPIRED_DATE']);
    expect(verdictOf({}).onsite).toBeNull();
  });
});
