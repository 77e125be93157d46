import { expectBooksToBalance } from '../support/books';
import { aCharge, anAcceptedQuotation, aQuotation, aQuotationBody, aToldQuotation, quote } from '../support/charges';
import { aJob, anApprovedReport, aReplacement, aSignedReport, type Job, step } from '../support/reports';
import { type Caller, World } from '../support/world';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Paid parts are fitted under an accepted and approved quotation (R11)', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const paidJob = (asked: Parameters<typeof aJob>[1] = {}) =>
    aJob(world, { ...crew, cover: 'expired', quoted: false, ...asked });
  const approve = (report: { id: string }) =>
    crew.supervisor.post(`/v1/service-reports/${report.id}/approval`, { approved: true });
  const one = (job: Job, quantity = 1) => ({ lines: [{ partId: job.part.id, quantity }] });

  test('without one, with one that is only told, or declined, the report is not approved and nothing is consumed', async () => {
    const job = await paidJob();
    const report = await aSignedReport(job);
    const bare = await approve(report).expect(409);
    expect(bare.body).toMatchObject({
      type: problem('paid-without-quotation'),
      facts: { parts: [{ partId: job.part.id, partNumber: job.part.number, fitted: 1, quoted: 0 }] },
    });
    const told = await aToldQuotation(job, one(job));
    await approve(report).expect(409);
    await quote(crew.engineer, told, 'refusal', { person: 'Sample Owner', how: 'phone', reason: 'too dear' });
    await approve(report).expect(409);
    const held = await world.sql(
      `select sum(b.quantity)::integer as pieces from stock_balance b where b.part_id = $1`,
      [job.part.id],
    );
    expect(held).toEqual([{ pieces: 2 }]);
    await step(crew.supervisor, report, 'approval', { approved: false, note: 'nobody had agreed' });
  });

  test('accepted after the parts were fitted is too late', async () => {
    const job = await paidJob();
    const office = await world.person('clerk', { mayPostEarlier: true });
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    const replacements = [aReplacement(job, { replacedAt: minutesAgo(10) })];
    const report = await aSignedReport(job, { replacements });
    await anAcceptedQuotation(job, one(job));
    const late = await approve(report).expect(409);
    expect(late.body.facts.parts).toMatchObject([{ quoted: 1, acceptedBefore: false }]);
    const other = await paidJob();
    const signed = await aSignedReport(other, { replacements: [aReplacement(other, { replacedAt: minutesAgo(10) })] });
    await anAcceptedQuotation(other, one(other), { by: office, at: minutesAgo(30) });
    await approve(signed).expect(200);
  });

  test('more pieces, or other parts, than were quoted need a revision', async () => {
    const job = await paidJob();
    const quotation = await anAcceptedQuotation(job, one(job));
    const report = await aSignedReport(job, { replacements: [aReplacement(job, { quantity: 2 })] });
    const more = await approve(report).expect(409);
    expect(more.body.facts.parts).toMatchObject([{ fitted: 2, quoted: 1 }]);
    const revised = await quote(crew.engineer, quotation, 'revision', {
      ...{ reason: 'both are worn', lines: [{ partId: job.part.id, quantity: 2 }], labourMinutes: 90 },
    });
    await approve(report).expect(409);
    await quote(crew.supervisor, revised, 'approval', { approved: true });
    await quote(crew.engineer, revised, 'telling', { person: 'Sample Owner', how: 'in_person' });
    const acceptance = { person: 'Sample Owner', relation: 'owner', how: 'in_person' };
    await quote(crew.engineer, revised, 'acceptance', acceptance);
    // The first revision had been accepted for this part before it was fitted.
    await approve(report).expect(200);
  });

  test('a dispute stops it until it is settled (S097)', async () => {
    const job = await paidJob();
    const quotation = await anAcceptedQuotation(job, one(job));
    const report = await aSignedReport(job);
    await quote(crew.engineer, quotation, 'objection', { person: 'Sample Owner', how: 'phone', reason: 'no' });
    await approve(report).expect(409);
    await quote(crew.supervisor, quotation, 'settlement', { outcome: 'stands', reason: 'explained' });
    await quote(crew.engineer, quotation, 'acceptance', { person: 'Sample Owner', relation: 'owner', how: 'phone' });
    await approve(report).expect(200);
  });

  test('free work needs none; two reports of one order share what was quoted, also when both are approved at once', async () => {
    await anApprovedReport(await aJob(world, crew));
    const job = await paidJob({ pieces: 2 });
    await anAcceptedQuotation(job, one(job));
    const first = await aSignedReport(job);
    const second = await aSignedReport(job);
    const answers = await Promise.all([approve(first), approve(second)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  test('the ledger itself refuses it, for whoever writes as the application', async () => {
    const job = await paidJob();
    const report = await aSignedReport(job);
    const fit = (id: string) =>
      world.sqlAsApplication(
        `with decided as (
           update service_report set status = 'approved', decided_at = now(), decided_by_id = $2,
                  posting_date = current_date where id = $1 returning id)
         select post_movement('fit', 'service-report', id, current_date, current_date, $2,
           array[($3, account_for('custody', $4), account_for('fitted_paid'), 1, null, null)::stock_line]) from decided`,
        [id, crew.supervisor.id, job.part.id, crew.engineer.id],
      );
    await expect(fit(report.id)).rejects.toMatchObject({ constraint: 'paid_fit_needs_accepted_quotation' });
    await expect(
      world.sqlAsApplication(
        `insert into quotation (id, code, number, work_order_id, customer_id, engineer_id, determination_id, tariff_id,
           parts_basis, labour_charged, travel_charged, currency, parts_amount, labour_amount, trips, travel_amount,
           net_amount, tax_basis_points, tax_amount, total_amount, document_date, valid_until, actor_id, status)
         select gen_random_uuid(), 'X', 'X', work_order_id, customer_id, engineer_id, determination_id, tariff_id,
           parts_basis, labour_charged, travel_charged, currency, 0, 0, 0, 0, 0, 0, 0, 0, current_date, current_date,
           actor_id, 'accepted' from quotation limit 1`,
      ),
    ).rejects.toMatchObject({ constraint: 'quotation_step_known' });
    await anAcceptedQuotation(job, one(job));
    await fit(report.id);
  });

  test('under a quotation that was used nothing is withdrawn, and what is charged needs a new one', async () => {
    const job = await paidJob();
    const quotation = await anAcceptedQuotation(job, one(job));
    await anApprovedReport(job);
    const used = await crew.engineer.post(`/v1/quotations/${quotation.id}/withdrawal`, { reason: 'no' }).expect(409);
    expect(used.body.type).toBe(problem('paid-parts-fitted'));
    await aCharge(job);
    const again = await aSignedReport(job);
    await approve(again).expect(409);
    await aQuotation(job, one(job));
    await world.admin.post('/v1/quotations', aQuotationBody(job)).expect(409);
  });
});
