import { aModel } from '../support/catalog';
import { aCustomer, anInstalledUnit } from '../support/customers';
import { type Caller, World } from '../support/world';
import { anActivePolicy, aServiceRequest, aUnitBoughtOn } from '../support/workorders';

const nine = new Date('2026-03-10T09:00:00+08:00');

describe('Dealing with a service request', () => {
  let world: World;
  let clerk: Caller;
  let engineer: Caller;
  let now = nine;
  beforeAll(async () => {
    world = await World.open({ now: () => now });
    clerk = await world.person('clerk');
    engineer = await world.person('engineer');
  });
  beforeEach(() => {
    now = nine;
  });
  afterAll(() => world.close());

  const later = (hours: number) => {
    now = new Date(nine.getTime() + hours * 3_600_000);
  };
  const advice = { causeCode: 'NO_FAULT_FOUND', advice: 'switch it on at the wall' };
  const solvedByPhone = async (body: object = advice) => {
    const request = await aServiceRequest(world);
    return (await clerk.post(`/v1/service-requests/${request.id}/phone-solution`, body).expect(200)).body;
  };

  test.each(['NO_FAULT_FOUND', 'MISUSE'])(
    '%s is solved by phone: no visit, no parts, no charge (S004)',
    async (causeCode) => {
      const solved = await solvedByPhone({ causeCode, advice: 'read page 3 of the manual' });
      expect(solved).toMatchObject({
        status: 'solved_by_phone',
        phoneCauseCode: causeCode,
        phoneAdvice: 'read page 3 of the manual',
        answeredAt: nine.toISOString(),
        arrivedAt: null,
      });
      const read = await clerk.get(`/v1/service-requests/${solved.id}`).expect(200);
      expect(read.body.visits).toEqual([]);
      await clerk.post(`/v1/service-requests/${solved.id}/phone-solution`, advice).expect(409);
      const visit = await clerk
        .post(`/v1/service-requests/${solved.id}/visit`, { engineerId: engineer.id })
        .expect(409);
      expect(visit.body.type).toBe('urn:counterpart:problem:request-not-open');
    },
  );

  test('a request that has become a visit is not solved by phone any more', async () => {
    const request = await aServiceRequest(world);
    await clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(201);
    const answer = await clerk.post(`/v1/service-requests/${request.id}/phone-solution`, advice).expect(409);
    expect(answer.body.detail).toContain('Cancel its work order');
  });

  test('two hours after a solution by phone the customer is asked again (S005)', async () => {
    const solved = await solvedByPhone();
    expect(solved.followUpDueAt).toBe('2026-03-10T03:00:00.000Z');
    const due = async (query = '') =>
      (await clerk.get(`/v1/follow-ups${query}`).expect(200)).body.items.map((item: { id: string }) => item.id);
    expect(await due()).not.toContain(solved.id);
    expect(await due('?due=2026-03-10T11:00:00%2B08:00')).toContain(solved.id);
    later(2);
    expect(await due()).toContain(solved.id);
    const closed = await clerk
      .post(`/v1/service-requests/${solved.id}/follow-up`, { faultPersists: false, note: 'works' })
      .expect(200);
    expect(closed.body).toMatchObject({
      workOrder: null,
      request: { status: 'closed', faultPersists: false, followUpNote: 'works', followedUpAt: now.toISOString() },
    });
    expect(await due()).not.toContain(solved.id);
    await clerk.post(`/v1/service-requests/${solved.id}/follow-up`, { faultPersists: false }).expect(409);
    await clerk.get('/v1/follow-ups?due=2026-03-10T99:00:00Z').expect(422);
  });

  test('the list of follow-ups goes on where the page before ended, the longest due first', async () => {
    const ids = [(await solvedByPhone()).id, (await solvedByPhone()).id, (await solvedByPhone()).id];
    later(3);
    const seen: string[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: { body: { items: { id: string }[]; next?: string } } = await clerk
        .get(`/v1/follow-ups?limit=2${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      seen.push(...page.body.items.map((item) => item.id));
      cursor = page.body.next;
    }
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('a fault that persists becomes a visit, at once if the customer says so at once (S005)', async () => {
    const solved = await solvedByPhone();
    later(1);
    const path = `/v1/service-requests/${solved.id}/follow-up`;
    const early = await clerk.post(path, { faultPersists: false }).expect(409);
    expect(early.body.type).toBe('urn:counterpart:problem:follow-up-too-early');
    await clerk.post(path, { faultPersists: true }).expect(422);
    await clerk.post(path, { faultPersists: false, visit: { engineerId: engineer.id } }).expect(422);
    const visit = await clerk.post(path, { faultPersists: true, visit: { engineerId: engineer.id } }).expect(200);
    expect(visit.body).toMatchObject({
      request: { status: 'visit', faultPersists: true, engineerId: engineer.id },
      workOrder: { requestId: solved.id, engineerId: engineer.id, unitId: solved.unitId, status: 'open' },
    });
  });

  test('a visit is a work order of an engineer, determined from what the request says (S060)', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, '2025-03-10', { modelId: model.id });
    const request = await aServiceRequest(world, {
      unitId: unit.id,
      symptom: 'no_hot_water',
      causeCode: 'MANUFACTURING_DEFECT',
    });
    // Ordered a day later: what counts is the day on which the fault was reported.
    later(24);
    const visit = await clerk
      .post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id, plannedOn: '2026-03-12' })
      .expect(201);
    expect(visit.body.workOrder).toMatchObject({
      requestNumber: request.number,
      symptom: 'no_hot_water',
      plannedOn: '2026-03-12',
      documentDate: '2026-03-11',
      reportedOn: '2026-03-10',
      determination: { outcome: 'WARRANTY', lastCoveredDay: '2026-03-10', reasons: ['IN_PERIOD'] },
    });
    expect(visit.body.request).toMatchObject({ status: 'visit', answeredAt: now.toISOString() });
  });

  test('a visit needs a unit and an engineer, and goes to the unit of the request', async () => {
    const customer = await aCustomer(world);
    const model = await aModel(world);
    const request = await aServiceRequest(world, { customerId: customer.id, modelId: model.id });
    const path = `/v1/service-requests/${request.id}/visit`;
    await clerk.post(path, { engineerId: engineer.id }).expect(422);
    const unit = await anInstalledUnit(world, { modelId: model.id, customerId: customer.id });
    await clerk.post(path, { unitId: unit.id }).expect(422);
    await clerk.post(path, { unitId: unit.id, engineerId: clerk.id }).expect(422);
    await clerk.post(path, { unitId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10', engineerId: engineer.id }).expect(422);
    const visit = await clerk.post(path, { unitId: unit.id, engineerId: engineer.id }).expect(201);
    expect(visit.body.request.unitId).toBe(unit.id);
    const other = await anInstalledUnit(world);
    await clerk.post(path, { unitId: other.id, engineerId: engineer.id }).expect(422);
  });

  test('model and purchase date are confirmed with the user before departure (S007)', async () => {
    const unit = await aUnitBoughtOn(world, '2025-06-01');
    const request = await aServiceRequest(world, { unitId: unit.id });
    const path = `/v1/service-requests/${request.id}/confirmation`;
    const differs = await clerk.post(path, { modelId: unit.modelId, purchaseDate: '2025-07-01' }).expect(409);
    expect(differs.body).toMatchObject({
      type: 'urn:counterpart:problem:confirmation-differs',
      facts: { modelId: unit.modelId, purchaseDate: '2025-06-01' },
    });
    const confirmed = await clerk.post(path, { modelId: unit.modelId, purchaseDate: '2025-06-01' }).expect(200);
    expect(confirmed.body.confirmedAt).toBe(nine.toISOString());
    const visit = await clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }).expect(201);
    expect(visit.body.workOrder.confirmedAt).toBe(nine.toISOString());
    const corrected = await clerk
      .post(`/v1/service-requests/${request.id}/corrections`, { purchaseDate: '2025-05-01', reason: 'invoice shown' })
      .expect(201);
    expect(corrected.body.confirmedAt).toBeNull();
    const ready = await engineer.get(`/v1/work-orders/${visit.body.workOrder.id}/readiness`).expect(200);
    expect(ready.body.confirmedWithUser).toBe(false);
  });

  test('two people who deal with one request at the same moment order one visit or one solution, not both', async () => {
    const request = await aServiceRequest(world);
    const answers = await Promise.all([
      clerk.post(`/v1/service-requests/${request.id}/phone-solution`, advice),
      clerk.post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id }),
    ]);
    expect(answers.map((answer) => answer.status).filter((status) => status < 300)).toHaveLength(1);
    expect(answers.map((answer) => answer.status)).toContain(409);
  });

  test('an engineer sees the requests that are theirs, a station those of its site, an auditor registers none (R15)', async () => {
    const own = (
      await engineer
        .post('/v1/service-requests', {
          unitId: (await anInstalledUnit(world)).id,
          fault: 'f',
          request: 'r',
          problemClass: 'enquiry',
        })
        .expect(201)
    ).body;
    const sent = await aServiceRequest(world);
    await clerk.post(`/v1/service-requests/${sent.id}/visit`, { engineerId: engineer.id }).expect(201);
    const foreign = await aServiceRequest(world);
    const listed = (await engineer.get('/v1/service-requests').expect(200)).body.items.map(
      (item: { id: string }) => item.id,
    );
    expect(listed).toEqual(expect.arrayContaining([own.id, sent.id]));
    expect(listed).not.toContain(foreign.id);
    await engineer.get(`/v1/service-requests/${foreign.id}`).expect(404);
    await engineer.post(`/v1/service-requests/${foreign.id}/phone-solution`, advice).expect(404);
    const auditor = await world.person('auditor');
    await auditor.get(`/v1/service-requests/${foreign.id}`).expect(200);
    await auditor
      .post('/v1/service-requests', { unitId: foreign.unitId, fault: 'f', request: 'r', problemClass: 'enquiry' })
      .expect(403);
  });
});
