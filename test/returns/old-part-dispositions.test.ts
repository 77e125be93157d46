import { type OldPart } from '../../src/returns/old-part';
import { expectBooksToBalance } from '../support/books';
import { aBin, aSite, aSupplier } from '../support/catalog';
import { held } from '../support/ledger';
import { anOwedOldPart, aReceivedOldPart } from '../support/old-parts';
import { aJob } from '../support/reports';
import { type Caller, World } from '../support/world';

describe('Old parts are worked off', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  let clerk: Caller;
  let site: { id: string };
  let bin: { id: string };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
    clerk = await world.person('clerk');
    site = await aSite(world);
    bin = await aBin(world, site);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const received = (asked: Parameters<typeof aJob>[1] = {}) => aReceivedOldPart(world, site.id, { ...crew, ...asked });
  const dispose = (part: OldPart, disposition: string, more: object = {}, caller = clerk) =>
    caller.post(`/v1/old-parts/${part.id}/disposition`, { disposition, ...more });
  const finish = (part: OldPart, body: object, caller = crew.supervisor) =>
    caller.post(`/v1/old-parts/${part.id}/refurbishment`, body);
  const atDesk = (part: OldPart) => held(world, { kind: 'old_parts', ownerId: site.id }, part.partId);

  test('what is received and undecided is what the month must work off (S088)', async () => {
    const part = await received();
    const undisposed = async () =>
      ((await clerk.get('/v1/old-parts?undisposed=true').expect(200)).body.items as OldPart[]).map(({ id }) => id);
    expect(await undisposed()).toContain(part.id);
    const scrapped = await dispose(part, 'scrap', { note: 'burnt, no value' }).expect(200);
    expect(scrapped.body).toMatchObject({
      disposition: 'scrap',
      disposedById: clerk.id,
      dispositionNote: 'burnt, no value',
    });
    expect(await undisposed()).not.toContain(part.id);
    expect(await atDesk(part)).toMatchObject({ quantity: 0 });
    const again = await dispose(part, 'refurbish').expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:already-disposed');
  });

  test('only what is here is disposed of', async () => {
    const owed = await anOwedOldPart(await aJob(world, crew));
    expect((await dispose(owed, 'scrap').expect(409)).body.detail).toContain('receive it first');
    await dispose(owed, 'melt').expect(422);
    await dispose(owed, 'scrap', {}, crew.engineer).expect(403);
    await expect(
      world.sqlAsApplication(
        `update old_part set disposition = 'scrap', disposed_on = current_date, disposed_by_id = $2 where id = $1`,
        [owed.id, clerk.id],
      ),
    ).rejects.toMatchObject({ constraint: 'old_part_disposed_after_receipt' });
  });

  test('evidence is held where it lies until something else is decided', async () => {
    const part = await received();
    await dispose(part, 'hold_as_evidence').expect(200);
    expect(await atDesk(part)).toMatchObject({ quantity: 1 });
    await dispose(part, 'hold_as_evidence').expect(409);
    expect((await dispose(part, 'scrap').expect(200)).body.disposition).toBe('scrap');
  });

  test('it is sent to the supplier of the part, or to the one that is named', async () => {
    const supplier = await aSupplier(world);
    const other = await aSupplier(world);
    const part = await received({ part: { supplierId: supplier.id, serialNumbered: true } });
    const sent = await dispose(part, 'send_to_supplier').expect(200);
    expect(sent.body.supplierId).toBe(supplier.id);
    expect(await held(world, { kind: 'at_supplier', ownerId: supplier.id }, part.partId)).toMatchObject({
      quantity: 1,
    });
    const nameless = await received();
    const unknown = await dispose(nameless, 'send_to_supplier').expect(422);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/supplierId' }]);
    await dispose(nameless, 'scrap', { supplierId: other.id }).expect(422);
    expect((await dispose(nameless, 'send_to_supplier', { supplierId: other.id }).expect(200)).body.supplierId).toBe(
      other.id,
    );
  });

  test('what is refurbished goes back on a shelf at a stated value, and only a supervisor states it', async () => {
    const part = await received();
    await finish(part, { result: 'restocked', binId: bin.id, value: 1500 }).expect(409);
    await dispose(part, 'refurbish').expect(200);
    expect(await held(world, { kind: 'refurbishing', ownerId: site.id }, part.partId)).toEqual({
      quantity: 1,
      value: 0,
    });
    await finish(part, { result: 'restocked', binId: bin.id, value: 1500 }, clerk).expect(403);
    const faulty = await finish(part, { result: 'restocked' }).expect(422);
    expect(faulty.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual(['/binId', '/value']);
    const elsewhere = await aBin(world, await aSite(world));
    await finish(part, { result: 'restocked', binId: elsewhere.id, value: 1500 }).expect(422);
    const done = await finish(part, { result: 'restocked', binId: bin.id, value: 1500 }).expect(200);
    expect(done.body).toMatchObject({ refurbishment: 'restocked', restockedValue: 1500, binId: bin.id });
    expect(await held(world, { kind: 'shelf', ownerId: bin.id }, part.partId)).toEqual({ quantity: 1, value: 1500 });
    await finish(part, { result: 'scrapped' }).expect(409);
  });

  test('what lies in the workshop beside it does not take part of its value', async () => {
    const [first, second] = await world
      .person('engineer')
      .then((engineer) => aJob(world, { ...crew, engineer }))
      .then(async (job) => [await anOwedOldPart(job), await anOwedOldPart(job)] as const);
    for (const part of [first, second]) {
      await clerk.post(`/v1/old-parts/${part.id}/receipt`, { siteId: site.id }).expect(200);
      await dispose(part, 'refurbish').expect(200);
    }
    await finish(first, { result: 'restocked', binId: bin.id, value: 901 }).expect(200);
    expect(await held(world, { kind: 'shelf', ownerId: bin.id }, first.partId)).toEqual({ quantity: 1, value: 901 });
    await finish(second, { result: 'scrapped', value: 5 }).expect(422);
    expect((await finish(second, { result: 'scrapped' }).expect(200)).body.refurbishment).toBe('scrapped');
    expect(await held(world, { kind: 'refurbishing', ownerId: site.id }, first.partId)).toEqual({
      quantity: 0,
      value: 0,
    });
  });

  test('what comes back on the shelf is reserved for whoever waits for it', async () => {
    const part = await received();
    await dispose(part, 'refurbish').expect(200);
    const asked = {
      siteId: site.id,
      needBy: '2099-01-01',
      opinion: 'needed',
      lines: [{ partId: part.partId, quantity: 1 }],
    };
    const requisition = (await crew.engineer.post('/v1/requisitions', asked).expect(201)).body;
    await crew.supervisor.post(`/v1/requisitions/${requisition.id}/approval`).expect(200);
    await finish(part, { result: 'restocked', binId: bin.id, value: 0 }).expect(200);
    const read = await crew.engineer.get(`/v1/requisitions/${requisition.id}`).expect(200);
    expect(read.body.lines[0]).toMatchObject({ reservedQuantity: 1 });
  });

  test('a final disposition is not rewritten, by nobody', async () => {
    const part = await received();
    await dispose(part, 'scrap').expect(200);
    await expect(
      world.sqlAsApplication(`update old_part set disposition = 'hold_as_evidence' where id = $1`, [part.id]),
    ).rejects.toMatchObject({ constraint: 'old_part_settled_stays' });
  });
});
