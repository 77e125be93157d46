import { randomUUID } from 'node:crypto';
import { anApprovedContract } from '../support/contracts';
import { aPart } from '../support/catalog';
import { expectBooksToBalance } from '../support/books';
import { held } from '../support/ledger';
import { aJob, anApprovedReport, aReplacement, aSignedReport, type Job, signed, step } from '../support/reports';
import { aCustodyHolding } from '../support/stock';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

describe('A supervisor decides a signed report', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const theJob = (asked: Parameters<typeof aJob>[1] = {}) => aJob(world, { ...crew, ...asked });
  const custody = (job: Job) => held(world, { kind: 'custody', ownerId: job.engineer.id }, job.part.id);
  const oldCustody = (job: Job) => held(world, { kind: 'old_custody', ownerId: job.engineer.id }, job.part.id);
  const fitted = async (job: Job, kind: string) => {
    const rows = await world.sql<{ quantity: number }>(
      `select coalesce(sum(t.quantity), 0)::integer as quantity from stock_transfer t
         join stock_account a on a.id = t.to_account_id where a.kind = $1 and t.part_id = $2`,
      [kind, job.part.id],
    );
    return rows[0]!.quantity;
  };
  const oldParts = (job: Job) =>
    world.sql(
      `select o.status, o.quantity, o.serial_number as serial, o.due_on - o.owed_since as days, o.engineer_id as engineer,
              r.revision from old_part o join replacement l on l.id = o.replacement_id
         join service_report r on r.id = l.report_id where o.part_id = $1 order by o.id`,
      [job.part.id],
    );

  test('approval consumes from custody and makes the old part owed, in one step (R5, R8, S047, S077, S078, S081)', async () => {
    const job = await theJob({ part: { oldPartDays: 12 } });
    const report = await aSignedReport(job);
    expect(await custody(job)).toEqual({ quantity: 2, value: 200 });
    const approved = await step(job.supervisor, report, 'approval', { approved: true, note: 'good work' });
    expect(approved).toMatchObject({
      status: 'approved',
      decidedById: job.supervisor.id,
      decisionNote: 'good work',
      postingDate: daysAgo(0),
      signature: { signerName: 'Sample Owner' },
    });
    expect(await custody(job)).toEqual({ quantity: 1, value: 100 });
    expect(await fitted(job, 'fitted_warranty')).toBe(1);
    expect(await oldCustody(job)).toEqual({ quantity: 1, value: 0 });
    expect(await oldParts(job)).toMatchObject([{ status: 'owed', quantity: 1, days: 12, engineer: job.engineer.id }]);
    await world.admin.post(`/v1/work-orders/${job.order.id}/closure`).expect(200);
  });

  test('nothing moves before the approval, whatever is written and signed (S063, S081)', async () => {
    const job = await theJob();
    await aSignedReport(job);
    expect(await custody(job)).toMatchObject({ quantity: 2 });
    const early = await world.admin.post(`/v1/work-orders/${job.order.id}/closure`).expect(409);
    expect(early.body.type).toBe('urn:counterpart:problem:work-order-has-open-papers');
  });

  test('pieces go where they are paid from: warranty, customer, goodwill, contract', async () => {
    for (const [billing, kind] of [
      ['GOODWILL', 'fitted_goodwill'],
      ['CONTRACT', 'fitted_contract'],
      ['PAID', 'fitted_paid'],
    ] as const) {
      const job = await theJob({ cover: 'expired', pieces: 1 });
      const draft = (
        await job.engineer
          .post('/v1/service-reports', {
            ...{
              workOrderId: job.order.id,
              causeCode: 'WEAR',
              cause: 'a',
              workDone: 'b',
              testResult: 'c',
              prevention: 'd',
            },
            replacements: [aReplacement(job)],
          })
          .expect(201)
      ).body;
      if (billing === 'CONTRACT') await anApprovedContract(world, job.unit);
      const lines = [{ lineNumber: 1, billing, reason: 'as agreed' }];
      if (billing !== 'PAID') await step(job.supervisor, draft, 'billing', { lines });
      const report = await signed(job, await step(job.engineer, draft, 'completion'));
      await step(job.supervisor, report, 'approval', { approved: true });
      expect(await fitted(job, kind)).toBe(1);
      // The part's rule asks for warranty replacements only.
      expect(await oldParts(job)).toEqual([]);
    }
  });

  test('the part’s rule says whether what came off is owed: always, for warranty only, never (S077)', async () => {
    const always = await theJob({ cover: 'expired', part: { oldPartRule: 'always' } });
    await anApprovedReport(always);
    expect(await oldParts(always)).toHaveLength(1);
    const never = await theJob({ part: { oldPartRule: 'never' } });
    await anApprovedReport(never);
    expect(await oldParts(never)).toEqual([]);
    expect(await oldCustody(never)).toMatchObject({ quantity: 0 });
    const nothingCameOff = await theJob();
    const replacements = [aReplacement(nothingCameOff, { noOldPartReason: 'it was missing from the start' })];
    await anApprovedReport(nothingCameOff, { replacements });
    expect(await oldParts(nothingCameOff)).toEqual([]);
  });

  test('a serial-numbered unit leaves custody by its number, and the unit that came off is known from now on (S103)', async () => {
    const job = await theJob({ part: { serialNumbered: true } });
    await anApprovedReport(job, { replacements: [aReplacement(job, { oldSerialNumber: 'CAME-OFF-1' })] });
    const units = await world.sql(
      `select u.serial_number, a.kind from serial_unit u join stock_account a on a.id = u.account_id
        where u.part_id = $1 order by u.serial_number`,
      [job.part.id],
    );
    expect(units).toEqual([
      { serial_number: 'CAME-OFF-1', kind: 'old_custody' },
      { serial_number: job.serialNumbers[0], kind: 'fitted_warranty' },
      { serial_number: job.serialNumbers[1], kind: 'custody' },
    ]);
  });

  test('a unit that is in our own stock cannot have come off (S101)', async () => {
    const job = await theJob({ part: { serialNumbered: true } });
    const replacements = [aReplacement(job, { oldSerialNumber: job.serialNumbers[1] })];
    const report = await aSignedReport(job, { replacements });
    const answer = await job.supervisor
      .post(`/v1/service-reports/${report.id}/approval`, { approved: true })
      .expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:unit-elsewhere');
    expect(await custody(job)).toMatchObject({ quantity: 2 });
  });

  test('what is not in the engineer’s custody is named, all of it, and nothing is consumed', async () => {
    const job = await theJob({ pieces: 1 });
    const serial = await aPart(world, { serialNumbered: true });
    const other = await world.person('engineer');
    await aCustodyHolding(other, job.supervisor, serial.id, 1, { serialNumbers: ['ELSEWHERE-1'] });
    const replacements = [
      aReplacement(job),
      aReplacement(job),
      aReplacement(job, { partId: serial.id, serialNumber: 'ELSEWHERE-1', oldSerialNumber: 'OFF-1' }),
    ];
    const report = await aSignedReport(job, { replacements });
    const answer = await job.supervisor
      .post(`/v1/service-reports/${report.id}/approval`, { approved: true })
      .expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:not-in-custody');
    expect(answer.body.facts.missing).toEqual([
      { partId: job.part.id, partNumber: job.part.number, serialNumber: null, needed: 2, inCustody: 1 },
      { partId: serial.id, partNumber: serial.number, serialNumber: 'ELSEWHERE-1', needed: 1, inCustody: 0 },
    ]);
    expect(await custody(job)).toMatchObject({ quantity: 1 });
    await aCustodyHolding(job.engineer, job.supervisor, job.part.id, 1);
    await world.sql(
      `select post_movement('hand_over', 'test', $1, current_date, current_date, $1,
      array[($2, account_for('custody', $3), account_for('custody', $4), 1, null,
             (select id from serial_unit where serial_number = 'ELSEWHERE-1'))::stock_line])`,
      [randomUUID(), serial.id, other.id, job.engineer.id],
    );
    await step(job.supervisor, report, 'approval', { approved: true });
  });

  test('nobody approves their own report (R4)', async () => {
    const both = await world.person(['engineer', 'supervisor']);
    const job = await theJob({ engineer: both });
    const report = await aSignedReport(job);
    const own = await both.post(`/v1/service-reports/${report.id}/approval`, { approved: true }).expect(403);
    expect(own.body.type).toBe('urn:counterpart:problem:own-report');
    await expect(
      world.sqlAsApplication(
        `update service_report set status = 'approved', decided_at = now(), decided_by_id = engineer_id,
           posting_date = current_date where id = $1`,
        [report.id],
      ),
    ).rejects.toMatchObject({ constraint: 'service_report_decided_by_another' });
    await crew.engineer.post(`/v1/service-reports/${report.id}/approval`, { approved: true }).expect(403);
    await step(crew.supervisor, report, 'approval', { approved: true });
  });

  test('a rejection says why, consumes nothing, and leads to a revision that is signed anew', async () => {
    const job = await theJob();
    const report = await aSignedReport(job);
    const path = `/v1/service-reports/${report.id}/approval`;
    const silent = await job.supervisor.post(path, { approved: false }).expect(422);
    expect(silent.body.errors).toMatchObject([{ pointer: '/note' }]);
    const rejected = await step(job.supervisor, report, 'approval', { approved: false, note: 'wrong part named' });
    expect(rejected).toMatchObject({ status: 'rejected', decisionNote: 'wrong part named', postingDate: null });
    expect(await custody(job)).toMatchObject({ quantity: 2 });
    const revision = await step(job.engineer, report, 'revision', { reason: 'name the right part' });
    expect(revision).toMatchObject({
      ...{ number: report.number, revision: 2, status: 'draft', correctionReason: 'name the right part' },
      ...{ digest: null, signature: null, repaired: null, cause: report.cause },
    });
    expect(revision.replacements).toHaveLength(1);
    const again = await signed(job, await step(job.engineer, revision, 'completion'));
    expect(again.digest).not.toBe(report.digest);
    await step(job.supervisor, again, 'approval', { approved: true });
    expect((await job.engineer.get(`/v1/service-reports/${report.id}`)).body.status).toBe('superseded');
  });

  test('two supervisors approve at once: the pieces are consumed once (R5)', async () => {
    const job = await theJob({ pieces: 5 });
    const report = await aSignedReport(job);
    const supervisors = await Promise.all([1, 2, 3, 4].map(() => world.person('supervisor')));
    const answers = await Promise.all(
      supervisors.map((one) => one.post(`/v1/service-reports/${report.id}/approval`, { approved: true })),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409]);
    expect(await custody(job)).toMatchObject({ quantity: 4 });
    expect(await oldParts(job)).toHaveLength(1);
  });

  test('two reports want the last piece: one gets it, the other is told what is missing', async () => {
    const job = await theJob({ pieces: 1 });
    const first = await aSignedReport(job);
    const second = await aSignedReport(job);
    const answers = await Promise.all(
      [first, second].map((report) =>
        job.supervisor.post(`/v1/service-reports/${report.id}/approval`, { approved: true }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(await custody(job)).toMatchObject({ quantity: 0 });
  });

  test('the consumption is posted on the day that is asked for, by whom may, and not before the work', async () => {
    const job = await theJob();
    const report = await aSignedReport(job);
    const path = `/v1/service-reports/${report.id}/approval`;
    await job.supervisor.post(path, { approved: true, postingDate: daysAgo(1) }).expect(403);
    const early = await world.person('supervisor', { mayPostEarlier: true });
    const answer = await early.post(path, { approved: true, postingDate: daysAgo(1) }).expect(422);
    expect(answer.body.errors).toMatchObject([{ pointer: '/postingDate' }]);
  });
});
