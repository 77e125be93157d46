import { expectBooksToBalance } from '../support/books';
import { aGround, held, type Ground } from '../support/ledger';
import { aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

describe('Receipts', () => {
  let world: World;
  let ground: Ground;
  let clerk: Caller;
  let engineer: Caller;
  let supervisor: Caller;

  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
    engineer = await world.person('engineer');
    supervisor = await world.person('supervisor');
  });
  beforeEach(async () => {
    ground = await aGround(world, { parts: 2 });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const delivery = (more: object = {}) => ({
    kind: 'supplier_delivery',
    supplierId: ground.supplier,
    siteId: ground.site,
    deliveryNote: 'DN-1',
    lines: [
      { partId: ground.parts[0], binId: ground.bins[0], quantity: 5, value: 999 },
      { partId: ground.parts[1], binId: ground.bins[1], quantity: 2, value: 50 },
    ],
    ...more,
  });
  const purchase = (more: object = {}) => ({
    kind: 'on_site_purchase',
    seller: 'Sample hardware shop',
    boughtById: engineer.id,
    witnessedById: supervisor.id,
    lines: [{ partId: ground.parts[0], quantity: 1, value: 1200, qualityNote: 'new, in its box' }],
    ...more,
  });
  const pointersOf = (answer: { body: { errors: { pointer: string }[] } }) =>
    answer.body.errors.map((fault) => fault.pointer).sort();

  test('a delivery goes onto the shelves with its value, under a number and a barcode (S084, S085)', async () => {
    const answer = await clerk.post('/v1/receipts', delivery({ documentDate: '2026-01-05' })).expect(201);
    expect(answer.body.number).toMatch(/^RCP-2026-\d{6}$/);
    expect(answer.body.code).toMatch(/^RC/);
    expect(answer.body.lines.map((line: { quantity: number }) => line.quantity)).toEqual([5, 2]);
    expect(await held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!)).toEqual({
      quantity: 5,
      value: 999,
    });
    const read = await clerk.get(`/v1/receipts/${answer.body.id}`).expect(200);
    expect(read.body).toEqual(answer.body);
  });

  test('new material obtained after a claim is a receipt of its own (S086)', async () => {
    const answer = await clerk.post('/v1/receipts', delivery({ kind: 'claim_replacement' })).expect(201);
    expect(answer.body.kind).toBe('claim_replacement');
  });

  test('a purchase on site goes into the buyer’s custody, named by two persons, with price, quality and seller (R17, S011, S020)', async () => {
    const answer = await engineer.post('/v1/receipts', purchase()).expect(201);
    expect(answer.body).toMatchObject({
      engineerId: engineer.id,
      siteId: null,
      seller: 'Sample hardware shop',
      boughtById: engineer.id,
      witnessedById: supervisor.id,
    });
    expect(answer.body.lines[0].qualityNote).toBe('new, in its box');
    expect(await held(world, { kind: 'custody', ownerId: engineer.id }, ground.parts[0]!)).toEqual({
      quantity: 1,
      value: 1200,
    });
  });

  test('what was bought on a trip can be put into the warehouse, and is found by its buyer for the refund (R17, S043)', async () => {
    const lines = [{ partId: ground.parts[0], binId: ground.bins[0], quantity: 1, value: 700 }];
    const body = purchase({ kind: 'trip_purchase', siteId: ground.site, lines });
    const receipt = await clerk.post('/v1/receipts', body).expect(201);
    const list = await supervisor.get(`/v1/receipts?boughtById=${engineer.id}&limit=1`).expect(200);
    expect(list.body.items[0]).toMatchObject({ id: receipt.body.id, lineCount: 1, value: 700 });
    // An opening import has thousands of lines; a page of a list has none.
    expect(list.body.items[0]).not.toHaveProperty('lines');
  });

  test('a purchase without two different persons is refused (S020)', async () => {
    const without = purchase({ boughtById: undefined, witnessedById: undefined });
    expect(pointersOf(await engineer.post('/v1/receipts', without).expect(422))).toEqual([
      '/boughtById',
      '/witnessedById',
    ]);
    const same = await engineer.post('/v1/receipts', purchase({ witnessedById: engineer.id })).expect(422);
    expect(pointersOf(same)).toEqual(['/witnessedById']);
  });

  test('serial-numbered parts become units, each with a code and its share of the value', async () => {
    const serial = await aGround(world, { serialNumbered: true });
    const lines = [
      { partId: serial.parts[0], binId: serial.bins[0], quantity: 3, value: 100, serialNumbers: ['A1', 'A2', 'A3'] },
    ];
    const body = { kind: 'supplier_delivery', supplierId: serial.supplier, siteId: serial.site, lines };
    const answer = await clerk.post('/v1/receipts', body).expect(201);
    const units = answer.body.lines[0].units as { serialNumber: string; value: number; code: string }[];
    expect(units.map((unit) => [unit.serialNumber, unit.value])).toEqual([
      ['A1', 33],
      ['A2', 33],
      ['A3', 34],
    ]);
    expect(units[0]!.code).toMatch(/^SU/);
    const again = await clerk.post('/v1/receipts', body).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:unit-elsewhere');
  });

  test('every fault is named at once and nothing is booked', async () => {
    const other = await aGround(world, { serialNumbered: true });
    const answer = await clerk
      .post('/v1/receipts', {
        kind: 'supplier_delivery',
        siteId: ground.site,
        lines: [
          { partId: '00000000-0000-7000-8000-000000000000', binId: ground.bins[0], quantity: 1, value: 1 },
          { partId: ground.parts[0], binId: other.bins[0], quantity: 1, value: 1 },
          { partId: ground.parts[0], quantity: 1, value: 1, serialNumbers: ['X'] },
          { partId: other.parts[0], binId: ground.bins[0], quantity: 2, value: 1, serialNumbers: ['S1'] },
        ],
      })
      .expect(422);
    expect(pointersOf(answer)).toEqual([
      '/lines/0/partId',
      '/lines/1/binId',
      '/lines/2/binId',
      '/lines/2/serialNumbers',
      '/lines/3/serialNumbers',
      '/supplierId',
    ]);
    const rows = await world.sql(`select from receipt_line where part_id = any ($1)`, [ground.parts]);
    expect(rows).toEqual([]);
  });

  test.each([
    ['no pieces', { quantity: 0 }, '/lines/0/quantity'],
    ['a fraction of a piece', { quantity: 1.5 }, '/lines/0/quantity'],
    ['a negative value', { value: -1 }, '/lines/0/value'],
    ['a value beyond 2^53', { value: 9007199254740992 }, '/lines/0/value'],
  ])('%s is refused', async (_what, wrong, pointer) => {
    const lines = [{ partId: ground.parts[0], binId: ground.bins[0], quantity: 1, value: 1, ...wrong }];
    expect(pointersOf(await clerk.post('/v1/receipts', delivery({ lines })).expect(422))).toEqual([pointer]);
  });

  test('a superseded part is accepted, with the hint which part follows it', async () => {
    await world.sql(`update part set superseded_by_id = $1 where id = $2`, [ground.parts[1], ground.parts[0]]);
    const answer = await clerk.post('/v1/receipts', delivery()).expect(201);
    expect(answer.body.lines[0].supersededById).toBe(ground.parts[1]);
  });

  test('a receipt is taken back by a reversal that names it, once (R2)', async () => {
    const receipt = (await clerk.post('/v1/receipts', delivery()).expect(201)).body;
    const reversed = await supervisor
      .post(`/v1/receipts/${receipt.id}/reversal`, { reason: 'entered twice' })
      .expect(201);
    expect(reversed.body.reversal).toMatchObject({ reason: 'entered twice', actorId: supervisor.id });
    expect(reversed.body.reversal.number).toMatch(/^REV-\d{4}-\d{6}$/);
    expect(await held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!)).toEqual({
      quantity: 0,
      value: 0,
    });
    const again = await supervisor.post(`/v1/receipts/${receipt.id}/reversal`, { reason: 'again' }).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:already-reversed');
  });

  test('two supervisors who reverse the same receipt at once: one does', async () => {
    const receipt = (await clerk.post('/v1/receipts', delivery()).expect(201)).body;
    const ask = () => supervisor.post(`/v1/receipts/${receipt.id}/reversal`, { reason: 'entered twice' });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  test('a receipt sent twice with one key comes in once (R14)', async () => {
    const body = delivery();
    const answers = await Promise.all([1, 2, 3].map(() => clerk.post('/v1/receipts', body, 'one-delivery')));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!)).quantity).toBe(5);
  });

  test('many deliveries of the same parts in different order at once all come in', async () => {
    const lines = delivery().lines;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        clerk.post('/v1/receipts', delivery({ lines: n % 2 ? lines : [...lines].reverse() })),
      ),
    );
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect((await held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!)).quantity).toBe(60);
  });

  describe('rights (R15)', () => {
    test('an engineer receives no deliveries, and buys only into the own custody', async () => {
      await engineer.post('/v1/receipts', delivery()).expect(403);
      await engineer.post('/v1/receipts', purchase({ engineerId: supervisor.id })).expect(403);
    });

    test('a station receives on its own site only, and sees only that', async () => {
      const station = await world.person('station', { siteId: ground.site });
      const elsewhere = await aGround(world, { parts: 2 });
      const own = await station.post('/v1/receipts', delivery()).expect(201);
      await station.post('/v1/receipts', delivery({ siteId: elsewhere.site })).expect(404);
      const stranger = await world.person('station', { siteId: elsewhere.site });
      await stranger.get(`/v1/receipts/${own.body.id}`).expect(404);
      expect((await stranger.get('/v1/receipts').expect(200)).body.items).toEqual([]);
    });

    test('an engineer sees own purchases only', async () => {
      const own = await engineer.post('/v1/receipts', purchase()).expect(201);
      const delivered = await clerk.post('/v1/receipts', delivery()).expect(201);
      await engineer.get(`/v1/receipts/${own.body.id}`).expect(200);
      await engineer.get(`/v1/receipts/${delivered.body.id}`).expect(404);
    });

    test('a clerk reverses nothing, and finance books nothing in', async () => {
      const receipt = await clerk.post('/v1/receipts', delivery()).expect(201);
      await clerk.post(`/v1/receipts/${receipt.body.id}/reversal`, { reason: 'x' }).expect(403);
      const finance = await world.person('finance');
      await finance.post('/v1/receipts', delivery()).expect(403);
    });

    test('an earlier day in the books needs the right to post earlier (R16)', async () => {
      await clerk.post('/v1/receipts', delivery({ postingDate: '2026-01-05' })).expect(403);
      const trusted = await world.person('clerk', { mayPostEarlier: true });
      const answer = await trusted.post('/v1/receipts', delivery({ postingDate: '2026-01-05' })).expect(201);
      expect(answer.body).toMatchObject({ documentDate: '2026-01-05', postingDate: '2026-01-05' });
    });
  });

  test.each([
    [`update receipt set kind = 'opening'`],
    [`delete from receipt_line`],
    [`update receipt_line set value = 0`],
  ])('the application cannot change a receipt: %s (R2)', async (statement) => {
    await expect(world.sqlAsApplication(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('pages follow each other without gap or repeat', async () => {
    for (let n = 0; n < 3; n += 1) await clerk.post('/v1/receipts', delivery()).expect(201);
    const first = await clerk.get(`/v1/receipts?siteId=${ground.site}&limit=2`).expect(200);
    const second = await clerk.get(`/v1/receipts?siteId=${ground.site}&limit=2&cursor=${first.body.next}`).expect(200);
    const ids = [...first.body.items, ...second.body.items].map((item: { id: string }) => item.id);
    expect(ids).toHaveLength(3);
    expect([...ids].sort().reverse()).toEqual(ids);
    expect(second.body.next).toBeUndefined();
  });

  test('the list of receipts is light: counts instead of lines, and lines have pages of their own', async () => {
    const { id } = await aShelfHolding(clerk, ground, 3, { value: 700 });
    const [head] = (await clerk.get(`/v1/receipts?siteId=${ground.site}`).expect(200)).body.items;
    expect(head).toMatchObject({ id, lineCount: 1, value: 700 });
    expect(head).not.toHaveProperty('lines');
    const whole = (await clerk.get(`/v1/receipts/${id}`).expect(200)).body;
    const page = (await clerk.get(`/v1/receipts/${id}/lines?limit=1`).expect(200)).body;
    expect(page).toEqual({ items: whole.lines });
    const elsewhere = await world.person('station', { siteId: (await aGround(world)).site });
    await elsewhere.get(`/v1/receipts/${id}/lines`).expect(404);
  });
});
