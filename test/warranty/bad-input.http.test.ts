import { type Facts } from '../../src/warranty/classification/facts';
import { aModel } from '../support/catalog';
import { aPolicyBody } from '../support/workorders';
import { World } from '../support/world';
import { aCase } from './cases';

describe('What cannot be true is refused or left to a person', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const send = (body: object) => world.admin.post('/v1/warranty-policies', { body });
  const faultsOf = async (more: object) => {
    const answer = await send({ ...aPolicyBody(), ...more });
    const errors = (answer.body.errors ?? []) as { pointer: string; detail: string }[];
    return [answer.status, ...errors.map(({ pointer }) => pointer).sort()];
  };
  const whole = { id: 'whole', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR' };

  test('a fault in a list below an object is told with its whole place', async () => {
    const start = { basis: ['INVOICE', 'BIRTHDAY'], combine: 'FIRST_KNOWN' };
    expect(await faultsOf({ start })).toEqual([422, '/body/start/basis/1']);
    const terms = [
      { ...whole, limits: { km: 1 } },
      { ...whole, covers: 7, n: 'two' },
    ];
    expect(await faultsOf({ start, terms })).toEqual([
      422,
      '/body/start/basis/1',
      '/body/terms/1/covers',
      '/body/terms/1/n',
    ]);
  });

  test.each([
    ['no start', { start: { basis: [], combine: 'FIRST_KNOWN' } }, ['/body/start/basis']],
    [
      'a component that no term covers',
      { terms: [{ ...whole, covers: ['pump'] }], entitlements: [{ grant: 'EXCHANGE', components: ['pumpe'] }] },
      ['/body/entitlements/0/components/0'],
    ],
    [
      'a component that is excluded',
      { excluded_parts: ['anode'], entitlements: [{ grant: 'EXCHANGE', components: ['anode'] }] },
      ['/body/entitlements/0/components/0'],
    ],
    [
      'a component with two terms',
      { terms: [whole, { ...whole, id: 'a', covers: ['pump'] }, { ...whole, id: 'b', covers: ['pump'] }] },
      ['/body/terms/2/covers'],
    ],
    [
      'a component that is covered and excluded',
      { terms: [{ ...whole, covers: ['pump'] }], excluded_parts: ['pump'] },
      ['/body/terms/0/covers'],
    ],
    ['something that is no component', { terms: [{ ...whole, covers: ['pump', ''] }] }, ['/body/terms/0/covers']],
    ['a cap before every end', { outer_cap: { basis: 'INVOICE', n: 6, unit: 'MONTH' } }, ['/body/outer_cap']],
    ['a cap before the start', { outer_cap: { basis: 'INVOICE', n: -1, unit: 'MONTH' } }, ['/body/outer_cap/n']],
    [
      'a validity that ends before it begins',
      { valid_sale_from: '2026-01-01', valid_sale_to: '2025-12-31' },
      ['/body/valid_sale_to'],
    ],
    ['a priority that is another policy', { priority: 'CN-3B-APPLIANCE' }, ['/body/priority']],
    [
      'a policy that comes before another one that comes before it',
      { before: 'A', after: 'B' },
      ['/body/after', '/body/before'],
    ],
    [
      'a cause that is covered and excluded',
      { covered_causes: ['WEAR'], excluded_causes: ['WEAR'] },
      ['/body/excluded_causes'],
    ],
  ])('a policy with %s is refused', async (_what, more, pointers) => {
    expect(await faultsOf(more)).toEqual([422, ...pointers]);
  });

  test('dates and kinds of dates that do not exist are refused', async () => {
    const start = { basis: ['BIRTHDAY'], combine: 'FIRST_KNOWN' };
    expect((await faultsOf({ start }))[0]).toBe(422);
    const facts = told({}, { INVOICE: '2024-02-30' });
    await world.admin.post('/v1/warranty-classifications', { facts, policies: [km] }).expect(422);
  });

  test('every fault of a policy is named at once', async () => {
    const answer = await faultsOf({
      ...{ start: { basis: [], combine: 'FIRST_KNOWN' }, valid_sale_from: '2026-01-01', valid_sale_to: '2025-12-31' },
      ...{
        terms: [
          { ...whole, n: 0 },
          { ...whole, limits: { km: -1 } },
        ],
        covered_causes: ['X'],
        excluded_causes: ['X'],
      },
      goodwill: { max_over: { km: -5 }, max_parts_pct: 120 },
    });
    expect(answer).toEqual([
      422,
      ...['/body/excluded_causes', '/body/goodwill/max_over/km', '/body/goodwill/max_parts_pct', '/body/start/basis'],
      ...[
        '/body/terms/0/n',
        '/body/terms/1/covers',
        '/body/terms/1/id',
        '/body/terms/1/limits/km',
        '/body/valid_sale_to',
      ],
    ]);
  });

  test('versions and policies that would overlap are never in force together', async () => {
    const scope = { modelIds: [(await aModel(world)).id] };
    const added = async (body: object) =>
      (await world.admin.post('/v1/warranty-policies', { body, scope }).expect(201)).body.id as string;
    const activation = (id: string) => world.admin.post(`/v1/warranty-policies/${id}/activation`);
    const first = aPolicyBody({ valid_sale_from: '2025-01-01' });
    await activation(await added(first)).expect(200);
    const rival = await activation(await added(aPolicyBody({ valid_sale_to: '2025-01-01' }))).expect(409);
    expect(rival.body).toMatchObject({
      type: 'urn:counterpart:problem:policy-overlaps',
      facts: { policies: [{ number: first.id }] },
    });
    await activation(await added(aPolicyBody({ valid_sale_to: '2024-12-31' }))).expect(200);
    await activation(await added(aPolicyBody({ valid_sale_to: '2025-01-01', priority: 1 }))).expect(200);
  });

  const km = aPolicyBody({ terms: [{ id: 'w', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR', limits: { km: 10_000 } }] });
  const judged = async (facts: Facts) => {
    const { body } = await world.admin.post('/v1/warranty-classifications', { facts, policies: [km] }).expect(200);
    return [
      body.verdict.outcome,
      ...body.faults.map((fault: { pointer: string; rule: string }) => `${fault.pointer} ${fault.rule}`),
    ];
  };
  const told = (claim: Partial<Facts['claim']>, dates: Facts['dates'] = { INVOICE: '2024-03-01' }) =>
    aCase({ dates, claim: { usage: { km: 500 }, ...claim } });

  test.each([
    ['an invoice in the future', told({}, { INVOICE: '2024-12-01' }), ['REVIEW', '/dates/INVOICE in_the_future']],
    [
      'an invoice before the manufacture',
      told({}, { INVOICE: '2024-03-01', MANUFACTURE: '2024-04-01' }),
      ['REVIEW', '/dates/INVOICE wrong_order'],
    ],
    [
      'a fault before the purchase',
      told({ report_date: '2024-02-01', fault_date: '2024-02-01' }),
      ['REVIEW', '/dates/INVOICE in_the_future', '/claim/fault_date wrong_order'],
    ],
    [
      'a negative reading',
      told({ usage: { km: -1 } }),
      ['REVIEW', '/claim/usage/km out_of_range', '/claim/usage_at_start/km wrong_order'],
    ],
    ['an unknown meter', told({ usage: { miles: 500 } }), ['REVIEW', '/claim/usage/miles unknown_value']],
  ])('%s is named, and a person must look', async (_what, facts, expected) => {
    expect(await judged(facts)).toEqual(expected);
  });
});
