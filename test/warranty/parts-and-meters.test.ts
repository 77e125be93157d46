import { type HistoryEvent, type PartReplacedEvent } from '../../src/warranty/classification/facts';
import { aTerm, gistOf, verdictOf } from './cases';

const fitted = (date: string, more: Partial<PartReplacedEvent> = {}): HistoryEvent => ({
  type: 'PART_REPLACED',
  component: 'motor',
  date,
  ...more,
});

const report = (report_date: string, usage?: Record<string, number>) => ({ claim: { report_date, usage } });

describe('a part replaced free', () => {
  const orLonger = { part_replaced_free: { mode: 'REMAINDER_OR_LONGER', n: 90, unit: 'DAY' } } as const;
  const history = [fitted('2025-02-01')];

  it.each(['REMAINDER_OR_LONGER', 'REMAINDER_AT_LEAST'] as const)(
    '%s: the later end, with IN_PERIOD while the unit lives',
    (mode) => {
      const policy = { part_replaced_free: { mode, n: 90, unit: 'DAY' } } as const;
      expect(gistOf(policy, { history, ...report('2025-03-01') })).toEqual(['WARRANTY', '2025-05-02', 'IN_PERIOD']);
      expect(gistOf(policy, { history, ...report('2025-05-02') })).toEqual([
        'WARRANTY',
        '2025-05-02',
        'PART_OWN_WARRANTY',
      ]);
      expect(gistOf(policy, { history, ...report('2025-05-03') })).toEqual(['PAID', '2025-05-02', 'EXPIRED_DATE']);
    },
  );

  it('keeps the unit’s end where that is later', () => {
    expect(gistOf(orLonger, { history: [fitted('2024-04-01')] })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
  });

  it('does not count before it was fitted, on another component, or in a unit that has left', () => {
    const unit_replaced = 'REMAINDER';
    for (const events of [
      [fitted('2025-03-16')],
      [fitted('2025-02-01', { component: 'belt' })],
      [fitted('2025-02-01'), { type: 'UNIT_REPLACED', date: '2025-02-02' } as const],
    ]) {
      const facts = { history: events, ...report('2025-03-15') };
      expect(gistOf({ ...orLonger, unit_replaced }, facts)).toEqual(['PAID', '2025-03-01', 'EXPIRED_DATE']);
    }
  });

  it('RESTART_FROM_RETURN gives the term’s full length, and its readings, from the replacement', () => {
    const policy = {
      terms: [aTerm({ limits: { km: 1000 } })],
      part_replaced_free: { mode: 'RESTART_FROM_RETURN' },
    } as const;
    const events = [fitted('2025-02-01', { usage: { km: 900 } })];
    const on = (date: string, km: number) =>
      gistOf({ ...policy, terms: [...policy.terms] }, { history: events, ...report(date, { km }) });
    expect(on('2026-02-01', 1900)).toEqual(['WARRANTY', '2026-02-01', 'PART_OWN_WARRANTY']);
    expect(on('2026-02-01', 1901)).toEqual(['PAID', '2026-02-01', 'EXPIRED_USAGE']);
    expect(on('2026-02-02', 1901)).toEqual(['PAID', '2026-02-01', 'EXPIRED_DATE EXPIRED_USAGE']);
  });

  it('is bounded by the cap, rolled, and prolonged by later repairs but not by the visit that fitted it', () => {
    const policy = {
      ...orLonger,
      suspend: { repairs: 'ALL' },
      roll: 'PUBLIC_HOLIDAY',
      outer_cap: { basis: 'INVOICE', n: 2, unit: 'YEAR' },
    } as const;
    const stays: HistoryEvent[] = [
      { type: 'REPAIR', in: '2025-02-01', out: '2025-02-03' },
      { type: 'REPAIR', in: '2025-04-01', out: '2025-04-04' },
    ];
    const facts = { history: [...history, ...stays], calendar: { off: ['2025-05-05'] }, ...report('2025-05-05') };
    expect(gistOf(policy, facts)).toEqual([
      'WARRANTY',
      '2025-05-06',
      'EXTENDED_REPAIR HOLIDAY_ROLLED PART_OWN_WARRANTY',
    ]);
    const outer_cap = { basis: 'INVOICE', n: 14, unit: 'MONTH' } as const;
    expect(gistOf({ ...orLonger, outer_cap }, { history, ...report('2025-05-01') })).toEqual([
      'WARRANTY',
      '2025-05-01',
      'OUTER_CAP PART_OWN_WARRANTY',
    ]);
  });
});

describe('a part that was paid for', () => {
  const policy = { part_replaced_paid: { n: 1, unit: 'YEAR', limits: { km: 100 }, or_remainder: true } } as const;
  const history = [fitted('2025-02-01', { paid: true, usage: { km: 500 } })];

  it('counts its readings from the fitting; either cover is enough', () => {
    expect(gistOf(policy, { history, ...report('2025-06-01', { km: 600 }) })).toEqual([
      'WARRANTY',
      '2026-02-01',
      'PART_OWN_WARRANTY',
    ]);
    expect(gistOf(policy, { history, ...report('2025-06-01', { km: 601 }) })).toEqual([
      'PAID',
      '2026-02-01',
      'EXPIRED_USAGE',
    ]);
    expect(gistOf(policy, { history, ...report('2025-03-01', { km: 601 }) })).toEqual([
      'WARRANTY',
      '2025-03-01',
      'IN_PERIOD',
    ]);
    expect(gistOf(policy, { history, ...report('2025-03-01', { km: 600 }) })).toEqual([
      'WARRANTY',
      '2026-02-01',
      'IN_PERIOD',
    ]);
  });

  it('needs the readings where only they settle it', () => {
    expect(gistOf(policy, { history, ...report('2025-06-01') })).toEqual(['REVIEW', '2026-02-01', 'MISSING_READING']);
    const unread = [fitted('2025-02-01', { paid: true })];
    expect(gistOf(policy, { history: unread, ...report('2025-06-01', { km: 100 }) })[0]).toBe('WARRANTY');
    expect(gistOf(policy, { history: unread, ...report('2025-06-01', { km: 101 }) })).toEqual([
      'REVIEW',
      '2026-02-01',
      'MISSING_READING',
    ]);
    expect(gistOf(policy, { history, ...report('2026-06-01') })).toEqual(['PAID', '2026-02-01', 'EXPIRED_DATE']);
  });

  it('hands its cover on to the part that replaces it free', () => {
    const events = [fitted('2025-06-01'), ...history];
    const free = { part_replaced_free: { mode: 'REMAINDER' } } as const;
    expect(gistOf({ ...policy, ...free }, { history: events, ...report('2026-02-01', { km: 550 }) })).toEqual([
      'WARRANTY',
      '2026-02-01',
      'PART_OWN_WARRANTY',
    ]);
  });

  it('is not bounded by the seller’s cap, and counts its first day in under DAY_BEFORE', () => {
    const outer_cap = { basis: 'INVOICE', n: 13, unit: 'MONTH' } as const;
    const facts = { history, ...report('2025-06-01', { km: 600 }) };
    expect(gistOf({ ...policy, outer_cap, last_day: 'DAY_BEFORE' }, facts)).toEqual([
      'WARRANTY',
      '2026-01-31',
      'PART_OWN_WARRANTY',
    ]);
  });

  it('without a rule brings nothing', () => {
    expect(gistOf({}, { history, ...report('2025-06-01') })).toEqual(['PAID', '2025-03-01', 'EXPIRED_DATE']);
  });

  it('splits labour as the component’s term says', () => {
    const facts = { history, ...report('2025-06-01', { km: 600 }) };
    expect(gistOf({ ...policy, terms: [aTerm({ labor: null })] }, facts)).toEqual([
      'PARTIAL',
      '2026-02-01',
      'LABOR_NOT_COVERED PART_OWN_WARRANTY',
    ]);
  });
});

describe('meters', () => {
  const terms = [aTerm({ limits: { km: 1000, h: 50 } })];
  const on = (usage?: Record<string, number>, report_date = '2024-06-01') =>
    gistOf({ terms }, { claim: { usage, report_date } });

  it('covers a reading equal to the limit, and every limit must hold', () => {
    expect(on({ km: 1000, h: 50 })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
    expect(on({ km: 1000, h: 50.5 })).toEqual(['PAID', '2025-03-01', 'EXPIRED_USAGE']);
  });

  it('MISSING_READING unless the date or another meter settles it', () => {
    expect(on({ km: 10 })).toEqual(['REVIEW', '2025-03-01', 'MISSING_READING']);
    expect(on()).toEqual(['REVIEW', '2025-03-01', 'MISSING_READING']);
    expect(on({ km: 1001 })).toEqual(['PAID', '2025-03-01', 'EXPIRED_USAGE']);
    expect(on(undefined, '2025-03-02')).toEqual(['PAID', '2025-03-01', 'EXPIRED_DATE']);
  });

  it('names date and usage where both are exceeded', () => {
    expect(on({ km: 1001, h: 1 }, '2025-03-02')).toEqual(['PAID', '2025-03-01', 'EXPIRED_DATE EXPIRED_USAGE']);
  });

  it('SINCE_START subtracts the reading at the start', () => {
    const since = [aTerm({ limits: { km: 100 }, limit_basis: 'SINCE_START' })];
    const read = (km: number, at_start?: number) =>
      gistOf(
        { terms: since },
        { claim: { usage: { km }, usage_at_start: at_start === undefined ? undefined : { km: at_start } } },
      );
    expect(read(600, 500)).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
    expect(read(601, 500)).toEqual(['PAID', '2025-03-01', 'EXPIRED_USAGE']);
    expect(read(601)).toEqual(['REVIEW', '2025-03-01', 'MISSING_READING']);
    expect(read(100)).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
    expect(read(400, 500)).toEqual(['REVIEW', '2025-03-01', 'METER_ROLLBACK']);
  });

  describe('that ran backwards', () => {
    const visit = (from: string, km: number): HistoryEvent => ({ type: 'REPAIR', in: from, out: from, usage: { km } });
    const after = (history: HistoryEvent[], km = 500) =>
      gistOf({ unit_replaced: 'REMAINDER' }, { history, claim: { usage: { km } } })[2];
    it.each<[string, HistoryEvent[], string]>([
      ['at the report', [visit('2024-04-01', 501)], 'METER_ROLLBACK'],
      ['between visits', [visit('2024-05-01', 200), visit('2024-04-01', 300)], 'METER_ROLLBACK'],
      ['since a part was fitted', [fitted('2024-04-01', { usage: { km: 501 } })], 'METER_ROLLBACK'],
      ['not: equal', [visit('2024-04-01', 500)], 'IN_PERIOD'],
      ['not: another meter', [{ ...visit('2024-04-01', 0), usage: { h: 900 } } as HistoryEvent], 'IN_PERIOD'],
      ['not: read after the report', [visit('2024-07-01', 900)], 'IN_PERIOD'],
      ['not: the old unit’s', [visit('2024-04-01', 900), { type: 'UNIT_REPLACED', date: '2024-04-01' }], 'IN_PERIOD'],
    ])('%s', (_when, history, reason) => expect(after(history)).toBe(reason));
  });

  it('that was tampered with is REVIEW, or its limit counts as exceeded where the term has one', () => {
    const claim = { usage: { km: 1, h: 1 }, observations: ['METER_TAMPERED'] };
    expect(gistOf({ terms }, { claim })).toEqual(['REVIEW', '2025-03-01', 'METER_TAMPERED']);
    expect(gistOf({ terms, meter_tampering: 'TREAT_AS_LIMIT_REACHED' }, { claim })).toEqual([
      'PAID',
      '2025-03-01',
      'METER_TAMPERED',
    ]);
    expect(gistOf({ meter_tampering: 'TREAT_AS_LIMIT_REACHED' }, { claim })).toEqual([
      'WARRANTY',
      '2025-03-01',
      'IN_PERIOD',
    ]);
    expect(verdictOf({ terms }, { claim: { usage: { km: 1, h: 1 }, observations: ['DUSTY'] } }).outcome).toBe(
      'WARRANTY',
    );
  });
});
