import { type OldPart } from '../../src/returns/old-part';
import { expectBooksToBalance } from '../support/books';
import { aSite } from '../support/catalog';
import { held } from '../support/ledger';
import { anOwedOldPart, makeOverdue } from '../support/old-parts';
import { aJob, anApprovedReport, aReplacement, type Job } from '../support/reports';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

describe('Old parts come home', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  let clerk: Caller;
  let site: { id: string };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
    clerk = await world.person('clerk');
    site = await aSite(world);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const theJob = (asked: Parameters<typeof aJob>[1] = {}) => aJob(world, { ...crew, ...asked });
  const aSerialJob = () => theJob({ part: { serialNumbered: true } });
  const receive = (part: OldPart, more: object = {}, caller = clerk) =>
    caller.post(`/v1/old-parts/${part.id}/receipt`, { siteId: site.id, ...more });
  const waive = (part: OldPart, caller = crew.supervisor) =>
    caller.post(`/v1/old-parts/${part.id}/waiver`, { reason: 'lost in the post, value small' });
  const inHand = (part: OldPart) => held(world, { kind: 'old_custody', ownerId: part.engineerId }, part.partId);
  const atDesk = (part: OldPart) => held(world, { kind: 'old_parts', ownerId: site.id }, part.partId);

  test('what came off is owed by the engineer, tagged to report and order, with its due date (S077)', async () => {
    const job = await theJob({ part: { oldPartDays: 20 } });
    const owed = await anOwedOldPart(job, { oldSerialNumber: 'PLATE-5' });
    expect(owed).toMatchObject({
      ...{ status: 'owed', overdue: false, engineerId: job.engineer.id, quantity: 1, serialNumber: 'PLATE-5' },
      ...{ workOrderNumber: job.order.number, partNumber: job.part.number, owedSince: daysAgo(0), dueOn: daysAgo(-20) },
    });
    expect(owed.number).toMatch(/^OLD-\d{4}-\d{6}$/);
    expect(owed.code).toMatch(/^OP/);
    expect(owed.reportNumber).toMatch(/^REP-/);
  });

  test('it is received by scan: the same serial number is a match (S101, S103)', async () => {
    const owed = await anOwedOldPart(await aSerialJob());
    const unscanned = await receive(owed).expect(422);
    expect(unscanned.body.errors).toMatchObject([{ pointer: '/serialNumber' }]);
    const answer = await receive(owed, { serialNumber: owed.serialNumber, conditionNote: 'burnt' }).expect(200);
    expect(answer.body).toMatchObject({
      received: {
        status: 'received',
        serialMatches: true,
        receivedById: clerk.id,
        siteId: site.id,
        conditionNote: 'burnt',
      },
      stillOwed: null,
    });
    expect(await inHand(owed)).toMatchObject({ quantity: 0 });
    expect(await atDesk(owed)).toEqual({ quantity: 1, value: 0 });
    const again = await receive(owed, { serialNumber: owed.serialNumber }).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:old-part-in-other-state');
  });

  test('another serial number is recorded, and the books know the unit that really came (S101, S103)', async () => {
    const owed = await anOwedOldPart(await aSerialJob());
    const answer = await receive(owed, { serialNumber: 'SOMETHING-ELSE' }).expect(200);
    expect(answer.body.received).toMatchObject({ serialMatches: false, receivedSerialNumber: 'SOMETHING-ELSE' });
    const units = await world.sql(
      `select u.serial_number as serial, a.kind from serial_unit u join stock_account a on a.id = u.account_id
        where u.part_id = $1 and u.serial_number in ($2, 'SOMETHING-ELSE') order by a.kind`,
      [owed.partId, owed.serialNumber],
    );
    expect(units).toEqual([
      { serial: 'SOMETHING-ELSE', kind: 'old_parts' },
      { serial: owed.serialNumber, kind: 'written_off' },
    ]);
    const listed = await clerk.get(`/v1/old-parts?mismatched=true&partId=${owed.partId}`).expect(200);
    expect(listed.body.items).toMatchObject([{ id: owed.id }]);
  });

  test('a plate that cannot be read is no match', async () => {
    const owed = await anOwedOldPart(await aSerialJob());
    const answer = await receive(owed, { serialNumber: null }).expect(200);
    expect(answer.body.received).toMatchObject({ serialMatches: false, receivedSerialNumber: null });
  });

  test('a unit that belongs elsewhere is refused: new ones out of stock, and other old parts (S101)', async () => {
    const job = await aSerialJob();
    const owed = await anOwedOldPart(job);
    const swapped = await receive(owed, { serialNumber: job.serialNumbers[1] }).expect(409);
    expect(swapped.body.type).toBe('urn:counterpart:problem:unit-elsewhere');
    const second = await anOwedOldPart(job, { serialNumber: job.serialNumbers[1], oldSerialNumber: 'MIXED-UP' });
    const mixedUp = await receive(owed, { serialNumber: 'MIXED-UP' }).expect(409);
    expect(mixedUp.body.facts).toEqual({ number: second.number, code: second.code });
    expect(await inHand(owed)).toMatchObject({ quantity: 2 });
  });

  test('what comes in part is received in part; the rest stays owed under the same date (R8)', async () => {
    const job = await theJob({ pieces: 5 });
    const owed = await anOwedOldPart(job, { quantity: 5 });
    await receive(owed, { quantity: 6 }).expect(422);
    const answer = await receive(owed, { quantity: 2 }).expect(200);
    const { received, stillOwed } = answer.body as { received: OldPart; stillOwed: OldPart };
    expect(received).toMatchObject({ id: owed.id, quantity: 2, status: 'received', portion: 1 });
    expect(stillOwed).toMatchObject({ quantity: 3, status: 'owed', portion: 2, dueOn: owed.dueOn });
    expect(stillOwed.code).not.toBe(owed.code);
    await receive(stillOwed, { quantity: 1 }).expect(200);
    const list = await clerk.get(`/v1/old-parts?reportId=${owed.reportId}`).expect(200);
    expect(list.body.items.map((item: OldPart) => [item.status, item.quantity])).toEqual([
      ['received', 2],
      ['received', 1],
      ['owed', 2],
    ]);
    expect(await atDesk(owed)).toMatchObject({ quantity: 3 });
    expect(await inHand(owed)).toMatchObject({ quantity: 2 });
  });

  test('a supervisor waives what cannot come back, with the reason; nobody waives their own (R4, R8, S083)', async () => {
    const owed = await anOwedOldPart(await aSerialJob());
    await waive(owed, clerk).expect(403);
    await crew.supervisor.post(`/v1/old-parts/${owed.id}/waiver`, {}).expect(422);
    const answer = await waive(owed).expect(200);
    expect(answer.body).toMatchObject({ status: 'waived', waivedById: crew.supervisor.id, waivedOn: daysAgo(0) });
    expect(await inHand(owed)).toMatchObject({ quantity: 0 });
    await receive(owed, { serialNumber: owed.serialNumber }).expect(409);
    const both = await world.person(['engineer', 'supervisor', 'clerk']);
    const own = await anOwedOldPart(await theJob({ engineer: both }));
    expect((await waive(own, both).expect(403)).body.type).toBe('urn:counterpart:problem:own-old-part');
    expect((await receive(own, {}, both).expect(403)).body.type).toBe('urn:counterpart:problem:own-old-part');
  });

  test('two clerks scan the same part at once: it is received once', async () => {
    const owed = await anOwedOldPart(await theJob());
    const other = await world.person('clerk');
    const answers = await Promise.all([receive(owed), receive(owed, {}, other), waive(owed)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
  });

  test('an engineer sees what is overdue of the own, the office everybody’s, a station its site’s (R15)', async () => {
    const station = (await world.admin.post('/v1/sites', { number: 'STATION-9', name: 'Sample', kind: 'station' }))
      .body;
    const caller = await world.person('station', { siteId: station.id });
    const job = await theJob({ engineer: await world.person('engineer'), siteId: station.id });
    const overdue = await anOwedOldPart(job);
    const inTime = await anOwedOldPart(job);
    await makeOverdue(world, overdue);
    const ids = async (who: Caller, query: string) =>
      ((await who.get(`/v1/old-parts?${query}`).expect(200)).body.items as OldPart[]).map((part) => part.id);
    expect(await ids(job.engineer, 'state=overdue')).toEqual([overdue.id]);
    expect(await ids(job.engineer, 'state=owed')).toEqual([overdue.id, inTime.id]);
    expect(await ids(clerk, `state=overdue&engineerId=${job.engineer.id}`)).toEqual([overdue.id]);
    expect(await ids(caller, '')).toEqual([overdue.id, inTime.id]);
    const elsewhere = await anOwedOldPart(await theJob());
    expect(await ids(job.engineer, '')).not.toContain(elsewhere.id);
    await job.engineer.get(`/v1/old-parts/${elsewhere.id}`).expect(404);
    await receive(elsewhere, { siteId: station.id }, caller).expect(404);
    await receive(overdue, { siteId: site.id }, caller).expect(404);
    await receive(overdue, { siteId: undefined }, caller).expect(200);
    await job.engineer.post(`/v1/old-parts/${inTime.id}/receipt`, { siteId: site.id }).expect(403);
    const noSite = await receive(inTime, { siteId: undefined }).expect(422);
    expect(noSite.body.errors).toMatchObject([{ pointer: '/siteId' }]);
  });

  test('the list goes on page by page, what is due first comes first', async () => {
    const job = await theJob({ engineer: await world.person('engineer'), pieces: 3 });
    const replacements = [1, 2, 3].map(() => aReplacement(job));
    await anApprovedReport(job, { replacements });
    const first = await job.engineer.get('/v1/old-parts?limit=2').expect(200);
    const second = await job.engineer.get(`/v1/old-parts?limit=2&cursor=${first.body.next}`).expect(200);
    expect([...first.body.items, ...second.body.items]).toHaveLength(3);
    expect(second.body.next).toBeUndefined();
  });

  describe('a defect in our own code cannot make one vanish (R8)', () => {
    let job: Job;
    let owed: OldPart;
    beforeEach(async () => {
      job = await theJob();
      owed = await anOwedOldPart(job);
    });
    const asApplication = (statement: string, values: unknown[] = [owed.id]) =>
      world.sqlAsApplication(statement, values);

    test('it is not deleted, not even by the owner of the tables', async () => {
      await expect(asApplication(`delete from old_part where id = $1`)).rejects.toMatchObject({ code: '42501' });
      await expect(world.sql(`delete from old_part where id = $1`, [owed.id])).rejects.toMatchObject({
        constraint: 'old_part_append_only',
      });
    });

    test('it ends neither received nor waived without saying how, nor by whose part it is', async () => {
      const endings = {
        old_part_received_whole: `update old_part set status = 'received' where id = $1`,
        old_part_received_by_another: `update old_part set status = 'received', received_on = current_date,
           received_by_id = engineer_id, site_id = '${site.id}' where id = $1`,
        old_part_waived_whole: `update old_part set status = 'waived' where id = $1`,
        old_part_waived_by_another: `update old_part set status = 'waived', waived_on = current_date, waiver_reason = 'x',
           decided_by_id = engineer_id where id = $1`,
      };
      for (const [constraint, statement] of Object.entries(endings)) {
        await expect(asApplication(statement)).rejects.toMatchObject({ constraint });
      }
    });

    test('it grows neither smaller nor later, and an end stays an end', async () => {
      await expect(asApplication(`update old_part set due_on = due_on + 1 where id = $1`)).rejects.toMatchObject({
        constraint: 'old_part_settled_stays',
      });
      const more = await theJob({ pieces: 3 });
      const three = await anOwedOldPart(more, { quantity: 3 });
      await expect(asApplication(`update old_part set quantity = 1 where id = $1`, [three.id])).rejects.toMatchObject({
        constraint: 'old_part_adds_up',
      });
      await waive(owed).expect(200);
      await expect(asApplication(`update old_part set status = 'owed' where id = $1`)).rejects.toThrow();
      await expect(asApplication(`update old_part set waiver_reason = 'other' where id = $1`)).rejects.toMatchObject({
        constraint: 'old_part_settled_stays',
      });
    });
  });
});
