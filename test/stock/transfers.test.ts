import { expectBooksToBalance } from '../support/books';
import { aGround, held, type Ground } from '../support/ledger';
import { aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

describe('Transfers between sites', () => {
  let world: World;
  let here: Ground;
  let there: Ground;
  let clerk: Caller;
  let receiver: Caller;
  let supervisor: Caller;

  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
    receiver = await world.person('clerk');
    supervisor = await world.person('supervisor');
  });
  beforeEach(async () => {
    here = await aGround(world);
    there = await aGround(world);
    await aShelfHolding(clerk, here, 10, { value: 1005 });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const asked = (quantity: number, more: object = {}) => ({
    fromSiteId: here.site,
    toSiteId: there.site,
    lines: [{ partId: here.parts[0], binId: here.bins[0], quantity }],
    ...more,
  });
  const send = async (quantity: number) => (await clerk.post('/v1/transfers', asked(quantity)).expect(201)).body;
  const arrived = (receivedQuantity: number, more: object = {}) => ({
    lines: [{ lineNumber: 1, receivedQuantity, binId: there.bins[0], ...more }],
  });
  const inTransit = () => held(world, { kind: 'in_transit', ownerId: there.site }, here.parts[0]!);
  const onShelf = () => held(world, { kind: 'shelf', ownerId: there.bins[0] }, here.parts[0]!);

  test('what is sent is in transit, and what arrives is on the other shelf with its value', async () => {
    const transfer = await send(4);
    expect(transfer.number).toMatch(/^TRF-\d{4}-\d{6}$/);
    expect(transfer.status).toBe('sent');
    expect(await inTransit()).toEqual({ quantity: 4, value: 402 });
    const received = await receiver.post(`/v1/transfers/${transfer.id}/receipt`, arrived(4)).expect(200);
    expect(received.body).toMatchObject({ status: 'closed', receivedById: receiver.id });
    expect(received.body.lines[0]).toMatchObject({ receivedQuantity: 4, inTransitQuantity: 0, toBinId: there.bins[0] });
    expect(await onShelf()).toEqual({ quantity: 4, value: 402 });
    const again = await receiver.post(`/v1/transfers/${transfer.id}/receipt`, arrived(1)).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:transfer-closed');
  });

  test('what does not arrive needs a reason, stays in transit, and can be found later', async () => {
    const transfer = await send(4);
    const unexplained = await receiver.post(`/v1/transfers/${transfer.id}/receipt`, arrived(3)).expect(422);
    expect(unexplained.body.errors[0].pointer).toBe('/lines/0/shortageReason');
    const short = await receiver
      .post(`/v1/transfers/${transfer.id}/receipt`, arrived(3, { shortageReason: 'box was open' }))
      .expect(200);
    expect(short.body.status).toBe('short');
    expect((await inTransit()).quantity).toBe(1);
    const found = await receiver.post(`/v1/transfers/${transfer.id}/receipt`, arrived(1)).expect(200);
    expect(found.body.status).toBe('closed');
    expect((await inTransit()).quantity).toBe(0);
  });

  test('only a supervisor gives up what is missing, and it is written off with its value', async () => {
    const transfer = await send(4);
    await receiver
      .post(`/v1/transfers/${transfer.id}/receipt`, arrived(3, { shortageReason: 'box was open' }))
      .expect(200);
    const loss = { reason: 'not found after a week' };
    await clerk.post(`/v1/transfers/${transfer.id}/loss`, loss).expect(403);
    const given = await supervisor.post(`/v1/transfers/${transfer.id}/loss`, loss).expect(200);
    expect(given.body).toMatchObject({ status: 'closed', lossDecidedById: supervisor.id });
    expect(given.body.lines[0]).toMatchObject({ receivedQuantity: 3, lostQuantity: 1, inTransitQuantity: 0 });
    expect(await inTransit()).toEqual({ quantity: 0, value: 0 });
  });

  test('who sent or received a transfer cannot decide that the rest is lost (R4)', async () => {
    const both = await world.person(['clerk', 'supervisor']);
    const transfer = (await both.post('/v1/transfers', asked(2)).expect(201)).body;
    const own = await both.post(`/v1/transfers/${transfer.id}/loss`, { reason: 'gone' }).expect(403);
    expect(own.body.type).toBe('urn:counterpart:problem:own-transfer');
    await both.post(`/v1/transfers/${transfer.id}/receipt`, arrived(0, { shortageReason: 'nothing came' })).expect(200);
    const sql = `update transfer set loss_decided_by_id = received_by_id, loss_reason = 'x' where id = $1`;
    await expect(world.sqlAsApplication(sql, [transfer.id])).rejects.toMatchObject({
      constraint: 'transfer_loss_decided_by_another',
    });
    await supervisor.post(`/v1/transfers/${transfer.id}/loss`, { reason: 'gone' }).expect(200);
  });

  test('more than there is cannot be sent, and nothing is half-sent', async () => {
    const refused = await clerk.post('/v1/transfers', asked(11)).expect(409);
    expect(refused.body).toMatchObject({
      type: 'urn:counterpart:problem:insufficient-stock',
      facts: { available: 10, asked: 11 },
    });
    expect(await world.sql(`select from transfer where from_site_id = $1`, [here.site])).toEqual([]);
  });

  test('more than was sent cannot arrive, and every line must be spoken of', async () => {
    const transfer = await send(4);
    const wrong = {
      lines: [
        { lineNumber: 7, receivedQuantity: 1 },
        { lineNumber: 8, receivedQuantity: 0 },
      ],
    };
    const answer = await receiver.post(`/v1/transfers/${transfer.id}/receipt`, wrong).expect(422);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/lines',
      '/lines/0/lineNumber',
      '/lines/1/lineNumber',
    ]);
    const more = await receiver.post(`/v1/transfers/${transfer.id}/receipt`, arrived(5)).expect(422);
    expect(more.body.errors[0].pointer).toBe('/lines/0/receivedQuantity');
    const bin = await receiver.post(`/v1/transfers/${transfer.id}/receipt`, arrived(4, { binId: here.bins[0] }));
    expect(bin.body.errors[0].pointer).toBe('/lines/0/binId');
  });

  test('a transfer goes to another site', async () => {
    const answer = await clerk.post('/v1/transfers', asked(1, { toSiteId: here.site })).expect(422);
    expect(answer.body.type).toBe('urn:counterpart:problem:same-site');
  });

  test('two clerks who receive the same transfer at once: one does', async () => {
    const transfer = await send(4);
    const ask = () => receiver.post(`/v1/transfers/${transfer.id}/receipt`, arrived(4));
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect((await onShelf()).quantity).toBe(4);
  });

  test('a serial-numbered unit travels as itself', async () => {
    here = await aGround(world, { serialNumbered: true });
    const receipt = await aShelfHolding(clerk, here, 1, { serialNumbers: ['T-1'] });
    const unitId = receipt.lines[0]!.units[0]!.id;
    const without = await clerk.post('/v1/transfers', asked(1)).expect(422);
    expect(without.body.errors[0].pointer).toBe('/lines/0/unitId');
    const lines = [{ partId: here.parts[0], binId: here.bins[0], quantity: 1, unitId }];
    const transfer = await clerk.post('/v1/transfers', asked(1, { lines })).expect(201);
    await receiver.post(`/v1/transfers/${transfer.body.id}/receipt`, arrived(1)).expect(200);
    expect((await onShelf()).quantity).toBe(1);
  });

  test('a station sends from and receives at its own site, and sees both directions only of that (R15, S089)', async () => {
    const stationThere = await world.person('station', { siteId: there.site });
    const elsewhere = await aGround(world);
    const stranger = await world.person('station', { siteId: elsewhere.site });
    await stationThere.post('/v1/transfers', asked(1)).expect(404);
    const transfer = await send(2);
    await stationThere.get(`/v1/transfers/${transfer.id}`).expect(200);
    await stranger.get(`/v1/transfers/${transfer.id}`).expect(404);
    await stranger.post(`/v1/transfers/${transfer.id}/receipt`, arrived(2)).expect(404);
    const sender = await world.person('station', { siteId: here.site });
    const early = await sender.post(`/v1/transfers/${transfer.id}/receipt`, arrived(2)).expect(403);
    expect(early.body.type).toBe('urn:counterpart:problem:not-receiver');
    await stationThere.post(`/v1/transfers/${transfer.id}/receipt`, arrived(2)).expect(200);
    const engineer = await world.person('engineer');
    await engineer.post('/v1/transfers', asked(1)).expect(403);
    expect((await engineer.get('/v1/transfers').expect(200)).body.items).toEqual([]);
    const list = await stationThere.get(`/v1/transfers?toSiteId=${there.site}&status=closed`).expect(200);
    expect(list.body.items.map((item: { id: string }) => item.id)).toEqual([transfer.id]);
  });
});
