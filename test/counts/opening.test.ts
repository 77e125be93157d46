import { randomUUID } from 'node:crypto';
import { aCount, aCountCrew, type CountCrew } from '../support/counts';
import { aGround, type Ground } from '../support/ledger';
import { aShelfHolding } from '../support/stock';
import { World } from '../support/world';

describe('Opening a count', () => {
  let world: World;
  let ground: Ground;
  let crew: CountCrew;

  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
  });
  beforeEach(async () => {
    ground = await aGround(world, { parts: 2 });
    await aShelfHolding(crew.clerk, ground, 10, { value: 1000 });
  });
  afterAll(() => world.close());

  const bin = () => ground.bins[0]!;
  const part = () => ground.parts[0]!;
  const kind = (answer: { body: { type: string } }) => answer.body.type.replace('urn:counterpart:problem:', '');

  test('a count is of one site, whole or by bins and parts, and every fault is named at once', async () => {
    const open = (body: object) => crew.clerk.post('/v1/counts', { siteId: ground.site, ...body });
    const pointers = async (body: object) =>
      (await open(body).expect(422)).body.errors.map((fault: { pointer: string }) => fault.pointer);
    expect(await pointers({ kind: 'full', binIds: [bin()] })).toEqual(['/kind']);
    expect(await pointers({ kind: 'cycle' })).toEqual(['/binIds']);
    const strange = { binIds: [bin(), randomUUID()], partIds: [randomUUID()] };
    expect(await pointers({ kind: 'cycle', ...strange })).toEqual(['/binIds/1', '/partIds/0']);
    expect(await pointers({ kind: 'cycle', partIds: [ground.parts[1]] })).toEqual(['/partIds']);
    expect(await pointers({ siteId: undefined, kind: 'full' })).toEqual(['/siteId']);
    await open({ siteId: randomUUID(), kind: 'full' }).expect(404);
    const full = await open({ kind: 'full' }).expect(201);
    expect(full.body.progress).toMatchObject({ bins: 2, lines: 1 });
  });

  test('a place is in one count at a time, whether as a whole bin or as a part in it', async () => {
    const first = await aCount(crew.clerk, ground.site, [bin()], [part()]);
    const taken = await crew.second
      .post('/v1/counts', { siteId: ground.site, kind: 'cycle', binIds: ground.bins })
      .expect(409);
    expect(kind(taken)).toBe('counted-elsewhere');
    expect(taken.body.facts.places).toEqual([{ count: first.number, bin: bin() }]);
    await aCount(crew.second, ground.site, [bin()], [ground.parts[1]!]);
    await crew.clerk.post(`/v1/counts/${first.id}/cancellation`, { reason: 'later' }).expect(200);
    await aCount(crew.clerk, ground.site, [bin()], [part()]);
    await expect(
      world.sqlAsApplication(`insert into count_place (count_id, bin_id) values ($1, $2)`, [first.id, bin()]),
    ).rejects.toMatchObject({ constraint: 'count_place_in_one_count' });
  });

  test('two who open a count of the same bin at once: one of them counts', async () => {
    const body = { siteId: ground.site, kind: 'cycle', binIds: [bin()] };
    const answers = await Promise.all([crew.clerk, crew.second].map((one) => one.post('/v1/counts', body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  });

  test('note and day are changed under the version that was read', async () => {
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    const change = { dueOn: '2030-01-31', note: 'aisle A first' };
    const etag = `"v${count.version}"`;
    const changed = await crew.clerk.put(`/v1/counts/${count.id}`, change, etag).expect(200);
    expect(changed.body).toMatchObject(change);
    await crew.clerk.put(`/v1/counts/${count.id}`, change, etag).expect(412);
    await crew.clerk.put(`/v1/counts/${count.id}`, change, 'x').expect(428);
  });

  test('counts and their lines are listed by site, state, kind and bin, page by page', async () => {
    const count = await aCount(crew.clerk, ground.site, [bin()]);
    await aCount(crew.clerk, ground.site, [ground.bins[1]!]);
    const list = async (query: string) => (await crew.supervisor.get(`/v1/counts?${query}`).expect(200)).body;
    const page = await list(`siteId=${ground.site}&status=open&kind=cycle&limit=1`);
    expect(page.items).toHaveLength(1);
    expect((await list(`siteId=${ground.site}&limit=1&cursor=${page.next}`)).items[0].id).toBe(count.id);
    expect((await list(`binId=${bin()}`)).items.map((row: { id: string }) => row.id)).toEqual([count.id]);
    const lines = (await crew.clerk.get(`/v1/counts/${count.id}/lines?status=open&binId=${bin()}`).expect(200)).body;
    expect(lines.items).toMatchObject([{ binNumber: bin(), countedQuantity: null, status: 'open', unit: 'piece' }]);
  });
});
