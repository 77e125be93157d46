import { writeFileSync } from 'node:fs';
import { aBin, aPart, aSite } from '../support/catalog';
import { aCount, aCountCrew, type CountCrew, enter, submitted } from '../support/counts';
import { documentOf, pdfPages, pdfText } from '../support/pdf-text';
import { viewPdf } from '../support/pdf-viewer';
import { stock } from '../support/stocked';
import { World } from '../support/world';

const long = {
  nameZh: '燃气热水器全预混燃烧系统用直流变频风机总成带霍尔转速反馈与防倒风止回装置',
  nameEn: 'Vormischbrennergeblaesedrehzahlrueckmeldeeinheit assembly with back-draught damper',
};

describe('The count sheet', () => {
  let world: World;
  let crew: CountCrew;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCountCrew(world);
  });
  afterAll(() => world.close());

  async function aWalk(bins: number) {
    const site = await aSite(world);
    const part = await aPart(world, long);
    const unit = await aPart(world, { serialNumbered: true });
    const walk = [];
    for (let nth = bins; nth > 0; nth -= 1) walk.unshift(await aBin(world, site, `A-${String(nth).padStart(2, '0')}`));
    await stock(world, { id: part.id, binId: walk[0]!.id }, 7919);
    await stock(world, { id: unit.id, binId: walk[1]!.id }, 1, { serialNumbered: true });
    return { site, part, unit, bins: walk };
  }

  test('goes from bin to bin with empty columns, carries the barcode of its count, and says no quantity (R13)', async () => {
    const { site, part, unit, bins } = await aWalk(3);
    const count = await aCount(crew.clerk, site.id, bins.map(({ id }) => id)); // prettier-ignore
    const path = `/v1/counts/${count.id}/sheet.pdf`;
    const file = await documentOf(crew.clerk.get(path));
    if (process.env['SHEET']) writeFileSync(process.env['SHEET'], file);
    const { pages } = await viewPdf(file, 1);
    expect(pages[0]).toMatchObject({ width: 210, height: 297, codes: [count.code] });
    const text = pdfText(file);
    const places = [part.number, bins[1]!.number, unit.number, bins[2]!.number].map((word) => text.indexOf(word));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    for (const words of ['盘点表 Count sheet', count.number, site.number, '无其他 nothing else', '盘点人 Counted by']) {
      expect(text).toContain(words);
    }
    const letters = text.replace(/\s/g, '');
    for (const name of Object.values(long)) expect(letters).toContain(name.replace(/\s/g, ''));
    expect(text).not.toMatch(/7919/);
    expect((await documentOf(crew.clerk.get(path))).equals(file)).toBe(true);
  });

  test('is of a stretch of the walk, of what is left, and of nothing once it is submitted', async () => {
    const { site, part, bins } = await aWalk(4);
    const count = await aCount(crew.clerk, site.id, bins.map(({ id }) => id)); // prettier-ignore
    const path = `/v1/counts/${count.id}/sheet.pdf`;
    const stretch = pdfText(await documentOf(crew.clerk.get(`${path}?fromBin=A-02&toBin=A-03`)));
    expect(['A-01', 'A-02', 'A-03', 'A-04'].map((bin) => stretch.includes(bin))).toEqual([false, true, true, false]);
    const lines = [{ binId: bins[0]!.id, partId: part.id, quantity: 1 }];
    await enter(crew.clerk, count.id, { lines, finishedBins: [bins[0]!.id] });
    expect(pdfText(await documentOf(crew.clerk.get(path)))).not.toContain(part.number);
    await enter(crew.clerk, count.id, { finishedBins: bins.map(({ id }) => id) });
    expect(pdfText(await documentOf(crew.clerk.get(path)))).toContain('Nothing is left to be counted');
    await submitted(crew.clerk, count.id);
    const refused = await crew.clerk.get(path).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:not-being-counted');
    await (await world.person('engineer')).get(path).expect(403);
    const station = await world.person('station', { siteId: (await aSite(world)).id });
    await station.get(path).expect(404);
  });

  test('goes on over several pages with its titles, and is refused when it would be endless', async () => {
    const { site, bins } = await aWalk(40);
    const count = await aCount(crew.clerk, site.id, bins.map(({ id }) => id)); // prettier-ignore
    const file = await documentOf(crew.clerk.get(`/v1/counts/${count.id}/sheet.pdf`));
    // Two pages of bins, and the signatures on the third.
    expect(pdfPages(file)).toBe(3);
    expect(pdfText(file).match(/库位 Bin/g)).toHaveLength(2);
    await world.sql(
      `insert into bin (id, code, site_id, number)
       select gen_random_uuid(), 'BX' || lpad(n::text, 11, '0'), $1, 'B-' || lpad(n::text, 4, '0')
         from generate_series(1, 1001) n`,
      [site.id],
    );
    await crew.clerk.post(`/v1/counts/${count.id}/cancellation`, { reason: 'all of it' }).expect(200);
    const full = (await crew.clerk.post('/v1/counts', { siteId: site.id, kind: 'full' }).expect(201)).body;
    const refused = await crew.clerk.get(`/v1/counts/${full.id}/sheet.pdf`).expect(422);
    expect(refused.body.errors[0]).toMatchObject({ pointer: 'query/toBin' });
    await crew.clerk.get(`/v1/counts/${full.id}/sheet.pdf?fromBin=B-1000`).expect(200);
  });
});
