import fc from 'fast-check';
import { gs1CheckDigit } from '../../src/barcodes/gs1-check-digit';
import { type Part } from '../../src/catalog/part';
import { type ScannedRecord } from '../../src/scanning/scan';
import { aPart, aSupplier } from '../support/catalog';
import { csvOf, sendCsv } from '../support/csv';
import { aSession, codeOf, Scanner, verdicts } from '../support/scanning';
import { aCrew, aStockedSite, type Crew } from '../support/stocked';
import { type Caller, World } from '../support/world';

describe('GS1 keys of parts and units', () => {
  let world: World;
  let crew: Crew;
  beforeAll(async () => {
    world = await World.open();
    crew = await aCrew(world);
  });
  afterAll(() => world.close());

  let drawn = 0;
  const aGtin = (): string => {
    const body = `9521${String((drawn += 1)).padStart(8, '0')}`;
    return body + gs1CheckDigit(body);
  };
  const scan = (who: Caller, text: string) => who.get(`/v1/scans?text=${encodeURIComponent(text)}`);
  const resolved = async (text: string) => (await scan(crew.clerk, text).expect(200)).body as ScannedRecord;
  const setKeys = (part: Part, keys: object) =>
    crew.clerk.put(`/v1/parts/${part.id}/gs1-keys`, { gtin: null, cpid: null, ...keys }, `"v${part.version}"`);
  const aUnit = async () => {
    const site = await aStockedSite(world, [1], { serialNumbered: true });
    const [unit] = await world.sql<{ id: string; serial: string }>(
      `select id, serial_number as serial from serial_unit where part_id = $1`,
      [site.parts[0]!.id],
    );
    return { partId: site.parts[0]!.id, siteId: site.siteId, ...unit! };
  };

  test('a part is found by its GTIN in whatever form a scanner delivers it, with batch and dates beside it', async () => {
    const gtin = aGtin();
    const part = await aPart(world, { gtin });
    expect(part.gtin).toBe(`0${gtin}`);
    for (const text of [gtin, `(01)0${gtin}`, `]C1010${gtin}`, `]E0${gtin}`, `https://id.gs1.org/01/0${gtin}`]) {
      expect([text, await resolved(text)]).toMatchObject([text, { kind: 'part', id: part.id }]);
    }
    const label = await resolved(`]d2010${gtin}17271231\x1d10LOT7`);
    expect(label).toMatchObject({ kind: 'part', id: part.id, form: 'gs1' });
    expect(label.elements!.map(({ ai, value }) => [ai, value])).toEqual([
      ['01', `0${gtin}`],
      ['17', '271231'],
      ['10', 'LOT7'],
    ]);
  });

  test('GTIN with serial number, CPID with serial and GIAI name the unit', async () => {
    const gtin = aGtin();
    const unit = await aUnit();
    await world.sql(`update serial_unit set serial_number = '4711' where id = $1`, [unit.id]);
    const part = (await crew.clerk.get(`/v1/parts/${unit.partId}`).expect(200)).body as Part;
    await setKeys(part, { gtin, cpid: '9521141ABC-1' }).expect(200);
    const set = await crew.clerk
      .put(`/v1/serial-units/${unit.id}/gs1-keys`, { giai: '9521141asset/1' }, '*')
      .expect(200);
    expect(set.body).toMatchObject({ id: unit.id, giai: '9521141asset/1' });
    for (const text of [
      `]d2010${gtin}214711`,
      `https://id.gs1.org/01/0${gtin}/21/4711`,
      '(8010)9521141ABC-1(8011)4711',
      '(8004)9521141asset/1',
    ]) {
      expect([text, await resolved(text)]).toMatchObject([text, { kind: 'serial-unit', id: unit.id }]);
    }
    expect(await resolved(`]d2010${gtin}219999`)).toMatchObject({ kind: 'part', id: unit.partId });
    expect(await resolved('(8010)9521141ABC-1')).toMatchObject({ kind: 'part', id: unit.partId });
  });

  test('keys are listed, filtered by in any length, changed by version and taken away', async () => {
    const gtin = aGtin();
    const part = await aPart(world, { gtin });
    const listed = await crew.engineer.get(`/v1/parts?gtin=${gtin}`).expect(200);
    expect(listed.body.items.map(({ id }: Part) => id)).toEqual([part.id]);
    await setKeys({ ...part, version: 7 }, {}).expect(412);
    const cleared = await setKeys(part, {}).expect(200);
    expect(cleared.body).toMatchObject({ gtin: null, cpid: null, version: 2 });
    await scan(crew.clerk, gtin).expect(404);
    await crew.engineer.put(`/v1/parts/${part.id}/gs1-keys`, { gtin, cpid: null }, '"v2"').expect(403);
    await crew.engineer.put(`/v1/serial-units/${part.id}/gs1-keys`, { giai: null }, '*').expect(403);
    await crew.clerk.put(`/v1/serial-units/${part.id}/gs1-keys`, { giai: null }, '*').expect(404);
  });

  test.each([
    ['gtin', '9521000000019', '/gtin'],
    ['gtin', '123', '/gtin'],
    ['cpid', 'ABC-1', '/cpid'],
    ['cpid', '9521abc', '/cpid'],
  ])('%s %s is refused', async (field, value, pointer) => {
    const answer = await world.admin.post('/v1/parts', { number: 'GS1-BAD', nameEn: 'Bad key', [field]: value });
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('the database takes no wrong key either', async () => {
    const part = await aPart(world);
    const update = (field: string, value: string) =>
      world.sqlAsApplication(`update part set ${field} = $1 where id = $2`, [value, part.id]);
    await expect(update('gtin', '09521000000019')).rejects.toMatchObject({ constraint: 'part_gtin_valid' });
    await expect(update('gtin', '9521000000011')).rejects.toMatchObject({ constraint: 'part_gtin_valid' });
    await expect(update('cpid', 'abc')).rejects.toMatchObject({ constraint: 'part_cpid_valid' });
  });

  test('the check digit of the database is that of the code, whatever the digits', async () => {
    const samples = fc.sample(fc.tuple(fc.nat(10 ** 9), fc.nat(9)), 300).map(([body, digit]) => `95210${body}${digit}`);
    const [row] = await world.sql<{ right: boolean[] }>(
      `select array_agg(has_gs1_check_digit(d) order by i) as right from unnest($1::text[]) with ordinality as t (d, i)`,
      [samples],
    );
    expect(row!.right).toEqual(samples.map((digits) => gs1CheckDigit(digits.slice(0, -1)) === digits.slice(-1)));
  });

  test('of two parts that are given the same GTIN at once, one has it', async () => {
    const gtin = aGtin();
    const both = await Promise.all([aPart(world), aPart(world)]);
    const answers = await Promise.all(both.map((part) => setKeys(part, { gtin })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.type).toBe('urn:counterpart:problem:part-key-taken');
  });

  test('a key that was linked to another record is refused, and the other way round', async () => {
    const [one, other] = [await aPart(world), await aPart(world)];
    const [gtin, second] = [aGtin(), aGtin()];
    const linked = await crew.clerk.post('/v1/linked-codes', { text: gtin, code: one.code }).expect(201);
    const refused = await setKeys(other, { gtin }).expect(409);
    expect(refused.body).toMatchObject({
      type: 'urn:counterpart:problem:code-linked-elsewhere',
      facts: { linkedCodeId: linked.body.id, kind: 'part', recordId: one.id },
    });
    await setKeys(one, { gtin }).expect(200);
    await setKeys(other, { gtin: second }).expect(200);
    const link = await crew.clerk.post('/v1/linked-codes', { text: second, code: one.code }).expect(409);
    expect(link.body).toMatchObject({
      type: 'urn:counterpart:problem:code-linked-elsewhere',
      facts: { recordId: other.id },
    });
  });

  test('of a link and a key of another record at once, one holds', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, other] = [await aPart(world), await aPart(world)];
      const gtin = aGtin();
      const [linked, keyed] = await Promise.all([
        crew.clerk.post('/v1/linked-codes', { text: gtin, code: one.code }),
        setKeys(other, { gtin }),
      ]);
      expect([linked.status, keyed.status].sort()).toEqual(linked.status === 201 ? [201, 409] : [200, 409]);
    }
  });

  test('an import brings keys, and names every row with a wrong, repeated or taken one', async () => {
    const [taken, fresh] = [aGtin(), aGtin()];
    await aPart(world, { gtin: taken });
    const send = (...rows: string[]) =>
      sendCsv(world, crew.clerk, '/v1/imports/parts', csvOf('number,nameEn,gtin,cpid', rows));
    const refused = await send(
      `I-1,One,${taken},`,
      `I-2,Two,${fresh},`,
      `I-3,Three,${fresh},`,
      'I-4,Four,4006381333932,',
      'I-5,Five,,x',
    );
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      'line/2/gtin',
      'line/4/gtin',
      'line/5/gtin',
      'line/6/cpid',
    ]);
    await send(`I-2,Two,${fresh},9521141X`).expect(201);
    expect(await resolved(fresh)).toMatchObject({ kind: 'part', number: 'I-2' });
  });

  test('scans of a session understand keys: a GTIN is a piece, with its serial number the unit', async () => {
    const gtin = aGtin();
    const unit = await aUnit();
    const part = (await crew.clerk.get(`/v1/parts/${unit.partId}`).expect(200)).body as Part;
    await setKeys(part, { gtin }).expect(200);
    const [bin] = await world.sql<{ id: string }>(`select id from bin where site_id = $1 limit 1`, [unit.siteId]);
    const supplier = await aSupplier(world);
    const session = await aSession(crew.clerk, {
      ...{ purpose: 'receipt', siteId: unit.siteId, supplierId: supplier.id, deliveryNote: 'DN-GS1' },
      lines: [{ partId: part.id, quantity: 1, value: 10 }],
    });
    const scanner = new Scanner(crew.clerk, session);
    const answer = await scanner.scan(await codeOf(world, 'bin', bin!.id), `]d2010${gtin}21NEW-1`);
    expect(verdicts(answer)).toEqual(['bin', 'accepted']);
  });
});
