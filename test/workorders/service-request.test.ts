import { aModel } from '../support/catalog';
import { aCustomer, anInstalledUnit } from '../support/customers';
import { type Caller, World } from '../support/world';
import { anActivePolicy, aServiceRequest, aUnitBoughtOn } from '../support/workorders';

describe('Registering a service request', () => {
  let world: World;
  let clerk: Caller;
  let now = new Date('2026-03-10T09:00:00+08:00');
  beforeAll(async () => {
    world = await World.open({ now: () => now });
    clerk = await world.person('clerk');
  });
  beforeEach(() => {
    now = new Date('2026-03-10T09:00:00+08:00');
  });
  afterAll(() => world.close());

  test('a request holds customer, model, purchase date, fault and request, and is the first step (S001, S059)', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const customer = await aCustomer(world, { phone: '+00 10 5550 0101', address: 'Sample road 1' });
    const unit = await anInstalledUnit(world, { modelId: model.id, customerId: customer.id });
    const request = await aServiceRequest(world, {
      unitId: unit.id,
      purchaseDate: '2025-06-01',
      fault: 'no hot water',
      symptom: 'no_hot_water',
      causeCode: 'MANUFACTURING_DEFECT',
      operatingConditions: 'hard water, switched off over the holidays',
      request: 'come and repair it',
    });
    expect(request).toMatchObject({
      customerId: customer.id,
      customerNumber: customer.number,
      modelId: model.id,
      serialNumber: unit.serialNumber,
      purchaseDate: '2025-06-01',
      purchaseDateOnFile: '2025-06-01',
      fault: 'no hot water',
      operatingConditions: 'hard water, switched off over the holidays',
      request: 'come and repair it',
      status: 'open',
      documentDate: '2026-03-10',
      missing: [],
      determination: { outcome: 'WARRANTY', lastCoveredDay: '2026-06-01' },
    });
    expect(request.number).toMatch(/^SR-2026-\d{6}$/);
    expect(request.code).toMatch(/^SR/);
  });

  test('without a purchase date the decision is REVIEW, never a guess, and says what is missing (S001)', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const customer = await aCustomer(world, { phone: null });
    const request = await aServiceRequest(world, {
      customerId: customer.id,
      modelId: model.id,
      causeCode: 'MANUFACTURING_DEFECT',
    });
    expect(request.determination).toMatchObject({
      outcome: 'REVIEW',
      lastCoveredDay: null,
      reasons: ['UNKNOWN_START'],
    });
    expect(request.missing).toEqual(['phone', 'address', 'unit', 'purchaseDate']);
  });

  test('without a policy for the product the decision is REVIEW', async () => {
    const request = await aServiceRequest(world, { unitId: (await aUnitBoughtOn(world, '2026-01-01')).id });
    expect(request.determination).toMatchObject({ outcome: 'REVIEW', reasons: ['NO_POLICY'] });
  });

  test('what the customer says goes on the file of a unit without a date, and does not overwrite one', async () => {
    const bare = await anInstalledUnit(world);
    const first = await aServiceRequest(world, { unitId: bare.id, purchaseDate: '2025-06-01' });
    const file = await world.admin.get(`/v1/installed-units/${bare.id}`).expect(200);
    expect(file.body.dates).toMatchObject([
      { kind: 'INVOICE', day: '2025-06-01', evidence: `as the customer says, ${first.number}` },
    ]);
    const second = await aServiceRequest(world, { unitId: bare.id, purchaseDate: '2025-12-31' });
    expect(second).toMatchObject({ purchaseDate: '2025-12-31', purchaseDateOnFile: '2025-06-01' });
  });

  test('every fault of a registration is named, and nothing is registered', async () => {
    const before = await world.sql(`select count(*) from service_request`);
    const missing = await clerk
      .post('/v1/service-requests', { fault: '', request: 'help', problemClass: 'Breakdown', colour: 'red' })
      .expect(422);
    expect(missing.body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/colour',
      '/fault',
      '/problemClass',
    ]);
    const nobody = await clerk
      .post('/v1/service-requests', { fault: 'f', request: 'r', problemClass: 'breakdown' })
      .expect(422);
    expect(nobody.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(['/customerId', '/modelId']);
    const unit = await anInstalledUnit(world);
    const body = { unitId: unit.id, fault: 'f', request: 'r', problemClass: 'breakdown' };
    await clerk.post('/v1/service-requests', { ...body, problemClass: 'unheard_of' }).expect(422);
    await clerk.post('/v1/service-requests', { ...body, purchaseDate: '2026-03-11' }).expect(422);
    await clerk.post('/v1/service-requests', { ...body, purchaseDate: '2026-02-30' }).expect(422);
    await clerk.post('/v1/service-requests', { ...body, receivedAt: '2026-03-11T00:00:00+08:00' }).expect(422);
    await clerk.post('/v1/service-requests', { ...body, receivedAt: '2026-03-09T25:61:00+08:00' }).expect(422);
    await clerk.post('/v1/service-requests', { ...body, agreedArrivalAt: '2026-03-01T00:00:00+08:00' }).expect(422);
    await clerk.post('/v1/service-requests', { ...body, modelId: (await aModel(world)).id }).expect(422);
    await clerk.post('/v1/service-requests', { ...body, unitId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10' }).expect(422);
    expect(await world.sql(`select count(*) from service_request`)).toEqual(before);
  });

  test('the problem class routes the request and sets when it is answered and visited (S034, S032)', async () => {
    const classes = await clerk.get('/v1/problem-classes').expect(200);
    expect(classes.body.items.map((item: { number: string }) => item.number)).toEqual([
      'breakdown',
      'enquiry',
      'impaired',
      'maintenance',
      'safety',
    ]);
    const request = await aServiceRequest(world, { problemClass: 'safety' });
    expect(request).toMatchObject({
      routedTo: 'field_service',
      receivedAt: '2026-03-10T01:00:00.000Z',
      answerDueAt: '2026-03-10T01:30:00.000Z',
      arrivalDueAt: '2026-03-10T05:00:00.000Z',
    });
    const agreed = await aServiceRequest(world, {
      problemClass: 'enquiry',
      agreedArrivalAt: '2026-03-20T10:00:00+08:00',
      agreedStandard: 'heats to 60 degrees',
    });
    expect(agreed).toMatchObject({
      routedTo: 'hotline',
      arrivalDueAt: '2026-03-20T02:00:00.000Z',
      agreedStandard: 'heats to 60 degrees',
    });
    const listed = await clerk.get('/v1/service-requests?problemClass=enquiry').expect(200);
    expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([agreed.id]);
  });

  test('a supervisor changes the times of a class; requests that are in keep theirs', async () => {
    const supervisor = await world.person('supervisor');
    const earlier = await aServiceRequest(world, { problemClass: 'impaired' });
    const read = await supervisor.get('/v1/problem-classes/impaired').expect(200);
    const { number, version, ...change } = read.body;
    expect([number, version]).toEqual(['impaired', 1]);
    await clerk.put('/v1/problem-classes/impaired', change, read.headers['etag']!).expect(403);
    await supervisor.put('/v1/problem-classes/impaired', { ...change, answerMinutes: 0 }, '"v1"').expect(422);
    await supervisor.put('/v1/problem-classes/impaired', { ...change, answerMinutes: 60 }, '"v1"').expect(200);
    await supervisor.put('/v1/problem-classes/impaired', { ...change, answerMinutes: 90 }, '"v1"').expect(412);
    await supervisor.put('/v1/problem-classes/unheard', { ...change, answerMinutes: 90 }, '"v1"').expect(404);
    const later = await aServiceRequest(world, { problemClass: 'impaired' });
    const reread = await clerk.get(`/v1/service-requests/${earlier.id}`).expect(200);
    expect([reread.body.answerDueAt, later.answerDueAt]).toEqual([earlier.answerDueAt, '2026-03-10T02:00:00.000Z']);
  });

  test('a class tells how many were answered and visited in time; what is not yet due counts nowhere (S032)', async () => {
    const engineer = await world.person('engineer');
    now = new Date('2026-04-01T08:00:00+08:00');
    const [answered, late, silent, visited] = [
      await aServiceRequest(world, { problemClass: 'maintenance' }),
      await aServiceRequest(world, { problemClass: 'maintenance' }),
      await aServiceRequest(world, { problemClass: 'maintenance' }),
      await aServiceRequest(world, { problemClass: 'maintenance' }),
    ];
    now = new Date('2026-04-01T09:00:00+08:00');
    await clerk.post(`/v1/service-requests/${answered.id}/answer`).expect(200);
    await clerk.post(`/v1/service-requests/${answered.id}/answer`).expect(409);
    const visit = await clerk.post(`/v1/service-requests/${visited.id}/visit`, { engineerId: engineer.id }).expect(201);
    now = new Date('2026-04-03T09:00:00+08:00');
    await clerk.post(`/v1/service-requests/${late.id}/answer`).expect(200);
    await engineer.post(`/v1/work-orders/${visit.body.workOrder.id}/arrival`).expect(200);
    const figures = async () =>
      (await clerk.get('/v1/service-requests/punctuality?from=2026-04-01&to=2026-04-01').expect(200)).body.items.find(
        (item: { problemClass: string }) => item.problemClass === 'maintenance',
      );
    expect(await figures()).toEqual({
      problemClass: 'maintenance',
      requests: 4,
      answeredInTime: 2,
      answerLate: 2,
      answeredInTimePercent: 50,
      arrivedInTime: 1,
      arrivalLate: 0,
      arrivedInTimePercent: 100,
    });
    now = new Date('2026-05-01T09:00:00+08:00');
    expect(await figures()).toMatchObject({ arrivedInTime: 1, arrivalLate: 3, arrivedInTimePercent: 25 });
    expect(silent.status).toBe('open');
    await clerk.get('/v1/service-requests/punctuality?from=2026-04-02&to=2026-04-01').expect(422);
    await clerk.get('/v1/service-requests/punctuality').expect(422);
  });

  test('the same registration sent twice acts once (R14)', async () => {
    const unit = await anInstalledUnit(world);
    const body = { unitId: unit.id, fault: 'f', request: 'r', problemClass: 'breakdown' };
    const [first, second] = await Promise.all([
      clerk.post('/v1/service-requests', body, 'twice'),
      clerk.post('/v1/service-requests', body, 'twice'),
    ]);
    expect(first.body.id).toBe(second.body.id);
    expect(await world.sql(`select from service_request where unit_id = $1`, [unit.id])).toHaveLength(1);
  });
});
