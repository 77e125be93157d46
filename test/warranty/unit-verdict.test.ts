import { randomUUID } from 'node:crypto';
import { aModel, aPart } from '../support/catalog';
import { anInstalledUnit } from '../support/customers';
import { anActivePolicy, aPolicyBody, aUnitBoughtOn, aWorkOrder } from '../support/workorders';
import { aSupplier } from '../support/catalog';
import { type Caller, World } from '../support/world';

describe('Asked before departure', () => {
  let world: World;
  let supervisor: Caller;
  let engineer: Caller;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date('2026-03-10T12:00:00+08:00') });
    [supervisor, engineer] = [await world.person('supervisor'), await world.person('engineer')];
  });
  afterAll(() => world.close());

  const ask = (unit: { id: string }, fault: object = {}) =>
    engineer.post(`/v1/installed-units/${unit.id}/verdict`, fault);

  test('who would pay for a fault of a unit is answered with its reasons, its last day and what would change it', async () => {
    const model = await aModel(world);
    const terms = [
      { id: 'whole', covers: 'WHOLE_UNIT' as const, n: 1, unit: 'YEAR' as const, limits: { km: 20_000 } },
      { id: 'seals', covers: ['seal'], n: 3, unit: 'MONTH' as const },
    ];
    await anActivePolicy(world, { modelIds: [model.id] }, { terms });
    const unit = await aUnitBoughtOn(world, '2025-06-01', { modelId: model.id });
    const cause = { causeCode: 'MANUFACTURING_DEFECT' };
    const stored = () => world.sql(`select count(*) from determination`);
    const before = await stored();
    const unread = await ask(unit, cause).expect(200);
    expect(unread.body.verdict).toMatchObject({ outcome: 'REVIEW', reasons: ['MISSING_READING'] });
    expect(unread.body.verdict.what_would_change).toMatchObject([{ fact: '/claim/usage/km' }]);
    const covered = await ask(unit, { ...cause, readings: [{ meter: 'km', reading: 8_000 }] }).expect(200);
    expect(covered.body).toMatchObject({
      verdict: { outcome: 'WARRANTY', expiry_date: '2026-06-01', start_date: '2025-06-01', term: 'whole' },
      ...{ contractNumber: null, faults: [] },
      facts: { claim: { report_date: '2026-03-10', usage: { km: 8_000 } }, dates: { INVOICE: '2025-06-01' } },
    });
    expect(covered.body.verdict.explanation).toEqual({
      'zh-CN': expect.stringContaining('保修期自 2025-06-01 起') as string,
      en: expect.stringContaining('through 2026-06-01') as string,
    });
    const seal = await aPart(world, { component: 'seal' });
    const worn = await ask(unit, { ...cause, partId: seal.id }).expect(200);
    expect(worn.body.verdict).toMatchObject({ outcome: 'PAID', expiry_date: '2025-09-01', reasons: ['EXPIRED_DATE'] });
    expect(worn.body.verdict.what_would_change).toMatchObject([
      {
        fact: '/dates/INVOICE',
        outcome: 'WARRANTY',
        sentence: { en: expect.stringContaining('2025-12-10') as string },
      },
    ]);
    expect((await ask(unit, { ...cause, component: 'seal' })).body.verdict).toEqual(worn.body.verdict);
    expect((await ask(unit)).body.verdict).toMatchObject({ outcome: 'REVIEW' });
    expect(await stored()).toEqual(before);
  });

  test('what cannot be true is told with the verdict, and never makes it paid by accident', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const dates = [{ kind: 'INVOICE' as const, day: '2025-06-01' }, { kind: 'MANUFACTURE' as const, day: '2025-09-01' }]; // prettier-ignore
    const unit = await anInstalledUnit(world, { modelId: model.id, dates });
    const odd = await ask(unit, { causeCode: 'WEAR', reportedOn: '2024-01-01' }).expect(200);
    expect(odd.body.verdict).toMatchObject({ outcome: 'REVIEW', reasons: ['DATE_CONFLICT'] });
    expect(odd.body.faults.map((fault: { rule: string }) => fault.rule)).toEqual(
      expect.arrayContaining(['in_the_future', 'wrong_order']),
    );
    await ask(unit, { readings: [{ meter: 'km', reading: -1 }] }).expect(422);
    await ask(unit, { reportedOn: '2026-02-30' }).expect(422);
    await ask({ id: randomUUID() }).expect(404);
  });

  test('the rights that repairs bring, and the faults that came again, are listed on the unit and on the next order', async () => {
    const model = await aModel(world);
    const policy = await anActivePolicy(
      world,
      { modelIds: [model.id] },
      {
        entitlements: [
          { grant: 'EXCHANGE', repairs_over: 1, same: 'FAULT' },
          { grant: 'NEW_COMPRESSOR', repairs_over: 1, same: 'COMPONENT' },
          { grant: 'REFUND', repairs_over: 2 },
        ],
      },
    );
    const unit = await aUnitBoughtOn(world, '2025-06-01', { modelId: model.id });
    const clerk = await world.person('clerk');
    const repaired = (beganOn: string, fault: string, components: string[] = []) =>
      clerk
        .post(`/v1/installed-units/${unit.id}/events`, { kind: 'REPAIR', beganOn, endedOn: beganOn, fault, components, underWarranty: true })
        .expect(201); // prettier-ignore
    const path = `/v1/installed-units/${unit.id}/entitlements`;
    await repaired('2025-07-01', 'no_cooling', ['compressor']);
    expect((await engineer.get(path).expect(200)).body).toMatchObject({ entitlements: [], repeatedFaults: [] });
    await repaired('2025-08-01', 'no_cooling', ['compressor']);
    const rights = await engineer.get(path).expect(200);
    const named = { policy: policy.number, policyVersion: '1' };
    expect(rights.body).toEqual({
      ...{ unitId: unit.id, on: '2026-03-10' },
      entitlements: [
        { grant: 'EXCHANGE', ...named, fault: 'no_cooling', component: null },
        { grant: 'NEW_COMPRESSOR', ...named, fault: null, component: 'compressor' },
      ],
      repeatedFaults: [{ fault: 'no_cooling', repairs: 2, underWarranty: 2 }],
    });
    const order = (symptom: string) =>
      aWorkOrder(world, { engineer, unit, symptom, causeCode: 'MANUFACTURING_DEFECT' });
    expect((await order('no_cooling')).determination!.entitlements).toEqual(['EXCHANGE']);
    expect((await order('noise')).determination!.entitlements).toEqual([]);
    await repaired('2025-09-01', 'noise');
    expect((await engineer.get(path)).body.entitlements).toMatchObject([{ grant: 'REFUND', fault: null }, { grant: 'EXCHANGE' }, { grant: 'NEW_COMPRESSOR' }]); // prettier-ignore
    await engineer.get(`/v1/installed-units/${randomUUID()}/entitlements`).expect(404);
  });

  test('a right that counts repairs is written right, or refused', async () => {
    const entitlements = [
      { grant: 'A', repairs_over: -1 },
      { grant: 'B', same: 'FAULT' as const },
      { grant: '', repairs_over: 1.5, same: 'FAULT' as const },
    ];
    const answer = await supervisor.post('/v1/warranty-policies', { body: aPolicyBody({ entitlements }) }).expect(422);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(
      expect.arrayContaining(['/body/entitlements/0/repairs_over', '/body/entitlements/1/same', '/body/entitlements/2/grant', '/body/entitlements/2/repairs_over']), // prettier-ignore
    );
  });

  describe('the calendar', () => {
    const state = (days: object[], caller = supervisor) => caller.post('/v1/calendar-days', { days });

    test('a last day on a stated holiday rolls to the next day that is none, and what was determined stays (R10)', async () => {
      const model = await aModel(world);
      await anActivePolicy(world, { modelIds: [model.id] }, { roll: 'PUBLIC_HOLIDAY' });
      const unit = await aUnitBoughtOn(world, '2025-03-09', { modelId: model.id });
      const before = await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
      expect(before.determination).toMatchObject({ outcome: 'PAID', lastCoveredDay: '2026-03-09' });
      const off = [{ day: '2026-03-09', kind: 'off', name: '样例节' }, { day: '2026-03-14', kind: 'work' }]; // prettier-ignore
      expect((await state(off).expect(201)).body).toEqual({
        year: 2026,
        days: [{ day: '2026-03-09', kind: 'off', name: '样例节' }, { day: '2026-03-14', kind: 'work', name: null }], // prettier-ignore
      });
      const rolled = await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
      expect(rolled.determination).toMatchObject({ outcome: 'WARRANTY', lastCoveredDay: '2026-03-10' });
      expect(rolled.determination!.reasons).toContain('HOLIDAY_ROLLED');
      expect((await engineer.get('/v1/calendar-days?year=2026').expect(200)).body.days).toHaveLength(2);
      await supervisor.delete('/v1/calendar-days/2026-03-09').expect(204);
      await supervisor.delete('/v1/calendar-days/2026-03-09').expect(404);
      expect((await aWorkOrder(world, { unit })).determination).toMatchObject({ outcome: 'PAID' });
      expect((await world.admin.get(`/v1/work-orders/${rolled.id}`)).body.determination.outcome).toBe('WARRANTY');
    });

    test('days that do not exist, stand twice or are worked anyway are refused with every fault', async () => {
      const day = (text: string, kind = 'off') => ({ day: text, kind });
      const bad = await state([day('2026-05-01'), day('2026-05-01'), day('2026-05-06', 'work')]).expect(422);
      expect(bad.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
        '/days/1/day',
        '/days/2/day',
      ]);
      await state([]).expect(422);
      await state([day('2026-02-29')]).expect(422);
      await state([day('2026-05-01')], engineer).expect(403);
      await supervisor.delete('/v1/calendar-days/2026-02-30').expect(404);
    });
  });

  describe('the supplier', () => {
    const body = (n: number, more: object = {}) => ({
      ...{ start: { basis: ['DELIVERY'], combine: 'FIRST_KNOWN' }, n, unit: 'MONTH', ...more },
    });
    const add = (policy: object, caller = supervisor) => caller.post('/v1/supplier-policies', policy);

    test('what the supplier owes us is told with each replacement, by the policy that names the component', async () => {
      const supplier = await aSupplier(world);
      const [pump, fan] = [
        await aPart(world, { supplierId: supplier.id, component: 'pump' }),
        await aPart(world, { supplierId: supplier.id, component: 'fan' }),
      ];
      const model = await aModel(world);
      await anActivePolicy(world, { modelIds: [model.id] }, { start: { basis: ['DELIVERY'], combine: 'FIRST_KNOWN' } });
      const unit = await anInstalledUnit(world, {
        modelId: model.id,
        dates: [{ kind: 'DELIVERY', day: '2025-08-01' }],
      });
      const of = { supplierId: supplier.id };
      await add({ ...of, number: 'ALL', body: body(6) }).expect(201);
      const pumps = await add({
        ...of,
        number: 'PUMPS',
        components: ['pump'],
        body: body(12, { old_part_required: true }),
      }).expect(201);
      const asked = async (partId: string) =>
        (await ask(unit, { partId, causeCode: 'MANUFACTURING_DEFECT' }).expect(200)).body.verdict;
      expect(await asked(pump.id)).toMatchObject({ outcome: 'WARRANTY', supplier_claim: 'BLOCKED_OLD_PART_MISSING', supplier_expiry: '2026-08-01' }); // prettier-ignore
      expect(await asked(fan.id)).toMatchObject({ supplier_claim: 'EXPIRED', supplier_expiry: '2026-02-01' });
      const second = await add({ ...of, number: 'PUMPS', components: ['pump'], body: body(12) }).expect(201);
      expect(second.body).toMatchObject({ versionNumber: 2, status: 'active', supplierNumber: supplier.number });
      expect(await asked(pump.id)).toMatchObject({ supplier_claim: 'OPEN' });
      const listed = await supervisor.get(`/v1/supplier-policies?supplierId=${supplier.id}&limit=2`).expect(200);
      expect(listed.body.items.map((item: { number: string; status: string }) => `${item.number} ${item.status}`)).toEqual(['ALL active', 'PUMPS retired']); // prettier-ignore
      const rest = await supervisor.get(`/v1/supplier-policies?supplierId=${supplier.id}&limit=2&cursor=${listed.body.nextCursor ?? listed.body.next}`); // prettier-ignore
      expect(rest.status).toBe(200);
      expect((await supervisor.get(`/v1/supplier-policies/${pumps.body.id}`)).body.status).toBe('retired');
      await engineer.get('/v1/supplier-policies').expect(403);
      await supervisor.post(`/v1/supplier-policies/${second.body.id}/retirement`).expect(200);
      await supervisor.post(`/v1/supplier-policies/${second.body.id}/retirement`).expect(409);
      expect(await asked(pump.id)).toMatchObject({ supplier_claim: 'EXPIRED', supplier_expiry: '2026-02-01' });
    });

    test('a supplier policy that contradicts itself or another one is refused', async () => {
      const supplierId = (await aSupplier(world)).id;
      const bad = await add({ supplierId, number: 'X', body: { start: { basis: [], combine: 'FIRST_KNOWN' }, n: 0, unit: 'MONTH', limits: { km: -1 } } }).expect(422); // prettier-ignore
      expect(bad.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(
        expect.arrayContaining(['/body/n', '/body/limits/km', '/body/start/basis']),
      );
      await add({ supplierId: randomUUID(), number: 'X', body: body(6) }).expect(422);
      await add({ supplierId, number: 'X', body: body(6) }, engineer).expect(403);
      await add({ supplierId, number: 'A', components: ['pump', 'fan'], body: body(6) }).expect(201);
      expect((await add({ supplierId, number: 'B', components: ['fan'], body: body(6) }).expect(409)).body.type).toBe(
        'urn:counterpart:problem:policy-overlaps',
      );
      const answers = await Promise.all([
        add({ supplierId, number: 'C', body: body(6) }),
        add({ supplierId, number: 'D', body: body(6) }),
      ]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
      await supervisor.get(`/v1/supplier-policies/${randomUUID()}`).expect(404);
    });
  });
});
