import { expectBooksToBalance } from '../support/books';
import { aGround } from '../support/ledger';
import { aCustodyHolding, aShelfHolding } from '../support/stock';
import { aCrew, anApprovedRequisition, aRequisition, aStockedSite, type Crew } from '../support/stocked';
import { type Caller, World } from '../support/world';

const largestPage = 100_000;

describe('No page of a list is larger than about 100 kilobytes', () => {
  let world: World;
  let crew: Crew;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  /** All rows of a list, and how large its pages were. */
  async function pagesOf<Row>(caller: Caller, path: string): Promise<{ rows: Row[]; sizes: number[] }> {
    const rows: Row[] = [];
    const sizes: number[] = [];
    const join = path.includes('?') ? '&' : '?';
    for (let next: string | undefined = ''; next !== undefined;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const answer = await caller.get(`${path}${join}limit=200${cursor}`).expect(200);
      rows.push(...(answer.body.items as Row[]));
      sizes.push(Buffer.byteLength(answer.text));
      next = answer.body.next as string | undefined;
    }
    return { rows, sizes };
  }

  test('a page ends where it would become larger, and the next goes on there', async () => {
    const site = await aStockedSite(world, [0]);
    const lines = [{ partId: site.parts[0]!.id, quantity: 1 }];
    const ids: string[] = [];
    for (let n = 0; n < 11; n += 1) {
      const asked = { siteId: site.siteId, needBy: '2099-01-01', opinion: '料'.repeat(4000), lines };
      ids.unshift((await crew.engineer.post('/v1/requisitions', asked).expect(201)).body.id as string);
    }
    const { rows, sizes } = await pagesOf<{ id: string }>(crew.supervisor, `/v1/requisitions?siteId=${site.siteId}`);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toBeLessThan(largestPage + 1_000);
  });

  test('a requisition in a list tells its lines and pieces, all together; its lines have pages of their own', async () => {
    const site = await aStockedSite(world, [10, 1]);
    const [plenty, scarce] = site.parts.map(({ id }) => id);
    const { id, lines } = await anApprovedRequisition(crew, site, [
      { partId: plenty!, quantity: 4 },
      { partId: scarce!, quantity: 3 },
    ]);
    const handed = { requisitionId: id, lines: [{ lineId: lines[0]!.id, quantity: 4 }] };
    await crew.clerk.post('/v1/issues', handed).expect(201);
    const of = `siteId=${site.siteId}`;
    const [row] = (await crew.supervisor.get(`/v1/requisitions?${of}`).expect(200)).body.items;
    expect(row).not.toHaveProperty('lines');
    expect(row).toMatchObject({
      ...{ id, engineerId: crew.engineer.id, siteId: site.siteId, needBy: '2099-01-01', status: 'approved' },
      ...{ lineCount: 2, quantity: 7, approvedQuantity: 7, issuedQuantity: 4, reservedQuantity: 1 },
      ...{ backorderedQuantity: 2, releasedQuantity: 0 },
    });
    const whole = (await crew.supervisor.get(`/v1/requisitions/${id}`).expect(200)).body;
    const first = (await crew.supervisor.get(`/v1/requisitions/${id}/lines?limit=1`).expect(200)).body;
    const second = (await crew.supervisor.get(`/v1/requisitions/${id}/lines?limit=1&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items]).toEqual(whole.lines);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/requisitions/${id}/lines`).expect(404);
    expect((await stranger.get(`/v1/requisitions/lines?${of}`).expect(200)).body.items).toEqual([]);
  });

  test('the lines of all requisitions are a list and a file, line by line over the pages', async () => {
    const site = await aStockedSite(world, [9]);
    const lines = [1, 2, 3].map((quantity) => ({ partId: site.parts[0]!.id, quantity }));
    const [older, newer] = [await aRequisition(crew, site, lines), await aRequisition(crew, site, lines)];
    const path = `/v1/requisitions/lines?siteId=${site.siteId}&status=requested`;
    const told: unknown[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await crew.supervisor.get(`${path}&limit=2${cursor}`).expect(200);
      told.push(...body.items.map((line: Record<string, unknown>) => [line.requisitionId, line.quantity]));
      next = body.next as string | undefined;
    }
    expect(told).toEqual([newer, older].flatMap(({ id }) => [1, 2, 3].map((quantity) => [id, quantity])));
    const file = await crew.supervisor.get(path).set('Accept', 'text/csv').set('Accept-Language', 'en').expect(200);
    expect(file.text.trim().split('\r\n')).toHaveLength(7);
    const byDocument = await crew.supervisor.get(path.replace('/lines', '')).set('Accept', 'text/csv').expect(200);
    expect(byDocument.text.trim().split('\r\n')).toHaveLength(3);
  });

  test('issues and transfers are listed light too, and their lines have pages of their own', async () => {
    const site = await aStockedSite(world, [10]);
    const { id, binId } = site.parts[0]!;
    const { id: requisitionId, lines } = await anApprovedRequisition(crew, site, [{ partId: id, quantity: 5 }]);
    const handed = { requisitionId, lines: [1, 2].map((quantity) => ({ lineId: lines[0]!.id, quantity })) };
    await crew.clerk.post('/v1/issues', handed).expect(201);
    const there = await aStockedSite(world, [0]);
    const sent = {
      ...{ fromSiteId: site.siteId, toSiteId: there.siteId },
      lines: [1, 3].map((quantity) => ({ partId: id, binId, quantity })),
    };
    await crew.clerk.post('/v1/transfers', sent).expect(201);
    for (const [path, totals] of [
      [`issues?requisitionId=${requisitionId}`, { lineCount: 2, quantity: 3 }],
      [`transfers?fromSiteId=${site.siteId}`, { lineCount: 2, quantity: 4, inTransitQuantity: 4, receivedQuantity: 0 }],
    ] as const) {
      const [row] = (await crew.clerk.get(`/v1/${path}`).expect(200)).body.items;
      expect(row).toMatchObject(totals);
      expect(row).not.toHaveProperty('lines');
      const document = `/v1/${path.split('?')[0]}/${row.id}`;
      const whole = (await crew.clerk.get(document).expect(200)).body;
      const first = (await crew.clerk.get(`${document}/lines?limit=1`).expect(200)).body;
      const second = (await crew.clerk.get(`${document}/lines?limit=1&cursor=${first.next}`).expect(200)).body;
      expect([...first.items, ...second.items]).toEqual(whole.lines);
      const elsewhere = await world.person('station', { siteId: (await aGround(world)).site });
      await elsewhere.get(`${document}/lines`).expect(404);
    }
  });

  test('of a thousand serial numbers a line names the first hundred; all of them are a list and a file', async () => {
    const ground = await aGround(world, { serialNumbered: true });
    const serialNumbers = Array.from({ length: 1000 }, (_, index) => `S-${String(index).padStart(58, '0')}`);
    const received = await aShelfHolding(crew.clerk, ground, 1000, { serialNumbers, value: 1000 });
    const told = await crew.clerk.get(`/v1/receipts/${received.id}`).expect(200);
    expect(told.body).toMatchObject({ lineCount: 1, quantity: 1000 });
    const named = (units: { serialNumber: string }[]) => units.map(({ serialNumber }) => serialNumber);
    expect(named(told.body.lines[0].units)).toEqual(serialNumbers.slice(0, 100));
    const all = `/v1/receipts/${received.id}/units`;
    const { rows, sizes } = await pagesOf<{ serialNumber: string }>(crew.clerk, all);
    expect(named(rows)).toEqual(serialNumbers);
    for (const size of sizes) expect(size).toBeLessThan(largestPage + 1_000);
    const file = await crew.clerk.get(all).set('Accept', 'text/csv').expect(200);
    expect(file.text.trim().split('\r\n')).toHaveLength(1001);
    const lines = await crew.clerk.get(`/v1/receipts/${received.id}/lines`).set('Accept', 'text/csv').expect(200);
    expect(lines.text).toContain(`${serialNumbers[99]} …`);
    expect(lines.text).not.toContain(serialNumbers[100]);
    const elsewhere = await world.person('station', { siteId: (await aGround(world)).site });
    await elsewhere.get(all).expect(404);
  });

  test('custody names the first hundred units of a part, and says how many there are', async () => {
    const ground = await aGround(world, { serialNumbered: true });
    const serialNumbers = Array.from({ length: 101 }, (_, index) => `K${String(index).padStart(3, '0')}`);
    await aCustodyHolding(crew.engineer, crew.clerk, ground.parts[0]!, 101, { serialNumbers });
    const { body } = await crew.engineer.get(`/v1/engineers/${crew.engineer.id}/custody`).expect(200);
    const [row] = (body.items as { partId: string; quantity: number; units: object[] }[]).filter(
      ({ partId }) => partId === ground.parts[0],
    );
    expect([row!.quantity, row!.units.length]).toEqual([101, 100]);
    const units = await pagesOf<object>(crew.clerk, `/v1/serial-units?partId=${ground.parts[0]}`);
    expect(units.rows).toHaveLength(101);
  });
});
