import { expectBooksToBalance } from '../support/books';
import { aCount, aCountCrew, approved, type CountCrew, differencesOf, enter, submitted } from '../support/counts';
import { aGround, type Ground, held } from '../support/ledger';
import { aSession, codeOf, Scanner, verdicts } from '../support/scanning';
import { aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

describe('Counting by scan', () => {
  let world: World;
  let ground: Ground;
  let crew: CountCrew;

  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
  });
  beforeEach(async () => {
    ground = await aGround(world, { parts: 2, bins: 3 });
    await aShelfHolding(crew.clerk, ground, 5, { value: 500 });
    await aShelfHolding(crew.clerk, ground, 2, { value: 200, part: 1 });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const bin = (nth = 0) => codeOf(world, 'bin', ground.bins[nth]!);
  const part = (nth = 0) => codeOf(world, 'part', ground.parts[nth]!);
  const post = (session: { id: string }, body = {}) => crew.clerk.post(`/v1/scan-sessions/${session.id}/posting`, body);
  const linksOf = async (caller: Caller, code: string) => {
    const { links } = (await caller.get(`/v1/scans?text=${code}`).expect(200)).body as {
      links: { rel: string; method: string; href: string; body?: object }[];
    };
    return new Map(links.map((link) => [link.rel, link]));
  };

  test('a bin holds for the pieces that follow; posting enters them, and an empty bin is told by its scan', async () => {
    const count = await aCount(crew.clerk, ground.site, [ground.bins[0]!, ground.bins[1]!]);
    const session = await aSession(crew.clerk, { purpose: 'count', countId: count.id });
    const scanner = new Scanner(crew.clerk, session);
    const answer = await scanner.scan(
      ...[await part(), await bin(2), await bin(), await part()],
      { text: await part(), quantity: 3 },
      await part(1),
      { undo: true },
      { text: await part(1), quantity: 2 },
      await bin(1),
    );
    expect(verdicts(answer)).toEqual([
      ...['bin-needed', 'bin-not-asked', 'bin', 'accepted', 'accepted', 'undone', 'undo', 'accepted', 'bin'],
    ]);
    expect(answer.totals).toMatchObject({ expected: 0, scanned: 6, missing: 0 });
    const posted = (await post(session, { finishedBins: true }).expect(200)).body;
    expect(posted.documents).toEqual([{ kind: 'count', id: count.id, code: count.code, number: count.number }]);
    const done = await submitted(crew.clerk, count.id);
    expect(done.progress).toMatchObject({ finishedBins: 2, lines: 2, settled: 1, waiting: 1 });
    expect(await differencesOf(crew.supervisor, count.id)).toMatchObject([{ countedQuantity: 4, bookQuantity: 5 }]);
    await approved(crew.supervisor, count.id);
    expect((await held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!)).quantity).toBe(4);
  });

  test('what moves after the scan and before the posting distorts nothing', async () => {
    const count = await aCount(crew.clerk, ground.site, [ground.bins[0]!], [ground.parts[0]!]);
    const session = await aSession(crew.clerk, { purpose: 'count', countId: count.id });
    await new Scanner(crew.clerk, session).scan(await bin(), { text: await part(), quantity: 5 });
    await aShelfHolding(crew.clerk, ground, 7, { value: 700 });
    await post(session).expect(200);
    expect((await submitted(crew.clerk, count.id)).status).toBe('posted');
    expect((await held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!)).quantity).toBe(12);
  });

  test('what somebody counted is refused at the scan, at the posting too, and counted anew on purpose', async () => {
    const count = await aCount(crew.clerk, ground.site, [ground.bins[0]!]);
    const late = await aSession(crew.clerk, { purpose: 'count', countId: count.id });
    await new Scanner(crew.clerk, late).scan(await bin(), await part());
    await enter(crew.second, count.id, {
      lines: [{ binId: ground.bins[0]!, partId: ground.parts[0]!, quantity: 5 }],
    });
    const other = await aSession(crew.clerk, { purpose: 'count', countId: count.id });
    expect(verdicts(await new Scanner(crew.clerk, other).scan(await bin(), await part()))).toEqual([
      ...['bin', 'counted-already'],
    ]);
    const refused = await post(late).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:counted-already');
    const anew = await aSession(crew.clerk, { purpose: 'count', countId: count.id, again: true });
    await new Scanner(crew.clerk, anew).scan(await bin(), { text: await part(), quantity: 4 });
    await post(anew).expect(200);
    const lines = (await crew.clerk.get(`/v1/counts/${count.id}/lines?status=counted`).expect(200)).body.items;
    expect(lines).toMatchObject([{ countedQuantity: 4 }]);
    expect((await post(other).expect(409)).body.type).toBe('urn:counterpart:problem:nothing-scanned');
  });

  test('units are scanned one by one, known or not, wherever the books have them', async () => {
    const serial = await aGround(world, { serialNumbered: true });
    await aShelfHolding(crew.clerk, serial, 2, { serialNumbers: ['S-1', 'S-2'] });
    const count = await aCount(crew.clerk, serial.site, [serial.bins[0]!]);
    const session = await aSession(crew.clerk, { purpose: 'count', countId: count.id });
    const text = await codeOf(world, 'part', serial.parts[0]!);
    const answer = await new Scanner(crew.clerk, session).scan(
      await codeOf(world, 'bin', serial.bins[0]!),
      text,
      { text, serialNumber: 'S-1' },
      { text, serialNumber: 'S-1' },
      { text, serialNumber: 'NEW-9' },
      { text, serialNumber: 'S-2', quantity: 2 },
    );
    expect(verdicts(answer)).toEqual([
      ...['bin', 'unit-needed', 'accepted', 'unit-scanned-before', 'accepted', 'unit-is-one-piece'],
    ]);
    await post(session, { finishedBins: true }).expect(200);
    await submitted(crew.clerk, count.id);
    const [difference] = await differencesOf(crew.supervisor, count.id);
    expect(difference!.units.map(({ serialNumber, state }) => [serialNumber, state])).toEqual([
      ['NEW-9', 'unexpected'],
      ['S-2', 'missing'],
    ]);
  });

  test('a session counts what a count covers, while it is open', async () => {
    const count = await aCount(crew.clerk, ground.site, [ground.bins[0]!], [ground.parts[0]!]);
    const start = (body: object) => crew.clerk.post('/v1/scan-sessions', { purpose: 'count', ...body });
    await start({}).expect(422);
    await start({ countId: ground.site }).expect(404);
    const station = await world.person('station', { siteId: (await aGround(world)).site });
    await station.post('/v1/scan-sessions', { purpose: 'count', countId: count.id }).expect(404);
    const session = await aSession(crew.clerk, { purpose: 'count', countId: count.id });
    expect(verdicts(await new Scanner(crew.clerk, session).scan(await bin(), await part(1)))).toEqual([
      ...['bin', 'not-asked'],
    ]);
    await crew.clerk.post(`/v1/counts/${count.id}/cancellation`, { reason: 'later' }).expect(200);
    const refused = await start({ countId: count.id }).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:not-being-counted');
  });

  test('a scanned bin offers to count it, then to go on with its count', async () => {
    const engineer = await world.person('engineer');
    const binCode = await bin();
    expect([...(await linksOf(crew.supervisor, binCode)).keys()]).toContain('count');
    expect([...(await linksOf(engineer, binCode)).keys()]).not.toContain('count');
    const { href, body } = (await linksOf(crew.clerk, binCode)).get('count')!;
    const count = (await crew.clerk.post(href, body).expect(201)).body;
    const now = await linksOf(crew.clerk, binCode);
    expect([...now.keys()]).not.toContain('count');
    const goOn = now.get('continue-count')!;
    expect(goOn.body).toEqual({ purpose: 'count', countId: count.id });
    await crew.clerk.post(goOn.href, goOn.body).expect(201);
    expect([...(await linksOf(crew.supervisor, binCode)).keys()]).not.toContain('continue-count');
  });

  test('a scanned count offers what each may do with it next, by role, state and person', async () => {
    const count = await aCount(crew.clerk, ground.site, [ground.bins[0]!]);
    const rels = async (caller: Caller) => [...(await linksOf(caller, count.code)).keys()];
    expect(await rels(crew.clerk)).toEqual(['self', 'lines', 'sheet', 'continue-count', 'enter']);
    expect(await rels(crew.supervisor)).toEqual(['self', 'lines', 'sheet']);
    await enter(crew.clerk, count.id, { finishedBins: [ground.bins[0]!] });
    expect(await rels(crew.clerk)).toContain('submit');
    await submitted(crew.clerk, count.id);
    const both = await world.person(['clerk', 'supervisor']);
    expect(await rels(crew.supervisor)).toEqual(['self', 'lines', 'differences', 'approve', 'reject']);
    expect(await rels(both)).toContain('approve');
    expect(await rels(world.admin)).toContain('approve');
    await approved(crew.supervisor, count.id);
    expect(await rels(crew.supervisor)).toEqual(['self', 'lines', 'differences', 'reverse']);
    const station = await world.person('station', { siteId: (await aGround(world)).site });
    await station.get(`/v1/scans?text=${count.code}`).expect(404);
  });
});
