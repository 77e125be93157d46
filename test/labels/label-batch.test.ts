import { newCode } from '../../src/barcodes/code';
import { type LabelBatch, type NewLabelBatch } from '../../src/labels/batches/label-batch';
import { bytesOf } from '../support/pdf-text';
import { viewPdf } from '../support/pdf-viewer';
import { eventually } from '../support/sample-printer';
import { aCrew, aStockedSite, type Crew } from '../support/stocked';
import { type Caller, World } from '../support/world';

describe('Batches of labels', () => {
  let world: World;
  let crew: Crew;
  let codes: string[];
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
    await aStockedSite(world, [0, 0, 0]);
    const all = await world.sql<{ code: string }>(`select code from part union all select code from bin order by 1`);
    codes = all.map(({ code }) => code);
  });
  afterAll(() => world.close());

  const ask = async (body: Partial<NewLabelBatch>, who: Caller = crew.clerk): Promise<LabelBatch> =>
    (await who.post('/v1/label-batches', { format: 'pdf', codes, ...body }).expect(201)).body as LabelBatch;
  const finished = (id: string) =>
    eventually(
      async () => (await crew.clerk.get(`/v1/label-batches/${id}`).expect(200)).body as LabelBatch,
      ({ status }) => status === 'finished',
    );

  test('labels come in one PDF, in the order asked, and are recorded as printed', async () => {
    const batch = await ask({ paper: 'a4', usedPlaces: 2, size: '100x50' });
    expect(batch).toMatchObject({ status: 'queued', total: 6, done: 0, file: null, requestedById: crew.clerk.id });
    const done = await finished(batch.id);
    expect(done).toMatchObject({ done: 6, total: 6 });
    const { count, pages } = await viewPdf(await bytesOf(crew.clerk.get(done.file!), 'application/pdf'), 1);
    expect(count).toBe(1);
    expect(pages[0]!.codes.sort()).toEqual(codes);
    const prints = await crew.clerk.get(`/v1/labels/${codes[0]}/prints`).expect(200);
    expect(prints.body.items).toMatchObject([{ batchId: batch.id, printJobId: null, copies: 1, size: '100x50' }]);
  });

  test('three hundred labels show their progress and come as ZPL for the printer', async () => {
    const many = Array.from({ length: 300 }, (_, nth) => codes[nth % codes.length]!);
    const batch = await ask({ format: 'zpl', codes: many, dpi: '300', size: '50x30' });
    await crew.clerk.get(`/v1/label-batches/${batch.id}/file`).expect(409);
    const between = await eventually(
      async () => (await crew.clerk.get(`/v1/label-batches/${batch.id}`)).body as LabelBatch,
      ({ done }) => done > 0,
    );
    expect(between.done % 50).toBe(0);
    const done = await finished(batch.id);
    const zpl = (await bytesOf(crew.clerk.get(done.file!), 'application/zpl')).toString();
    const drawn = [...zpl.matchAll(/\^FD(?:MA,)?((?:PT|BN)\w{11})\^FS\n/g)].map((match) => match[1]);
    expect(drawn.filter((_, nth) => nth % 2 === 0)).toEqual(many);
  });

  test('a batch whose drawer died is drawn by another', async () => {
    const id = (await ask({})).id;
    await finished(id);
    const [row] = await world.sql<{ id: string }>(
      `insert into label_batch (id, format, options, labels, total, status, attempts, lease_until, requested_by_id)
       select gen_random_uuid(), 'pdf', options, $2::jsonb, 1, 'drawing', 1, now() - interval '1 second', requested_by_id
         from label_batch where id = $1 returning id`,
      [id, JSON.stringify([{ kind: 'part', code: codes[0], number: 'P', nameZh: '备件', nameEn: null, details: {} }])],
    );
    expect(await finished(row!.id)).toMatchObject({ total: 1, done: 1 });
  });

  test('what cannot be drawn is refused at once, every fault named', async () => {
    const refused = (body: object) =>
      crew.clerk.post('/v1/label-batches', { format: 'pdf', codes, ...body }).expect(422);
    const unknown = await refused({ codes: [codes[0], newCode('bin'), 'rubbish', codes[1]] });
    expect(unknown.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/codes/1', '/codes/2']);
    expect((await refused({ size: '50x30', symbology: 'code128' })).body.facts).toMatchObject({ smallest: '60x40' });
    await refused({ template: 'old-part-tag' });
    await refused({ codes: [] });
    await refused({ codes: Array.from({ length: 1_001 }, () => codes[0]) });
    await refused({ usedPlaces: -1 });
    await refused({ format: 'doc' });
  });

  test('a file is its requester’s, and is kept for seven days (R15)', async () => {
    const { id } = await ask({});
    await finished(id);
    await crew.engineer.get(`/v1/label-batches/${id}`).expect(404);
    await crew.engineer.get(`/v1/label-batches/${id}/file`).expect(404);
    await (await world.person('auditor')).post('/v1/label-batches', { format: 'pdf', codes }).expect(403);
    await world.sql(`update label_batch set finished_at = now() - interval '8 days' where id = $1`, [id]);
    await ask({});
    const gone = await crew.clerk.get(`/v1/label-batches/${id}/file`).expect(410);
    expect(gone.body.type).toBe('urn:counterpart:problem:file-gone');
    expect((await crew.clerk.get('/v1/label-batches').expect(200)).body.items.length).toBeGreaterThan(1);
  });
});
