import { anOwedOldPart, aReceivedOldPart } from '../support/old-parts';
import { aJob } from '../support/reports';
import { documentOf, pdfText } from '../support/pdf-text';
import { viewPdf } from '../support/pdf-viewer';
import { aCrew, anApprovedRequisition, aStockedSite, type Crew, type StockedSite } from '../support/stocked';
import { type Caller, World } from '../support/world';

describe('Documents that go with parts', () => {
  let world: World;
  let crew: Crew;
  let site: StockedSite;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
    site = await aStockedSite(world, [5, 5, 1]);
  });
  afterAll(() => world.close());

  /** The text of a document whose barcode an independent reader found to be that of the record. */
  async function printed(who: Caller, path: string, code: string): Promise<string> {
    const file = await documentOf(who.get(path));
    const { pages } = await viewPdf(file, 1);
    expect(pages[0]).toMatchObject({ width: 210, height: 297, codes: [code] });
    return pdfText(file);
  }
  const numbersOf = (table: string, ids: string[]) =>
    world.sql<{ number: string }>(`select number from ${table} where id = any ($1) order by number`, [ids]);

  test('a pick list goes from bin to bin, says what is short, and carries the barcode of its requisition', async () => {
    const asked = [2, 1, 0].map((nth) => ({ partId: site.parts[nth]!.id, quantity: 3 }));
    const requisition = await anApprovedRequisition(crew, site, asked);
    const path = `/v1/requisitions/${requisition.id}/pick-list.pdf`;
    const { code, number } = (await crew.clerk.get(`/v1/requisitions/${requisition.id}`)).body;
    const text = await printed(crew.clerk, path, code as string);
    const bins = await numbersOf(
      'bin',
      site.parts.map(({ binId }) => binId),
    );
    const places = bins.map((bin) => text.indexOf(bin.number));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    const [shortPart] = await numbersOf('part', [site.parts[2]!.id]);
    for (const words of ['拣货单 Pick list', number, code, '3 piece', `${shortPart!.number} × 2`]) {
      expect(text).toContain(words);
    }
    const again = await documentOf(crew.clerk.get(path));
    expect((await documentOf(crew.clerk.get(path))).equals(again)).toBe(true);
    await (await world.person('engineer')).get(path).expect(404);
  });

  test('what is not approved is not picked', async () => {
    const asked = await crew.engineer
      .post('/v1/requisitions', {
        siteId: site.siteId,
        needBy: '2099-01-01',
        lines: [{ partId: site.parts[0]!.id, quantity: 1 }],
      })
      .expect(201);
    const refused = await crew.clerk.get(`/v1/requisitions/${asked.body.id}/pick-list.pdf`).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:not-approved');
  });

  test('an issue and an unused return are printed with their lines, people and barcodes', async () => {
    const requisition = await anApprovedRequisition(crew, site, [{ partId: site.parts[1]!.id, quantity: 2 }]);
    const lines = requisition.lines.map(({ id }) => ({ lineId: id, quantity: 2 }));
    const issue = (await crew.clerk.post('/v1/issues', { requisitionId: requisition.id, lines }).expect(201)).body;
    const slip = await printed(crew.clerk, `/v1/issues/${issue.id}/document.pdf`, issue.code as string);
    const [part] = await numbersOf('part', [site.parts[1]!.id]);
    const expected = [
      '发料单 Issue',
      issue.number,
      '待签收 Not yet acknowledged',
      part!.number,
      '样品备件 Sample part',
      '2 piece',
    ];
    for (const words of [...expected, '领料人 Received by']) expect(slip).toContain(words);
    await crew.engineer.post(`/v1/issues/${issue.id}/acknowledgement`).expect(200);
    const signed = pdfText(await documentOf(crew.engineer.get(`/v1/issues/${issue.id}/document.pdf`)));
    expect(signed).toContain('已签收 Acknowledged');

    const back = await crew.clerk
      .post('/v1/unused-returns', {
        engineerId: crew.engineer.id,
        siteId: site.siteId,
        lines: [
          { partId: site.parts[1]!.id, quantity: 1, outcome: 'unused', binId: site.parts[1]!.binId },
          { partId: site.parts[1]!.id, quantity: 1, outcome: 'bad_on_arrival', note: '外壳破裂 broken housing' },
        ],
      })
      .expect(201);
    const returned = await printed(
      crew.engineer,
      `/v1/unused-returns/${back.body.id}/document.pdf`,
      back.body.code as string,
    );
    for (const words of [
      '余料退库单 Unused return',
      back.body.number,
      '未使用 unused',
      '待检 quarantine',
      '外壳破裂',
    ]) {
      expect(returned).toContain(words);
    }
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/issues/${issue.id}/document.pdf`).expect(404);
    await stranger.get(`/v1/unused-returns/${back.body.id}/document.pdf`).expect(404);
  });

  test('an old part that came in is printed with its report and the comparison of serial numbers; one that is owed is not', async () => {
    const part = await aReceivedOldPart(
      world,
      site.siteId,
      { ...crew, part: { serialNumbered: true } },
      { oldSerialNumber: 'OFF-1' },
    );
    const text = await printed(crew.clerk, `/v1/old-parts/${part.id}/document.pdf`, part.code);
    const expected = ['旧件回收单 Old-part return', part.number, part.reportNumber, 'OFF-1', '一致 as reported'];
    for (const words of expected) expect(text).toContain(words);
    const owed = await anOwedOldPart(await aJob(world, crew));
    await crew.clerk.get(`/v1/old-parts/${owed.id}/document.pdf`).expect(409);
    await (await world.person('engineer')).get(`/v1/old-parts/${part.id}/document.pdf`).expect(404);
  });
});
