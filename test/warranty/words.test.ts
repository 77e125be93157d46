import { type Facts } from '../../src/warranty/classification/facts';
import { type Policy } from '../../src/warranty/classification/policy';
import { aTerm, verdictOf } from './cases';

const changes = (policy: Partial<Policy>, facts: Parameters<typeof verdictOf>[1] = {}) =>
  verdictOf(policy, facts).what_would_change.map(({ fact, outcome }) => `${fact} ${outcome}`);

describe('the explanation', () => {
  it('reads as a whole in both languages', () => {
    expect(verdictOf({}).explanation).toEqual({
      'zh-CN': '本次维修在保修范围内，零件和人工免费。保修期自 2024-03-01 起，至 2025-03-01（含当日）。',
      en: 'This repair is under warranty: parts and labour are free. The warranty runs from 2024-03-01 through 2025-03-01, that day included.',
    });
    expect(verdictOf({}, { claim: { report_date: '2025-03-02' } }).explanation).toEqual({
      'zh-CN': '本次维修需要付费。保修期已于 2025-03-01 届满，报修日期为 2025-03-02。',
      en: 'This repair is charged. The warranty ended on 2025-03-01; the fault was reported on 2025-03-02.',
    });
  });

  it('says what is free and what is not', () => {
    const partial = verdictOf({ terms: [aTerm({ labor: null })] }).explanation;
    expect(partial.en).toBe(
      'The parts are free, the labour is charged. The warranty runs from 2024-03-01 through 2025-03-01, that day included.',
    );
    const goodwill = { max_over: { MONTH: 6 }, max_parts_pct: 80, max_labor_pct: 50 };
    const shared = verdictOf(
      { goodwill },
      { goodwill: { approved: true }, claim: { report_date: '2025-03-02' } },
    ).explanation;
    expect(shared.en).toContain('we carry 80% of the parts and 50% of the labour');
    expect(shared['zh-CN']).toContain('零件费的 80%、人工费的 50%');
  });
});

describe('what would change the verdict', () => {
  it('names the earliest start that can be proved', () => {
    const [change] = verdictOf({}, { claim: { report_date: '2025-03-11' } }).what_would_change;
    expect(change).toEqual({
      fact: '/dates/INVOICE',
      outcome: 'WARRANTY',
      sentence: {
        'zh-CN': '如能证明发票日期为 2024-03-11 或之后，则在保修期内。',
        en: 'Proof that the invoice date is on or after 2024-03-11 would bring it into warranty.',
      },
    });
  });

  it('asks for the invoice where the start was only a fallback, and for nothing where the unit was replaced', () => {
    const no_proof = { action: 'FALLBACK', basis: 'MANUFACTURE' } as const;
    const late = { claim: { report_date: '2025-03-11' } };
    expect(changes({ no_proof }, { proof: { invoice: false }, dates: { MANUFACTURE: '2024-01-01' }, ...late })).toEqual(
      ['/dates/INVOICE WARRANTY'],
    );
    const history = [{ type: 'UNIT_REPLACED', date: '2024-03-05' } as const];
    expect(changes({ unit_replaced: 'RESTART' }, { history, ...late })).toEqual([]);
  });

  it.each<[string, Partial<Policy>, Omit<Partial<Facts>, 'claim'> & { claim?: Partial<Facts['claim']> }, string[]]>([
    ['nothing, where all is covered', {}, {}, []],
    ['the dates that conflict', {}, { dates: { INVOICE: '2024-07-01' } }, ['/dates/INVOICE null']],
    ['a report that has no date', {}, { claim: { report_date: '2024-06-31' } }, ['/dates null']],
    ['the date of sale', { valid_sale_from: '2024-01-01' }, { dates: {} }, ['/dates/INVOICE null']],
    ['the policies', { usage_class: ['TAXI'] }, {}, ['/policies null']],
    [
      'each date it could start from',
      { start: { basis: ['INVOICE', 'DELIVERY'], combine: 'LATEST' } },
      { dates: {} },
      ['/dates/INVOICE null', '/dates/DELIVERY null'],
    ],
    [
      'the component',
      { terms: [aTerm({ covers: ['belt'] })] },
      { claim: { component: undefined } },
      ['/claim/component null'],
    ],
    ['nothing, for an excluded part', { excluded_parts: ['motor'] }, {}, []],
    ['the proof', { no_proof: { action: 'PAID' } }, { proof: { invoice: false } }, ['/proof/invoice WARRANTY']],
    ['the papers', {}, { proof: { model_matches: false } }, ['/proof/model_matches WARRANTY']],
    ['the meter', {}, { claim: { observations: ['METER_TAMPERED'] } }, ['/claim/observations WARRANTY']],
    [
      'the reading that is lower',
      {},
      { history: [{ type: 'REPAIR', in: '2024-04-01', usage: { km: 9 } }], claim: { usage: { km: 8 } } },
      ['/claim/usage/km null'],
    ],
    ['the reading that is missing', { terms: [aTerm({ limits: { km: 9 } })] }, {}, ['/claim/usage/km null']],
    [
      'the reading that is over',
      { terms: [aTerm({ limits: { km: 9 } })] },
      { claim: { usage: { km: 10 } } },
      ['/claim/usage/km WARRANTY'],
    ],
    ['the cause, once known', {}, { claim: { cause: 'UNKNOWN' } }, ['/claim/cause WARRANTY']],
    [
      'the cause, if another',
      { excluded_causes: ['MISUSE'] },
      { claim: { cause: 'MISUSE' } },
      ['/claim/cause WARRANTY'],
    ],
    [
      'the cause that is only presumed',
      { excluded_causes: ['MISUSE'], presumption: { basis: 'INVOICE', n: 1, unit: 'YEAR' } },
      { claim: { cause: 'UNKNOWN' } },
      ['/claim/cause PAID'],
    ],
    [
      'the evidence of each condition',
      {
        conditions: [
          { type: 'FIRST_OWNER' },
          { type: 'REGISTERED_WITHIN', basis: 'INVOICE', n: 1, unit: 'MONTH' },
          { type: 'REPORTED_WITHIN', n: 7, unit: 'DAY' },
          { type: 'MAINTENANCE_EVERY', n: 1, unit: 'MONTH' },
        ],
      },
      { unit: { owner: 'second' } },
      ['/unit/owner null', '/claim/registered_on null', '/claim/fault_date null', '/claim/maintenance null'],
    ],
    [
      'an approval, and loyalty',
      {
        start: { basis: ['INVOICE'], combine: 'FIRST_KNOWN' },
        goodwill: { max_over: { MONTH: 6 } },
        loyalty: { waive: 'LABOR', until_n: 2, until_unit: 'YEAR' },
      },
      { claim: { report_date: '2025-04-01' } },
      ['/dates/INVOICE WARRANTY', '/goodwill/approved GOODWILL', '/goodwill/loyalty GOODWILL'],
    ],
  ])('%s', (_what, policy, facts, expected) => expect(changes(policy, facts)).toEqual(expected));
});
