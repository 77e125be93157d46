import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { forms } from '../../src/platform/csv-cells';
import { aPart, aSupplier } from '../support/catalog';
import { csvOf, sendCsv } from '../support/csv';
import { type Caller, World } from '../support/world';

describe('Importing parts (R18)', () => {
  let world: World;
  let clerk: Caller;
  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
  });
  afterAll(() => world.close());

  const send = (csv: string | Buffer, key?: string) => sendCsv(world, clerk, '/v1/imports/parts', csv, key);
  const count = async () => Number((await world.sql<{ n: string }>(`select count(*) as n from part`))[0]!.n);
  const part = async (number: string) => (await world.admin.get(`/v1/parts?number=${number}`)).body.items[0];
  const faultsOf = (body: { errors: { pointer: string; detail: string }[] }) =>
    body.errors.map((fault) => [fault.pointer, fault.detail]);

  test('a file adds parts with their suppliers and successors, which may stand in the file', async () => {
    const supplier = await aSupplier(world, { number: 'SUP-IMP' });
    const csv = csvOf('number,nameZh,nameEn,unit,supplier,serialNumbered,oldPartDays,supersededBy', [
      'IMP-1,"风扇, 小",,piece,SUP-IMP,yes,14,IMP-2',
      'IMP-2,,"Fan ""B""",CM,,否,,',
    ]);
    const answer = await send(csv).expect(201);
    expect(answer.body).toEqual({ imported: 2 });
    const second = await part('IMP-2');
    expect(second).toMatchObject({ nameEn: 'Fan "B"', unit: 'cm', serialNumbered: false, oldPartDays: 30 });
    expect(await part('IMP-1')).toMatchObject({
      ...{ nameZh: '风扇, 小', nameEn: null, supplierId: supplier.id, serialNumbered: true, oldPartDays: 14 },
      supersededById: second.id,
    });
  });

  test.each([
    ['a byte-order mark', '\ufeffnumber,nameEn\nBOM-1,Fan\n'],
    ['Chinese headings in another order', '英文名称,备件编号\r\nFan,BOM-2\r\n'],
    ['semicolons', 'number;nameEn\nBOM-3;Fan\n'],
    ['tabulators and empty lines', 'number\tnameEn\n\nBOM-4\tFan\n\n\t\n'],
    ['no line break at the end', 'NUMBER,NAMEEN\nBOM-5,Fan'],
  ])('a file may have %s', async (_what, csv) => {
    const answer = await send(Buffer.from(csv, 'utf8')).expect(201);
    expect(answer.body.imported).toBe(1);
  });

  test('every bad row is named at once by line and column, and nothing is imported', async () => {
    const known = await aPart(world, { number: 'KNOWN-1' });
    const before = await count();
    const answer = await send(
      csvOf('number,nameEn,unit,supplier,serialNumbered,oldPartRule,oldPartDays,supersededBy', [
        'GOOD-1,Fan,,,,,,',
        ',Fan,,,,,,',
        'BAD*,Fan,,,,,,',
        'BAD-4,,,,,,,',
        'BAD-5,Fan,metre,,maybe,sometimes,0,',
        'BAD-6,Fan,,NOBODY,,,1.5,NOWHERE',
        `${known.number},Fan,,,,,,`,
        'GOOD-1,Fan,,,,,,',
        'BAD-9,Fan',
        'BAD-10,Fan,,,,,,BAD-11',
        'BAD-11,Fan,,,,,,BAD-10',
        '=cmd()|x,"Fan\nmotor",,,,,,',
        'GOOD-2,Fan,,,,,"1,000",',
      ]),
    ).expect(422);
    expect(answer.body.type).toBe('urn:counterpart:problem:invalid-import');
    expect(faultsOf(answer.body)).toEqual([
      ['line/3/number', 'must not be empty: letters, digits and . _ / + - only, at most 64'],
      ['line/4/number', 'expected letters, digits and . _ / + - only, at most 64'],
      ['line/5/nameZh', 'one of the names, nameZh or nameEn, is needed'],
      ['line/6/unit', 'expected one of piece, cm, ml, g'],
      ['line/6/serialNumbered', 'expected yes or no (是 or 否)'],
      ['line/6/oldPartRule', 'expected one of always, warranty_only, never'],
      ['line/6/oldPartDays', 'expected a whole number from 1 to 3650, in digits'],
      ['line/7/oldPartDays', 'expected a whole number from 1 to 3650, in digits'],
      ['line/7/supplier', 'there is no supplier with this number'],
      ['line/7/supersededBy', 'there is no part with this number, neither known nor in this file'],
      ['line/8/number', 'a part with this number exists already'],
      ['line/9/number', 'stands in line 2 already'],
      ['line/10/row', 'has 2 cells; the heading has 8'],
      ['line/11/supersededBy', 'the successors lead back to this part'],
      ['line/12/supersededBy', 'the successors lead back to this part'],
      ['line/13/number', 'expected letters, digits and . _ / + - only, at most 64'],
      ['line/13/nameEn', 'expected a text of at most 200 characters without control characters'],
      ['line/15/oldPartDays', 'expected a whole number from 1 to 3650, in digits'],
    ]);
    expect(answer.body.facts).toEqual({ faults: 18, rows: 13 });
    expect(await count()).toBe(before);
  });

  test('a heading with unknown, repeated or missing columns is refused', async () => {
    const answer = await send(csvOf('nameEn,colour,NameEn', ['Fan,red,Fan'])).expect(422);
    expect(faultsOf(answer.body).map(([pointer]) => pointer)).toEqual([
      'line/1/heading',
      'line/1/heading',
      'line/1/heading',
    ]);
    expect(answer.body.errors.map((fault: { detail: string }) => fault.detail).join()).toMatch(
      /column 2 is not known.*nameEn stands twice.*number is missing/,
    );
  });

  test.each([
    ['nothing but a heading', 'number,nameEn\n'],
    ['an open quotation mark', 'number,nameEn\nX-1,"Fan\n'],
    ['another encoding than UTF-8', Buffer.from([0x6e, 0x75, 0x6d, 0x62, 0x65, 0x72, 0x0a, 0xb7, 0xe7, 0xc9, 0xc8])],
    [
      'more rows than one request may have',
      csvOf(
        'number,nameEn',
        Array.from({ length: 10_001 }, (_, i) => `M-${i},Fan`),
      ),
    ],
  ])('a file with %s is refused', async (_what, csv) => {
    const before = await count();
    const answer = await send(csv).expect(422);
    expect(answer.body.type).toBe('urn:counterpart:problem:unreadable-file');
    expect(await count()).toBe(before);
  });

  test('10,000 rows come in with one request, within seconds, and once for one key', async () => {
    const before = await count();
    const rows = Array.from({ length: 10_000 }, (_, i) => `BULK-${i},批量备件 ${i},Bulk part ${i},piece,,maker ${i}`);
    const csv = csvOf('number,nameZh,nameEn,unit,component,makerNumber', rows);
    const started = performance.now();
    await send(csv, 'bulk').expect(201);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await count()).toBe(before + 10_000);
    const again = await send(csv, 'bulk').expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await count()).toBe(before + 10_000);
    // Another key, the same rows: every one of them is known now; the first thousand are named, all are counted.
    const refused = await send(csv).expect(422);
    expect(refused.body.facts).toEqual({ faults: 10_000, rows: 10_000 });
    expect(refused.body.errors).toHaveLength(1_000);
    expect(await count()).toBe(before + 10_000);
  });

  test('of two imports of the same parts at the same time one wins whole', async () => {
    const csv = csvOf(
      'number,nameEn',
      Array.from({ length: 50 }, (_, i) => `RACE-${i},Fan`),
    );
    const reversed = csvOf(
      'number,nameEn',
      Array.from({ length: 50 }, (_, i) => `RACE-${49 - i},Fan`),
    );
    const before = await count();
    const answers = await Promise.all([send(csv), send(reversed), send(csv)]);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.every((answer) => [201, 409, 422].includes(answer.status))).toBe(true);
    expect(await count()).toBe(before + 50);
  });

  test('engineers, stations and finance do not import; JSON is not a file', async () => {
    const csv = csvOf('number,nameEn', ['NOT-1,Fan']);
    for (const role of ['engineer', 'finance', 'auditor'] as const) {
      await sendCsv(world, await world.person(role), '/v1/imports/parts', csv).expect(403);
    }
    await clerk.post('/v1/imports/parts', { number: 'NOT-1', nameEn: 'Fan' }).expect(422);
    expect(await part('NOT-1')).toBeUndefined();
  });

  test('what the database guards holds against SQL of the application too', async () => {
    const known = await aPart(world);
    const insert = (number: string, name: string | null, days: number) =>
      world.sqlAsApplication(
        `insert into part (id, code, number, name_en, old_part_days) values (gen_random_uuid(), $1, $1, $2, $3)`,
        [number, name, days],
      );
    await expect(insert(known.number, 'Fan', 30)).rejects.toMatchObject({ constraint: 'part_number_once' });
    await expect(insert('SQL-1', null, 30)).rejects.toMatchObject({ constraint: 'part_named' });
    await expect(insert('SQL-1', 'Fan', 0)).rejects.toMatchObject({ constraint: 'part_old_part_days_in_range' });
    await expect(world.sqlAsApplication(`delete from part`)).rejects.toThrow(/permission denied/);
  });

  test('cells take the forms that the contract gives their fields', () => {
    const file = join(__dirname, '..', '..', 'openapi', 'openapi.json');
    const { components } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [name, form] of Object.entries(forms)) {
      expect(form).toEqual(new RegExp(components.schemas[name].pattern));
    }
  });
});
