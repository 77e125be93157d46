import { aModel } from '../support/catalog';
import { aCustomer, anInstalledUnit } from '../support/customers';
import { csvOf, sendCsv } from '../support/csv';
import { type Caller, World } from '../support/world';

describe('Importing installed units (R18)', () => {
  let world: World;
  let clerk: Caller;
  beforeAll(async () => {
    world = await World.open();
    clerk = await world.person('clerk');
    await aModel(world, { number: 'WH-1' });
  });
  afterAll(() => world.close());

  const send = (csv: string, key?: string) => sendCsv(world, clerk, '/v1/imports/installed-units', csv, key);
  const counts = async () =>
    (
      await world.sql(
        `select (select count(*) from customer) as customers, (select count(*) from installed_unit) as units,
                (select count(*) from installed_unit_date) as dates`,
      )
    )[0];

  test('a file adds units with their dates, and their customers where they are new', async () => {
    const known = await aCustomer(world, { number: 'C-KNOWN' });
    const answer = await send(
      csvOf('customer,customerName,phone,model,serialNumber,usageClass,firstOwner,INVOICE,安装日期,evidence', [
        'C-NEW,样品客户乙,+00 10 5550 0123,WH-1,SN-1,,,2026-01-05,2026-01-09,发票 118',
        'C-NEW,,,WH-1,SN-2,COMMERCIAL,no,,,',
        'C-KNOWN,,,WH-1,SN-3,,,,,',
      ]),
    ).expect(201);
    expect(answer.body).toEqual({ imported: 3 });
    const customers = await clerk.get('/v1/customers?number=C-NEW').expect(200);
    expect(customers.body.items).toMatchObject([{ name: '样品客户乙', phone: '+00 10 5550 0123' }]);
    const units = await clerk.get(`/v1/installed-units?customerId=${customers.body.items[0].id}`).expect(200);
    expect(units.body.items).toMatchObject([
      {
        serialNumber: 'SN-1',
        usageClass: 'PRIVATE',
        dates: [
          { kind: 'INSTALL_DONE', day: '2026-01-09', evidence: '发票 118', actorId: clerk.id },
          { kind: 'INVOICE', day: '2026-01-05', evidence: '发票 118', actorId: clerk.id },
        ],
      },
      { serialNumber: 'SN-2', usageClass: 'COMMERCIAL', firstOwner: false, dates: [] },
    ]);
    expect((await clerk.get(`/v1/installed-units?customerId=${known.id}`)).body.items).toHaveLength(1);
    const history = await clerk.get(`/v1/installed-units/${units.body.items[0].id}/history`).expect(200);
    expect(history.body.versions).toHaveLength(1);
  });

  test('every bad row is named at once, nothing of a person is repeated, and nothing is imported', async () => {
    const unit = await anInstalledUnit(world);
    await aCustomer(world, { number: 'C-2', name: 'Sample person' });
    const before = await counts();
    const answer = await send(
      csvOf('customer,customerName,phone,model,serialNumber,INVOICE', [
        'C-3,Sample third,,WH-1,N-1,2026-02-30',
        'C-4,,,WH-1,N-2,2199-01-01',
        'C-2,Somebody else,,WH-1,N-3,',
        'C-5,Sample fifth,call me,NOWHERE,N-4,',
        'C-5,Sample other,,WH-1,N-1,',
        `C-2,,,${unit.modelNumber},${unit.serialNumber},`,
        'C-2,,,WH-1,序列号,01.02.2026',
      ]),
    ).expect(422);
    const today = world.server.kernel.clock.today();
    const day = `expected a day that exists, written YYYY-MM-DD, not after ${today}`;
    expect(
      answer.body.errors.map((fault: { pointer: string; detail: string }) => [fault.pointer, fault.detail]),
    ).toEqual([
      ['line/2/INVOICE', day],
      ['line/3/INVOICE', day],
      ['line/3/customerName', 'the customer is new: its name is needed on the first line that names it'],
      ['line/4/customerName', 'the customer is known under another name; leave the cell empty to keep it'],
      ['line/5/phone', 'expected digits, + ( ) / - and blanks'],
      ['line/5/model', 'there is no product model with this number'],
      ['line/6/serialNumber', 'stands in line 2 already'],
      ['line/6/customerName', 'the customer stands in line 5 under another name; leave the cell empty to keep it'],
      ['line/7/serialNumber', 'a unit of this model with this serial number exists already'],
      ['line/8/serialNumber', 'expected at most 64 printable ASCII characters'],
      ['line/8/INVOICE', day],
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(/Sample|Somebody|call me/);
    expect(await counts()).toEqual(before);
  });

  test('10,000 units with 5,000 customers come in with one request, within seconds', async () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, i) => `BULK-${i >> 1},Sample ${i >> 1},+00 ${10_000_000 + i},WH-1,BULK-${i},2026-01-01,2026-01-02`,
    );
    const csv = csvOf('customer,customerName,phone,model,serialNumber,INVOICE,DELIVERY', rows);
    const started = performance.now();
    await send(csv).expect(201);
    expect(performance.now() - started).toBeLessThan(10_000);
    const [known] = await world.sql<{ customers: string; units: string; dates: string }>(
      `select (select count(*) from customer where number like 'BULK%') as customers,
              (select count(*) from installed_unit where serial_number like 'BULK%') as units,
              (select count(*) from installed_unit_date d join installed_unit u on u.id = d.unit_id
                where u.serial_number like 'BULK%') as dates`,
    );
    expect(known).toEqual({ customers: 5_000, units: 10_000, dates: 20_000 });
  });

  test('of two imports at the same time that name the same new customer and unit, one wins whole', async () => {
    const csv = csvOf('customer,customerName,model,serialNumber', ['C-RACE,Sample racer,WH-1,RACE-1']);
    const answers = await Promise.all([send(csv), send(csv), send(csv)]);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(answers.every((answer) => [201, 409, 422].includes(answer.status))).toBe(true);
    expect((await clerk.get('/v1/customers?number=C-RACE')).body.items).toHaveLength(1);
  });

  test('engineers and stations record single units, not files', async () => {
    const csv = csvOf('customer,customerName,model,serialNumber', ['C-X,Sample,WH-1,X-1']);
    await sendCsv(world, await world.person('engineer'), '/v1/imports/installed-units', csv).expect(403);
  });
});
