import { randomUUID } from 'node:crypto';
import { type InstalledUnit } from '../../src/customers/installed-unit';
import { type Facts } from '../../src/warranty/classification/facts';
import { type Policy } from '../../src/warranty/classification/policy';
import { aModel, aPart } from '../support/catalog';
import { csvOf, sendCsv } from '../support/csv';
import { anInstalledUnit } from '../support/customers';
import { aReportOn } from '../support/reported';
import { anActivePolicy, aUnitBoughtOn, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';

describe('What happened to a unit counts by itself', () => {
  let world: World;
  let supervisor: Caller;
  let clerk: Caller;
  let engineer: Caller;
  // The clock stands at noon and moves on a second whenever it is asked: a signature is later than what it signs.
  let now = Date.parse('2026-01-05T12:00:00+08:00');
  const itIs = (day: string) => (now = Date.parse(`${day}T12:00:00+08:00`));
  beforeAll(async () => {
    world = await World.open({ now: () => new Date((now += 1_000)) });
    [supervisor, clerk, engineer] = [
      await world.person('supervisor'),
      await world.person('clerk'),
      await world.person('engineer'),
    ];
  });
  afterAll(() => world.close());

  const aUnitUnder = async (policy: Partial<Policy>, boughtOn = '2025-06-01') => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] }, policy);
    return aUnitBoughtOn(world, boughtOn, { modelId: model.id });
  };
  const anOrder = (unit: InstalledUnit, more: object = {}) =>
    aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT', symptom: 'no_heat', ...more });
  const repaired = async (unit: InstalledUnit, from: string, to: string, more: object = {}) => {
    itIs(from);
    const order = await anOrder(unit, more);
    await engineer.post(`/v1/work-orders/${order.id}/arrival`).expect(200);
    itIs(to);
    await aReportOn(order, { engineer, supervisor }, { causeCode: 'MANUFACTURING_DEFECT' });
    return order;
  };
  const factsOf = async (order: { determination: { id: string } | null }) =>
    (await supervisor.get(`/v1/determinations/${order.determination!.id}`).expect(200)).body.facts as Facts;
  const record = (unit: { id: string }, event: object, caller = clerk) =>
    caller.post(`/v1/installed-units/${unit.id}/events`, event);

  test('the same fault repaired twice brings the right to an exchange, and the days of all repairs that to a refund', async () => {
    const unit = await aUnitUnder({
      entitlements: [
        { grant: 'EXCHANGE', repairs_over: 1, same: 'FAULT' },
        { grant: 'REFUND', repair_days_over: 30, day_count: 'INCLUSIVE' },
      ],
    });
    const first = await repaired(unit, '2026-01-05', '2026-01-20');
    expect(first.determination).toMatchObject({ outcome: 'WARRANTY', entitlements: [] });
    const other = await repaired(unit, '2026-01-25', '2026-01-26', { symptom: 'noise' });
    expect(other.determination!.entitlements).toEqual([]);
    const second = await repaired(unit, '2026-02-02', '2026-02-10');
    expect(second.determination!.entitlements).toEqual([]);
    itIs('2026-02-20');
    const third = await anOrder(unit);
    expect(third.determination!.entitlements).toEqual(['EXCHANGE']);
    expect((await factsOf(third)).history).toMatchObject([
      { type: 'REPAIR', in: '2026-01-05', out: '2026-01-20', under_warranty: true, fault: 'no_heat' },
      { in: '2026-01-25', out: '2026-01-26', fault: 'noise' },
      { in: '2026-02-02', out: '2026-02-10' },
    ]);
    // 16 + 2 + 9 days so far: the fourth repair makes it more than thirty.
    itIs('2026-02-24');
    await aReportOn(third, { engineer, supervisor }, { causeCode: 'MANUFACTURING_DEFECT' });
    await record(unit, { kind: 'REPAIR', beganOn: '2026-02-21', endedOn: '2026-02-23', underWarranty: true }).expect(
      201,
    );
    itIs('2026-03-02');
    const fourth = await anOrder(unit, { symptom: 'smell' });
    expect(fourth.determination!.entitlements).toEqual(['REFUND']);
  });

  test('days in which the unit was under repair prolong the cover', async () => {
    const unit = await aUnitUnder({ suspend: { repairs: 'WARRANTY' } }, '2025-03-01');
    await repaired(unit, '2026-02-10', '2026-02-20');
    itIs('2026-03-08');
    const later = await anOrder(unit);
    expect(later.determination).toMatchObject({ outcome: 'WARRANTY', lastCoveredDay: '2026-03-11' });
    expect(later.determination!.reasons).toContain('EXTENDED_REPAIR');
    itIs('2026-03-12');
    expect((await anOrder(unit)).determination).toMatchObject({ outcome: 'PAID', lastCoveredDay: '2026-03-11' });
  });

  test('a visit is no history to itself, nor to the request it belongs to', async () => {
    const unit = await aUnitUnder({ entitlements: [{ grant: 'EXCHANGE', repairs_over: 0 }] });
    itIs('2026-01-05');
    const order = await anOrder(unit);
    await aReportOn(order, { engineer, supervisor });
    const again = await supervisor.get(`/v1/work-orders/${order.id}`).expect(200);
    expect(again.body.determination.entitlements).toEqual([]);
    expect((await anOrder(unit)).determination!.entitlements).toEqual(['EXCHANGE']);
  });

  test('a part that was replaced free has its own term from the day it was fitted', async () => {
    const part = await aPart(world, { component: 'pump' });
    const unit = await aUnitUnder(
      { part_replaced_free: { mode: 'REMAINDER_OR_LONGER', n: 6, unit: 'MONTH' } },
      '2025-02-01',
    );
    itIs('2026-01-20');
    const people = { engineer, supervisor };
    const order = await anOrder(unit);
    await aReportOn(order, people, { causeCode: 'MANUFACTURING_DEFECT', replaced: { part } });
    itIs('2026-07-10');
    const later = await anOrder(unit);
    expect(later.determination).toMatchObject({ outcome: 'PAID', lastCoveredDay: '2026-02-01' });
    const body = { workOrderId: later.id, causeCode: 'MANUFACTURING_DEFECT', replacements: [{ partId: part.id, quantity: 1, reason: 'leaks again' }] }; // prettier-ignore
    const report = await engineer.post('/v1/service-reports', body).expect(201);
    expect(report.body.replacements[0].determination).toMatchObject({
      ...{ outcome: 'WARRANTY', lastCoveredDay: '2026-07-20', reasons: ['PART_OWN_WARRANTY'] },
    });
  });

  test('a meter that was measured higher before is a matter for a person, whatever the latest reading says', async () => {
    const unit = await aUnitUnder({
      terms: [{ id: 'w', covers: 'WHOLE_UNIT', n: 3, unit: 'YEAR', limits: { km: 60_000 } }],
    });
    itIs('2026-04-01');
    const measured = (reading: number, readOn: string, source = 'measured') =>
      supervisor.post(`/v1/installed-units/${unit.id}/readings`, { meter: 'km', reading, source, readOn }).expect(201);
    await measured(30_000, '2025-11-01');
    await measured(31_000, '2025-12-01', 'stated');
    await measured(30_500, '2026-01-01');
    expect((await anOrder(unit)).determination).toMatchObject({ outcome: 'WARRANTY' });
    await measured(12_000, '2026-03-01');
    expect((await anOrder(unit)).determination).toMatchObject({ outcome: 'REVIEW', reasons: ['METER_ROLLBACK'] });
  });

  test('an event is recorded, listed and withdrawn; what was determined with it stays (R10)', async () => {
    itIs('2026-04-10');
    const unit = await aUnitUnder({ unit_replaced: 'RESTART' }, '2024-01-01');
    expect((await anOrder(unit)).determination).toMatchObject({ outcome: 'PAID' });
    const exchanged = await record(unit, { kind: 'UNIT_REPLACED', beganOn: '2025-12-01', evidence: 'exchange note' });
    expect(exchanged.status).toBe(201);
    const covered = await anOrder(unit);
    expect(covered.determination).toMatchObject({ outcome: 'WARRANTY', lastCoveredDay: '2026-12-01' });
    expect((await record(unit, { kind: 'UNIT_REPLACED', beganOn: '2025-12-01' })).body.type).toBe(
      'urn:counterpart:problem:event-told-already',
    );
    const path = `/v1/installed-units/${unit.id}/events`;
    await clerk.post(`${path}/${exchanged.body.id}/withdrawal`, { reason: 'another unit' }).expect(200);
    await clerk.post(`${path}/${exchanged.body.id}/withdrawal`, { reason: 'again' }).expect(409);
    await clerk.post(`${path}/${randomUUID()}/withdrawal`, { reason: 'r' }).expect(404);
    expect((await anOrder(unit)).determination).toMatchObject({ outcome: 'PAID' });
    expect((await supervisor.get(`/v1/work-orders/${covered.id}`)).body.determination.outcome).toBe('WARRANTY');
    const listed = await engineer.get(path).expect(200);
    expect(listed.body.items).toMatchObject([
      { id: exchanged.body.id, source: 'recorded', withdrawalReason: 'another unit' },
    ]);
    await clerk.get(`/v1/installed-units/${randomUUID()}/events`).expect(404);
    await record(unit, { kind: 'UNIT_REPLACED', beganOn: '2025-12-01' }, engineer).expect(403);
  });

  test('an event that cannot be true is refused with every fault', async () => {
    const unit = await anInstalledUnit(world);
    const bad = await record(unit, {
      ...{ kind: 'UNIT_REPLACED', beganOn: '2027-01-01', endedOn: '2026-12-01', components: ['a', 'a'], paid: true },
      ...{ underWarranty: true, readings: [{ meter: 'km', reading: 1 }, { meter: 'km', reading: 2 }] }, // prettier-ignore
    }).expect(422);
    expect(bad.body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual(
      ['/beganOn', '/components', '/endedOn', '/endedOn', '/endedOn', '/kind', '/paid', '/readings'].sort(),
    );
    await record(unit, { kind: 'REPAIR', beganOn: '2025-01-01', readings: [{ meter: 'km', reading: -1 }] }).expect(422);
  });

  describe('imported', () => {
    const heading = 'model,serialNumber,from,to,days,fault,cause,parts,paid,underWarranty,readings,evidence';
    const send = (csv: string, caller = clerk) => sendCsv(world, caller, '/v1/imports/unit-events', csv);

    test('repairs with date, parts, days out of use, cause and readings count and are marked as imported', async () => {
      itIs('2026-05-04');
      const own = { n: 1, unit: 'YEAR' as const, limits: { km: 20_000 } };
      const unit = await aUnitUnder({ suspend: { repairs: 'WARRANTY' }, part_replaced_paid: own }, '2025-05-01');
      const name = `${unit.modelNumber},${unit.serialNumber}`;
      const answer = await send(
        csvOf(heading, [
          `${name},2025-08-01,,10,no_heat,MANUFACTURING_DEFECT,,no,yes,km=9000 hours=40,repair book`,
          `${name},2026-02-01,2026-02-03,,leak,WEAR,pump seal,yes,no,km=30000,`,
        ]),
      ).expect(201);
      expect(answer.body).toEqual({ imported: 2 });
      const listed = await clerk.get(`/v1/installed-units/${unit.id}/events`).expect(200);
      expect(listed.body.items).toMatchObject([
        { kind: 'REPAIR', beganOn: '2026-02-01', components: ['pump', 'seal'], paid: true, source: 'imported' },
        { beganOn: '2025-08-01', endedOn: '2025-08-11', readings: [{ meter: 'hours', reading: 40 }, { meter: 'km', reading: 9000 }] }, // prettier-ignore
      ]);
      const reading = { meter: 'km', reading: 48_000, source: 'measured', readOn: '2026-05-01' };
      await supervisor.post(`/v1/installed-units/${unit.id}/readings`, reading).expect(201);
      const order = await anOrder(unit);
      expect(order.determination).toMatchObject({ outcome: 'WARRANTY', lastCoveredDay: '2026-05-11' });
      expect((await factsOf(order)).history).toEqual([
        {
          ...{ type: 'REPAIR', in: '2025-08-01', out: '2025-08-11', under_warranty: true, fault: 'no_heat' },
          ...{ cause: 'MANUFACTURING_DEFECT', usage: { km: 9000, hours: 40 } },
        },
        expect.objectContaining({ type: 'REPAIR', in: '2026-02-01', components: ['pump', 'seal'] }),
        { type: 'PART_REPLACED', date: '2026-02-03', component: 'pump', paid: true, usage: { km: 30_000 } },
        { type: 'PART_REPLACED', date: '2026-02-03', component: 'seal', paid: true, usage: { km: 30_000 } },
      ]);
      // The paid pump has a year of its own: 18,000 km since it was fitted.
      itIs('2026-06-01');
      const part = await aPart(world, { component: 'pump' });
      const later = await anOrder(unit);
      const body = { workOrderId: later.id, causeCode: 'MANUFACTURING_DEFECT', replacements: [{ partId: part.id, quantity: 1, reason: 'leaks' }] }; // prettier-ignore
      const report = await engineer.post('/v1/service-reports', body).expect(201);
      expect(report.body.replacements[0].determination).toMatchObject({
        ...{ outcome: 'WARRANTY', lastCoveredDay: '2027-02-03', reasons: ['PART_OWN_WARRANTY'] },
      });
    });

    test('every bad row is named at once, and nothing is imported', async () => {
      itIs('2026-05-04');
      const unit = await anInstalledUnit(world, { dates: [{ kind: 'MANUFACTURE', day: '2025-01-01' }] });
      const name = `${unit.modelNumber},${unit.serialNumber}`;
      const row = (...cells: string[]) => [name, ...cells, ...Array<string>(10 - cells.length).fill('')].join(',');
      const good = row('2025-08-01', '', '10', 'no_heat', '', '', 'no', 'yes');
      const answer = await send(
        csvOf(heading, [
          good,
          row('2025-08-01').replace(name, 'NOWHERE,SN-X'),
          `${row('2024-08-01')},`,
          row('2025-09-01', '2025-08-01'),
          row('2025-10-01', '2025-10-02', '3'),
          row('2026-12-01'),
          row('2025-11-01', '', '', '', 'lower case', '', 'maybe', '', 'km'),
          good,
          row('2024-01-01'),
        ]),
      ).expect(422);
      const at = (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
      expect(at).toEqual([
        'line/3/serialNumber',
        ...['line/4/row', 'line/5/to', 'line/6/days', 'line/7/from'],
        ...['line/8/cause', 'line/8/paid', 'line/8/readings', 'line/9/from', 'line/10/from'],
      ]);
      expect((await clerk.get(`/v1/installed-units/${unit.id}/events`)).body.items).toEqual([]);
      await send(csvOf(heading, [good]), engineer).expect(403);
      await send(csvOf(heading, [good])).expect(201);
      expect((await send(csvOf(heading, [good])).expect(422)).body.errors).toMatchObject([{ pointer: 'line/2/from' }]);
    });

    test('ten thousand rows in one request', async () => {
      const unit = await anInstalledUnit(world);
      const rows = Array.from(
        { length: 10_000 },
        (_, i) => `${unit.modelNumber},${unit.serialNumber},2020-01-01,fault ${i}`,
      );
      const answer = await send(csvOf('model,serialNumber,from,fault', rows)).expect(201);
      expect(answer.body).toEqual({ imported: 10_000 });
    });
  });

  test('the application cannot delete or rewrite an event', async () => {
    const unit = await anInstalledUnit(world);
    await record(unit, { kind: 'REPAIR', beganOn: '2025-01-01' }).expect(201);
    await expect(world.sqlAsApplication(`delete from unit_event`)).rejects.toThrow(/permission denied/);
    await expect(world.sqlAsApplication(`update unit_event set paid = true`)).rejects.toThrow(/permission denied/);
  });
});
