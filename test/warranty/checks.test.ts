import { checkFacts } from '../../src/warranty/checks/check-facts';
import { checkInboundPolicy, checkPolicies, checkPolicy } from '../../src/warranty/checks/check-policy';
import { type Fault } from '../../src/warranty/checks/fault';
import { type Policy } from '../../src/warranty/classification/policy';
import { aCase, aPolicy, aTerm } from './cases';

const gists = (faults: Fault[]) => faults.map(({ pointer, rule }) => `${pointer} ${rule}`);
/** A policy as it may arrive: anything. */
const policyFaults = (policy: object) => gists(checkPolicy(aPolicy(policy)));
const factsFaults = (facts: object, policies: Policy[] = []) => gists(checkFacts(aCase(facts), policies));

describe('checking a policy', () => {
  it('finds nothing in a good one', () => expect(policyFaults({})).toEqual([]));

  it('names every fault at once', () => {
    const faults = policyFaults({
      id: '',
      start: { basis: ['BIRTHDAY'], combine: 'SOMEHOW' },
      terms: [aTerm({ n: -1 }), aTerm({ covers: [] })],
      roll: 'DOWNHILL',
      priority: 0.5,
    });
    expect(faults).toEqual([
      '/id missing',
      '/priority not_a_whole_number',
      '/terms/0/n not_positive',
      '/terms/1/covers unknown_value',
      '/terms/1/id duplicate',
      '/start/basis/0 unknown_value',
      '/start/combine unknown_value',
      '/roll unknown_value',
    ]);
  });

  it.each<[object, string[]]>([
    [{ start: undefined }, ['/start/basis missing', '/start/combine unknown_value']],
    [{ start: { basis: [], combine: 'LATEST' } }, ['/start/basis missing']],
    [{ start: { basis: ['INVOICE', 'INVOICE'], combine: 'LATEST' } }, ['/start/basis duplicate']],
    [{ terms: undefined }, ['/terms missing']],
    [{ terms: [{ id: 'x', covers: { part: 'motor' } }] }, ['/terms/0/covers unknown_value']],
    [{ terms: [aTerm(), aTerm({ id: 'other' })] }, ['/terms/1/covers duplicate']],
    [{ terms: [aTerm({ covers: ['belt'] })], excluded_parts: ['belt'] }, ['/terms/0/covers contradiction']],
    [{ terms: [aTerm({ n: 1.5 })] }, ['/terms/0/n not_a_whole_number']],
    [{ terms: [aTerm({ n: 900, unit: 'YEAR' })] }, ['/terms/0/n out_of_range']],
    [{ terms: [{ ...aTerm(), unit: 'WEEK' }] }, ['/terms/0/unit unknown_value']],
    [{ terms: [aTerm({ n: undefined })] }, ['/terms/0/n not_a_whole_number']],
    [
      { terms: [aTerm({ limits: { km: -5 }, labor: { n: 0, unit: 'DAY' } })] },
      ['/terms/0/limits/km out_of_range', '/terms/0/labor/n not_positive'],
    ],
    [{ terms: [{ ...aTerm(), limit_basis: 'GUESS' }] }, ['/terms/0/limit_basis unknown_value']],
    [{ no_proof: { action: 'FALLBACK' } }, ['/no_proof/basis unknown_value']],
    [
      { no_proof: { action: 'FALLBACK', basis: 'MANUFACTURE', n: 0, unit: 'DAY', snap: 'NEXT_MONTH_FIRST' } },
      ['/no_proof/snap contradiction'],
    ],
    [{ no_proof: { action: 'SHRUG' } }, ['/no_proof/action unknown_value']],
    [{ outer_cap: { basis: 'INVOICE', n: 6, unit: 'MONTH' } }, ['/outer_cap wrong_order']],
    [{ outer_cap: { basis: 'SALE', n: 6, unit: 'MONTH' } }, ['/outer_cap/basis unknown_value']],
    [
      { part_replaced_free: { mode: 'REMAINDER_OR_LONGER' } },
      ['/part_replaced_free/unit unknown_value', '/part_replaced_free/n not_a_whole_number'],
    ],
    [{ part_replaced_free: { mode: 'NEVER' } }, ['/part_replaced_free/mode unknown_value']],
    [
      { suspend: { repairs: 'SOME', day_count: 'ROUGHLY' } },
      ['/suspend/repairs unknown_value', '/suspend/day_count unknown_value'],
    ],
    [{ conditions: [{ type: 'BE_NICE' }] }, ['/conditions/0/type unknown_value']],
    [{ conditions: [{ type: 'REGISTERED_WITHIN', n: 1, unit: 'DAY' }] }, ['/conditions/0/basis unknown_value']],
    [
      { entitlements: [{ repair_days_over: -1, day_count: 'X' }] },
      [
        '/entitlements/0/grant missing',
        '/entitlements/0/repair_days_over out_of_range',
        '/entitlements/0/day_count unknown_value',
      ],
    ],
    [{ goodwill: { max_parts_pct: 120 } }, ['/goodwill/max_over missing', '/goodwill/max_parts_pct out_of_range']],
    [
      { loyalty: { waive: 'TRAVEL', until_n: 0, until_unit: 'DAY' } },
      ['/loyalty/waive unknown_value', '/loyalty/until_n not_positive'],
    ],
    [{ valid_sale_from: '2024-02-30', valid_sale_to: '2024-01-01' }, ['/valid_sale_from not_a_date']],
    [{ valid_sale_from: '2024-02-01', valid_sale_to: '2024-01-01' }, ['/valid_sale_to wrong_order']],
    [{ usage_class: [] }, ['/usage_class missing']],
    [{ excluded_causes: ['MISUSE'], covered_causes: ['MISUSE'] }, ['/excluded_causes contradiction']],
    [{ meter_tampering: 'IGNORE' }, ['/meter_tampering unknown_value']],
  ])('%j', (policy, faults) => expect(policyFaults(policy)).toEqual(faults));

  it('finds versions between which a sale could not choose', () => {
    const overlap = (...policies: Partial<Policy>[]) => gists(checkPolicies(policies.map(aPolicy)));
    expect(overlap({ valid_sale_to: '2024-01-01' }, { valid_sale_from: '2024-01-02' })).toEqual([]);
    expect(overlap({ valid_sale_to: '2024-01-02' }, { valid_sale_from: '2024-01-02' })).toEqual(['/1 overlap']);
    expect(overlap({}, { priority: 1 })).toEqual([]);
    expect(overlap({ usage_class: ['TAXI'] }, { usage_class: ['PRIVATE'] })).toEqual([]);
    expect(overlap({ usage_class: ['TAXI'] }, {}, { id: '' })).toEqual(['/2/id missing', '/1 overlap', '/2 overlap']);
  });

  it('checks a supplier’s policy in both of its shapes', () => {
    const start = { basis: ['DELIVERY' as const], combine: 'FIRST_KNOWN' as const };
    expect(checkInboundPolicy({ start, n: 12, unit: 'MONTH' })).toEqual([]);
    expect(gists(checkInboundPolicy({ start, n: 0, unit: 'MONTH' }))).toEqual(['/n not_positive']);
    expect(gists(checkInboundPolicy({ start, terms: [] }))).toEqual(['/terms missing']);
  });
});

