import { randomUUID } from 'node:crypto';
import { expectBooksToBalance } from '../support/books';
import { held } from '../support/ledger';
import { aJob, anApprovedReport, aReplacement, aSignedReport, type Job, signed, step } from '../support/reports';
import { pieces } from '../support/stocked';
import { type Caller, World } from '../support/world';

describe('What was approved stands', () => {
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
  const oldParts = (job: Job) =>
    world.sql(
      `select o.status, o.quantity, o.serial_number as serial, o.due_on - o.owed_since as days, o.engineer_id as engineer,
              r.revision from old_part o join replacement l on l.id = o.replacement_id
         join service_report r on r.id = l.report_id where o.part_id = $1 order by o.id`,
      [job.part.id],
    );

  describe('what was approved is corrected', () => {
    test('the consumption is reversed, the report signed again, and the old part stays the same old part (S021)', async () => {
      const job = await theJob();
      const report = await anApprovedReport(job);
      const refused = await job.engineer
        .post(`/v1/service-reports/${report.id}/revision`, { reason: 'typo' })
        .expect(403);
      expect(refused.body.type).toBe('urn:counterpart:problem:report-approved');
      const revision = await step(job.supervisor, report, 'revision', { reason: 'two were fitted' });
      expect(await custody(job)).toEqual({ quantity: 2, value: 200 });
      expect(await oldParts(job)).toMatchObject([{ status: 'owed', revision: 1 }]);
      expect(revision.replacements[0]!.determination).toMatchObject({ outcome: 'WARRANTY' });
      const etag = `"v${revision.version}"`;
      const { cause, causeCode, workDone, testResult, prevention, customerRemarks, readings, findings } = revision;
      const body = { cause, causeCode, workDone, testResult, prevention, customerRemarks, readings, findings };
      const replacements = [aReplacement(job), aReplacement(job, { reason: 'the spare one too' })];
      await job.engineer
        .put(`/v1/service-reports/${revision.id}`, { ...body, documentDate: revision.documentDate, replacements }, etag)
        .expect(200);
      const again = await signed(job, await step(job.engineer, revision, 'completion'));
      await step(job.supervisor, again, 'approval', { approved: true });
      expect(await custody(job)).toMatchObject({ quantity: 0 });
      expect(await oldParts(job)).toMatchObject([
        { status: 'owed', revision: 2 },
        { status: 'owed', revision: 2 },
      ]);
      expect(await oldCustody(job)).toMatchObject({ quantity: 2 });
      const reversals = await world.sql(`select reason from reversal where reason = 'two were fitted'`);
      expect(reversals).toHaveLength(1);
    });

    test('a correction that is withdrawn leaves the pieces in custody and the old part owed (R8)', async () => {
      const job = await theJob();
      const report = await anApprovedReport(job);
      const revision = await step(job.supervisor, report, 'revision', { reason: 'nothing was fitted' });
      await step(job.engineer, revision, 'withdrawal');
      expect(await custody(job)).toMatchObject({ quantity: 2 });
      expect(await oldParts(job)).toMatchObject([{ status: 'owed', revision: 1 }]);
    });

    test('only the latest revision is corrected', async () => {
      const job = await theJob();
      const report = await anApprovedReport(job);
      await step(job.supervisor, report, 'revision', { reason: 'first' });
      const answer = await job.supervisor
        .post(`/v1/service-reports/${report.id}/revision`, { reason: 'second' })
        .expect(409);
      expect(answer.body.facts).toMatchObject({ status: 'superseded' });
    });
  });

  describe('a defect in our own code cannot consume either (R5)', () => {
    const fit = (job: Job, documentId: string, quantity = 1, kind = 'fitted_warranty') =>
      world.sqlAsApplication(
        `select post_movement('fit', 'service-report', $1, current_date, current_date, $2,
           array[($3, account_for('custody', $4), account_for($5), $6, null, null)::stock_line])`,
        [documentId, job.supervisor.id, job.part.id, job.engineer.id, kind, quantity],
      );

    test('nothing is fitted without a report, nor on one that is not approved', async () => {
      const job = await theJob();
      const refused = { constraint: 'fit_needs_approved_report' };
      await expect(fit(job, randomUUID())).rejects.toMatchObject(refused);
      const report = await aSignedReport(job);
      await expect(fit(job, report.id)).rejects.toMatchObject(refused);
      expect(await custody(job)).toMatchObject({ quantity: 2 });
    });

    test('report and consumption are taken back together, or not at all', async () => {
      const job = await theJob();
      const report = await anApprovedReport(job);
      await expect(
        world.sqlAsApplication(`update service_report set status = 'superseded' where id = $1`, [report.id]),
      ).rejects.toMatchObject({ constraint: 'service_report_consumption_reversed' });
      await expect(
        world.sqlAsApplication(
          `select reverse_movement(fit_movement_id, 'reversal', $2, current_date, current_date, $3)
             from service_report where id = $1`,
          [report.id, randomUUID(), job.supervisor.id],
        ),
      ).rejects.toMatchObject({ constraint: 'reversed_fit_supersedes_report' });
      expect(await custody(job)).toMatchObject({ quantity: 1 });
    });

    test('one report consumes once', async () => {
      const job = await theJob();
      const report = await anApprovedReport(job);
      await expect(fit(job, report.id)).rejects.toMatchObject({ constraint: 'stock_movement_document_posts_once' });
      expect(await pieces(world, 'custody', job.part.id)).toBe(1);
    });

    test('neither more pieces than the lines say, nor on another account, nor without the old part', async () => {
      const job = await theJob();
      const report = await aSignedReport(job);
      const approveAndFit = (quantity: number, kind: string) =>
        world.sqlAsApplication(
          `with approved as (
             update service_report set status = 'approved', decided_at = now(), decided_by_id = '${job.supervisor.id}',
               posting_date = current_date where id = '${report.id}' returning id)
           select post_movement('fit', 'service-report', a.id, current_date, current_date, '${job.supervisor.id}',
             array[('${job.part.id}', account_for('custody', '${job.engineer.id}'), account_for('${kind}'), ${quantity},
                    null, null)::stock_line]) from approved a`,
        );
      const beside = { constraint: 'fit_follows_report_lines' };
      await expect(approveAndFit(2, 'fitted_warranty')).rejects.toMatchObject(beside);
      await expect(approveAndFit(1, 'fitted_paid')).rejects.toMatchObject(beside);
      await expect(approveAndFit(1, 'fitted_warranty')).rejects.toMatchObject({ constraint: 'fit_owes_old_part' });
      expect(await custody(job)).toMatchObject({ quantity: 2 });
    });
  });
});
