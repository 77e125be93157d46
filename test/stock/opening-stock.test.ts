import { expectBooksToBalance } from '../support/books';
import { aBin, aNumber, aPart, aSite } from '../support/catalog';
import { csvOf, sendCsv } from '../support/csv';
import { type Caller, World } from '../support/world';

const heading = 'site,bin,part,quantity,value,serialNumbers';

describe('Importing opening stock (R18)', () => {
  let world: World;
  let clerk: Caller;
  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const path = '/v1/imports/opening-stock';
  const send = (csv: string, key?: string) => sendCsv(world, clerk, path, csv, key);
  const onShelf = async (binId: string) =>
    world.sql(
      `select p.number, b.quantity, b.value from stock_balance b join stock_account a on a.id = b.account_id
         join part p on p.id = b.part_id where a.kind = 'shelf' and a.owner_id = $1 order by p.number`,
      [binId],
    );
  const postings = async () => (await world.sql(`select count(*) as n from stock_movement`))[0];

  async function aPlace() {
    const site = await aSite(world);
    const bin = await aBin(world, site);
    return { site, bin, at: `${site.number},${bin.number}` };
  }

  test('a file puts pieces and their value on the shelves, one receipt for each site', async () => {
    const [here, there] = [await aPlace(), await aPlace()];
    const [plain, serial] = [await aPart(world), await aPart(world, { serialNumbered: true })];
    const answer = await send(
      csvOf(heading, [
        `${here.at},${plain.number},12,1205,`,
        `${there.at},${plain.number},3,0,`,
        `${here.at},${serial.number},3,1000,S-1 S-2  S-3`,
      ]),
    ).expect(201);
    expect(answer.body.imported).toBe(3);
    expect(answer.body.receipts).toHaveLength(2);
    expect(await onShelf(here.bin.id)).toEqual([
      { number: plain.number, quantity: 12, value: 1205 },
      { number: serial.number, quantity: 3, value: 1000 },
    ]);
    const ofSite = answer.body.receipts.find((receipt: { siteId: string }) => receipt.siteId === here.site.id);
    const receipt = await clerk.get(`/v1/receipts/${ofSite.id}`).expect(200);
    expect(receipt.body).toMatchObject({ kind: 'opening', number: ofSite.number, supplierId: null });
    expect(receipt.body.lines[1].units.map((unit: { value: number }) => unit.value).sort()).toEqual([333, 333, 334]);
  });

  test('what was opened is a receipt to the reconciliation too', async () => {
    const place = await aPlace();
    await send(csvOf(heading, [`${place.at},${(await aPart(world)).number},7,1001,`])).expect(201);
    const books = await world.admin.get('/v1/reconciliation').expect(200);
    expect(books.body.identities.filter((identity: { holds: boolean }) => !identity.holds)).toEqual([]);
  });

  test('every bad row is named at once, and nothing is posted', async () => {
    const place = await aPlace();
    const retired = await aBin(world, place.site, aNumber('OLD'));
    await world.admin.put(`/v1/bins/${retired.id}`, { number: retired.number, active: false }, '"v1"').expect(200);
    const [plain, serial, held] = [
      await aPart(world),
      await aPart(world, { serialNumbered: true }),
      await aPart(world),
    ];
    await send(csvOf(heading, [`${place.at},${held.number},1,100,`, `${place.at},${serial.number},1,1,KNOWN`])).expect(
      201,
    );
    const [other, before] = [await aPlace(), await postings()];
    const answer = await send(
      csvOf(heading, [
        `${other.at},${plain.number},5,500,`,
        `NOWHERE,${other.bin.number},${plain.number},5,500,`,
        `${other.site.number},NO-BIN,${plain.number},5,500,`,
        `${other.at},NO-PART,5,500,`,
        `${other.at},${plain.number},1.5,-3,`,
        `${other.at},${serial.number},2,2,ONE`,
        `${place.at},${plain.number},1,1,ONE`,
        `${place.at},${held.number},0,1,`,
        `${place.site.number},${retired.number},${plain.number},1,1,`,
        `${other.at},${plain.number},1,1,`,
        `${other.site.number},${other.bin.number},${serial.number},1,1,KNOWN`,
      ]),
    ).expect(422);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      'line/3/site',
      'line/4/bin',
      'line/5/part',
      'line/6/quantity',
      'line/6/value',
      'line/6/part',
      'line/7/serialNumbers',
      'line/8/serialNumbers',
      'line/9/quantity',
      'line/9/part',
      'line/10/bin',
      'line/11/part',
      'line/12/part',
      'line/12/serialNumbers',
    ]);
    expect(await postings()).toEqual(before);
    expect(await onShelf(other.bin.id)).toEqual([]);
  });

  /** A receipt of 10,000 lines was answered with 2.2 megabytes. */
  async function expectBoundedAnswers(receiptId: string) {
    const receipt = await clerk.get(`/v1/receipts/${receiptId}`).expect(200);
    expect(receipt.body).toMatchObject({ lineCount: 10_000, quantity: 5_005_000, value: 34_965_000 });
    expect(receipt.body.lines).toHaveLength(200);
    expect(receipt.text.length).toBeLessThan(100_000);
    // Of an import, the lines of its file.
    const numbers = [];
    for (let cursor = ''; ;) {
      const page = await clerk.get(`/v1/receipts/${receiptId}/lines?limit=200${cursor}`).expect(200);
      numbers.push(...(page.body.items as { lineNumber: number }[]).map((line) => line.lineNumber));
      if (page.body.next === undefined) break;
      cursor = `&cursor=${page.body.next}`;
    }
    expect(numbers).toEqual(Array.from({ length: 10_000 }, (_, i) => i + 2));
    const [posted] = await world.sql<{ id: string }>(`select movement_id as id from receipt where id = $1`, [
      receiptId,
    ]);
    const movement = await clerk.get(`/v1/movements/${posted!.id}`).expect(200);
    expect(movement.body).toMatchObject({ reason: 'opening', transferCount: 10_000 });
    expect(movement.body.transfers).toHaveLength(200);
    const first = await clerk.get(`/v1/movements/${posted!.id}/transfers?limit=150`).expect(200);
    const second = await clerk.get(`/v1/movements/${posted!.id}/transfers?cursor=${first.body.next}`).expect(200);
    expect([...first.body.items, ...second.body.items]).toEqual(movement.body.transfers);
    await clerk.get(`/v1/movements/999999999/transfers`).expect(404);
  }

  test('10,000 rows come in with one request, within seconds, and no answer grows with them', async () => {
    const place = await aPlace();
    const bins = await Promise.all(Array.from({ length: 10 }, (_, i) => aBin(world, place.site, `BULK-${i}`)));
    const parts = csvOf(
      'number,nameEn',
      Array.from({ length: 1_000 }, (_, i) => `OPEN-${i},Sample part`),
    );
    await sendCsv(world, clerk, '/v1/imports/parts', parts).expect(201);
    const rows = bins.flatMap((bin) =>
      Array.from({ length: 1_000 }, (_, i) => `${place.site.number},${bin.number},OPEN-${i},${i + 1},${i * 7},`),
    );
    const started = performance.now();
    const opened = await send(csvOf(heading, rows)).expect(201);
    expect(performance.now() - started).toBeLessThan(15_000);
    await expectBoundedAnswers(opened.body.receipts[0].id);
    const [sums] = await world.sql(
      `select sum(b.quantity) as quantity, sum(b.value) as value from stock_balance b
         join stock_account a on a.id = b.account_id join bin n on n.id = a.bin_id where n.number like 'BULK-%'`,
    );
    expect(sums).toEqual({ quantity: 5_005_000, value: '34965000' });
  });

  test('of two openings of the same shelf at the same time, under two keys, one counts', async () => {
    for (let round = 0; round < 5; round += 1) {
      const place = await aPlace();
      const part = await aPart(world);
      const csv = csvOf(heading, [`${place.at},${part.number},7,700,`]);
      const answers = await Promise.all([send(csv), send(csv), send(csv)]);
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
      expect(answers.every((answer) => [201, 409, 422].includes(answer.status))).toBe(true);
      expect(await onShelf(place.bin.id)).toEqual([{ number: part.number, quantity: 7, value: 700 }]);
    }
  });

  test('the same file under the same key acts once; for another day the key is another request', async () => {
    const place = await aPlace();
    const part = await aPart(world);
    const csv = csvOf(heading, [`${place.at},${part.number},7,700,`]);
    const first = await send(csv, 'opening-once').expect(201);
    const again = await send(csv, 'opening-once').expect(201);
    expect(again.body).toEqual(first.body);
    expect(await onShelf(place.bin.id)).toMatchObject([{ quantity: 7 }]);
    await sendCsv(world, clerk, `${path}?postingDate=2020-01-01`, csv, 'opening-once').expect(403);
    const earlier = await world.person('finance', { mayPostEarlier: true });
    await sendCsv(world, earlier, `${path}?postingDate=2026-01-01`, csv, 'k').expect(422);
    await sendCsv(world, earlier, `${path}?postingDate=2026-02-30`, csv, 'k2').expect(422);
  });

  test('the opening may be dated to the day the books begin, by who may post earlier', async () => {
    const place = await aPlace();
    const part = await aPart(world);
    const finance = await world.person('finance', { mayPostEarlier: true });
    const csv = csvOf(heading, [`${place.at},${part.number},7,700,`]);
    const answer = await sendCsv(world, finance, `${path}?postingDate=2026-01-01`, csv).expect(201);
    const receipt = await clerk.get(`/v1/receipts/${answer.body.receipts[0].id}`).expect(200);
    expect(receipt.body).toMatchObject({ documentDate: '2026-01-01', postingDate: '2026-01-01' });
  });

  test('engineers, stations and supervisors do not open stock, and SQL of the application cannot either', async () => {
    const place = await aPlace();
    const csv = csvOf(heading, [`${place.at},${(await aPart(world)).number},7,700,`]);
    for (const role of ['engineer', 'supervisor', 'auditor'] as const) {
      await sendCsv(world, await world.person(role), path, csv).expect(403);
    }
    for (const statement of [
      `insert into stock_balance (account_id, part_id, quantity, value, last_posted_on)
       select id, gen_random_uuid(), 7, 700, current_date from stock_account limit 1`,
      `update stock_balance set quantity = quantity + 1`,
      `insert into stock_movement (reason, document_kind, document_id, document_date, posting_date, actor_id)
       values ('opening', 'receipt', gen_random_uuid(), current_date, current_date, gen_random_uuid())`,
    ]) {
      await expect(world.sqlAsApplication(statement)).rejects.toThrow(/permission denied/);
    }
  });
});