describe('checking facts', () => {
  it('finds nothing in a good case', () => expect(factsFaults({})).toEqual([]));

  it.each<[object, string[]]>([
    [{ dates: { INVOICE: '2024-02-30' } }, ['/dates/INVOICE not_a_date']],
    [{ dates: { INVOICE: '2024-07-01' } }, ['/dates/INVOICE in_the_future']],
    [{ dates: { PAYDAY: '2024-05-01' } }, ['/dates/PAYDAY unknown_value']],
    [{ dates: { INVOICE: '2024-03-01', MANUFACTURE: '2024-03-02' } }, ['/dates/INVOICE wrong_order']],
    [{ dates: { DELIVERY: '2024-03-02', ACCEPTANCE: '2024-03-01' } }, ['/dates/ACCEPTANCE wrong_order']],
    [{ claim: { report_date: undefined } }, ['/claim/report_date missing']],
    [{ claim: { report_at: '2024-06-01T00:00:00Z', timezone: 'UTC' } }, ['/claim/report_date missing']],
    [{ claim: { report_date: undefined, report_at: '2024-06-01T00:00:00Z' } }, ['/claim/report_at not_a_date']],
    [{ claim: { report_date: '2024-06-31' } }, ['/claim/report_date not_a_date']],
    [
      { claim: { usage: { km: -1 }, fault_date: '2024-06-02', maintenance: ['2024-05-01', '2024-06-09'] } },
      [
        '/claim/fault_date in_the_future',
        '/claim/maintenance/1 in_the_future',
        '/claim/usage/km out_of_range',
        '/claim/usage_at_start/km wrong_order',
      ],
    ],
    [{ claim: { usage: { km: 5 }, usage_at_start: { km: 6 } } }, ['/claim/usage_at_start/km wrong_order']],
    [{ history: [{ type: 'PICNIC' }] }, ['/history/0/type unknown_value']],
    [{ history: [{ type: 'REPAIR', in: '2024-04-02', out: '2024-04-01' }] }, ['/history/0/out wrong_order']],
    [
      { history: [{ type: 'REPAIR', in: '2024-04-02T10:00Z', excluded_days: -1 }] },
      ['/history/0/in not_a_date', '/history/0/excluded_days out_of_range'],
    ],
    [
      { history: [{ type: 'PART_REPLACED', date: '2024-06-02' }] },
      ['/history/0/date in_the_future', '/history/0/component missing'],
    ],
    [{ history: [{ type: 'OLD_PART_RECEIVED', date: '2024-09-02', component: 'motor' }] }, []],
    [
      { calendar: { off: ['2024-13-01'] }, goodwill: { parts_pct: 101 } },
      ['/calendar/off/0 not_a_date', '/goodwill/parts_pct out_of_range'],
    ],
    [{ inbound_policy: { start: { basis: [], combine: 'LATEST' } } }, ['/inbound_policy/start/basis missing']],
  ])('%j', (facts, faults) => expect(factsFaults(facts)).toEqual(faults));

  it('names meters that no policy knows, where policies limit any', () => {
    const limited = aPolicy({ terms: [aTerm({ limits: { km: 9 } })] });
    expect(factsFaults({ claim: { usage: { kms: 1 } } }, [limited])).toEqual(['/claim/usage/kms unknown_value']);
    expect(factsFaults({ claim: { usage: { kms: 1 } } }, [aPolicy()])).toEqual([]);
  });
});
