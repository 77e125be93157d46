import { newCode } from '../../src/barcodes/code';
import { readPicture } from '../barcodes/reader';
import { anOwedOldPart } from '../support/old-parts';
import { aJob } from '../support/reports';
import { aCrew, aRequisition, aStockedSite, type Crew, type StockedSite } from '../support/stocked';
import { bytesOf } from '../support/pdf-text';
import { type Caller, World } from '../support/world';

describe('Labels', () => {
  let world: World;
  let crew: Crew;
  let site: StockedSite;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
    site = await aStockedSite(world, [0]);
  });
  afterAll(() => world.close());

  const codeOf = async (table: string, id: string) =>
    (await world.sql<{ code: string }>(`select code from ${table} where id = $1`, [id]))[0]!.code;
  const picture = (who: Caller, code: string, query = '') =>
    bytesOf(who.get(`/v1/labels/${code}/image${query}`), 'image/png');

  test('a label can be had before anything is in stock, and is read back', async () => {
    const code = await codeOf('part', site.parts[0]!.id);
    const label = await crew.clerk.get(`/v1/labels/${code}`).expect(200);
    expect(label.body).toMatchObject({ code, kind: 'part', templates: ['part-bag', 'plain'] });
    for (const query of ['', '?size=50x30&dpi=300', '?size=100x150&symbology=code128&template=plain']) {
      expect(await readPicture(await picture(crew.clerk, code, query))).toMatchObject([{ text: code }]);
    }
  });

  test('every kind of record that has a code has a label', async () => {
    const catalogue = await crew.clerk.get('/v1/labels').expect(200);
    expect(catalogue.body.sizes.map(({ size }: { size: string }) => size)).toContain('100x150');
    expect(catalogue.body.sizes[0]).toMatchObject({ size: '50x30', symbologies: ['qrcode', 'datamatrix'] });
    const [job, requisition] = [
      await aJob(world, crew),
      await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]),
    ];
    const records: Record<string, string> = {
      bin: site.parts[0]!.binId,
      site: site.siteId,
      requisition: requisition.id,
      staff_member: crew.engineer.id,
      work_order: job.order.id,
      installed_unit: job.unit.id,
      old_part: (await anOwedOldPart(job)).id,
    };
    for (const [table, id] of Object.entries(records)) {
      const code = await codeOf(table, id);
      expect(await readPicture(await picture(world.admin, code))).toMatchObject([{ text: code }]);
      await world.admin.get(`/v1/labels/${code}/image?format=svg&template=plain`).expect(200);
    }
  });

  test('what cannot be drawn is refused, and says what can', async () => {
    const code = await codeOf('part', site.parts[0]!.id);
    const small = await crew.clerk.get(`/v1/labels/${code}/image?size=50x30&symbology=code128`).expect(422);
    expect(small.body).toMatchObject({
      type: 'urn:counterpart:problem:label-too-small',
      facts: { smallest: '60x40' },
    });
    const wrong = await crew.clerk.get(`/v1/labels/${code}/image?template=old-part-tag`).expect(422);
    expect(wrong.body.errors[0].detail).toContain('part-bag');
    for (const query of ['size=10x10', 'dpi=72', 'format=bmp', 'symbology=pdf417', 'template=no', 'colour=red']) {
      await crew.clerk.get(`/v1/labels/${code}/image?${query}`).expect(422);
    }
    const damaged = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
    for (const text of [damaged, 'hello', '%00', 'x'.repeat(4000)]) {
      const answer = await crew.clerk.get(`/v1/labels/${text}/image`);
      expect([400, 404, 422]).toContain(answer.status);
    }
    await crew.clerk.get(`/v1/labels/${newCode('part')}`).expect(404);
  });

  test('what a caller may not see has no label (R15)', async () => {
    const mine = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const code = await codeOf('requisition', mine.id);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/labels/${code}`).expect(404);
    await stranger.get(`/v1/labels/${code}/image`).expect(404);
    await picture(crew.engineer, code);
    const staff = await codeOf('staff_member', crew.engineer.id);
    await crew.engineer.get(`/v1/labels/${staff}`).expect(404);
    await world.callerWith('', 'cpk_unknown').get(`/v1/labels/${code}`).expect(401);
  });
});
