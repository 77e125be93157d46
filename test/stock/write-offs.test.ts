import { expectBooksToBalance } from '../support/books';
import { aGround, held, type Ground } from '../support/ledger';
import { aCustodyHolding, aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

describe('Write-offs', () => {
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
    ground = await aGround(world);
    await aShelfHolding(clerk, ground, 10, { value: 1000 });
    await aCustodyHolding(engineer, supervisor, ground.parts[0]!, 3, { value: 600 });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const fromShelf = (quantity = 2, more: object = {}) => ({
    siteId: ground.site,
    reason: 'crushed by a fork-lift',
    lines: [{ partId: ground.parts[0], binId: ground.bins[0], quantity }],
    ...more,
  });
  const fromCustody = (quantity = 1) => ({
    engineerId: engineer.id,
    reason: 'lost on the way',
    lines: [{ partId: ground.parts[0], quantity }],
  });
  const shelf = () => held(world, { kind: 'shelf', ownerId: ground.bins[0] }, ground.parts[0]!);
  const custody = () => held(world, { kind: 'custody', ownerId: engineer.id }, ground.parts[0]!);

  test('nothing moves before a supervisor approves; then the pieces and their value are off the shelf (S012)', async () => {
    const asked = (await clerk.post('/v1/write-offs', fromShelf()).expect(201)).body;
    expect(asked).toMatchObject({ status: 'requested', requestedById: clerk.id, postingDate: null });
    expect(asked.number).toMatch(/^WOF-\d{4}-\d{6}$/);
    expect(await shelf()).toEqual({ quantity: 10, value: 1000 });
    const approved = await supervisor.post(`/v1/write-offs/${asked.id}/approval`, { note: 'seen it' }).expect(200);
    expect(approved.body).toMatchObject({ status: 'approved', decidedById: supervisor.id });
    expect(await shelf()).toEqual({ quantity: 8, value: 800 });
  });

  test('an engineer asks for what is in the own custody, and it leaves that custody', async () => {
    const asked = (await engineer.post('/v1/write-offs', fromCustody()).expect(201)).body;
    await supervisor.post(`/v1/write-offs/${asked.id}/approval`).expect(200);
    expect(await custody()).toMatchObject({ quantity: 2 });
  });

  test('nobody approves their own request, nor what is missing from their own custody (R4)', async () => {
    const both = await world.person(['clerk', 'supervisor']);
    const asked = (await both.post('/v1/write-offs', fromShelf()).expect(201)).body;
    const own = await both.post(`/v1/write-offs/${asked.id}/approval`).expect(403);
    expect(own.body.type).toBe('urn:counterpart:problem:own-request');
    await both.post(`/v1/write-offs/${asked.id}/rejection`, { note: 'no' }).expect(403);
    expect(await shelf()).toEqual({ quantity: 10, value: 1000 });
    await expect(
      world.sqlAsApplication(
        `update write_off set status = 'rejected', decided_by_id = requested_by_id, decided_at = now() where id = $1`,
        [asked.id],
      ),
    ).rejects.toMatchObject({ constraint: 'write_off_decided_by_another' });
  });

  test('a rejected write-off moves nothing and stays rejected', async () => {
    const asked = (await clerk.post('/v1/write-offs', fromShelf()).expect(201)).body;
    await supervisor.post(`/v1/write-offs/${asked.id}/rejection`, { note: 'look again' }).expect(200);
    const late = await supervisor.post(`/v1/write-offs/${asked.id}/approval`).expect(409);
    expect(late.body.type).toBe('urn:counterpart:problem:already-decided');
    await supervisor.post(`/v1/write-offs/${asked.id}/reversal`, { reason: 'x' }).expect(409);
    expect((await shelf()).quantity).toBe(10);
  });

  test('two supervisors who approve at once: it posts once', async () => {
    const asked = (await clerk.post('/v1/write-offs', fromShelf()).expect(201)).body;
    const another = await world.person('supervisor');
    const answers = await Promise.all(
      [supervisor, another].map((one) => one.post(`/v1/write-offs/${asked.id}/approval`)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await shelf()).quantity).toBe(8);
  });

  test('what is no longer there cannot be written off', async () => {
    const asked = (await clerk.post('/v1/write-offs', fromShelf(11)).expect(201)).body;
    const refused = await supervisor.post(`/v1/write-offs/${asked.id}/approval`).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:insufficient-stock');
    expect((await clerk.get(`/v1/write-offs/${asked.id}`).expect(200)).body.status).toBe('requested');
  });

  test('what was found again comes back at the value it left with, once', async () => {
    const asked = (await clerk.post('/v1/write-offs', fromShelf()).expect(201)).body;
    await supervisor.post(`/v1/write-offs/${asked.id}/approval`).expect(200);
    const found = await supervisor.post(`/v1/write-offs/${asked.id}/reversal`, { reason: 'found' }).expect(201);
    expect(found.body.reversal.reason).toBe('found');
    expect(await shelf()).toEqual({ quantity: 10, value: 1000 });
    const again = await supervisor.post(`/v1/write-offs/${asked.id}/reversal`, { reason: 'found' }).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:already-reversed');
  });

  test('it is from shelves or from custody, not both, and bins belong to shelves', async () => {
    const pointers = async (body: object) =>
      (await clerk.post('/v1/write-offs', body).expect(422)).body.errors.map((f: { pointer: string }) => f.pointer);
    expect(await pointers({ ...fromShelf(), engineerId: engineer.id })).toEqual(['/siteId']);
    expect(await pointers({ ...fromShelf(), siteId: undefined })).toEqual(['/siteId']);
    expect(await pointers({ ...fromCustody(), lines: fromShelf().lines })).toEqual(['/lines/0/binId']);
  });

  test('rights: engineers ask for themselves, stations for their site, and each sees only that (R15)', async () => {
    const other = await world.person('engineer');
    await other.post('/v1/write-offs', fromCustody()).expect(403);
    await other.post('/v1/write-offs', fromShelf()).expect(403);
    const elsewhere = await aGround(world);
    const station = await world.person('station', { siteId: elsewhere.site });
    await station.post('/v1/write-offs', fromShelf()).expect(404);
    const asked = (await engineer.post('/v1/write-offs', fromCustody()).expect(201)).body;
    await other.get(`/v1/write-offs/${asked.id}`).expect(404);
    await station.get(`/v1/write-offs/${asked.id}`).expect(404);
    await engineer.post(`/v1/write-offs/${asked.id}/approval`).expect(403);
    const list = await supervisor.get(`/v1/write-offs?engineerId=${engineer.id}&status=requested&limit=1`).expect(200);
    expect(list.body.items[0].id).toBe(asked.id);
  });
});
