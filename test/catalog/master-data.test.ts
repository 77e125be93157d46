import { aBin, aModel, aNumber, aPart, aSite, aSupplier } from '../support/catalog';
import { World } from '../support/world';

describe('Sites, bins, suppliers, parts and product models', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('a clerk adds each kind of record and reads it back', async () => {
    const clerk = await world.person('clerk');
    const site = await aSite(world);
    const bin = await aBin(world, site, 'A-03-2');
    const supplier = await aSupplier(world, { contact: 'parts desk', supportChannel: 'hotline 5550 0199' });
    const part = await aPart(world, { supplierId: supplier.id, component: 'control_board' });
    const model = await aModel(world, { brand: 'Sample brand' });
    for (const [path, record] of [
      ['sites', site],
      ['bins', bin],
      ['suppliers', supplier],
      ['parts', part],
      ['product-models', model],
    ] as const) {
      const read = await clerk.get(`/v1/${path}/${record.id}`).expect(200);
      expect(read.body).toEqual(record);
      expect(read.headers['etag']).toBe('"v1"');
    }
    expect(part).toMatchObject({ unit: 'piece', serialNumbered: false, oldPartRule: 'warranty_only', oldPartDays: 30 });
    expect(part.code).toMatch(/^PT[0-9A-Z]{11}$/);
  });

  test('a number is given once; a bin number once per site', async () => {
    const part = await aPart(world);
    const taken = await world.admin.post('/v1/parts', { number: part.number, nameEn: 'Other' }).expect(409);
    expect(taken.body.type).toBe('urn:counterpart:problem:number-taken');
    const [here, there] = [await aSite(world), await aSite(world)];
    await aBin(world, here, 'A-01');
    await aBin(world, there, 'A-01');
    await world.admin.post('/v1/bins', { siteId: here.id, number: 'A-01' }).expect(409);
  });

  test('a part without any name is refused', async () => {
    const answer = await world.admin.post('/v1/parts', { number: aNumber('NONAME') }).expect(422);
    expect(answer.body.type).toBe('urn:counterpart:problem:name-required');
  });

  test('what a record refers to must exist', async () => {
    const nowhere = '01912d68-783e-7a08-8dd5-3a5c1f4b2e10';
    const answer = await world.admin.post('/v1/bins', { siteId: nowhere, number: 'A-1' }).expect(422);
    expect(answer.body.type).toBe('urn:counterpart:problem:unknown-reference');
    await world.admin.post('/v1/parts', { number: aNumber('P'), nameEn: 'Sample', supplierId: nowhere }).expect(422);
  });

  test('a change needs the version read; of two changes from one version, one wins', async () => {
    const site = await aSite(world);
    const change = { name: 'Sample warehouse, renamed', active: true };
    await world.admin.put(`/v1/sites/${site.id}`, change, '').expect(428);
    const answers = await Promise.all([
      world.admin.put(`/v1/sites/${site.id}`, change, '"v1"'),
      world.admin.put(`/v1/sites/${site.id}`, change, '"v1"'),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
    await world.admin.put(`/v1/sites/01912d68-783e-7a08-8dd5-3a5c1f4b2e10`, change, '"v1"').expect(404);
  });

  test('a list goes on where the page before ended, and each filter narrows it', async () => {
    const site = await aSite(world);
    for (const number of ['B-03', 'B-01', 'B-02']) await aBin(world, site, number);
    const first = await world.admin.get(`/v1/bins?siteId=${site.id}&limit=2`).expect(200);
    const rest = await world.admin.get(`/v1/bins?siteId=${site.id}&limit=2&cursor=${first.body.next}`).expect(200);
    const numbers = [...first.body.items, ...rest.body.items].map((bin: { number: string }) => bin.number);
    expect(numbers).toEqual(['B-01', 'B-02', 'B-03']);
    expect(rest.body.next).toBeUndefined();
    const stations = await world.admin.get('/v1/sites?kind=station&active=true').expect(200);
    expect(stations.body.items).toEqual([]);
    const exact = await world.admin.get(`/v1/bins?siteId=${site.id}&number=B-02`).expect(200);
    expect(exact.body.items).toHaveLength(1);
  });

  test('engineers, finance and auditors read the catalogue and change nothing', async () => {
    const site = await aSite(world);
    for (const role of ['engineer', 'finance', 'auditor'] as const) {
      const reader = await world.person(role);
      await reader.get('/v1/parts').expect(200);
      await reader.post('/v1/parts', { number: aNumber('P'), nameEn: 'Sample' }).expect(403);
      await reader.put(`/v1/sites/${site.id}`, { name: 'Mine', active: true }, '"v1"').expect(403);
    }
  });

  test('a station sees the bins of its own site only (R15)', async () => {
    const [own, other] = [await aSite(world, { kind: 'station' }), await aSite(world)];
    const [ownBin, otherBin] = [await aBin(world, own), await aBin(world, other)];
    const station = await world.person('station', { siteId: own.id });
    const seen = await station.get('/v1/bins?limit=200').expect(200);
    expect(seen.body.items.map((bin: { id: string }) => bin.id)).toEqual([ownBin.id]);
    expect((await station.get(`/v1/bins?siteId=${other.id}`)).body.items).toEqual([]);
    await station.get(`/v1/bins/${otherBin.id}`).expect(404);
  });
});
