import { randomUUID } from 'node:crypto';
import { aModel, aPart } from '../support/catalog';
import { anInstalledUnit } from '../support/customers';
import { expectBooksToBalance } from '../support/books';
import { aReportOn } from '../support/reported';
import { type Caller, World } from '../support/world';
import { anActivePolicy, aServiceRequest, aUnitBoughtOn, aWorkOrder } from '../support/workorders';

const nine = new Date('2026-03-10T09:00:00+08:00');
let seconds = 0;

describe('The history of units and models', () => {
  let world: World;
  let clerk: Caller;
  let engineer: Caller;
  let supervisor: Caller;
  let office: Caller;
  beforeAll(async () => {
    // Each look at the clock is a second later: a signature is later than the completion it signs.
    world = await World.open({ now: () => new Date(nine.getTime() + (seconds += 1) * 1000) });
    clerk = await world.person('clerk');
    engineer = await world.person('engineer');
    supervisor = await world.person('supervisor');
    office = await world.person('clerk', { mayPostEarlier: true });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const visited = async (unitId: string, symptom: string, told: Parameters<typeof aReportOn>[2]) => {
    const request = await aServiceRequest(world, { unitId, symptom });
    const visit = await clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(201);
    await aReportOn(visit.body.workOrder, { engineer, supervisor, world, office }, told);
    await clerk.post(`/v1/work-orders/${visit.body.workOrder.id}/closure`).expect(200);
    return request;
  };

  test('a new request shows what the unit had before, with reports and replacements (S006, S036, S037)', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, '2020-01-01', { modelId: model.id });
    const part = await aPart(world);
    const replaced = { part };
    const earlier = await visited(unit.id, 'leak', { causeCode: 'WEAR', replaced });
    const planned = await aWorkOrder(world, { engineer, unit, fault: 'yearly maintenance' });
    await aServiceRequest(world);
    const request = await aServiceRequest(world, { unitId: unit.id, symptom: 'cold' });
    expect(request.background.unitHistory).toMatchObject([
      { kind: 'work_order', id: planned.id, number: planned.number, resolved: false, reports: [] },
      {
        kind: 'service_request',
        number: earlier.number,
        code: earlier.code,
        symptom: 'leak',
        status: 'closed',
        outcome: 'PAID',
        resolved: true,
        reports: [
          {
            causeCode: 'WEAR',
            status: 'approved',
            repaired: true,
            workDone: 'fitted a new one',
            replacements: [{ partNumber: part.number, quantity: 1, billing: 'PAID' }],
          },
        ],
      },
    ]);
    const visit = await clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(201);
    const background = await engineer.get(`/v1/work-orders/${visit.body.workOrder.id}/background`).expect(200);
    expect(background.body).toEqual(request.background);
  });

  test('a first fault is told from a repeated one, and a repeated one from one never resolved (S006, S106)', async () => {
    const unit = await anInstalledUnit(world);
    const first = await visited(unit.id, 'leak', { repaired: true });
    expect(first.background.repeatedFault).toEqual({
      earlier: 0,
      unresolved: 0,
      repairs: 0,
      firstTime: true,
      repeatedUnresolved: false,
    });
    const second = await visited(unit.id, 'leak', { repaired: false });
    expect(second.background.repeatedFault).toMatchObject({ earlier: 1, unresolved: 0, repairs: 1, firstTime: false });
    const third = await aServiceRequest(world, { unitId: unit.id, symptom: 'leak' });
    expect(third.background.repeatedFault).toEqual({
      earlier: 2,
      unresolved: 1,
      repairs: 2,
      firstTime: false,
      repeatedUnresolved: true,
    });
    const another = await aServiceRequest(world, { unitId: unit.id, symptom: 'noise' });
    expect(another.background.repeatedFault.firstTime).toBe(true);
  });

  test('where no symptom is named, the same words count as the same fault; planned visits count too', async () => {
    const unit = await anInstalledUnit(world);
    await aWorkOrder(world, { engineer, unit, fault: 'Makes a noise ' });
    const request = await aServiceRequest(world, { unitId: unit.id, fault: 'makes a noise' });
    expect(request.background.repeatedFault).toMatchObject({ earlier: 1, unresolved: 1, repairs: 0 });
  });

  test('the model shows its usual symptoms and what they were found to be (S003, S006)', async () => {
    const model = await aModel(world);
    const units = [
      await anInstalledUnit(world, { modelId: model.id }),
      await anInstalledUnit(world, { modelId: model.id }),
      await anInstalledUnit(world, { modelId: model.id }),
    ];
    await visited(units[0]!.id, 'leak', { causeCode: 'WEAR' });
    await visited(units[1]!.id, 'leak', { causeCode: 'WEAR' });
    await visited(units[2]!.id, 'leak', { causeCode: 'MISUSE' });
    await visited(units[2]!.id, 'noise', { causeCode: 'WEAR' });
    const request = await aServiceRequest(world, {
      modelId: model.id,
      customerId: units[0]!.customerId,
      symptom: 'leak',
    });
    expect(request.background.modelHistory).toEqual({
      symptoms: [
        { symptom: 'leak', requests: 3 },
        { symptom: 'noise', requests: 1 },
      ],
      probableCauses: [
        { causeCode: 'WEAR', reports: 2 },
        { causeCode: 'MISUSE', reports: 1 },
      ],
    });
  });

  test('findings kept on the unit are shown with its next request (S022)', async () => {
    const unit = await anInstalledUnit(world);
    await world.sql(
      `insert into unit_finding (id, unit_id, kind, finding, actor_id) values ($1, $2, 'other_defect', 'rusty bracket', $3)`,
      [randomUUID(), unit.id, engineer.id],
    );
    const request = await aServiceRequest(world, { unitId: unit.id });
    expect(request.background.findings).toMatchObject([{ kind: 'other_defect', finding: 'rusty bracket' }]);
  });

  test('the whole service of a customer and of a unit is listed, phone solutions included (S018, S058)', async () => {
    const unit = await anInstalledUnit(world);
    const sibling = await anInstalledUnit(world, { customerId: unit.customerId });
    const phoned = await aServiceRequest(world, { unitId: unit.id });
    await clerk
      .post(`/v1/service-requests/${phoned.id}/phone-solution`, { causeCode: 'MISUSE', advice: 'press the button' })
      .expect(200);
    const visit = await visited(unit.id, 'leak', {});
    const planned = await aWorkOrder(world, { engineer, unit: sibling });
    const ids = async (query: string) =>
      (await clerk.get(`/v1/service-history?${query}`).expect(200)).body.items.map((item: { id: string }) => item.id);
    expect(await ids(`customerId=${unit.customerId}`)).toEqual([planned.id, visit.id, phoned.id]);
    expect(await ids(`unitId=${unit.id}`)).toEqual([visit.id, phoned.id]);
    expect(await ids(`unitId=${unit.id}&from=2026-03-11`)).toEqual([]);
    const first = await clerk.get(`/v1/service-history?customerId=${unit.customerId}&limit=2`).expect(200);
    expect(await ids(`customerId=${unit.customerId}&limit=2&cursor=${first.body.next}`)).toEqual([phoned.id]);
    const [entry] = first.body.items.slice(-1);
    expect(entry).toMatchObject({ phoneCauseCode: null, resolved: true });
    await clerk.get('/v1/service-history').expect(422);
    const stranger = await world.person('engineer');
    expect((await stranger.get(`/v1/service-history?unitId=${unit.id}`).expect(200)).body.items).toEqual([]);
  });

  test('a part that the customer paid for has its own warranty, which later determinations find by themselves', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] }, { part_replaced_paid: { n: 6, unit: 'MONTH' } });
    const unit = await aUnitBoughtOn(world, '2020-01-01', { modelId: model.id });
    const part = await aPart(world, { component: 'seal' });
    await visited(unit.id, 'leak', {
      replaced: { part, replacedAt: '2026-02-01T10:00:00+08:00' },
    });
    const order = await aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT' });
    const [made] = await world.sql<{ facts: { history: unknown[] } }>(`select facts from determination where id = $1`, [
      order.determination!.id,
    ]);
    expect(made!.facts.history).toEqual([
      { type: 'PART_REPLACED', date: '2026-02-01', component: 'seal', paid: true },
      {
        ...{ type: 'REPAIR', in: '2026-03-10', out: '2026-03-10', under_warranty: false },
        ...{ fault: 'leak', cause: 'WEAR', components: ['seal'] },
      },
    ]);
  });
});
