import { aPart } from '../support/catalog';
import { aCompletedReport, aDraft, aJob, aReplacement, aReportBody, aReportChange, step } from '../support/reports';
import { aPolicyBody } from '../support/workorders';
import { type Caller, World } from '../support/world';

describe('Who pays for a replaced part, when the rules leave it open', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const theJob = (asked: Parameters<typeof aJob>[1] = {}) => aJob(world, { ...crew, ...asked });
  const decision = { lines: [{ lineNumber: 1, billing: 'GOODWILL', reason: 'first fault, good customer' }] };

  test('nothing is completed while a line is under review (S028)', async () => {
    const job = await theJob({ cover: 'no policy' });
    const draft = await aDraft(job);
    expect(draft.replacements[0]).toMatchObject({ billing: null, determination: { outcome: 'REVIEW' } });
    const answer = await job.engineer.post(`/v1/service-reports/${draft.id}/completion`).expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:classification-needs-review');
    expect(answer.body.facts.lines).toMatchObject([{ lineNumber: 1, reasons: ['NO_POLICY'] }]);
    await expect(
      world.sqlAsApplication(
        `update service_report set status = 'completed', completed_at = now(), completed_by_id = engineer_id,
             content = '{}', digest = encode(sha256('{}'), 'hex') where id = $1`,
        [draft.id],
      ),
    ).rejects.toMatchObject({ constraint: 'service_report_billing_settled' });
  });

  test('a supervisor decides, with the reason, as a new determination beside the old (R10)', async () => {
    const job = await theJob({ cover: 'no policy' });
    const draft = await aDraft(job);
    const earlier = draft.replacements[0]!.determination!.id;
    const decided = await step(job.supervisor, draft, 'billing', decision);
    expect(decided.version).toBe(draft.version + 1);
    expect(decided.replacements[0]).toMatchObject({ billing: 'GOODWILL', determination: { outcome: 'GOODWILL' } });
    const completed = await step(job.engineer, draft, 'completion');
    expect(completed.replacements[0]).toMatchObject({ billing: 'GOODWILL', oldPartDays: null });
    const history = await job.supervisor
      .get(`/v1/determinations?subjectKind=replacement&subjectId=${draft.replacements[0]!.id}`)
      .expect(200);
    expect(history.body.items.map((item: { id: string }) => item.id)).toContain(earlier);
    expect(history.body.items[0]).toMatchObject({
      decidedById: job.supervisor.id,
      decisionReason: decision.lines[0]!.reason,
    });
  });

  test('the decision of a determination under review settles its line too', async () => {
    const job = await theJob({ cover: 'no policy' });
    const draft = await aDraft(job);
    const path = `/v1/determinations/${draft.replacements[0]!.determination!.id}/decision`;
    await job.supervisor.post(path, { outcome: 'PAID', reason: 'no rules for this product' }).expect(201);
    expect((await step(job.engineer, draft, 'completion')).replacements[0]).toMatchObject({ billing: 'PAID' });
  });

  test('a decision lapses when the engineer names another part', async () => {
    const job = await theJob({ cover: 'no policy' });
    const draft = await aDraft(job);
    const decided = await step(job.supervisor, draft, 'billing', decision);
    const path = `/v1/service-reports/${draft.id}`;
    const kept = await job.engineer
      .put(path, aReportChange(job, { workDone: 'more words' }), `"v${decided.version}"`)
      .expect(200);
    expect(kept.body.replacements[0].billing).toBe('GOODWILL');
    const other = await aPart(world);
    const replacements = [aReplacement(job, { partId: other.id })];
    const changed = await job.engineer
      .put(path, aReportChange(job, { replacements }), kept.headers['etag']!)
      .expect(200);
    expect(changed.body.replacements[0].billing).toBeNull();
  });

  test('engineers decide nothing, nobody decides for their own work, and only lines that there are (R4)', async () => {
    const job = await theJob({ cover: 'no policy' });
    const draft = await aDraft(job);
    const path = `/v1/service-reports/${draft.id}/billing`;
    await job.engineer.post(path, decision).expect(403);
    const unknown = {
      lines: [
        { ...decision.lines[0], lineNumber: 2 },
        { ...decision.lines[0], lineNumber: 2 },
      ],
    };
    const answer = await job.supervisor.post(path, unknown).expect(422);
    expect(answer.body.errors).toHaveLength(3);
    const both = await world.person(['engineer', 'supervisor']);
    const own = await theJob({ cover: 'no policy' });
    await world.sql(`update work_order set engineer_id = $1 where id = $2`, [both.id, own.order.id]);
    const ownDraft = await both.post('/v1/service-reports', aReportBody(own)).expect(201);
    const refused = await both.post(`/v1/service-reports/${ownDraft.body.id}/billing`, decision).expect(403);
    expect(refused.body.type).toBe('urn:counterpart:problem:own-report');
  });

  test('readings of the report itself count: a meter beyond its limit is not warranty', async () => {
    const job = await theJob({ cover: 'no policy' });
    const terms = [
      { id: 'whole', covers: 'WHOLE_UNIT' as const, n: 1, unit: 'YEAR' as const, limits: { hours: 1000 } },
    ];
    const policy = { scope: { modelIds: [job.unit.modelId] }, body: aPolicyBody({ terms }) };
    const drafted = await world.admin.post('/v1/warranty-policies', policy).expect(201);
    await world.admin.post(`/v1/warranty-policies/${drafted.body.id}/activation`).expect(200);
    const report = await aCompletedReport(job, { readings: [{ meter: 'hours', measured: 5000 }] });
    expect(report.replacements[0]).toMatchObject({ billing: 'PAID', oldPartDays: null });
  });
});
