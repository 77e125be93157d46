import { type Escalation } from '../../src/workorders/disputes/escalation';
import { expectBooksToBalance } from '../support/books';
import { aDraft, aJob, aReportChange, signed, step, type Job } from '../support/reports';
import { aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

describe('Escalations to technical support', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const theJob = () => aJob(world, crew);
  const orderOf = async (job: Job) => (await job.engineer.get(`/v1/work-orders/${job.order.id}`).expect(200)).body;
  const unknown = { causeCode: null, cause: 'the coil failed, nobody can say why' };
  const answer = { causeCode: 'MATERIAL_DEFECT', reasoning: 'the same crack under the microscope as in lot 7' };
  const open = async (caller: Caller, workOrderId: string, more: object = {}): Promise<Escalation> => {
    const body = { workOrderId, question: 'cracked again', ...more };
    return (await caller.post('/v1/escalations', body).expect(201)).body as Escalation;
  };

  test('a cause that is told and cannot be named is asked of technical support, and the order shows it (S029)', async () => {
    const job = await theJob();
    const draft = await aDraft(job, unknown);
    expect(draft.replacements[0]).toMatchObject({ billing: null, determination: { reasons: ['UNKNOWN_CAUSE'] } });
    const { escalation } = await orderOf(job);
    expect(escalation).toMatchObject({ number: expect.stringMatching(/^ESC-\d{4}-\d{6}$/) });
    const asked = (await job.engineer.get(`/v1/escalations/${escalation.id}`).expect(200)).body as Escalation;
    expect(asked).toMatchObject({ status: 'open', question: unknown.cause, overdue: false, causeCode: null });
    const hours = (Date.parse(asked.dueAt) - Date.parse(asked.openedAt)) / 3_600_000;
    expect(hours).toBe(24);
    const scanned = await crew.supervisor.get(`/v1/scans?text=${asked.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'escalation', id: asked.id, number: asked.number, state: 'open' });
    expect(scanned.body.links.map((link: { rel: string }) => link.rel)).toEqual(['self', 'answer', 'withdraw']);
  });

  test('nobody says who pays before the cause is verified; the answer determines anew, beside the old (S072, R10)', async () => {
    const job = await theJob();
    const draft = await aDraft(job, unknown);
    const refused = await job.engineer.post(`/v1/service-reports/${draft.id}/completion`).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:cause-unverified');
    const { id } = refused.body.facts.escalation;
    const answered = await job.supervisor.post(`/v1/escalations/${id}/answer`, answer).expect(200);
    expect(answered.body).toMatchObject({ ...answer, status: 'answered', endedById: job.supervisor.id });
    expect(await orderOf(job)).toMatchObject({ causeCode: 'MATERIAL_DEFECT', escalation: null });
    const told = await job.engineer.get(`/v1/service-reports/${draft.id}`).expect(200);
    expect(told.body).toMatchObject({ causeCode: 'MATERIAL_DEFECT', version: draft.version + 1 });
    expect(told.body.replacements[0]).toMatchObject({ billing: 'WARRANTY' });
    const list = `/v1/determinations?subjectKind=replacement&subjectId=${draft.replacements[0]!.id}`;
    const determinations = (await job.supervisor.get(list).expect(200)).body.items as { outcome: string }[];
    expect(determinations.map(({ outcome }) => outcome)).toEqual(['WARRANTY', 'REVIEW']);
    const completed = await step(job.engineer, draft, 'completion');
    await step(job.supervisor, await signed(job, completed), 'approval', { approved: true });
    await expectBooksToBalance(world);
  });

  test('an open question stops the report even where the engineer names a cause meanwhile', async () => {
    const job = await theJob();
    const draft = await aDraft(job, unknown);
    const change = aReportChange(job, { causeCode: 'MANUFACTURING_DEFECT' });
    await job.engineer.put(`/v1/service-reports/${draft.id}`, change, `"v${draft.version}"`).expect(200);
    const refused = await job.engineer.post(`/v1/service-reports/${draft.id}/completion`).expect(409);
    const { id } = refused.body.facts.escalation;
    const withdrawal = { reason: 'the maker’s bulletin names it' };
    const withdrawn = await job.engineer.post(`/v1/escalations/${id}/withdrawal`, withdrawal).expect(200);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', reasoning: withdrawal.reason, causeCode: null });
    await step(job.engineer, draft, 'completion');
  });

  test('what is told again unchanged is not asked again once it was withdrawn', async () => {
    const job = await theJob();
    const draft = await aDraft(job, unknown);
    const { escalation } = await orderOf(job);
    await job.engineer
      .post(`/v1/escalations/${escalation.id}/withdrawal`, { reason: 'the office decides' })
      .expect(200);
    const change = aReportChange(job, { ...unknown, workDone: 'more words' });
    await job.engineer.put(`/v1/service-reports/${draft.id}`, change, `"v${draft.version}"`).expect(200);
    expect((await orderOf(job)).escalation).toBeNull();
    const review = await job.engineer.post(`/v1/service-reports/${draft.id}/completion`).expect(409);
    expect(review.body.type).toBe('urn:counterpart:problem:classification-needs-review');
  });

  test('it is opened by hand too, with the engineer’s proposal and the user’s demand; one open question for an order', async () => {
    const job = await theJob();
    const more = { proposal: 'fit a new coil for nothing', demand: 'a new machine', dueAt: '2099-01-01T00:00:00Z' };
    const first = await open(job.engineer, job.order.id, more);
    expect(first).toMatchObject({ proposal: more.proposal, demand: more.demand, workOrderId: job.order.id });
    const again = await job.engineer
      .post('/v1/escalations', { workOrderId: job.order.id, question: 'once more' })
      .expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:escalation-open');
    const past = { workOrderId: job.order.id, question: 'late', dueAt: '2020-01-01T00:00:00Z' };
    expect((await job.engineer.post('/v1/escalations', past).expect(422)).body.errors[0].pointer).toBe('/dueAt');
  });

  test('technical support has a queue, the longest due first, and sees what is overdue', async () => {
    const mine = await world.person('engineer');
    const [late, soon] = [await aWorkOrder(world, { engineer: mine }), await aWorkOrder(world, { engineer: mine })];
    const second = await open(mine, soon.id);
    const first = await open(mine, late.id, { dueAt: new Date(Date.now() + 3_600_000).toISOString() });
    const queue = (await mine.get('/v1/escalations?status=open').expect(200)).body.items as Escalation[];
    expect(queue.map(({ id }) => id)).toEqual([first.id, second.id]);
    const page = await mine.get('/v1/escalations?status=open&limit=1').expect(200);
    const rest = await mine.get(`/v1/escalations?status=open&limit=1&cursor=${page.body.next}`).expect(200);
    expect(rest.body.items[0].id).toBe(second.id);
    expect((await mine.get('/v1/escalations?overdue=true').expect(200)).body.items).toEqual([]);
    await mine.get('/v1/escalations?overdue=true&status=answered').expect(422);
    await mine.get('/v1/escalations?status=open&cursor=WyJ4IiwieSJd').expect(422);
    const newest = (await mine.get('/v1/escalations').expect(200)).body.items as Escalation[];
    expect(newest.map(({ id }) => id)).toEqual([first.id, second.id]);
    const ofOrder = await mine.get(`/v1/escalations?workOrderId=${soon.id}`).expect(200);
    expect(ofOrder.body.items).toMatchObject([{ id: second.id }]);
  });

  test('engineers answer nothing, nobody answers their own question, and others do not see it (R4, R15)', async () => {
    const job = await theJob();
    const asked = await open(job.engineer, job.order.id);
    await job.engineer.post(`/v1/escalations/${asked.id}/answer`, answer).expect(403);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/escalations/${asked.id}`).expect(404);
    await stranger.post(`/v1/escalations/${asked.id}/withdrawal`, { reason: 'x' }).expect(404);
    await stranger.post('/v1/escalations', { workOrderId: job.order.id, question: 'x' }).expect(404);
    await (await world.person('auditor')).post(`/v1/escalations/${asked.id}/answer`, answer).expect(403);
    const own = await open(job.supervisor, (await theJob()).order.id);
    const refused = await job.supervisor.post(`/v1/escalations/${own.id}/answer`, answer).expect(403);
    expect(refused.body.type).toBe('urn:counterpart:problem:own-escalation');
    const update = `update escalation set status = 'answered', cause_code = 'WEAR', reasoning = 'x', ended_at = now(),
                           ended_by_id = actor_id where id = $1`;
    await expect(world.sqlAsApplication(update, [own.id])).rejects.toMatchObject({
      constraint: 'escalation_answered_by_another',
    });
  });

  test('an answer names a cause, and ends the escalation for good', async () => {
    const job = await theJob();
    const asked = await open(job.engineer, job.order.id);
    const path = `/v1/escalations/${asked.id}/answer`;
    const unnamed = await job.supervisor.post(path, { causeCode: 'UNKNOWN', reasoning: 'x' }).expect(422);
    expect(unnamed.body.errors[0].pointer).toBe('/causeCode');
    await job.supervisor.post(path, { causeCode: 'WEAR' }).expect(422);
    await job.supervisor.post(path, answer).expect(200);
    const again = await job.supervisor.post(path, answer).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:escalation-ended');
    await expect(
      world.sqlAsApplication(`update escalation set cause_code = 'MISUSE' where id = $1`, [asked.id]),
    ).rejects.toMatchObject({ constraint: 'escalation_ends_once' });
    await expect(world.sqlAsApplication(`delete from escalation where id = $1`, [asked.id])).rejects.toThrow();
  });

  test('of two answers at the same moment one counts', async () => {
    const job = await theJob();
    const asked = await open(job.engineer, job.order.id);
    const others = await Promise.all([world.person('supervisor'), world.person('supervisor')]);
    const path = `/v1/escalations/${asked.id}/answer`;
    const answers = await Promise.all(others.map((one) => one.post(path, answer)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('an answer and a change of the draft at the same moment lose neither', async () => {
    const job = await theJob();
    const draft = await aDraft(job, unknown);
    const { escalation } = await orderOf(job);
    const change = aReportChange(job, { ...unknown, workDone: 'other words' });
    const [answered, changed] = await Promise.all([
      job.supervisor.post(`/v1/escalations/${escalation.id}/answer`, answer),
      job.engineer.put(`/v1/service-reports/${draft.id}`, change, `"v${draft.version}"`),
    ]);
    expect(answered.status).toBe(200);
    expect([200, 412]).toContain(changed.status);
    const told = await job.engineer.get(`/v1/service-reports/${draft.id}`).expect(200);
    expect(told.body.causeCode).toBe('MATERIAL_DEFECT');
  });

  test('when the order ends, nobody waits for an answer any more', async () => {
    const order = await aWorkOrder(world, { engineer: crew.engineer, plannedOn: daysAgo(-1) });
    const asked = await open(crew.engineer, order.id);
    await crew.engineer.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'moved away' }).expect(200);
    const ended = await crew.engineer.get(`/v1/escalations/${asked.id}`).expect(200);
    expect(ended.body).toMatchObject({ status: 'withdrawn', reasoning: `${order.number}: moved away` });
    await crew.engineer.post('/v1/escalations', { workOrderId: order.id, question: 'x' }).expect(409);
  });
});
