import { newCode } from '../../src/barcodes/code';
import { readPicture } from '../barcodes/reader';
import {
  aCrew,
  anApprovedRequisition,
  aRequisition,
  aStockedSite,
  type Crew,
  type StockedSite,
} from '../support/stocked';
import { World } from '../support/world';

describe('Scanned texts', () => {
  let world: World;
  let crew: Crew;
  let site: StockedSite;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
    site = await aStockedSite(world, [5]);
  });
  afterAll(() => world.close());

  const scan = (who: { get: Crew['clerk']['get'] }, text: string) =>
    who.get(`/v1/scans?text=${encodeURIComponent(text)}`);
  const codeOf = async (table: string, id: string) =>
    (await world.sql<{ code: string }>(`select code from ${table} where id = $1`, [id]))[0]!.code;

  test('our own code leads to its record and to what this caller may do with it now', async () => {
    const asked = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const code = await codeOf('requisition', asked.id);
    const forSupervisor = await scan(crew.supervisor, code).expect(200);
    expect(forSupervisor.body).toMatchObject({ kind: 'requisition', id: asked.id, state: 'requested', form: 'own' });
    expect(forSupervisor.body.links.map((link: { rel: string }) => link.rel)).toContain('approve');
    const forClerk = await scan(crew.clerk, code).expect(200);
    expect(forClerk.body.links.map((link: { rel: string }) => link.rel)).toEqual(['self', 'cancel']);
    await crew.supervisor.post(`/v1/requisitions/${asked.id}/approval`).expect(200);
    const approved = await scan(crew.clerk, code).expect(200);
    expect(approved.body.links.map((link: { rel: string }) => link.rel)).toEqual([
      'self',
      'issue',
      'scan',
      'issues',
      'cancel',
    ]);
  });

  test('what a keyboard wedge adds, and what a hand types wrongly, does no harm', async () => {
    const code = await codeOf('part', site.parts[0]!.id);
    const typed = `${code.slice(0, 2).toLowerCase()} ${code.slice(2).toLowerCase().replaceAll('0', 'o')}`;
    for (const text of [`${code}\r\n`, ` ${code}\t`, `]d1${code}`, typed]) {
      const answer = await scan(crew.clerk, text).expect(200);
      expect(answer.body).toMatchObject({ kind: 'part', id: site.parts[0]!.id, code });
    }
  });

  test('a maker’s number leads to the part; a number that several parts bear is ambiguous and names them', async () => {
    await world.sql(`update part set maker_number = 'MK-77' where id = $1`, [site.parts[0]!.id]);
    const found = await scan(crew.clerk, 'MK-77').expect(200);
    expect(found.body).toMatchObject({ form: 'foreign', kind: 'part', id: site.parts[0]!.id });
    const other = await aStockedSite(world, [0]);
    await world.sql(`update part set maker_number = 'MK-77' where id = $1`, [other.parts[0]!.id]);
    const ambiguous = await scan(crew.clerk, 'MK-77').expect(409);
    expect(ambiguous.body.type).toBe('urn:counterpart:problem:ambiguous-code');
    expect(ambiguous.body.facts.candidates).toHaveLength(2);
  });

  test('a maker’s number that looks like a damaged code of ours still leads to its part', async () => {
    const code = await codeOf('part', site.parts[0]!.id);
    const lookalike = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
    await world.sql(`update part set maker_number = $2 where id = $1`, [site.parts[0]!.id, lookalike]);
    const found = await scan(crew.clerk, lookalike).expect(200);
    expect(found.body).toMatchObject({ form: 'foreign', kind: 'part', id: site.parts[0]!.id });
    await world.sql(`update part set maker_number = null where id = $1`, [site.parts[0]!.id]);
  });

  test('a wrong check character, control characters, 4 KB and unknown codes are each a clear problem', async () => {
    const code = await codeOf('part', site.parts[0]!.id);
    const wrong = code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
    for (const text of [wrong, 'AB\u0001CD', 'x'.repeat(4000), '(05)1', '(01)09506000134353', ']C1']) {
      const refused = await scan(crew.clerk, text).expect(422);
      expect(refused.body.type).toBe('urn:counterpart:problem:unreadable-code');
    }
    await scan(crew.clerk, newCode('part')).expect(404);
    await scan(crew.clerk, 'never heard of').expect(404);
    await scan(crew.clerk, '\u0000').expect(422);
    await crew.clerk.get('/v1/scans').expect(422);
  });

  test('of one misread character it is said which one it probably was', async () => {
    const code = await codeOf('part', site.parts[0]!.id);
    const wrong = code.slice(0, 5) + (code[5] === '8' ? 'B' : '8') + code.slice(6);
    const refused = await scan(crew.clerk, wrong).expect(422);
    expect(refused.body.facts).toEqual({ reason: 'wrong-check', place: 6, probably: code });
    expect(refused.body.detail).toContain('character 6');
  });

  test('a code does not open what is not the caller’s (R15)', async () => {
    const mine = await anApprovedRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    const code = await codeOf('requisition', mine.id);
    const other = await world.person('engineer');
    await scan(other, code).expect(404);
    await other.get(`/v1/scans/${code}/image`).expect(404);
    await scan(crew.engineer, code).expect(200);
  });

  test.each([
    ['code128', 'Code128'],
    ['qrcode', 'QRCode'],
    ['datamatrix', 'DataMatrix'],
  ])('a %s drawn of a record is read back by an independent reader', async (symbology, format) => {
    const code = await codeOf('bin', site.parts[0]!.binId);
    const answer = await crew.clerk
      .get(`/v1/scans/${code}/image?symbology=${symbology}&dotsPerModule=4`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect('Content-Type', 'image/png')
      .expect(200);
    const read = await readPicture(answer.body as Buffer);
    expect(read).toMatchObject([{ format, text: code }]);
  });

  test('a barcode comes as SVG too', async () => {
    const code = await codeOf('site', site.siteId);
    const answer = await crew.clerk.get(`/v1/scans/${code}/image?format=svg&symbology=datamatrix`).expect(200);
    expect(answer.headers['content-type']).toMatch('image/svg+xml');
    await crew.clerk.get(`/v1/scans/${code}/image?dotsPerModule=99`).expect(422);
  });
});
