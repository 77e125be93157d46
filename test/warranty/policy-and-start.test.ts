import { classify } from '../../src/warranty/classification/classify';
import { aCase, aPolicy, aTerm, gist, gistOf, verdictOf } from './cases';

describe('the choice of the policy', () => {
  const bounded = aPolicy({ valid_sale_from: '2024-01-01', valid_sale_to: '2024-03-01' });
  const choose = (policies: Parameters<typeof classify>[1], facts = aCase()) => classify(facts, policies);

  it('counts both bounds in', () => {
    expect(choose([bounded]).policy).toBe('P');
    expect(choose([bounded], aCase({ dates: { INVOICE: '2024-01-01' } })).policy).toBe('P');
    expect(gist(choose([bounded], aCase({ dates: { INVOICE: '2024-03-02' } })))).toEqual(['REVIEW', null, 'NO_POLICY']);
  });

  it('takes the delivery where there is no invoice, and guesses nothing where there is neither', () => {
    const byDelivery = { ...bounded, start: { basis: ['DELIVERY', 'FIRST_USE'], combine: 'FIRST_KNOWN' } } as const;
    const sold = (dates: object) =>
      choose(
        [aPolicy({ ...byDelivery, start: { ...byDelivery.start, basis: ['DELIVERY', 'FIRST_USE'] } })],
        aCase({ dates }),
      );
    expect(sold({ DELIVERY: '2024-02-01' }).outcome).toBe('WARRANTY');
    expect(sold({ DELIVERY: '2024-02-01', INVOICE: '2024-05-01' }).reasons).toEqual(['NO_POLICY']);
    expect(sold({ FIRST_USE: '2024-02-01' }).reasons).toEqual(['NO_POLICY']);
  });

  it('matches the usage class; a missing class is PRIVATE, a policy without takes any', () => {
    const taxi = aPolicy({ id: 'TAXI', usage_class: ['TAXI'] });
    const own = aPolicy({ id: 'PRIVATE', usage_class: ['PRIVATE'] });
    expect(choose([taxi, own]).policy).toBe('PRIVATE');
    expect(choose([taxi, own], aCase({ unit: { usage_class: 'TAXI' } })).policy).toBe('TAXI');
    expect(choose([aPolicy()], aCase({ unit: { usage_class: 'RENTAL' } })).policy).toBe('P');
  });

  it('is REVIEW between policies of one priority; the higher priority wins', () => {
    expect(gist(choose([aPolicy(), aPolicy({ id: 'Q' })]))).toEqual(['REVIEW', null, 'NO_POLICY']);
    expect(choose([aPolicy({ id: 'Q', priority: 1 }), aPolicy(), aPolicy({ id: 'R' })]).policy).toBe('Q');
    expect(choose([aPolicy(), aPolicy({ id: 'R' }), aPolicy({ id: 'Q', priority: 1 })]).policy).toBe('Q');
    expect(choose([]).reasons).toEqual(['NO_POLICY']);
  });
});

describe('the term of a component', () => {
  it('is its own where it is listed, even if shorter', () => {
    const terms = [aTerm({ n: 3 }), aTerm({ id: 'wear', covers: ['belt'], n: 1, unit: 'MONTH' })];
    expect(gistOf({ terms }, { claim: { component: 'belt' } })).toEqual(['PAID', '2024-04-01', 'EXPIRED_DATE']);
    expect(verdictOf({ terms }, { claim: { component: 'belt' } }).term).toBe('wear');
  });

  it('is EXCLUDED_PART in no term; a component not known yet has the whole unit’s term or a person’s eye', () => {
    const terms = [aTerm({ covers: ['belt'] })];
    expect(gistOf({ terms })).toEqual(['PAID', null, 'EXCLUDED_PART']);
    expect(gistOf({ terms }, { claim: { component: undefined } })).toEqual(['REVIEW', null, 'UNKNOWN_COMPONENT']);
    expect(verdictOf({}, { claim: { component: undefined } }).outcome).toBe('WARRANTY');
  });

  it('has the registered length when registered', () => {
    const terms = [aTerm({ n: 3, unit: 'MONTH', registered_n: 12 })];
    expect(verdictOf({ terms }).expiry_date).toBe('2024-06-01');
    expect(verdictOf({ terms }, { claim: { registered: true } }).expiry_date).toBe('2025-03-01');
  });

  it('without n has no calendar limit: only its readings end it', () => {
    const terms = [aTerm({ n: undefined, unit: undefined, limits: { h: 100 } })];
    const late = { report_date: '2044-01-01' };
    expect(gistOf({ terms }, { claim: { ...late, usage: { h: 100 } } })).toEqual(['WARRANTY', null, 'IN_PERIOD']);
    expect(gistOf({ terms }, { claim: { ...late, usage: { h: 101 } } })).toEqual(['PAID', null, 'EXPIRED_USAGE']);
    const outer_cap = { basis: 'INVOICE', n: 5, unit: 'YEAR' } as const;
    expect(gistOf({ terms, outer_cap }, { claim: { ...late, usage: { h: 9 } } })).toEqual([
      'PAID',
      '2029-03-01',
      'EXPIRED_DATE OUTER_CAP',
    ]);
  });
});

