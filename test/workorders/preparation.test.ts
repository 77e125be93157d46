import { expectBooksToBalance } from '../support/books';
import { aModel } from '../support/catalog';
import { anInstalledUnit } from '../support/customers';
import { aCrew, aStockedSite, type Crew, type StockedSite } from '../support/stocked';
import { World } from '../support/world';
import { aWorkOrder } from '../support/workorders';

describe('Preparing a work order', () => {
  let world: World;
  let crew: Crew;
  let site: StockedSite;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date('2026-03-10T12:00:00+08:00') });
    crew = await aCrew(world);
    site = await aStockedSite(world, [10, 10, 1], { postingDate: '2026-03-01' });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const part = (index: number) => site.parts[index]!.id;
  const asked = async (workOrderId: string | undefined, lines: { partId: string; quantity: number }[]) =>
    (
      await crew.engineer
        .post('/v1/requisitions', { workOrderId, siteId: site.siteId, needBy: '2026-03-12', lines })
        .expect(201)
    ).body;
  const approved = async (id: string) =>
    (await crew.supervisor.post(`/v1/requisitions/${id}/approval`).expect(200)).body;
  const issued = async (requisition: { id: string; lines: { id: string }[] }, quantities: number[]) =>
    (
      await crew.clerk
        .post('/v1/issues', {
          requisitionId: requisition.id,
          lines: quantities.map((quantity, index) => ({ lineId: requisition.lines[index]!.id, quantity })),
        })
        .expect(201)
    ).body;
  const readiness = async (id: string) => (await crew.engineer.get(`/v1/work-orders/${id}/readiness`).expect(200)).body;
  const waits = async (id: string) => {
    const answer = await readiness(id);
    return [
      answer.ready,
      ...answer.lines.map((line: { missing: number; waitsFor: string[] }) => [line.missing, ...line.waitsFor]),
    ];
  };

  test('an order is ready when all that was requisitioned for it is in the engineer’s hands, not before (S013)', async () => {
    const order = await aWorkOrder(world, { engineer: crew.engineer });
    expect(await waits(order.id)).toEqual([true]);
    const requisition = await asked(order.id, [{ partId: part(0), quantity: 2 }]);
    expect(await waits(order.id)).toEqual([false, [2, 'approval']]);
    const reserved = await approved(requisition.id);
    expect(await waits(order.id)).toEqual([false, [2, 'issue']]);
    const first = await issued(reserved, [1]);
    expect(await waits(order.id)).toEqual([false, [2, 'issue', 'acknowledgement']]);
    await crew.engineer.post(`/v1/issues/${first.id}/acknowledgement`).expect(200);
    expect(await readiness(order.id)).toMatchObject({
      workOrderNumber: order.number,
      ready: false,
      confirmedWithUser: null,
      lines: [{ partId: part(0), needed: 2, inHands: 1, missing: 1, waitsFor: ['issue'] }],
    });
    const second = await issued(reserved, [1]);
    await crew.engineer.post(`/v1/issues/${second.id}/acknowledgement`).expect(200);
    expect(await waits(order.id)).toEqual([true, [0]]);
  });

  test('what is short waits for stock; what was given up is not waited for; what is missing is named first', async () => {
    const order = await aWorkOrder(world, { engineer: crew.engineer });
    const requisition = await asked(order.id, [
      { partId: part(1), quantity: 1 },
      { partId: part(2), quantity: 3 },
    ]);
    const reserved = await approved(requisition.id);
    const issue = await issued(reserved, [1]);
    await crew.engineer.post(`/v1/issues/${issue.id}/acknowledgement`).expect(200);
    expect(await waits(order.id)).toEqual([false, [3, 'stock', 'issue'], [0]]);
    await crew.clerk.post(`/v1/requisitions/${requisition.id}/cancellation`, { note: 'not needed' }).expect(200);
    expect(await waits(order.id)).toEqual([true, [0]]);
  });

  test('from model and symptom the parts to carry are proposed, less what the van holds (S003, S093, S098)', async () => {
    const model = await aModel(world);
    const consumable = await world.admin
      .post('/v1/parts', { number: 'SEALANT-1', nameEn: 'Sample sealant', nameZh: '样品密封胶', unit: 'ml' })
      .expect(201);
    const form = await world.admin
      .post('/v1/parts', { number: 'FORM-1', nameEn: 'Sample repair form', nameZh: '样品维修单', oldPartRule: 'never' })
      .expect(201);
    const etag = (await world.admin.get(`/v1/product-models/${model.id}`).expect(200)).headers['etag']!;
    await world.admin
      .put(
        `/v1/product-models/${model.id}/kit`,
        {
          lines: [
            { symptom: 'leak', partId: part(0), quantity: 2 },
            { symptom: 'leak', partId: part(1), quantity: 3 },
            { symptom: 'leak', partId: consumable.body.id, quantity: 50 },
            { symptom: 'leak', partId: form.body.id, quantity: 1 },
            { symptom: 'noise', partId: part(2), quantity: 1 },
          ],
        },
        etag,
      )
      .expect(200);
    const engineer = await world.person('engineer');
    crew = { ...crew, engineer };
    // The van holds one of the first part; three of the second are asked for, one of them issued.
    const van = await asked(undefined, [{ partId: part(0), quantity: 1 }]);
    await issued(await approved(van.id), [1]);
    const unit = await anInstalledUnit(world, { modelId: model.id });
    const order = await aWorkOrder(world, { engineer, unit, symptom: 'leak' });
    const requisition = await asked(order.id, [{ partId: part(1), quantity: 2 }]);
    await issued(await approved(requisition.id), [1]);
    const kit = await engineer.get(`/v1/work-orders/${order.id}/kit`).expect(200);
    expect(kit.body).toMatchObject({ workOrderNumber: order.number, symptom: 'leak', probableCauses: [] });
    const lines = kit.body.lines.map((line: Record<string, unknown>) => [
      line['partId'],
      line['unit'],
      line['quantity'],
      line['inCustody'],
      line['requisitioned'],
      line['missing'],
    ]);
    expect(lines).toHaveLength(4);
    expect(lines).toEqual(
      expect.arrayContaining([
        [part(0), 'piece', 2, 1, 0, 1],
        [part(1), 'piece', 3, 1, 1, 1],
        [consumable.body.id, 'ml', 50, 0, 0, 50],
        [form.body.id, 'piece', 1, 0, 0, 1],
      ]),
    );
    const plain = await aWorkOrder(world, { engineer, unit });
    expect((await engineer.get(`/v1/work-orders/${plain.id}/kit`).expect(200)).body.lines).toEqual([]);
  });

  test('an order with requisitions under way is neither cancelled nor given to another engineer', async () => {
    const engineer = await world.person('engineer');
    crew = { ...crew, engineer };
    const order = await aWorkOrder(world, { engineer });
    const requisition = await asked(order.id, [{ partId: part(0), quantity: 1 }]);
    const other = await world.person('engineer');
    const refused = await engineer.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'r' }).expect(409);
    expect(refused.body).toMatchObject({
      type: 'urn:counterpart:problem:work-order-has-open-papers',
      facts: { requisitions: [requisition.number], reports: [] },
    });
    const assignment = { engineerId: other.id, reason: 'on leave' };
    await world.admin.post(`/v1/work-orders/${order.id}/assignment`, assignment).expect(409);
    const issue = await issued(await approved(requisition.id), [1]);
    await engineer.post(`/v1/issues/${issue.id}/acknowledgement`).expect(200);
    await world.admin.post(`/v1/work-orders/${order.id}/assignment`, assignment).expect(200);
    // The parts stay with the engineer who answers for them.
    const ready = await other.get(`/v1/work-orders/${order.id}/readiness`).expect(200);
    expect(ready.body).toMatchObject({ ready: false, lines: [{ inHands: 0, waitsFor: ['hand_over'] }] });
  });
});
