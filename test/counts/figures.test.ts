import { expectBooksToBalance } from '../support/books';
import { aCount, aCountCrew, approved, aSubmittedCount, type CountCrew } from '../support/counts';
import { aGround, type Ground } from '../support/ledger';
import { aShelfHolding } from '../support/stock';
import { World } from '../support/world';

describe('Figures of counts', () => {
  let world: World;
  let ground: Ground;
  let crew: CountCrew;

  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
  });
  beforeEach(async () => {
    ground = await aGround(world, { parts: 3, bins: 3 });
    for (const part of [0, 1, 2]) await aShelfHolding(crew.clerk, ground, 10, { value: 1000, part });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const counted = (quantities: number[]) =>
    aSubmittedCount(
      crew.clerk,
      ground.site,
      ground.bins[0]!,
      quantities.map((quantity, nth) => ({ partId: ground.parts[nth]!, quantity })),
    );
  const accuracy = async (query = '') =>
    (await crew.supervisor.get(`/v1/counts/accuracy?siteId=${ground.site}${query}`).expect(200)).body.items;

  test('accuracy is told by site and month: right lines, missing and found pieces and value', async () => {
    const count = await counted([10, 8, 11]);
    await approved(crew.supervisor, count.id);
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    expect(await accuracy()).toMatchObject([
      {
        ...{ siteId: ground.site, month, counts: 1, lines: 3, rightLines: 1, accuracyPercent: 33.3 },
        ...{ missingPieces: 2, missingValue: 200, foundPieces: 1, foundValue: 100, netValue: -100 },
      },
    ]);
    expect(await accuracy('&from=2001-01-01&to=2001-12-31')).toEqual([]);
    const file = await crew.supervisor
      .get(`/v1/counts/accuracy?siteId=${ground.site}`)
      .set('Accept', 'text/csv')
      .expect(200);
    expect(file.text).toContain('33.3');
    await crew.supervisor.post(`/v1/counts/${count.id}/reversal`, { reason: 'wrong shelf' }).expect(201);
    expect(await accuracy()).toMatchObject([{ lines: 1, rightLines: 1, accuracyPercent: 100, netValue: 0 }]);
    await crew.clerk.get('/v1/counts/accuracy').expect(403);
  });

  test('what is still waiting is in no figure', async () => {
    await counted([10, 10, 9]);
    expect(await accuracy()).toMatchObject([{ lines: 2, rightLines: 2 }]);
  });

  test('months and sites go on page by page', async () => {
    await counted([10, 10, 10]);
    const first = (await crew.supervisor.get('/v1/counts/accuracy?limit=1').expect(200)).body;
    const next = await crew.supervisor.get(`/v1/counts/accuracy?limit=1&cursor=${first.next}`).expect(200);
    expect(next.body.items[0].siteId).not.toBe(first.items[0].siteId);
  });

  test('bins to count next: never counted ones first, then the longest ago, none that is being counted', async () => {
    const next = async (query = '') =>
      (await crew.clerk.get(`/v1/counts/next-bins?siteId=${ground.site}${query}`).expect(200)).body;
    const names = async () => (await next()).items.map((row: { binId: string }) => row.binId);
    await counted([10, 10, 10]);
    const never = ground.bins.slice(1).sort();
    expect(await names()).toEqual([...never, ground.bins[0]]);
    expect((await next()).items[2]).toMatchObject({ parts: 3, lastCountedAt: expect.any(String) });
    const page = await next('&limit=2');
    expect((await next(`&limit=2&cursor=${page.next}`)).items).toMatchObject([{ binId: ground.bins[0] }]);
    await aCount(crew.clerk, ground.site, [never[0]!]);
    expect(await names()).toEqual([never[1], ground.bins[0]]);
    const station = await world.person('station', { siteId: (await aGround(world)).site });
    const own = await station.get(`/v1/counts/next-bins?siteId=${ground.site}`).expect(200);
    expect(own.body.items).toEqual([]);
  });

  test('the reconciliation of counts holds through approval and reversal, found pieces of another value too', async () => {
    const result = async () =>
      (await crew.supervisor.get('/v1/reconciliation').expect(200)).body.identities.find(
        (one: { name: string }) => one.name === 'counts-posted',
      );
    const count = await counted([12, 7, 10]);
    await approved(crew.supervisor, count.id);
    expect(await result()).toMatchObject({ holds: true, rows: 0 });
    await aShelfHolding(crew.clerk, ground, 5, { value: 9000 });
    await crew.supervisor.post(`/v1/counts/${count.id}/reversal`, { reason: 'wrong' }).expect(201);
    expect(await result()).toMatchObject({ holds: true, rows: 0 });
  });
});
