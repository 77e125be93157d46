import { aModel, aNumber, aSite } from '../support/catalog';
import { aCustomer, anInstalledUnit } from '../support/customers';
import { anActivePolicy, aUnitBoughtOn, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

describe('Customers and installed units', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('a unit is recorded with its model, its customer and the dates that are known', async () => {
    const unit = await anInstalledUnit(world, {
      dates: [
        { kind: 'INVOICE', day: '2026-03-01', evidence: 'invoice 118' },
        { kind: 'INSTALL_DONE', day: '2026-03-05' },
      ],
    });
    expect(unit).toMatchObject({ usageClass: 'PRIVATE', firstOwner: true, category: 'water_heater' });
    expect(unit.dates.map((date) => [date.kind, date.day])).toEqual([
      ['INSTALL_DONE', '2026-03-05'],
      ['INVOICE', '2026-03-01'],
    ]);
    const read = await world.admin.get(`/v1/installed-units/${unit.id}`).expect(200);
    expect(read.body).toEqual(unit);
  });

  test('a serial number is known once per model', async () => {
    const unit = await anInstalledUnit(world);
    const customer = await aCustomer(world);
    const again = { modelId: unit.modelId, serialNumber: unit.serialNumber, customerId: customer.id };
    const answer = await world.admin.post('/v1/installed-units', again).expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:serial-number-taken');
    await anInstalledUnit(world, { serialNumber: unit.serialNumber });
  });

  const datesOf = (body: { dates: { kind: string; day: string }[] }) => body.dates.map((date) => [date.kind, date.day]);

  describe('dates', () => {
    test('are corrected by a later statement, and the earlier one stays in the history (S008, S021)', async () => {
      const unit = await anInstalledUnit(world, {
        dates: [{ kind: 'INVOICE', day: '2026-03-01', evidence: 'hearsay' }],
      });
      const path = `/v1/installed-units/${unit.id}`;
      const engineer = await world.person('engineer');
      const stranger = await engineer.post(`${path}/dates`, { kind: 'INVOICE', day: '2026-01-01' }).expect(403);
      expect(stranger.body.type).toBe('urn:counterpart:problem:not-your-unit');
      await aWorkOrder(world, { engineer, unit });
      const corrected = { kind: 'INVOICE', day: '2026-03-11', evidence: 'invoice 118' };
      const answer = await engineer.post(`${path}/dates`, corrected).expect(201);
      expect(datesOf(answer.body)).toEqual([['INVOICE', '2026-03-11']]);
      await engineer.post(`${path}/dates`, { kind: 'INVOICE', day: null, evidence: 'of another unit' }).expect(201);
      expect(datesOf((await world.admin.get(path)).body)).toEqual([]);
      const history = await world.admin.get(`${path}/history`).expect(200);
      expect(history.body.dates).toMatchObject([
        { kind: 'INVOICE', day: null, actorId: engineer.id },
        { kind: 'INVOICE', day: '2026-03-11', evidence: 'invoice 118', actorId: engineer.id },
        { kind: 'INVOICE', day: '2026-03-01', evidence: 'hearsay', actorId: world.admin.id },
      ]);
    });

    test('commissioning and first use stand side by side (S026, S027)', async () => {
      const unit = await anInstalledUnit(world, { dates: [{ kind: 'COMMISSIONING', day: '2026-01-10' }] });
      const answer = await world.admin
        .post(`/v1/installed-units/${unit.id}/dates`, { kind: 'FIRST_USE', day: '2026-05-02' })
        .expect(201);
      expect(datesOf(answer.body)).toEqual([
        ['COMMISSIONING', '2026-01-10'],
        ['FIRST_USE', '2026-05-02'],
      ]);
    });

    test('in the future, unknown to the calendar, of an unknown kind or stated twice are refused', async () => {
      const unit = await anInstalledUnit(world);
      const path = `/v1/installed-units/${unit.id}/dates`;
      for (const day of ['2199-01-01', '2026-02-30', '2026-2-3', 'yesterday']) {
        await world.admin.post(path, { kind: 'INVOICE', day }).expect(422);
      }
      await world.admin.post(path, { kind: 'BIRTHDAY', day: '2026-01-01' }).expect(422);
      const twice = [
        { kind: 'INVOICE', day: '2026-01-01' },
        { kind: 'INVOICE', day: '2026-01-02' },
      ];
      const body = { modelId: unit.modelId, customerId: unit.customerId, serialNumber: 'TWICE', dates: twice };
      const answer = await world.admin.post('/v1/installed-units', body).expect(422);
      expect(answer.body.errors[0].pointer).toBe('/dates/1/kind');
      const none = '01912d68-783e-7a08-8dd5-3a5c1f4b2e10';
      await world.admin.post(`/v1/installed-units/${none}/dates`, { kind: 'INVOICE', day: '2026-01-01' }).expect(404);
      expect((await world.admin.get(`/v1/installed-units/${unit.id}`)).body.dates).toEqual([]);
    });

    test('are append-only for the application', async () => {
      const unit = await anInstalledUnit(world, { dates: [{ kind: 'INVOICE', day: '2026-03-01' }] });
      for (const statement of [
        `update installed_unit_date set day = '2020-01-01' where unit_id = $1`,
        `delete from installed_unit_date where unit_id = $1`,
      ]) {
        await expect(world.sqlAsApplication(statement, [unit.id])).rejects.toThrow(/permission denied/);
        await expect(world.sql(statement, [unit.id])).rejects.toMatchObject({
          constraint: 'installed_unit_date_append_only',
        });
      }
    });
  });

  describe('a change of the unit itself', () => {
    test('keeps what it was said to be before, and by whom (S008)', async () => {
      const unit = await anInstalledUnit(world);
      const clerk = await world.person('clerk');
      const { modelId, serialNumber, customerId } = unit;
      const change = { modelId, serialNumber, customerId, usageClass: 'COMMERCIAL', firstOwner: false, active: true };
      await clerk.put(`/v1/installed-units/${unit.id}`, change, '"v1"').expect(200);
      await clerk.put(`/v1/installed-units/${unit.id}`, change, '"v1"').expect(412);
      const history = await world.admin.get(`/v1/installed-units/${unit.id}/history`).expect(200);
      expect(history.body.versions).toMatchObject([
        { version: 2, usageClass: 'COMMERCIAL', firstOwner: false, actorId: clerk.id },
        { version: 1, usageClass: 'PRIVATE', firstOwner: true, actorId: world.admin.id },
      ]);
    });

    test('cannot go unrecorded, not even in SQL as the application', async () => {
      const unit = await anInstalledUnit(world);
      await expect(
        world.sqlAsApplication(`update installed_unit set usage_class = 'TAXI' where id = $1`, [unit.id]),
      ).rejects.toMatchObject({ constraint: 'installed_unit_version_once' });
      await expect(world.sqlAsApplication(`delete from installed_unit where id = $1`, [unit.id])).rejects.toThrow(
        /permission denied/,
      );
    });
  });

  describe('meter readings', () => {
    const tell = (unit: { id: string }, source: string, reading: number, readOn: string, meter = 'hours') =>
      world.admin.post(`/v1/installed-units/${unit.id}/readings`, { meter, reading, source, readOn });

    test('stated and measured are both kept and compared (S069, S071)', async () => {
      const unit = await anInstalledUnit(world);
      await tell(unit, 'stated', 900, '2026-05-01').expect(201);
      const same = await tell(unit, 'measured', 900, '2026-05-01').expect(201);
      expect(same.body.meters).toEqual([
        { meter: 'hours', stated: 900, measured: 900, differs: false, contradicts: false, runsBackwards: false },
      ]);
      await tell(unit, 'stated', 1000, '2026-06-01').expect(201);
      const answer = await tell(unit, 'measured', 1250, '2026-06-01').expect(201);
      expect(answer.body.meters).toEqual([
        { meter: 'hours', stated: 1000, measured: 1250, differs: true, contradicts: true, runsBackwards: false },
      ]);
      expect(answer.body.readings[0]).toMatchObject({ source: 'measured', reading: 1250, differenceToOther: 250 });
    });

    test('a difference within a twentieth is shown and contradicts nothing (S071)', async () => {
      const unit = await anInstalledUnit(world);
      await tell(unit, 'stated', 950, '2026-05-01').expect(201);
      const close = await tell(unit, 'measured', 1000, '2026-05-01').expect(201);
      expect(close.body.meters).toMatchObject([{ differs: true, contradicts: false }]);
      const far = await tell(unit, 'stated', 949, '2026-05-01').expect(201);
      expect(far.body.meters).toMatchObject([{ differs: true, contradicts: true }]);
    });

    test('what was measured counts in the warranty, not what was stated against it (S071)', async () => {
      const model = await aModel(world);
      const terms = [
        { id: 'whole', covers: 'WHOLE_UNIT' as const, n: 1, unit: 'YEAR' as const, limits: { hours: 1000 } },
      ];
      await anActivePolicy(world, { modelIds: [model.id] }, { terms });
      const unit = await aUnitBoughtOn(world, daysAgo(40), { modelId: model.id });
      await tell(unit, 'measured', 5000, daysAgo(1)).expect(201);
      await tell(unit, 'stated', 300, daysAgo(1)).expect(201);
      const order = await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
      expect(order.determination).toMatchObject({ outcome: 'PAID', reasons: ['EXPIRED_USAGE'] });
    });

    test('a meter that runs backwards is kept and flagged, not refused (S070)', async () => {
      const unit = await anInstalledUnit(world);
      await tell(unit, 'measured', 50_000, '2026-01-01', 'km').expect(201);
      const answer = await tell(unit, 'measured', 30_000, '2026-02-01', 'km').expect(201);
      expect(answer.body.meters[0]).toMatchObject({ measured: 30_000, runsBackwards: true });
      expect(answer.body.readings.map((reading: { runsBackwards: boolean }) => reading.runsBackwards)).toEqual([
        true,
        false,
      ]);
    });

    test('told again for the same day and source it is corrected, and both stay readable', async () => {
      const unit = await anInstalledUnit(world);
      await tell(unit, 'measured', 10_000, '2026-01-01').expect(201);
      await tell(unit, 'measured', 100, '2026-01-01').expect(201);
      const answer = await tell(unit, 'measured', 200, '2026-02-01').expect(201);
      expect(answer.body.meters[0]).toMatchObject({ measured: 200, runsBackwards: false });
      expect(answer.body.readings.map((reading: { corrected: boolean }) => reading.corrected)).toEqual([
        false,
        false,
        true,
      ]);
    });

    test('negative, fractional or future readings are refused', async () => {
      const unit = await anInstalledUnit(world);
      await tell(unit, 'stated', -1, '2026-01-01').expect(422);
      await tell(unit, 'stated', 1.5, '2026-01-01').expect(422);
      await tell(unit, 'stated', 1, '2199-01-01').expect(422);
      await tell(unit, 'guessed', 1, '2026-01-01').expect(422);
      expect((await world.admin.get(`/v1/installed-units/${unit.id}/readings`)).body.readings).toEqual([]);
    });
  });

  test('units are found by serial number, customer and model', async () => {
    const unit = await anInstalledUnit(world, { serialNumber: 'FIND ME/1' });
    for (const query of ['serialNumber=FIND%20ME/1', `customerId=${unit.customerId}`, `modelId=${unit.modelId}`]) {
      const found = await world.admin.get(`/v1/installed-units?${query}`).expect(200);
      expect(found.body.items.map((item: { id: string }) => item.id)).toEqual([unit.id]);
    }
    const first = await world.admin.get('/v1/installed-units?limit=1').expect(200);
    const second = await world.admin.get(`/v1/installed-units?limit=1&cursor=${first.body.next}`).expect(200);
    expect(second.body.items[0].id).not.toBe(first.body.items[0].id);
  });

  describe('customers', () => {
    test('are found by number, phone or a part of the name', async () => {
      const customer = await aCustomer(world, { name: '样品客户甲', phone: '+00 10 5550 0777' });
      for (const query of [
        `number=${customer.number}`,
        `phone=${encodeURIComponent('+00 10 5550 0777')}`,
        `text=${encodeURIComponent('客户甲')}`,
      ]) {
        const found = await world.admin.get(`/v1/customers?${query}`).expect(200);
        expect(found.body.items).toEqual([customer]);
      }
    });

    test('are not browsed by engineers and stations, who look one up (R15)', async () => {
      const customer = await aCustomer(world);
      const engineer = await world.person('engineer');
      const refused = await engineer.get('/v1/customers?text=Sample').expect(403);
      expect(refused.body.type).toBe('urn:counterpart:problem:customer-lookup-only');
      const found = await engineer.get(`/v1/customers?number=${customer.number}`).expect(200);
      expect(found.body.items).toEqual([customer]);
    });

    test('are read and changed by the engineer and the station who deal with them, and by nobody else’s (R15)', async () => {
      const station = await aSite(world, { kind: 'station' });
      const callers = {
        engineer: await world.person('engineer'),
        other: await world.person('engineer'),
        station: await world.person('station', { siteId: station.id }),
        elsewhere: await world.person('station', { siteId: (await aSite(world, { kind: 'station' })).id }),
      };
      const customer = await aCustomer(world);
      const unit = await anInstalledUnit(world, { customerId: customer.id });
      const statuses = async (path: string) =>
        Promise.all(Object.values(callers).map(async (caller) => (await caller.get(path)).status));
      expect(await statuses(`/v1/customers/${customer.id}`)).toEqual([404, 404, 404, 404]);
      await aWorkOrder(world, { engineer: callers.engineer, unit, siteId: station.id });
      expect(await statuses(`/v1/customers/${customer.id}`)).toEqual([200, 404, 200, 404]);
      expect(await statuses(`/v1/scans?text=${customer.code}`)).toEqual([200, 404, 200, 404]);
      const { name, phone, address } = customer;
      const change = { name, phone, address, active: false };
      await callers.other.put(`/v1/customers/${customer.id}`, change, '"v1"').expect(404);
      // What an engineer registers at the door is the engineer's to correct, also before there is a request.
      const own = await callers.other.post('/v1/customers', { number: aNumber('DOOR'), name: 'Sample' }).expect(201);
      await callers.other.get(`/v1/customers/${own.body.id}`).expect(200);
      await callers.engineer.get(`/v1/customers/${own.body.id}`).expect(404);
    });

    test('their machines are listed to those who deal with them; a plate that is read is looked up by anybody (R15)', async () => {
      const [engineer, other] = [await world.person('engineer'), await world.person('engineer')];
      const unit = await anInstalledUnit(world);
      await aWorkOrder(world, { engineer, unit });
      const listed = async (caller: Caller, query: string) =>
        ((await caller.get(`/v1/installed-units?${query}`).expect(200)).body.items as { id: string }[]).map(
          ({ id }) => id,
        );
      expect(await listed(engineer, '')).toEqual([unit.id]);
      expect(await listed(engineer, `customerId=${unit.customerId}`)).toEqual([unit.id]);
      expect(await listed(other, '')).toEqual([]);
      expect(await listed(other, `customerId=${unit.customerId}`)).toEqual([]);
      expect(await listed(other, `modelId=${unit.modelId}`)).toEqual([]);
      expect(await listed(other, `serialNumber=${unit.serialNumber}`)).toEqual([unit.id]);
      const { modelId, serialNumber, customerId, usageClass, firstOwner } = unit;
      const change = { modelId, serialNumber, customerId, usageClass, firstOwner, active: true };
      await other.put(`/v1/installed-units/${unit.id}`, change, '"v1"').expect(403);
      await other.post(`/v1/installed-units/${unit.id}/readings`, { meter: 'hours', reading: 5, source: 'stated', readOn: '2026-01-01' }).expect(403); // prettier-ignore
      await engineer.put(`/v1/installed-units/${unit.id}`, { ...change, usageClass: 'COMMERCIAL' }, '"v1"').expect(200);
    });

    test('are never deleted, and their number is given once', async () => {
      const customer = await aCustomer(world);
      await world.admin.delete(`/v1/customers/${customer.id}`).expect(405);
      const again = await world.admin.post('/v1/customers', { number: customer.number, name: 'Sample' }).expect(409);
      expect(again.body.type).toBe('urn:counterpart:problem:number-taken');
      const { name, phone, address } = customer;
      await world.admin
        .put(`/v1/customers/${customer.id}`, { name, phone, address, active: false }, '"v1"')
        .expect(200);
      expect((await world.admin.get(`/v1/customers/${customer.id}`)).body.active).toBe(false);
    });
  });
});