describe('the start', () => {
  const dates = { INVOICE: '2024-03-05', DELIVERY: '2024-03-01', ARRIVAL: '2024-03-10' };
  it.each([
    ['FIRST_KNOWN', '2024-03-05'],
    ['EARLIEST', '2024-03-01'],
    ['LATEST', '2024-03-10'],
  ] as const)('%s of those known', (combine, start) => {
    const basis = ['ACCEPTANCE', 'INVOICE', 'DELIVERY', 'ARRIVAL'] as const;
    expect(verdictOf({ start: { basis: [...basis], combine } }, { dates }).start_date).toBe(start);
  });

  const unknown = { dates: { MANUFACTURE: '2024-01-31' } };
  it('unknown is REVIEW', () => expect(gistOf({}, unknown)).toEqual(['REVIEW', null, 'UNKNOWN_START']));

  it('missing gives the END by if_start_missing, which later steps still move', () => {
    const if_start_missing = { basis: 'MANUFACTURE', n: 18, unit: 'MONTH' } as const;
    const verdict = verdictOf({ if_start_missing, last_day: 'DAY_BEFORE' }, unknown);
    expect(gist(verdict)).toEqual(['WARRANTY', '2025-07-31', 'IN_PERIOD START_FALLBACK']);
    expect(verdict.start_date).toBeNull();
    const outer_cap = { basis: 'MANUFACTURE', n: 4, unit: 'MONTH' } as const;
    expect(gistOf({ if_start_missing, outer_cap }, unknown)).toEqual([
      'PAID',
      '2024-05-31',
      'EXPIRED_DATE OUTER_CAP START_FALLBACK',
    ]);
    expect(gistOf({ if_start_missing })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
  });

  describe('without proof', () => {
    const proof = { invoice: false };
    const no_proof = { action: 'FALLBACK', basis: 'MANUFACTURE' } as const;
    const made = { MANUFACTURE: '2024-01-31', INVOICE: '2024-03-01' };

    it('is not asked for unless the policy asks', () => {
      expect(gistOf({}, { proof })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
    });

    it('falls back even where a date is claimed, by n/unit, by nothing, or to the next month', () => {
      const start = (rule: object) =>
        verdictOf({ no_proof: { ...no_proof, ...rule } }, { proof, dates: made }).start_date;
      expect(start({ n: 1, unit: 'MONTH' })).toBe('2024-02-29');
      expect(start({})).toBe('2024-01-31');
      expect(start({ snap: 'NEXT_MONTH_FIRST' })).toBe('2024-02-01');
    });

    it('counts a purchase found in the system as proved', () => {
      const found = { proof: { invoice: false, verified_in_system: true }, dates: made };
      expect(gistOf({ no_proof }, found)).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
    });

    it('is PAID or REVIEW where the policy says so', () => {
      expect(gistOf({ no_proof: { action: 'PAID' } }, { proof })).toEqual(['PAID', null, 'NO_PROOF']);
      expect(gistOf({ no_proof: { action: 'REVIEW' } }, { proof })).toEqual(['REVIEW', null, 'NO_PROOF']);
    });

    it('is an unknown start where the fallback date is unknown too', () => {
      expect(gistOf({ no_proof }, { proof })).toEqual(['REVIEW', null, 'UNKNOWN_START']);
    });
  });

  describe('after the unit was replaced', () => {
    const history = [{ type: 'UNIT_REPLACED', date: '2024-05-01' } as const];
    it('begins again under RESTART and runs on under REMAINDER or no rule', () => {
      expect(gistOf({ unit_replaced: 'RESTART' }, { history })).toEqual([
        'WARRANTY',
        '2025-05-01',
        'IN_PERIOD RESTARTED',
      ]);
      expect(gistOf({ unit_replaced: 'REMAINDER' }, { history })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
      expect(gistOf({}, { history })).toEqual(['WARRANTY', '2025-03-01', 'IN_PERIOD']);
    });

    it('takes the latest replacement up to the report, and none that shortens', () => {
      const many = [
        { type: 'UNIT_REPLACED', date: '2024-05-20' } as const,
        ...history,
        { type: 'UNIT_REPLACED', date: '2024-07-01' } as const,
      ];
      expect(verdictOf({ unit_replaced: 'RESTART' }, { history: many }).start_date).toBe('2024-05-20');
      const onArrival = [{ type: 'UNIT_REPLACED', date: '2024-02-20' } as const];
      expect(gistOf({ unit_replaced: 'RESTART' }, { history: onArrival })).toEqual([
        'WARRANTY',
        '2025-03-01',
        'IN_PERIOD',
      ]);
    });

    it('starts there even where no other start is known, and the cap still counts from its basis', () => {
      expect(verdictOf({ unit_replaced: 'RESTART' }, { ...unknown, history }).start_date).toBe('2024-05-01');
      const outer_cap = { basis: 'INVOICE', n: 12, unit: 'MONTH' } as const;
      expect(gistOf({ unit_replaced: 'RESTART', outer_cap }, { history })).toEqual([
        'WARRANTY',
        '2025-03-01',
        'IN_PERIOD OUTER_CAP RESTARTED',
      ]);
    });
  });
});
