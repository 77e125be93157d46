import { randomUUID } from 'node:crypto';
import { expectBooksToBalance } from '../support/books';
import { aCrew, anApprovedRequisition, aRequisition, aStockedSite, type Crew, pieces, stock } from '../support/stocked';
import { aWorkOrder } from '../support/workorders';
import { World } from '../support/world';

describe('Requisitions', () => {
  let world: World;
  let crew: Crew;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  test('approval reserves what the shelves hold; what is short becomes a backorder', async () => {
    const site = await aStockedSite(world, [5, 1]);
    const [plenty, scarce] = site.parts;
    const approved = await anApprovedRequisition(crew, site, [
      { partId: plenty!.id, quantity: 3 },
      { partId: scarce!.id, quantity: 2 },
    ]);
    expect(approved.lines.map((line) => [line.reservedQuantity, line.backorderedQuantity])).toEqual([
      [3, 0],
      [1, 1],
    ]);
    expect(await pieces(world, 'shelf', plenty!.id)).toBe(2);
    expect(await pieces(world, 'reserved', plenty!.id)).toBe(3);
    const backorders = await crew.supervisor.get(`/v1/requisitions/backorders?siteId=${site.siteId}`).expect(200);
    expect(backorders.body.items).toMatchObject([{ partId: scarce!.id, backorderedQuantity: 1 }]);
  });

  test('a supervisor may approve less than was asked, never more', async () => {
    const site = await aStockedSite(world, [9]);
    const asked = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 4 }]);
    const line = asked.lines[0]!.id;
    const more = { lines: [{ lineId: line, quantity: 5 }] };
    await crew.supervisor.post(`/v1/requisitions/${asked.id}/approval`, more).expect(422);
    const less = { lines: [{ lineId: line, quantity: 1 }] };
    const answer = await crew.supervisor.post(`/v1/requisitions/${asked.id}/approval`, less).expect(200);
    expect(answer.body.lines[0]).toMatchObject({ approvedQuantity: 1, reservedQuantity: 1, backorderedQuantity: 0 });
  });

  test('nobody approves what they requested themselves (R4)', async () => {
    const site = await aStockedSite(world, [2]);
    const both = await world.person(['engineer', 'supervisor']);
    const lines = [{ partId: site.parts[0]!.id, quantity: 1 }];
    const asked = await both
      .post('/v1/requisitions', { siteId: site.siteId, engineerId: both.id, needBy: '2099-01-01', lines })
      .expect(201);
    const refused = await both.post(`/v1/requisitions/${asked.body.id}/approval`).expect(403);
    expect(refused.body.type).toBe('urn:counterpart:problem:own-request');
    const inSql = world.sqlAsApplication(
      `update requisition set status = 'approved', decided_by_id = requested_by_id, decided_at = now() where id = $1`,
      [asked.body.id],
    );
    await expect(inSql).rejects.toMatchObject({ constraint: 'requisition_decided_by_another' });
  });

  test('a requisition is decided once', async () => {
    const site = await aStockedSite(world, [2]);
    const approved = await anApprovedRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const again = await crew.supervisor.post(`/v1/requisitions/${approved.id}/approval`).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:requisition-state');
    await crew.supervisor.post(`/v1/requisitions/${approved.id}/rejection`, { note: 'too late' }).expect(409);
  });

  test('two supervisors who approve at once reserve once', async () => {
    const site = await aStockedSite(world, [10]);
    const other = await world.person('supervisor');
    const asked = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 4 }]);
    const answers = await Promise.all(
      [crew.supervisor, other].map((supervisor) => supervisor.post(`/v1/requisitions/${asked.id}/approval`)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await pieces(world, 'reserved', site.parts[0]!.id)).toBe(4);
  });

  test('approvals racing for the last pieces promise exactly the pieces there are', async () => {
    const site = await aStockedSite(world, [5]);
    const partId = site.parts[0]!.id;
    const asked = await Promise.all(
      Array.from({ length: 12 }, () => aRequisition(crew, site, [{ partId, quantity: 1 }])),
    );
    await Promise.all(asked.map(({ id }) => crew.supervisor.post(`/v1/requisitions/${id}/approval`).expect(200)));
    expect(await pieces(world, 'reserved', partId)).toBe(5);
    expect(await pieces(world, 'shelf', partId)).toBe(0);
    const short = await crew.supervisor.get(`/v1/requisitions/backorders?siteId=${site.siteId}`).expect(200);
    expect(short.body.items).toHaveLength(7);
  });

  test('cancelling gives the pieces back, and they go to whoever waits with the oldest need-by', async () => {
    const site = await aStockedSite(world, [2]);
    const partId = site.parts[0]!.id;
    const holder = await anApprovedRequisition(crew, site, [{ partId, quantity: 2 }]);
    const late = await anApprovedRequisition(crew, site, [{ partId, quantity: 2 }], '2099-06-01');
    const urgent = await anApprovedRequisition(crew, site, [{ partId, quantity: 1 }], '2099-02-01');
    await crew.engineer.post(`/v1/requisitions/${holder.id}/cancellation`, { note: 'visit called off' }).expect(200);
    const after = await Promise.all([urgent, late].map(({ id }) => crew.supervisor.get(`/v1/requisitions/${id}`)));
    expect(after.map((answer) => answer.body.lines[0].reservedQuantity)).toEqual([1, 1]);
  });

  test('a superseded part is supplied by its last successor', async () => {
    const site = await aStockedSite(world, [0, 0, 3]);
    const [old, newer, newest] = site.parts.map((part) => part.id);
    await world.sql(`update part set superseded_by_id = $2 where id = $1`, [old, newer]);
    await world.sql(`update part set superseded_by_id = $2 where id = $1`, [newer, newest]);
    const approved = await anApprovedRequisition(crew, site, [{ partId: old!, quantity: 2 }]);
    expect(approved.lines[0]).toMatchObject({ supplyPartId: newest, reservedQuantity: 2 });
  });

  test('a substitute is supplied for a short line and the reason is kept', async () => {
    const site = await aStockedSite(world, [0, 4]);
    const [short, substitute] = site.parts.map((part) => part.id);
    const approved = await anApprovedRequisition(crew, site, [{ partId: short!, quantity: 2 }]);
    const path = `/v1/requisitions/${approved.id}/lines/${approved.lines[0]!.id}/substitution`;
    const answer = await crew.clerk.post(path, { partId: substitute, reason: 'same connector' }).expect(200);
    expect(answer.body.lines[0]).toMatchObject({
      partId: short,
      supplyPartId: substitute,
      substitutionReason: 'same connector',
      reservedQuantity: 2,
    });
  });

  test('reservations that nobody fetched expire and go back to the shelf', async () => {
    const site = await aStockedSite(world, [3]);
    const partId = site.parts[0]!.id;
    const approved = await anApprovedRequisition(crew, site, [{ partId, quantity: 3 }]);
    await world.sql(`update requisition set expires_on = '2000-01-01' where id = $1`, [approved.id]);
    const answer = await crew.clerk.post('/v1/requisitions/expiry').expect(200);
    expect(answer.body.requisitionIds).toEqual([approved.id]);
    expect(await pieces(world, 'shelf', partId)).toBe(3);
    const read = await crew.clerk.get(`/v1/requisitions/${approved.id}`).expect(200);
    expect(read.body.lines[0]).toMatchObject({ releasedQuantity: 3, reservedQuantity: 0, backorderedQuantity: 0 });
  });

  test('the server itself releases what has expired, as often as there is something, and leaves the rest', async () => {
    const site = await aStockedSite(world, [5]);
    const partId = site.parts[0]!.id;
    const late = await anApprovedRequisition(crew, site, [{ partId, quantity: 2 }]);
    const inTime = await anApprovedRequisition(crew, site, [{ partId, quantity: 3 }]);
    await world.sql(`update requisition set expires_on = '2000-01-01' where id = $1`, [late.id]);
    const commands = () =>
      world.sql<{ n: string }>(`select count(*) as n from command_log where request_id is not null`);
    await world.server.chores.runAll();
    expect(await pieces(world, 'shelf', partId)).toBe(2);
    expect(await pieces(world, 'reserved', partId)).toBe(3);
    const before = await commands();
    await world.server.chores.runAll();
    expect(await commands()).toEqual(before);
    const read = await crew.clerk.get(`/v1/requisitions/${inTime.id}`).expect(200);
    expect(read.body.lines[0]).toMatchObject({ releasedQuantity: 0, reservedQuantity: 3 });
    const [log] = await world.sql<{ actor_id: string }>(
      `select actor_id from command_log where operation = 'POST /v1/requisitions/expiry' order by id desc limit 1`,
    );
    expect(log!.actor_id).toBe('00000000-0000-0000-0000-000000000000');
  });

  test('an engineer neither sees nor cancels the requisition of another (R15)', async () => {
    const site = await aStockedSite(world, [1]);
    const asked = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const other = await world.person('engineer');
    await other.get(`/v1/requisitions/${asked.id}`).expect(404);
    await other.post(`/v1/requisitions/${asked.id}/cancellation`, { note: 'not mine' }).expect(404);
    const list = await other.get('/v1/requisitions').expect(200);
    expect(list.body.items).toEqual([]);
    const forOther = { siteId: site.siteId, engineerId: crew.engineer.id, needBy: '2099-01-01' };
    const lines = [{ partId: site.parts[0]!.id, quantity: 1 }];
    await other.post('/v1/requisitions', { ...forOther, lines }).expect(403);
  });

  test('a day of need in the past would go before everybody who waits, so it is refused with the other faults', async () => {
    const site = await aStockedSite(world, [1]);
    const lines = [{ partId: site.siteId, quantity: 1 }];
    const refused = await crew.engineer
      .post('/v1/requisitions', { siteId: site.siteId, needBy: '2020-01-01', lines })
      .expect(422);
    expect(refused.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/needBy',
      '/lines/0/partId',
    ]);
  });

  test('its lines name their parts by the numbers that are on the shelves', async () => {
    const site = await aStockedSite(world, [1]);
    const partId = site.parts[0]!.id;
    const asked = await aRequisition(crew, site, [{ partId, quantity: 1 }]);
    const { number } = (await crew.clerk.get(`/v1/parts/${partId}`).expect(200)).body;
    expect(asked.lines).toMatchObject([{ partNumber: number, supplyPartNumber: number }]);
  });

  test('unknown parts and sites, and quantities that are none, are refused and nothing is asked', async () => {
    const site = await aStockedSite(world, [1]);
    const body = { siteId: site.siteId, needBy: '2099-01-01' };
    const unknown = { ...body, lines: [{ partId: randomUUID(), quantity: 1 }] };
    const answer = await crew.engineer.post('/v1/requisitions', unknown).expect(422);
    expect(answer.body.errors).toEqual([{ pointer: '/lines/0/partId', detail: 'there is no such part' }]);
    for (const quantity of [0, -1, 1.5, '2', null, 2 ** 53]) {
      const wrong = { ...body, lines: [{ partId: site.parts[0]!.id, quantity }] };
      await crew.engineer.post('/v1/requisitions', wrong).expect(422);
    }
    const nowhere = { ...body, siteId: randomUUID(), lines: [{ partId: site.parts[0]!.id, quantity: 1 }] };
    await crew.engineer.post('/v1/requisitions', nowhere).expect(422);
  });

  test('parts are asked for an open order of that engineer only', async () => {
    const site = await aStockedSite(world, [3]);
    const order = await aWorkOrder(world, { engineer: crew.engineer });
    const body = { siteId: site.siteId, needBy: '2099-01-01', lines: [{ partId: site.parts[0]!.id, quantity: 1 }] };
    const mine = await crew.engineer.post('/v1/requisitions', { ...body, workOrderId: order.id }).expect(201);
    const other = await world.person('engineer');
    await other.post('/v1/requisitions', { ...body, workOrderId: order.id }).expect(404);
    const forOther = { ...body, workOrderId: order.id, engineerId: other.id };
    await world.admin.post('/v1/requisitions', forOther).expect(422);
    await crew.engineer.post(`/v1/requisitions/${mine.body.id}/cancellation`, { note: 'called off' }).expect(200);
    await world.admin.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'called off' }).expect(200);
    await crew.engineer.post('/v1/requisitions', { ...body, workOrderId: order.id }).expect(409);
  });

  test('a page of the list goes on where the page before ended', async () => {
    const site = await aStockedSite(world, [0]);
    const lines = [{ partId: site.parts[0]!.id, quantity: 1 }];
    const ids = [];
    for (let i = 0; i < 5; i += 1) ids.push((await aRequisition(crew, site, lines)).id);
    const first = await crew.supervisor.get(`/v1/requisitions?siteId=${site.siteId}&limit=3`).expect(200);
    const second = await crew.supervisor
      .get(`/v1/requisitions?siteId=${site.siteId}&limit=3&cursor=${first.body.next}`)
      .expect(200);
    const listed = [...first.body.items, ...second.body.items].map((item: { id: string }) => item.id);
    expect(listed).toEqual(ids.reverse());
    await crew.supervisor.get('/v1/requisitions?cursor=rubbish').expect(422);
  });

  test('serial-numbered parts are reserved unit by unit', async () => {
    const site = await aStockedSite(world, [0], { serialNumbered: true });
    const part = site.parts[0]!;
    await stock(world, part, 3, { serialNumbered: true });
    const approved = await anApprovedRequisition(crew, site, [{ partId: part.id, quantity: 2 }]);
    expect(approved.lines[0]!.reservedQuantity).toBe(2);
    expect(await pieces(world, 'reserved', part.id)).toBe(2);
  });
});
