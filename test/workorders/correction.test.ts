import { aModel } from '../support/catalog';
import { type Caller, World } from '../support/world';
import { anActivePolicy, aServiceRequest, aUnitBoughtOn } from '../support/workorders';

describe('Correcting a service request', () => {
  let world: World;
  let clerk: Caller;
  let engineer: Caller;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date('2026-03-10T09:00:00+08:00') });
    clerk = await world.person('clerk');
    engineer = await world.person('engineer');
  });
  afterAll(() => world.close());

  const correct = (id: string, body: object) =>
    clerk.post(`/v1/service-requests/${id}/corrections`, { reason: 'as the papers say', ...body });

  test('a corrected purchase date determines request and visit anew, and the earlier value stays (S008, S021)', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, '2025-01-01', { modelId: model.id });
    const request = await aServiceRequest(world, { unitId: unit.id, causeCode: 'MANUFACTURING_DEFECT' });
    const visit = await clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(201);
    expect(visit.body.workOrder.determination).toMatchObject({ outcome: 'PAID', reasons: ['EXPIRED_DATE'] });

    const corrected = await correct(request.id, { purchaseDate: '2025-10-01' }).expect(201);
    expect(corrected.body).toMatchObject({
      purchaseDate: '2025-10-01',
      purchaseDateOnFile: '2025-10-01',
      determination: { outcome: 'WARRANTY', lastCoveredDay: '2026-10-01' },
    });
    const order = await engineer.get(`/v1/work-orders/${visit.body.workOrder.id}`).expect(200);
    expect(order.body.determination).toMatchObject({ outcome: 'WARRANTY', lastCoveredDay: '2026-10-01' });

    const read = await clerk.get(`/v1/service-requests/${request.id}`).expect(200);
    expect(read.body.corrections).toMatchObject([
      {
        field: 'purchaseDate',
        earlier: '2025-01-01',
        later: '2025-10-01',
        reason: 'as the papers say',
        actorId: clerk.id,
      },
    ]);
    const made = await clerk.get(`/v1/determinations?subjectKind=work_order&subjectId=${order.body.id}`).expect(200);
    expect(made.body.items.map((item: { outcome: string; current: boolean }) => [item.outcome, item.current])).toEqual([
      ['WARRANTY', true],
      ['PAID', false],
    ]);
  });

  test('a purchase date that turns out to be unknown brings the request back to REVIEW (S001)', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, '2025-10-01', { modelId: model.id });
    const request = await aServiceRequest(world, { unitId: unit.id });
    const corrected = await correct(request.id, { purchaseDate: null }).expect(201);
    expect(corrected.body).toMatchObject({
      purchaseDate: null,
      missing: expect.arrayContaining(['purchaseDate']),
      determination: { outcome: 'REVIEW', reasons: ['UNKNOWN_START'] },
    });
  });

  test('a corrected model is determined under its own policy, and the file of the unit follows (S008)', async () => {
    const [wrong, right] = [await aModel(world), await aModel(world)];
    await anActivePolicy(world, { modelIds: [wrong.id] });
    await anActivePolicy(
      world,
      { modelIds: [right.id] },
      { terms: [{ id: 'w', covers: 'WHOLE_UNIT', n: 6, unit: 'YEAR' }] },
    );
    const unit = await aUnitBoughtOn(world, '2024-01-01', { modelId: wrong.id });
    const request = await aServiceRequest(world, { unitId: unit.id, causeCode: 'MANUFACTURING_DEFECT' });
    const visit = await clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(201);
    expect(request.determination?.outcome).toBe('PAID');
    const corrected = await correct(request.id, { modelId: right.id }).expect(201);
    expect(corrected.body).toMatchObject({
      modelNumber: right.number,
      determination: { lastCoveredDay: '2030-01-01' },
    });
    const file = await clerk.get(`/v1/installed-units/${unit.id}`).expect(200);
    expect(file.body.modelId).toBe(right.id);
    const kept = await world.sql(
      `select model_id, actor_id from installed_unit_version where unit_id = $1 order by version`,
      [unit.id],
    );
    expect(kept).toEqual([
      { model_id: wrong.id, actor_id: world.admin.id },
      { model_id: right.id, actor_id: clerk.id },
    ]);
    const order = await clerk.get(`/v1/work-orders/${visit.body.workOrder.id}`).expect(200);
    expect(order.body).toMatchObject({ modelId: right.id, determination: { outcome: 'WARRANTY' } });
  });

  test('when it was another unit, model, customer and purchase date are those of that unit', async () => {
    const [wrong, right] = [await aUnitBoughtOn(world, '2025-01-01'), await aUnitBoughtOn(world, '2025-12-01')];
    const request = await aServiceRequest(world, { unitId: wrong.id });
    const visit = await clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(201);
    const corrected = await correct(request.id, { unitId: right.id }).expect(201);
    expect(corrected.body).toMatchObject({ unitId: right.id, modelId: right.modelId, purchaseDate: '2025-12-01' });
    const order = await clerk.get(`/v1/work-orders/${visit.body.workOrder.id}`).expect(200);
    expect(order.body).toMatchObject({ unitId: right.id, customerId: right.customerId });
    const file = await clerk.get(`/v1/installed-units/${wrong.id}`).expect(200);
    expect(file.body.dates).toMatchObject([{ kind: 'INVOICE', day: '2025-01-01' }]);
  });

  test('fault, symptom and cause are corrected with their earlier values kept; an empty correction is refused', async () => {
    const request = await aServiceRequest(world, { fault: 'cold', symptom: 'cold' });
    await correct(request.id, { fault: 'leaks', symptom: 'leak', causeCode: 'MISUSE' }).expect(201);
    const read = await clerk.get(`/v1/service-requests/${request.id}`).expect(200);
    expect(
      read.body.corrections.map((made: { field: string; earlier: string; later: string }) => [
        made.field,
        made.earlier,
        made.later,
      ]),
    ).toEqual([
      ['fault', 'cold', 'leaks'],
      ['symptom', 'cold', 'leak'],
      ['causeCode', null, 'MISUSE'],
    ]);
    await correct(request.id, { fault: 'leaks' }).expect(422);
    await correct(request.id, { purchaseDate: '2026-03-11' }).expect(422);
    await correct(request.id, { unitId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10' }).expect(422);
    await correct(request.id, { modelId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10' }).expect(422);
    await clerk.post(`/v1/service-requests/${request.id}/corrections`, { fault: 'other' }).expect(422);
  });

  test('a recorded correction cannot be changed, not even in SQL as the application', async () => {
    const request = await aServiceRequest(world);
    await correct(request.id, { fault: 'leaks' }).expect(201);
    await expect(
      world.sqlAsApplication(`update service_request_correction set earlier = 'x' where request_id = $1`, [request.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(
      world.sql(`delete from service_request_correction where request_id = $1`, [request.id]),
    ).rejects.toThrow(/never changed/);
  });
});
