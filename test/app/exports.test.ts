import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { type Response } from 'supertest';
import { tables } from '../../src/app/exports/tables';
import { inMajorUnits } from '../../src/app/exports/sheet';
import contract from '../../openapi/openapi.json';
import { expectBooksToBalance } from '../support/books';
import { aPart } from '../support/catalog';
import { aCount } from '../support/counts';
import { csvOf, sendCsv } from '../support/csv';
import { aGround, type Ground } from '../support/ledger';
import { aCustodyHolding, aShelfHolding } from '../support/stock';
import { type Caller, World } from '../support/world';

interface Operations {
  get: { responses: Record<string, { content: object }> };
}

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('a list as a file', () => {
  let world: World;
  let ground: Ground;
  let clerk: Caller;
  let finance: Caller;
  let engineer: Caller;
  let countId: string;

  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
    finance = await world.person('finance');
    engineer = await world.person('engineer');
    ground = await aGround(world, { parts: 2, bins: 2 });
    await aShelfHolding(clerk, ground, 5, { value: 123_456 });
    countId = (await aCount(clerk, ground.site, [ground.bins[1]!])).id;
  });
  afterAll(async () => {
    await expectBooksToBalance(world);
    await world.close();
  });

  const csv = async (caller: Caller, path: string, language = 'en') => {
    const answer = await caller.get(path).set('Accept', 'text/csv').set('Accept-Language', language).expect(200);
    return { answer, rows: parse(answer.text, { bom: true }) };
  };
  const workbook = async (caller: Caller, path: string) => {
    const answer = await caller
      .get(path)
      .set('Accept', xlsx)
      .set('Accept-Language', 'en')
      .buffer()
      .parse(asBytes)
      .expect(200);
    expect(answer.headers['content-type']).toBe(xlsx);
    return readBack(answer.body as Buffer);
  };

  test('CSV has headings in the language asked for, records by their numbers, and money in major units', async () => {
    const { answer, rows } = await csv(finance, '/v1/stock');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=stock-\d{4}-\d{2}-\d{2}\.csv$/);
    expect(answer.text.startsWith('\ufeff')).toBe(true);
    const [stock] = (await finance.get('/v1/stock')).body.items;
    const site = (await finance.get(`/v1/sites/${ground.site}`)).body.number;
    expect(rows).toEqual([
      ['Site', 'Bin', 'Part', 'Available', 'Reserved', 'Value (CNY)'],
      [site, stock.binNumber, stock.partNumber, '5', '0', '1234.56'],
    ]);
    expect((await csv(finance, '/v1/stock', 'zh-CN')).rows[0]).toEqual([
      '仓库/服务站',
      '库位',
      '备件号',
      '可用',
      '预留',
      '金额 (CNY)',
    ]);
  });

  test('a workbook opens in another program, with numbers as numbers and days as days', async () => {
    const [{ data } = { data: [] }] = await workbook(finance, '/v1/receipts');
    const [heading, row] = data;
    const cell = (name: string) => row![heading!.indexOf(name)];
    expect(cell('Value (CNY)')).toBe(1234.56);
    expect(cell('Lines')).toBe(1);
    expect(cell('Document date')).toBeInstanceOf(Date);
    const [receipt] = (await finance.get('/v1/receipts')).body.items;
    expect((cell('Document date') as Date).toISOString().slice(0, 10)).toBe(receipt.documentDate);
    expect(cell('Receipt')).toBe(receipt.number);
  });

  test('it holds the whole list, however many pages that is', async () => {
    const rows = Array.from({ length: 450 }, (_, index) => `MANY-${index},样品,Sample part ${index}`);
    await sendCsv(world, clerk, '/v1/imports/parts', csvOf('number,nameZh,nameEn', rows)).expect(201);
    const numbers = (await csv(clerk, '/v1/parts?text=Sample')).rows.slice(1).map(([number]) => number);
    expect(numbers.filter((number) => number!.startsWith('MANY-'))).toHaveLength(450);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test('a cell that looks like a formula is text, and a number below zero is a number', async () => {
    for (const nameEn of ['=HYPERLINK("http://example.invalid")', '+1', '@sum', '-2+3']) {
      const part = await aPart(world, { nameEn });
      const { rows } = await csv(clerk, `/v1/parts?number=${part.number}`);
      expect(rows[1]![3]).toBe(`'${nameEn}`);
      const [{ data } = { data: [] }] = await workbook(clerk, `/v1/parts?number=${part.number}`);
      expect(data[1]![3]).toBe(nameEn);
    }
    const account = (await finance.get(`/v1/accounts?kind=supplier`)).body.items;
    expect(account).toHaveLength(1);
    await aCustodyHolding(engineer, clerk, ground.parts[0]!, 3);
    const days = 'from=2000-01-01&to=2099-12-31';
    const { rows } = await csv(engineer, `/v1/engineers/${engineer.id}/entries?${days}`);
    expect(rows.length).toBeGreaterThan(1);
    expect(inMajorUnits(-5, 2)).toBe('-0.05');
    expect(inMajorUnits(-1234, 0)).toBe('-1234');
  });

  test('rights, scope and validation are those of the list (R15)', async () => {
    await engineer.get('/v1/balances').set('Accept', 'text/csv').expect(403);
    await world.callerWith('', 'nobody').get('/v1/stock').set('Accept', xlsx).expect(401);
    const refused = await finance.get('/v1/stock?siteId=nonsense').set('Accept', 'text/csv').expect(422);
    expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
    const elsewhere = await aGround(world);
    const station = await world.person('station', { siteId: elsewhere.site });
    expect((await csv(station, '/v1/stock')).rows).toHaveLength(1);
  });

  test('pages are refused, and so is a list that is no table', async () => {
    const paged = await finance.get('/v1/stock?limit=5').set('Accept', 'text/csv').expect(422);
    expect(paged.body.errors).toEqual([{ pointer: 'query/limit', detail: expect.stringContaining('whole list') }]);
    await finance.get('/v1/staff-members').set('Accept', xlsx).expect(406);
    await finance.get('/v1/stock').set('Accept', 'text/html,*/*').expect(200).expect('Content-Type', /json/);
  });

  test.each(tables.map((table) => table.path))('%s answers as a file and says so in the contract', async (path) => {
    const operation = (contract.paths as unknown as Record<string, Operations>)[path]!;
    expect(Object.keys(operation.get.responses['200']!.content)).toEqual(['application/json', 'text/csv', xlsx]);
    const [receipt] = (await finance.get('/v1/receipts')).body.items;
    const [account] = (await finance.get('/v1/accounts?kind=shelf')).body.items;
    const ids: Record<string, string> = { receipts: receipt.id, accounts: account.id, counts: countId };
    const id = ids[path.split('/')[1]!] ?? engineer.id;
    const address = path.replace('{id}', id).replace('{name}', 'balances-equal-postings').replace('{month}', '2026-01');
    const period = /statement|entries/.test(path) ? '?from=2000-01-01&to=2099-12-31' : '';
    const { rows } = await csv(world.admin, `/v1${address}${period}`);
    expect(rows[0]!.length).toBe(tables.find((table) => table.path === path)!.columns.length);
    await workbook(world.admin, `/v1${address}${period}`);
  });

  test('whatever the contract offers as a file is one', () => {
    const offered = Object.entries(contract.paths).filter(
      ([, operations]) => 'x-file' in ((operations as { get?: object }).get ?? {}),
    );
    expect(offered.map(([path]) => path).sort()).toEqual(tables.map((table) => table.path).sort());
  });
});

/** Opened by a reader that shares nothing with what wrote it. */
async function readBack(body: Buffer): Promise<{ data: unknown[][] }[]> {
  const { default: readWorkbook } = await import('read-excel-file/node');
  return await readWorkbook(Readable.from([body]));
}

function asBytes(answer: Response, done: (error: Error | null, body: Buffer) => void): void {
  const response = answer as unknown as NodeJS.ReadableStream;
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
