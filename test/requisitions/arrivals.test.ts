import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { expectBooksToBalance } from '../support/books';
import { aCrew, anApprovedRequisition, aStockedSite, type Crew, pieces, type StockedSite } from '../support/stocked';
import { World } from '../support/world';

/** Everything of an approved requisition is handed out. */
async function issued(crew: Crew, site: StockedSite, lines: { partId: string; quantity: number }[]): Promise<void> {
  const { id, lines: approved } = await anApprovedRequisition(crew, site, lines);
  const asked = approved.map((line) => ({ lineId: line.id, quantity: line.reservedQuantity }));
  await crew.clerk.post('/v1/issues', { requisitionId: id, lines: asked }).expect(201);
}

function broughtBack(crew: Crew, site: StockedSite, lines: { partId: string; binId: string; quantity: number }[]) {
  const unused = lines.map((line) => ({ ...line, outcome: 'unused' }));
  return crew.clerk.post('/v1/unused-returns', { engineerId: crew.engineer.id, siteId: site.siteId, lines: unused });
}

describe('stock that arrives at several hands at the same moment', () => {
  let world: World;
  beforeAll(async () => (world = await World.open()));
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  it('is promised once to a line that waits for it', async () => {
    // Each into a bin of its own, out of a custody of its own: else the arrivals would wait for each other in any case.
    const site = await aStockedSite(world, [4, 0, 0, 0]);
    const partId = site.parts[0]!.id;
    const crews = await Promise.all(site.parts.map(() => aCrew(world)));
    for (const crew of crews) await issued(crew, site, [{ partId, quantity: 1 }]);
    const other = await aCrew(world);
    const waiting = await anApprovedRequisition(other, site, [{ partId, quantity: 2 }]);
    expect(waiting.lines[0]).toMatchObject({ reservedQuantity: 0, backorderedQuantity: 2 });

    await Promise.all(
      site.parts.map(({ binId }, i) => broughtBack(crews[i]!, site, [{ partId, binId, quantity: 1 }]).expect(201)),
    );

    const now = await other.engineer.get(`/v1/requisitions/${waiting.id}`).expect(200);
    expect(now.body.lines[0]).toMatchObject({ reservedQuantity: 2, backorderedQuantity: 0 });
    expect(await pieces(world, 'shelf', partId)).toBe(2);
  });

  it('is not promised to a requisition that is cancelled meanwhile', async () => {
    const site = await aStockedSite(world, [6]);
    const [{ id: partId, binId }] = site.parts as [StockedSite['parts'][number]];
    const [one, other] = [await aCrew(world), await aCrew(world)];
    await issued(one, site, [{ partId, quantity: 6 }]);
    for (let round = 0; round < 6; round += 1) {
      const waiting = await anApprovedRequisition(other, site, [{ partId, quantity: 7 }]);
      await Promise.all([
        broughtBack(one, site, [{ partId, binId, quantity: 1 }]).expect(201),
        other.engineer.post(`/v1/requisitions/${waiting.id}/cancellation`, { note: 'not needed' }).expect(200),
      ]);
      expect(await pieces(world, 'reserved', partId)).toBe(0);
    }
    expect(await pieces(world, 'shelf', partId)).toBe(6);
  });

  it('makes no deadlock between returns, approvals, issues and cancellations of the same parts', async () => {
    const site = await aStockedSite(world, [3, 3, 3, 3]);
    const binIds = [...site.parts.map((part) => part.binId), await anotherBin(world, site)];
    const crews = await Promise.all(Array.from({ length: 8 }, () => aCrew(world)));
    await Promise.all(crews.map((crew, turn) => comeAndGo(crew, site, binIds, turn)));
    expect(await deadlocks(world)).toBe(0);
  });
});

async function comeAndGo(crew: Crew, site: StockedSite, binIds: string[], turn: number): Promise<void> {
  for (let round = 0; round < 6; round += 1) {
    const rotated = site.parts.map((_, i) => site.parts[(i + turn + round) % site.parts.length]!.id);
    const wanted = rotated.slice(0, 3).map((partId) => ({ partId, quantity: 2 }));
    const { id, lines } = await anApprovedRequisition(crew, site, wanted);
    const reserved = lines.filter((line) => line.reservedQuantity > 0);
    if (reserved.length > 0) {
      const asked = reserved.map((line) => ({ lineId: line.id, quantity: 1 }));
      await crew.clerk.post('/v1/issues', { requisitionId: id, lines: asked }).expect(201);
      const binOf = (i: number) => binIds[(i + round * turn) % binIds.length]!;
      const back = reserved.map((line, i) => ({ partId: line.supplyPartId, binId: binOf(i), quantity: 1 }));
      await broughtBack(crew, site, back).expect(201);
    }
    await crew.engineer.post(`/v1/requisitions/${id}/cancellation`, { note: 'not needed' }).expect(200);
  }
}

async function anotherBin(world: World, site: StockedSite): Promise<string> {
  const id = randomUUID();
  await world.sql(`insert into bin (id, code, site_id, number) values ($1, $2, $3, 'A-0')`, [
    id,
    newCode('bin'),
    site.siteId,
  ]);
  return id;
}

/** A backend tells its count when it ends. */
async function deadlocks(world: World): Promise<number> {
  const others = `from pg_stat_activity where datname = current_database() and application_name <> 'owner'`;
  await world.sql(`select pg_terminate_backend(pid, 5000) ${others}`);
  const rows = await world.sql<{ deadlocks: number }>(
    `select deadlocks::integer from pg_stat_database where datname = current_database()`,
  );
  return rows[0]!.deadlocks;
}
