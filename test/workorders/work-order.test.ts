import { aModel, aSite } from '../support/catalog';
import { anInstalledUnit } from '../support/customers';
import { aReportOn } from '../support/reported';
import { type Caller, World } from '../support/world';
import { anActivePolicy, aServiceRequest, aUnitBoughtOn, aWorkOrder } from '../support/workorders';

const noon = new Date('2026-03-10T12:00:00+08:00');

describe('Work orders', () => {
  let world: World;
  // A signature is later than the completion it signs, so while reporting each look at the clock is a second later.
  let ticking = false;
  let seconds = 0;
  let engineer: Caller;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date(noon.getTime() + (ticking ? (seconds += 1) * 1000 : 0)) });
    engineer = await world.person('engineer');
  });
  afterAll(() => world.close());

  test('an order names unit, customer, model and engineer by number and code, and is determined before departure', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, '2025-06-01', { modelId: model.id });
    const order = await aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT' });
    expect(order).toMatchObject({
      status: 'open',
      engineerId: engineer.id,
      unitId: unit.id,
      unitCode: unit.code,
      serialNumber: unit.serialNumber,
      modelNumber: model.number,
      documentDate: '2026-03-10',
      reportedOn: '2026-03-10',
      determination: { outcome: 'WARRANTY', lastCoveredDay: '2026-06-01', reasons: ['IN_PERIOD'] },
    });
    expect(order.number).toMatch(/^WO-2026-\d{6}$/);
    expect(order.code).toMatch(/^WO/);
  });

  test('a listed order is found by engineer, unit, customer, site, request and status, newest first', async () => {
    const site = await aSite(world);
    const unit = await anInstalledUnit(world);
    const [first, second] = [
      await aWorkOrder(world, { engineer, unit, siteId: site.id }),
      await aWorkOrder(world, { engineer, unit, siteId: site.id }),
    ];
    const ids = async (query: string) =>
      (await world.admin.get(`/v1/work-orders?${query}`).expect(200)).body.items.map((item: { id: string }) => item.id);
    for (const query of [`unitId=${unit.id}`, `siteId=${site.id}`, `customerId=${unit.customerId}&status=open`]) {
      expect(await ids(query)).toEqual([second.id, first.id]);
    }
    expect(await ids(`engineerId=${engineer.id}&limit=1`)).toEqual([second.id]);
    expect(await ids(`unitId=${unit.id}&status=closed`)).toEqual([]);
    const page = await world.admin.get(`/v1/work-orders?unitId=${unit.id}&limit=1`).expect(200);
    expect(await ids(`unitId=${unit.id}&limit=1&cursor=${page.body.next}`)).toEqual([first.id]);
  });

  test('an order names a unit and an engineer that exist, and no day to come', async () => {
    const unit = await anInstalledUnit(world);
    const body = { unitId: unit.id, engineerId: engineer.id, fault: 'does not heat' };
    const nobody = '01912d68-783e-7a08-8dd5-3a5c1f4b2e10';
    const clerk = await world.person('clerk');
    const refused = async (wrong: object) =>
      (await clerk.post('/v1/work-orders', { ...body, ...wrong }).expect(422)).body.errors?.[0].pointer;
    expect(await refused({ unitId: nobody })).toBe('/unitId');
    expect(await refused({ engineerId: nobody })).toBe('/engineerId');
    expect(await refused({ engineerId: clerk.id })).toBe('/engineerId');
    expect(await refused({ engineerId: undefined })).toBe('/engineerId');
    expect(await refused({ documentDate: '2026-03-11' })).toBe('/documentDate');
    expect(await refused({ plannedOn: '2026-02-30' })).toBe('/plannedOn');
    expect(await refused({ causeCode: 'no code' })).toBe('/causeCode');
    await clerk.post('/v1/work-orders', { ...body, siteId: nobody }).expect(422);
    const late = await aWorkOrder(world, { ...body, documentDate: '2025-12-31' });
    expect([late.number.slice(0, 8), late.reportedOn]).toEqual(['WO-2025-', '2025-12-31']);
  });

  test('a change needs the version that was read; another cause determines anew, another day does not', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] }, { excluded_causes: ['MISUSE'] });
    const unit = await aUnitBoughtOn(world, '2025-06-01', { modelId: model.id });
    const order = await aWorkOrder(world, { engineer, unit });
    expect(order.determination).toMatchObject({ outcome: 'REVIEW', reasons: ['UNKNOWN_CAUSE'] });
    const path = `/v1/work-orders/${order.id}`;
    const etag = (await engineer.get(path).expect(200)).headers['etag']!;
    const change = { fault: 'cold', symptom: 'cold', causeCode: null, plannedOn: '2026-03-12' };
    const planned = await engineer.put(path, change, etag).expect(200);
    expect(planned.body).toMatchObject({ plannedOn: '2026-03-12', determination: { id: order.determination!.id } });
    await engineer.put(path, change, etag).expect(412);
    const found = await engineer.put(path, { ...change, causeCode: 'MISUSE' }, planned.headers['etag']!).expect(200);
    expect(found.body.determination).toMatchObject({ outcome: 'PAID', reasons: ['EXCLUDED_CAUSE'] });
  });

  test('who pays is determined again when facts elsewhere have changed, beside the earlier answer (R10)', async () => {
    const unit = await aUnitBoughtOn(world, '2025-06-01');
    const order = await aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT' });
    expect(order.determination).toMatchObject({ outcome: 'REVIEW', reasons: ['NO_POLICY'] });
    await anActivePolicy(world, { modelIds: [unit.modelId] });
    const again = await engineer.post(`/v1/work-orders/${order.id}/classification`).expect(200);
    expect(again.body.determination).toMatchObject({ outcome: 'WARRANTY' });
    const read = await world.admin.get(`/v1/determinations/${order.determination!.id}`).expect(200);
    expect(read.body).toMatchObject({ outcome: 'REVIEW', current: false, subjectId: order.id });
  });

  test('the arrival is recorded once, on the order and its request, and not in the future', async () => {
    const order = await aWorkOrder(world, { engineer });
    const path = `/v1/work-orders/${order.id}/arrival`;
    await engineer.post(path, { arrivedAt: '2026-03-10T12:00:01+08:00' }).expect(422);
    await engineer.post(path, { arrivedAt: '2026-03-10T31:00:00+08:00' }).expect(422);
    const there = await engineer.post(path, { arrivedAt: '2026-03-10T11:30:00+08:00' }).expect(200);
    expect(there.body.arrivedAt).toBe('2026-03-10T03:30:00.000Z');
    await engineer.post(path).expect(409);
    const request = await aServiceRequest(world);
    const visit = await world.admin
      .post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id })
      .expect(201);
    const before = await engineer
      .post(`/v1/work-orders/${visit.body.workOrder.id}/arrival`, { arrivedAt: '2026-03-10T10:00:00+08:00' })
      .expect(422);
    expect(before.body.detail).toContain('not earlier than the request');
  });

  test('an order is closed by its approved report and not before (S063); its request closes with it', async () => {
    const supervisor = await world.person('supervisor');
    const request = await aServiceRequest(world);
    const visit = await world.admin
      .post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id })
      .expect(201);
    const order = visit.body.workOrder;
    const early = await engineer.post(`/v1/work-orders/${order.id}/closure`).expect(409);
    expect(early.body.type).toBe('urn:counterpart:problem:work-order-without-report');
    ticking = true;
    await aReportOn(order, { engineer, supervisor });
    ticking = false;
    const late = await engineer.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'r' }).expect(409);
    expect(late.body.type).toBe('urn:counterpart:problem:work-order-has-report');
    const closed = await engineer.post(`/v1/work-orders/${order.id}/closure`).expect(200);
    expect(closed.body).toMatchObject({ status: 'closed', closedAt: noon.toISOString() });
    await engineer.post(`/v1/work-orders/${order.id}/closure`).expect(409);
    const read = await world.admin.get(`/v1/service-requests/${request.id}`).expect(200);
    expect(read.body.status).toBe('closed');
    await world.admin.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(409);
  });

  test('a cancelled order says why, and its request waits again', async () => {
    const request = await aServiceRequest(world);
    const visit = await world.admin
      .post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id })
      .expect(201);
    const path = `/v1/work-orders/${visit.body.workOrder.id}`;
    await engineer.post(`${path}/cancellation`).expect(422);
    const cancelled = await engineer.post(`${path}/cancellation`, { reason: 'nobody at home' }).expect(200);
    expect(cancelled.body).toMatchObject({ status: 'cancelled', cancellationReason: 'nobody at home' });
    const read = await world.admin.get(`/v1/service-requests/${request.id}`).expect(200);
    expect(read.body).toMatchObject({ status: 'open', visits: [{ status: 'cancelled' }] });
    for (const verb of ['arrival', 'classification', 'closure']) {
      const ended = await engineer.post(`${path}/${verb}`).expect(409);
      expect(ended.body.type).toBe('urn:counterpart:problem:work-order-not-open');
    }
  });

  test('another engineer is sent by the office, with the reason; the earlier one no longer sees the order (R15)', async () => {
    const order = await aWorkOrder(world, { engineer });
    const other = await world.person('engineer');
    const path = `/v1/work-orders/${order.id}`;
    const reason = 'on leave';
    await engineer.post(`${path}/assignment`, { engineerId: other.id, reason }).expect(403);
    await world.admin.post(`${path}/assignment`, { engineerId: engineer.id, reason }).expect(409);
    await world.admin.post(`${path}/assignment`, { engineerId: world.admin.id, reason }).expect(422);
    const assigned = await world.admin.post(`${path}/assignment`, { engineerId: other.id, reason }).expect(200);
    expect(assigned.body.engineerId).toBe(other.id);
    await engineer.get(path).expect(404);
    await other.get(path).expect(200);
    expect(
      await world.sql(
        `select earlier_engineer_id, engineer_id, reason from work_order_assignment where work_order_id = $1`,
        [order.id],
      ),
    ).toEqual([{ earlier_engineer_id: engineer.id, engineer_id: other.id, reason }]);
  });

  test('an engineer sees and orders only for themselves, a station only on its site (R15)', async () => {
    const [own, foreign] = [await aWorkOrder(world, { engineer }), await aWorkOrder(world)];
    const listed = (await engineer.get('/v1/work-orders?limit=200').expect(200)).body.items;
    expect(new Set(listed.map((item: { engineerId: string }) => item.engineerId))).toEqual(new Set([engineer.id]));
    expect(listed.map((item: { id: string }) => item.id)).toContain(own.id);
    for (const path of ['', '/kit', '/readiness', '/background']) {
      await engineer.get(`/v1/work-orders/${foreign.id}${path}`).expect(404);
    }
    await engineer.post(`/v1/work-orders/${foreign.id}/cancellation`, { reason: 'r' }).expect(404);
    const unit = await anInstalledUnit(world);
    const body = { unitId: unit.id, fault: 'f' };
    const mine = await engineer.post('/v1/work-orders', body).expect(201);
    expect(mine.body.engineerId).toBe(engineer.id);
    await engineer.post('/v1/work-orders', { ...body, engineerId: foreign.engineerId }).expect(403);

    const [site, elsewhere] = [await aSite(world, { kind: 'station' }), await aSite(world)];
    const station = await world.person('station', { siteId: site.id });
    const stationed = await station.post('/v1/work-orders', body).expect(201);
    expect(stationed.body).toMatchObject({ siteId: site.id, engineerId: station.id });
    await station.post('/v1/work-orders', { ...body, siteId: elsewhere.id }).expect(404);
    await station.post('/v1/work-orders', { ...body, engineerId: engineer.id }).expect(422);
    await station.get(`/v1/work-orders/${own.id}`).expect(404);
    const auditor = await world.person('auditor');
    await auditor.get(`/v1/work-orders/${own.id}`).expect(200);
    await auditor.post('/v1/work-orders', { ...body, engineerId: engineer.id }).expect(403);
  });
});
