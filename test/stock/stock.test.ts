import { expectBooksToBalance } from '../support/books';
import { aGround, type Ground } from '../support/ledger';
import { aCustodyHolding, aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

describe('What is where', () => {
  let world: World;
  let ground: Ground;
  let clerk: Caller;
  let engineer: Caller;
  let supervisor: Caller;
  let part: string;

  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
    supervisor = await world.person('supervisor');
  });
  beforeEach(async () => {
    ground = await aGround(world, { parts: 2, bins: 3 });
    part = ground.parts[0]!;
    engineer = await world.person('engineer');
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const reserve = async (quantity: number) => {
    const lines = [{ partId: part, quantity }];
    const body = { siteId: ground.site, needBy: '2099-01-01', opinion: 'needed', lines };
    const requisition = (await engineer.post('/v1/requisitions', body).expect(201)).body;
    await supervisor.post(`/v1/requisitions/${requisition.id}/approval`).expect(200);
    return requisition;
  };

  test('stock is known by part, bin and quality: available, reserved, in quarantine (S084)', async () => {
    await aShelfHolding(clerk, ground, 5, { value: 500 });
    await reserve(2);
    const answer = await clerk.get(`/v1/stock?partId=${part}`).expect(200);
    expect(answer.body.items).toEqual([
      expect.objectContaining({ binId: ground.bins[0], siteId: ground.site, available: 3, reserved: 2, value: 500 }),
    ]);
    expect(answer.body.items[0]).not.toHaveProperty('accountId');
  });

  test('pages of a site follow each other without gap or repeat', async () => {
    for (const bin of [0, 1, 2]) {
      await aShelfHolding(clerk, ground, 1, { bin, part: 0 });
      await aShelfHolding(clerk, ground, 1, { bin, part: 1 });
    }
    const seen: string[] = [];
    let next = '';
    do {
      const answer = await clerk.get(`/v1/stock?siteId=${ground.site}&limit=4${next && `&cursor=${next}`}`).expect(200);
      seen.push(...answer.body.items.map((row: { binId: string; partId: string }) => `${row.binId}/${row.partId}`));
      next = answer.body.next ?? '';
    } while (next);
    expect(new Set(seen).size).toBe(6);
    expect(seen).toHaveLength(6);
    await clerk.get('/v1/stock?cursor=bm9uc2Vuc2U').expect(422);
  });

  test('where a part is, over all sites and hands', async () => {
    const other = await aGround(world);
    await aShelfHolding(clerk, ground, 6);
    await reserve(1);
    await aCustodyHolding(engineer, supervisor, part, 2);
    const lines = [{ partId: part, binId: ground.bins[0], quantity: 2 }];
    await clerk.post('/v1/transfers', { fromSiteId: ground.site, toSiteId: other.site, lines }).expect(201);
    const back = [{ partId: part, quantity: 1, outcome: 'bad_on_arrival' }];
    await clerk.post('/v1/unused-returns', { engineerId: engineer.id, siteId: ground.site, lines: back }).expect(201);
    const answer = (await clerk.get(`/v1/parts/${part}/stock`).expect(200)).body;
    const of = (siteId: string) => answer.sites.find((site: { siteId: string }) => site.siteId === siteId);
    expect(of(ground.site)).toMatchObject({ available: 3, reserved: 1, inTransit: 0, quarantine: 1 });
    expect(of(other.site)).toMatchObject({ available: 0, reserved: 0, inTransit: 2, quarantine: 0 });
    expect(answer.custody).toEqual([{ engineerId: engineer.id, quantity: 1 }]);
    await clerk.get(`/v1/parts/${ground.site}/stock`).expect(404);

    const quarantine = await clerk.get(`/v1/stock/quarantine?siteId=${ground.site}`).expect(200);
    expect(quarantine.body.items).toEqual([expect.objectContaining({ partId: part, quantity: 1 })]);
    expect((await engineer.get('/v1/stock/quarantine').expect(200)).body.items).toEqual([]);
  });

  test('an engineer sees the own custody, unit by unit, and nobody else’s (R15)', async () => {
    const serial = await aGround(world, { serialNumbered: true });
    await aCustodyHolding(engineer, supervisor, serial.parts[0]!, 2, { serialNumbers: ['K1', 'K2'] });
    const answer = await engineer.get(`/v1/engineers/${engineer.id}/custody`).expect(200);
    expect(answer.body.items[0]).toMatchObject({ partId: serial.parts[0], quantity: 2, value: 200 });
    expect(answer.body.items[0].units.map((unit: { serialNumber: string }) => unit.serialNumber)).toEqual(['K1', 'K2']);
    const other = await world.person('engineer');
    await other.get(`/v1/engineers/${engineer.id}/custody`).expect(404);
    await clerk.get(`/v1/engineers/${engineer.id}/custody`).expect(200);
  });

  test('a station sees the stock of its own site only (R15, S089)', async () => {
    const elsewhere = await aGround(world);
    await aShelfHolding(clerk, ground, 5);
    const station = await world.person('station', { siteId: elsewhere.site });
    expect((await station.get(`/v1/stock?partId=${part}`).expect(200)).body.items).toEqual([]);
    const answer = await station.get(`/v1/parts/${part}/stock`).expect(200);
    expect(answer.body).toMatchObject({ sites: [], custody: [] });
  });

  test('a unit’s history is the list of its transfers, and it is in exactly one place', async () => {
    ground = await aGround(world, { serialNumbered: true });
    part = ground.parts[0]!;
    const receipt = await aShelfHolding(clerk, ground, 1, { serialNumbers: ['H-1'] });
    await reserve(1);
    const unitId = receipt.lines[0]!.units[0]!.id;
    const unit = (await clerk.get(`/v1/serial-units/${unitId}`).expect(200)).body;
    expect(unit).toMatchObject({ serialNumber: 'H-1', place: { kind: 'reserved', ownerId: ground.bins[0] } });
    expect(unit.history.map((step: { reason: string }) => step.reason)).toEqual(['receive', 'reserve']);
    expect(unit.history[0]).toMatchObject({ documentKind: 'receipt', documentId: receipt.id, actorId: clerk.id });
    const list = await clerk.get(`/v1/serial-units?partId=${part}&serialNumber=H-1`).expect(200);
    expect(list.body.items).toEqual([expect.objectContaining({ id: unitId })]);
    await engineer.get(`/v1/serial-units/${unitId}`).expect(404);
    const station = await world.person('station', { siteId: ground.site });
    await station.get(`/v1/serial-units/${unitId}`).expect(200);
  });

  describe('van stock', () => {
    const levelsOf = (who: string) => `/v1/engineers/${who}/van-stock-levels`;
    const level = (minimum: number, maximum: number, partId = part) => ({ partId, minimum, maximum });
    const propose = async () =>
      (await engineer.get(`/v1/engineers/${engineer.id}/replenishment`).expect(200)).body.lines;

    test('levels are stated as a whole, by the version that was read', async () => {
      const read = await clerk.get(levelsOf(engineer.id)).expect(200);
      expect(read.body).toMatchObject({ version: 0, levels: [] });
      const stated = await clerk
        .put(levelsOf(engineer.id), { levels: [level(1, 3)] }, read.headers['etag']!)
        .expect(200);
      expect(stated.body.levels).toEqual([expect.objectContaining({ partId: part, minimum: 1, maximum: 3 })]);
      await clerk.put(levelsOf(engineer.id), { levels: [] }, read.headers['etag']!).expect(412);
      await clerk.put(levelsOf(engineer.id), { levels: [] }, stated.headers['etag']!).expect(200);
    });

    test('a level makes sense: a known part, once, its maximum not below its minimum', async () => {
      const levels = [level(3, 1), level(0, 1), level(0, 1, ground.site)];
      const answer = await clerk.put(levelsOf(engineer.id), { levels }, '"v0"').expect(422);
      expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
        '/levels/0/maximum',
        '/levels/1/partId',
        '/levels/2/partId',
      ]);
    });

    test('engineers see and state their own levels only (R15)', async () => {
      const other = await world.person('engineer');
      await other.get(levelsOf(engineer.id)).expect(404);
      await other.put(levelsOf(engineer.id), { levels: [] }, '"v0"').expect(404);
      await other.get(`/v1/engineers/${engineer.id}/replenishment`).expect(404);
      await engineer.put(levelsOf(engineer.id), { levels: [level(1, 2)] }, '"v0"').expect(200);
    });

    test('what falls below the minimum is proposed up to the maximum, less what is on order (S003)', async () => {
      await engineer.put(levelsOf(engineer.id), { levels: [level(2, 5)] }, '"v0"').expect(200);
      await aCustodyHolding(engineer, supervisor, part, 1);
      expect(await propose()).toEqual([
        expect.objectContaining({ partId: part, inCustody: 1, onOrder: 0, proposedQuantity: 4 }),
      ]);
      await reserve(1);
      expect(await propose()).toEqual([]);
    });

    test('what is proposed can be sent as it is as the lines of a requisition', async () => {
      await engineer.put(levelsOf(engineer.id), { levels: [level(2, 5)] }, '"v0"').expect(200);
      const proposal = await engineer.get(`/v1/engineers/${engineer.id}/replenishment`).expect(200);
      const body = { siteId: ground.site, needBy: '2099-01-01', lines: proposal.body.requisitionLines };
      const asked = await engineer.post('/v1/requisitions', body).expect(201);
      expect(asked.body.lines).toMatchObject([{ partId: part, quantity: 5 }]);
      expect(await propose()).toEqual([]);
    });

    test('successors of a superseded part count as that part', async () => {
      await engineer.put(levelsOf(engineer.id), { levels: [level(2, 2)] }, '"v0"').expect(200);
      await world.sql(`update part set superseded_by_id = $1 where id = $2`, [ground.parts[1], part]);
      await aCustodyHolding(engineer, supervisor, ground.parts[1]!, 2);
      expect(await propose()).toEqual([]);
    });

    test('a proposal says which successor is delivered for a superseded part', async () => {
      await engineer.put(levelsOf(engineer.id), { levels: [level(2, 2)] }, '"v0"').expect(200);
      await world.sql(`update part set superseded_by_id = $1 where id = $2`, [ground.parts[1], part]);
      expect(await propose()).toEqual([
        expect.objectContaining({ partId: part, supplyPartId: ground.parts[1], proposedQuantity: 2 }),
      ]);
    });

    test('a part no longer supplied stopped the requisition of everything else that was proposed', async () => {
      const other = ground.parts[1]!;
      await engineer.put(levelsOf(engineer.id), { levels: [level(2, 5), level(1, 1, other)] }, '"v0"').expect(200);
      await world.sql(`update part set active = false where id = $1`, [part]);
      const proposal = (await engineer.get(`/v1/engineers/${engineer.id}/replenishment`).expect(200)).body;
      expect(proposal.lines).toContainEqual(expect.objectContaining({ partId: part, proposedQuantity: 0 }));
      expect(proposal.requisitionLines).toEqual([{ partId: other, quantity: 1 }]);
      const body = { siteId: ground.site, needBy: '2099-01-01', lines: proposal.requisitionLines };
      await engineer.post('/v1/requisitions', body).expect(201);
    });
  });

  test('a bin that holds stock, free or reserved, stays in use; an empty one is taken out of use', async () => {
    await aShelfHolding(clerk, ground, 2);
    await reserve(2);
    for (const [bin, status] of [
      [ground.bins[0], 409],
      [ground.bins[2], 200],
    ] as const) {
      const path = `/v1/bins/${bin}`;
      const { headers } = await world.admin.get(path).expect(200);
      const change = { number: 'B-1', active: false };
      const answer = await world.admin.put(path, change, headers['etag']!);
      expect([answer.status, answer.body]).toEqual([status, expect.anything()]);
    }
    const around = world.sqlAsApplication(`update bin set active = false where id = $1`, [ground.bins[0]]);
    await expect(around).rejects.toMatchObject({ constraint: 'bin_closed_only_when_empty' });
  });

  test('of a receipt into a bin and the closing of that bin at the same moment, one is refused', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, async (_none, nth) => {
        const bin = await world.admin.post('/v1/bins', { siteId: ground.site, number: `RACE-${nth}` }).expect(201);
        const { headers } = await world.admin.get(`/v1/bins/${bin.body.id}`).expect(200);
        const change = { number: `RACE-${nth}`, active: false };
        const [closing, receipt] = await Promise.all([
          world.admin.put(`/v1/bins/${bin.body.id}`, change, headers['etag']!),
          world.admin.post('/v1/receipts', {
            kind: 'supplier_delivery',
            siteId: ground.site,
            supplierId: ground.supplier,
            lines: [{ partId: part, binId: bin.body.id, quantity: 1, value: 100 }],
          }),
        ]);
        return [closing.status, receipt.status];
      }),
    );
    const [closed, received] = [outcomes.filter(([status]) => status === 200), outcomes.filter(([, s]) => s === 201)];
    expect(closed.length + received.length).toBe(outcomes.length);
    const forgotten = await world.sql(
      `select n.number from bin n join stock_account a on a.bin_id = n.id join stock_balance b on b.account_id = a.id
        where not n.active and b.quantity > 0`,
    );
    expect(forgotten).toEqual([]);
  });
});
