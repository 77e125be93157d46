import { type Dispute } from '../../src/workorders/disputes/dispute';
import { expectBooksToBalance } from '../support/books';
import { acceptedBy, aToldQuotation, quote } from '../support/charges';
import { aCompletedReport, aDraft, aJob, aReportBody, aSignature, signed, step, type Job } from '../support/reports';
import { type Caller, World } from '../support/world';

describe('Cause, responsible party, and a customer who does not agree', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const theJob = (asked: Parameters<typeof aJob>[1] = {}) => aJob(world, { ...crew, ...asked });
  const finding = {
    ...{ causeCode: 'MISUSE', responsibleParty: 'customer', customerAgrees: false },
    statement: 'the user says that nobody touched it',
  };
  const record = async (job: Job, body: object, caller = job.engineer) =>
    caller.post(`/v1/work-orders/${job.order.id}/cause-findings`, body);
  const disputed = async (job: Job): Promise<{ id: string }> => {
    const answer = await record(job, finding);
    expect(answer.status).toBe(201);
    return answer.body.dispute as { id: string };
  };
  const settle = (caller: Caller, dispute: { id: string }, body: object) =>
    caller.post(`/v1/disputes/${dispute.id}/settlement`, body);
  const stands = { outcome: 'stands', reason: 'the photographs show the dent' };
  const waits = 'urn:counterpart:problem:work-order-disputed';

  test('cause, who answers for it and whether the customer agrees are kept, each finding beside the earlier (S073)', async () => {
    const job = await theJob();
    const first = await record(job, { ...finding, customerAgrees: null, responsibleParty: 'unknown', causeCode: null });
    expect(first.body).toMatchObject({ status: 'open', dispute: null, finding: { responsibleParty: 'unknown' } });
    const agreed = await record(job, { ...finding, customerAgrees: true });
    expect(agreed.body).toMatchObject({ status: 'open', causeCode: 'MISUSE', dispute: null });
    expect(agreed.body.finding).toMatchObject({ responsibleParty: 'customer', customerAgrees: true });
    const all = await job.engineer.get(`/v1/work-orders/${job.order.id}/cause-findings`).expect(200);
    expect(all.body.findings.map((one: { causeCode: string }) => one.causeCode)).toEqual(['MISUSE', null]);
    await record(job, { ...finding, causeCode: 'UNKNOWN' }).then((answer) => expect(answer.status).toBe(422));
    await record(job, { ...finding, responsibleParty: 'nobody' }).then((answer) => expect(answer.status).toBe(422));
  });

  test('a customer who does not agree pauses the job: nothing is begun, completed, accepted, signed or approved (S073)', async () => {
    const [drafted, completed, accepted, ready] = [await theJob(), await theJob(), await theJob(), await theJob()];
    const draft = await aDraft(drafted);
    const report = await aCompletedReport(completed);
    const toSign = await aCompletedReport(accepted);
    await step(accepted.engineer, toSign, 'acceptance', { repaired: true });
    const toApprove = await signed(ready, await aCompletedReport(ready));
    for (const job of [drafted, completed, accepted, ready]) await disputed(job);
    const refusals = [
      await drafted.engineer.post(`/v1/service-reports/${draft.id}/completion`),
      await completed.engineer.post(`/v1/service-reports/${report.id}/acceptance`, { repaired: true }),
      await accepted.engineer.post(`/v1/service-reports/${toSign.id}/signature`, aSignature(toSign)),
      await ready.supervisor.post(`/v1/service-reports/${toApprove.id}/approval`, { approved: true }),
    ];
    expect(refusals.map(({ status, body }) => [status, body.type])).toEqual(refusals.map(() => [409, waits]));
    const begun = await ready.engineer.post('/v1/service-reports', aReportBody(ready)).expect(409);
    expect(begun.body.type).toBe('urn:counterpart:problem:work-order-not-open');
    await expect(
      world.sqlAsApplication(`update service_report set status = 'approved' where id = $1`, [toApprove.id]),
    ).rejects.toMatchObject({ constraint: 'job_waits_for_dispute' });
    await ready.supervisor
      .post(`/v1/service-reports/${toApprove.id}/approval`, { approved: false, note: 'x' })
      .expect(200);
    await expectBooksToBalance(world);
  });

  test('nobody accepts a price while the cause is disputed, and one dispute does not end the other', async () => {
    const job = await theJob({ cover: 'expired', quoted: false });
    const quotation = await aToldQuotation(job);
    const dispute = await disputed(job);
    const refused = await job.engineer.post(`/v1/quotations/${quotation.id}/acceptance`, acceptedBy).expect(409);
    expect(refused.body.type).toBe(waits);
    await quote(job.engineer, quotation, 'objection', { person: 'Sample Owner', how: 'phone', reason: 'too dear' });
    await quote(job.supervisor, quotation, 'settlement', { outcome: 'stands', reason: 'as in the tariff' });
    const order = async () => (await job.engineer.get(`/v1/work-orders/${job.order.id}`).expect(200)).body.status;
    expect(await order()).toBe('disputed');
    await expect(
      world.sqlAsApplication(`update work_order set status = 'open' where id = $1`, [job.order.id]),
    ).rejects.toMatchObject({ constraint: 'work_order_waits_for_dispute' });
    await settle(job.supervisor, dispute, stands).expect(200);
    expect(await order()).toBe('open');
    await quote(job.engineer, quotation, 'acceptance', acceptedBy);
  });

  test('a supervisor settles it with a reason, and the job goes on', async () => {
    const job = await theJob();
    const draft = await aDraft(job);
    const dispute = await disputed(job);
    const queue = await job.supervisor.get('/v1/disputes?status=open').expect(200);
    expect(queue.body.items).toContainEqual(
      expect.objectContaining({ id: dispute.id, finding: expect.objectContaining(finding) }),
    );
    await settle(job.supervisor, dispute, { outcome: 'stands' }).expect(422);
    const settled = (await settle(job.supervisor, dispute, stands).expect(200)).body as Dispute;
    expect(settled).toMatchObject({
      ...stands,
      status: 'settled',
      settledById: job.supervisor.id,
      settledFinding: null,
    });
    await step(job.engineer, draft, 'completion');
    const scanned = await job.engineer.get(`/v1/scans?text=${settled.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'dispute', number: settled.number, state: 'settled' });
    const again = await settle(job.supervisor, dispute, stands).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:dispute-settled');
  });

  test('what is found instead goes to the order and its draft, and who pays is determined anew (R10)', async () => {
    const job = await theJob();
    const draft = await aDraft(job, { causeCode: 'MISUSE' });
    const dispute = await disputed(job);
    const instead = { causeCode: 'MANUFACTURING_DEFECT', responsibleParty: 'supplier' };
    const body = { outcome: 'changed', reason: 'the weld is porous' };
    await settle(job.supervisor, dispute, body).expect(422);
    await settle(job.supervisor, dispute, { ...stands, finding: instead }).expect(422);
    await settle(job.supervisor, dispute, { ...body, finding: { ...instead, causeCode: 'UNKNOWN' } }).expect(422);
    const settled = await settle(job.supervisor, dispute, { ...body, finding: instead }).expect(200);
    expect(settled.body.settledFinding).toMatchObject({ ...instead, customerAgrees: null });
    const order = await job.engineer.get(`/v1/work-orders/${job.order.id}`).expect(200);
    expect(order.body).toMatchObject({ status: 'open', causeCode: 'MANUFACTURING_DEFECT', finding: instead });
    const told = await job.engineer.get(`/v1/service-reports/${draft.id}`).expect(200);
    expect(told.body.causeCode).toBe('MANUFACTURING_DEFECT');
    const list = `/v1/determinations?subjectKind=replacement&subjectId=${draft.replacements[0]!.id}`;
    expect((await job.supervisor.get(list).expect(200)).body.items).toHaveLength(2);
  });

  test('engineers settle nothing, nobody settles their own, and others see nothing of it (R4, R15)', async () => {
    const job = await theJob();
    const dispute = await disputed(job);
    await settle(job.engineer, dispute, stands).expect(403);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/disputes/${dispute.id}`).expect(404);
    await stranger.get(`/v1/work-orders/${job.order.id}/cause-findings`).expect(404);
    expect((await record(job, finding, stranger)).status).toBe(404);
    expect((await record(job, finding, await world.person('auditor'))).status).toBe(403);
    const other = await theJob();
    const own = (await record(other, finding, other.supervisor)).body.dispute as { id: string };
    const refused = await settle(other.supervisor, own, stands).expect(403);
    expect(refused.body.type).toBe('urn:counterpart:problem:own-dispute');
    const update = `update dispute set status = 'settled', outcome = 'stands', reason = 'x', settled_at = now(),
                           settled_by_id = actor_id where id = $1`;
    await expect(world.sqlAsApplication(update, [own.id])).rejects.toMatchObject({
      constraint: 'dispute_settled_by_another',
    });
    expect((await record(other, finding)).body.type).toBe('urn:counterpart:problem:work-order-not-open');
  });

  test('an objection and a signature at the same moment: either the signature stands before it, or it waits', async () => {
    const job = await theJob();
    const report = await aCompletedReport(job);
    await step(job.engineer, report, 'acceptance', { repaired: true });
    const [objection, signature] = await Promise.all([
      record(job, finding),
      job.engineer.post(`/v1/service-reports/${report.id}/signature`, aSignature(report)),
    ]);
    expect(objection.status).toBe(201);
    expect([200, 409]).toContain(signature.status);
    const after = await job.supervisor
      .post(`/v1/service-reports/${report.id}/approval`, { approved: true })
      .expect(409);
    expect(after.body.type).toBe(signature.status === 200 ? waits : 'urn:counterpart:problem:report-in-other-state');
  });
});
