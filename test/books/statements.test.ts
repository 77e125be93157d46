import { expectBooksToBalance } from '../support/books';
import { aGround, type Ground } from '../support/ledger';
import { aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

describe('Statements', () => {
  let world: World;
  let ground: Ground;
  let clerk: Caller;
  let engineer: Caller;
  let finance: Caller;
  let supervisor: Caller;
  let part: string;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date('2026-03-20T04:00:00Z') });
    clerk = await world.person('clerk', { mayPostEarlier: true });
    supervisor = await world.person('supervisor');
    finance = await world.person('finance');
  });
  beforeEach(async () => {
    engineer = await world.person('engineer', { mayPostEarlier: true });
    ground = await aGround(world, { parts: 2 });
    part = ground.parts[0]!;
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const bought = (postingDate: string, quantity: number, value: number, partId = part) =>
    engineer
      .post('/v1/receipts', {
        kind: 'on_site_purchase',
        seller: 'Sample shop',
        boughtById: engineer.id,
        witnessedById: supervisor.id,
        postingDate,
        lines: [{ partId, quantity, value }],
      })
      .expect(201);
  const gaveBack = (postingDate: string, quantity: number) =>
    clerk
      .post('/v1/unused-returns', {
        engineerId: engineer.id,
        siteId: ground.site,
        postingDate,
        lines: [{ partId: part, quantity, outcome: 'unused', binId: ground.bins[0] }],
      })
      .expect(201);
  const statement = (period: string, who = engineer) => who.get(`/v1/engineers/${engineer.id}/statement?${period}`);
  const entries = (query: string) => engineer.get(`/v1/engineers/${engineer.id}/entries?${query}`);

  test('opening, in, out and closing of a period, part by part, in pieces and value', async () => {
    await bought('2026-01-10', 5, 500);
    await bought('2026-02-03', 5, 600);
    await gaveBack('2026-02-20', 4);
    await gaveBack('2026-03-05', 1);
    const february = await statement('from=2026-02-01&to=2026-02-28').expect(200);
    expect(february.body.items).toEqual([
      expect.objectContaining({
        partId: part,
        opening: { quantity: 5, value: 500 },
        in: { quantity: 5, value: 600 },
        out: { quantity: 4, value: 440 },
        closing: { quantity: 6, value: 660 },
      }),
    ]);
    const march = (await statement('from=2026-03-01&to=2026-03-31').expect(200)).body.items[0];
    expect(march.opening).toEqual({ quantity: 6, value: 660 });
    expect(march.closing).toEqual({ quantity: 5, value: 550 });
    expect((await statement('from=2025-01-01&to=2025-12-31').expect(200)).body.items).toEqual([]);
  });

  test('the entries of a period name their document and carry the balance after; pages neither skip nor repeat', async () => {
    const first = await bought('2026-01-10', 5, 500);
    await gaveBack('2026-01-10', 2);
    await bought('2026-01-12', 1, 10);
    await bought('2026-01-12', 3, 30, ground.parts[1]);
    await bought('2026-02-12', 9, 90);
    const all: { partId: string; transferId: number; quantity: number }[] = [];
    let next = '';
    do {
      const page = await entries(`from=2026-01-01&to=2026-01-31&limit=1${next && `&cursor=${next}`}`).expect(200);
      all.push(...page.body.items);
      next = page.body.next ?? '';
    } while (next);
    expect(all.filter((entry) => entry.partId === part).map((entry) => entry.quantity)).toEqual([5, -2, 1]);
    expect(all).toHaveLength(4);
    expect(all.find((entry) => entry.partId === part)).toMatchObject({
      reason: 'receive',
      documentKind: 'receipt',
      documentId: first.body.id,
      documentNumber: first.body.number,
      documentCode: first.body.code,
      postingDate: '2026-01-10',
      counter: { kind: 'supplier', ownerId: null },
      balanceAfter: { quantity: 5, value: 500 },
    });
  });

  test('balances of any past day', async () => {
    await bought('2026-01-10', 5, 500);
    await gaveBack('2026-02-20', 4);
    const at = async (day: string) =>
      (await finance.get(`/v1/balances?partId=${part}&at=${day}`).expect(200)).body.items.map(
        (row: { account: { kind: string }; quantity: number }) => [row.account.kind, row.quantity],
      );
    expect(await at('2026-01-09')).toEqual([]);
    expect(await at('2026-02-19')).toEqual([['custody', 5]]);
    expect((await at('2026-02-20')).sort()).toEqual([
      ['custody', 1],
      ['shelf', 4],
    ]);
    const first = await finance.get(`/v1/balances?partId=${part}&limit=1`).expect(200);
    const second = await finance.get(`/v1/balances?partId=${part}&limit=1&cursor=${first.body.next}`).expect(200);
    expect(second.body.items[0].accountId).toBeGreaterThan(first.body.items[0].accountId);
  });

  test('any account has a statement; of one outside it is summed, since no balance is kept of the world', async () => {
    await aShelfHolding(clerk, ground, 3, { value: 30 });
    const shelf = await finance.get(`/v1/accounts?kind=shelf&ownerId=${ground.bins[0]}`).expect(200);
    const period = 'from=2026-03-01&to=2026-03-31';
    const lines = await finance.get(`/v1/accounts/${shelf.body.items[0].id}/statement?${period}`).expect(200);
    expect(lines.body.items[0]).toMatchObject({ opening: { quantity: 0 }, closing: { quantity: 3, value: 30 } });
    const postings = await finance.get(`/v1/accounts/${shelf.body.items[0].id}/entries?${period}`).expect(200);
    expect(postings.body.items[0].counter).toEqual({ kind: 'supplier', ownerId: ground.supplier });
    const outside = await finance.get(`/v1/accounts?kind=supplier&ownerId=${ground.supplier}`).expect(200);
    const supplier = `/v1/accounts/${outside.body.items[0].id}`;
    await aShelfHolding(clerk, ground, 2, { value: 25, part: 1 });
    /** Both pages of a list, the row of the first part first: parts come in the order of their ids. */
    const rowsOf = async (path: string) => {
      const first = await finance.get(`${path}&limit=1`).expect(200);
      const second = await finance.get(`${path}&cursor=${first.body.next}`).expect(200);
      const rows = [...first.body.items, ...second.body.items] as { partId: string }[];
      return rows.sort((row) => (row.partId === ground.parts[0] ? -1 : 1));
    };
    const nothing = { quantity: 0, value: 0 };
    expect(await rowsOf(`${supplier}/statement?${period}`)).toMatchObject([
      { opening: nothing, in: nothing, out: { quantity: 3, value: 30 }, closing: { quantity: -3, value: -30 } },
      { opening: nothing, in: nothing, out: { quantity: 2, value: 25 }, closing: { quantity: -2, value: -25 } },
    ]);
    expect(await rowsOf(`${supplier}/statement?from=2026-03-21&to=2026-03-31`)).toMatchObject([
      { opening: { quantity: -3, value: -30 }, in: nothing, out: nothing, closing: { quantity: -3 } },
      { opening: { quantity: -2, value: -25 }, in: nothing, out: nothing, closing: { quantity: -2 } },
    ]);
    expect(await rowsOf(`${supplier}/entries?${period}`)).toMatchObject([
      { quantity: -3, value: -30, documentKind: 'receipt', counter: { kind: 'shelf' }, balanceAfter: null },
      { quantity: -2, value: -25, balanceAfter: null },
    ]);
    await finance.get(`/v1/accounts/999999999/statement?${period}`).expect(404);
    await finance.get(`/v1/accounts/zero/statement?${period}`).expect(422);
  });

  test('a period has two days, in their order', async () => {
    expect((await statement('from=2026-02-01').expect(422)).body.errors[0].pointer).toBe('query/to');
    await statement('from=2026-02-02&to=2026-02-01').expect(422);
    await statement('from=2026-02-30&to=2026-03-01').expect(422);
  });

  test('engineers read their own statement, stations nobody else’s, the office every one (R15)', async () => {
    await bought('2026-01-10', 5, 500);
    const other = await world.person('engineer');
    const period = 'from=2026-01-01&to=2026-01-31';
    await statement(period, other).expect(404);
    await statement(period, await world.person('station', { siteId: ground.site })).expect(404);
    await statement(period, finance).expect(200);
    await engineer.get('/v1/accounts').expect(403);
    await engineer.get('/v1/balances').expect(403);
    const own = await other.get(`/v1/engineers/${other.id}/statement?${period}`).expect(200);
    expect(own.body.items).toEqual([]);
  });

  test('parts that are short are listed by urgency, with what is on its way and elsewhere', async () => {
    const other = await aGround(world);
    await clerk
      .post('/v1/receipts', {
        kind: 'supplier_delivery',
        supplierId: ground.supplier,
        siteId: other.site,
        lines: [{ partId: part, binId: other.bins[0], quantity: 6, value: 60 }],
      })
      .expect(201);
    const lines = [{ partId: part, binId: other.bins[0], quantity: 2 }];
    await clerk.post('/v1/transfers', { fromSiteId: other.site, toSiteId: ground.site, lines }).expect(201);
    for (const [needBy, partId, quantity] of [
      ['2026-05-01', part, 3],
      ['2026-04-01', ground.parts[1], 1],
      ['2026-06-01', part, 4],
    ] as const) {
      const body = { siteId: ground.site, needBy, opinion: 'needed', lines: [{ partId, quantity }] };
      const requisition = await engineer.post('/v1/requisitions', body).expect(201);
      await supervisor.post(`/v1/requisitions/${requisition.body.id}/approval`).expect(200);
    }
    const first = await engineer.get('/v1/parts/short?limit=1').expect(200);
    expect(first.body.items).toEqual([expect.objectContaining({ partId: ground.parts[1], needBy: '2026-04-01' })]);
    const second = await engineer.get(`/v1/parts/short?limit=1&cursor=${first.body.next}`).expect(200);
    expect(second.body.items).toEqual([
      expect.objectContaining({
        partId: part,
        siteId: ground.site,
        shortQuantity: 7,
        needBy: '2026-05-01',
        waitingLines: 2,
        inTransit: 2,
        elsewhere: 4,
      }),
    ]);
    const stranger = await world.person('engineer');
    expect((await stranger.get('/v1/parts/short').expect(200)).body.items).toEqual([]);
  });
});
