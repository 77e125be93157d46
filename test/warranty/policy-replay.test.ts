import { type ReplayDifference, type ReplayLine } from '../../src/warranty/policies/policy-replay';
import { type WarrantyPolicy } from '../../src/warranty/policies/warranty-policy';
import { aModel } from '../support/catalog';
import { aJob, anApprovedReport } from '../support/reports';
import { aPolicyBody, anActivePolicy, aUnitBoughtOn, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

describe('A policy replayed over past determinations', () => {
  let world: World;
  let supervisor: Caller;
  beforeAll(async () => {
    world = await World.open();
    supervisor = await world.person('supervisor');
  });
  afterAll(() => world.close());

  const draftOf = async (policy: WarrantyPolicy, changes: object, scope: object = policy.scope) => {
    const body = { ...policy.body, ...changes };
    const answer = await supervisor.post(`/v1/warranty-policies/${policy.id}/versions`, { body, scope }).expect(201);
    return answer.body as WarrantyPolicy;
  };
  const replayed = async (id: string, query: object = {}, caller = supervisor) => {
    const answer = await caller
      .post(`/v1/warranty-policies/${id}/replay`, query)
      .buffer(true)
      .parse(asText)
      .expect(200);
    expect(answer.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const lines = (answer.body as string).trim().split('\n').map((line) => JSON.parse(line) as ReplayLine); // prettier-ignore
    const differences = lines.filter((line): line is ReplayDifference => line.kind === 'difference');
    return { lines, differences, summary: lines.at(-1) };
  };
  const twoYears = [{ id: 'whole', covers: 'WHOLE_UNIT', n: 2, unit: 'YEAR' }];

  test('each answer that would differ is told, old and new, with its unit and work order, and nothing is stored', async () => {
    const model = await aModel(world, { brand: 'Sample Brand' });
    const policy = await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, daysAgo(500), { modelId: model.id });
    const expired = await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
    const stopped = await aWorkOrder(world, { unit, causeCode: 'MISUSE' });
    expect(expired.determination).toMatchObject({ outcome: 'PAID' });
    const draft = await draftOf(policy, { terms: twoYears, excluded_causes: ['MISUSE'] });
    const stored = () => world.sql(`select count(*) from determination`);
    const before = await stored();
    const { lines, differences, summary } = await replayed(draft.id);
    expect(lines[0]).toEqual({
      ...{ kind: 'started', policyId: draft.id, number: policy.number, versionNumber: 2 },
      ...{ replaces: [policy.id], determinations: 2 },
    });
    const last = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string;
    expect(differences).toEqual([
      {
        ...{ kind: 'difference', determinationId: expired.determination!.id, subjectKind: 'work_order' },
        ...{ subjectId: expired.id, unitId: unit.id, serialNumber: unit.serialNumber },
        ...{ workOrderId: expired.id, workOrderNumber: expired.number, workOrderCode: expired.code },
        old: { outcome: 'PAID', lastCoveredDay: last, reasons: ['EXPIRED_DATE'] },
        new: { outcome: 'WARRANTY', lastCoveredDay: last, reasons: ['IN_PERIOD'] },
        ...{ byThisPolicy: true, stays: null },
      },
      expect.objectContaining({
        subjectId: stopped.id,
        old: expect.objectContaining({ outcome: 'PAID' }) as object,
        new: expect.objectContaining({ outcome: 'PAID', reasons: ['EXCLUDED_CAUSE'] }) as object,
      }),
    ]);
    expect(summary).toEqual({
      ...{ kind: 'summary', examined: 2, differences: 2, staying: 0 },
      pairs: [
        { old: 'PAID', new: 'WARRANTY', determinations: 1, staying: 0 },
        { old: 'PAID', new: 'PAID', determinations: 1, staying: 0 },
      ],
    });
    expect(await stored()).toEqual(before);
    expect((await replayed(policy.id)).summary).toMatchObject({ examined: 2, differences: 0, pairs: [] });
  });

  test('period, model and brand narrow it', async () => {
    const category = 'sample_narrow';
    const models = [await aModel(world, { category, brand: 'B1' }), await aModel(world, { category, brand: 'B2' })];
    const policy = await anActivePolicy(world, { categories: [category] }, { priority: 7 });
    for (const model of models) {
      const unit = await aUnitBoughtOn(world, daysAgo(500), { modelId: model.id });
      await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
    }
    const draft = await draftOf(policy, { terms: twoYears });
    const examined = async (query: object) => (await replayed(draft.id, query)).summary;
    expect(await examined({})).toMatchObject({ examined: 2, differences: 2 });
    expect(await examined({ brand: 'B2' })).toMatchObject({ examined: 1 });
    expect(await examined({ modelId: models[0]!.id })).toMatchObject({ examined: 1 });
    expect(await examined({ to: daysAgo(2) })).toMatchObject({ examined: 0, differences: 0 });
    expect(await examined({ from: daysAgo(2), to: daysAgo(-1) })).toMatchObject({ examined: 2 });
    // A narrower scope changes what the wider version decided until now.
    const narrow = await draftOf(policy, {}, { categories: [category], brands: ['B1'] });
    expect((await replayed(narrow.id)).differences).toMatchObject([
      { old: { outcome: 'PAID' }, new: { outcome: 'REVIEW', reasons: ['NO_POLICY'] } },
    ]);
  });

  test('a decision that is signed, priced or a person’s is told as staying (R10)', async () => {
    const job = await aJob(world);
    await anApprovedReport(job);
    const policy = await policyOf(job.unit.modelId);
    const paid = await aJob(world, { cover: 'expired' });
    const decided = await aWorkOrder(world, { unit: job.unit });
    expect(decided.determination).toMatchObject({ outcome: 'REVIEW' });
    const decision = { outcome: 'WARRANTY', reason: 'seen by a technician' };
    await supervisor.post(`/v1/determinations/${decided.determination!.id}/decision`, decision).expect(201);
    const none = { terms: [{ id: 'whole', covers: 'WHOLE_UNIT', n: 1, unit: 'DAY' }] };
    const signed = await replayed((await draftOf(policy, none)).id);
    expect(signed.differences.map(({ subjectKind, stays }) => `${subjectKind} ${stays}`).sort()).toEqual([
      'replacement SIGNED',
      'work_order DECIDED',
      'work_order null',
    ]);
    expect(signed.summary).toMatchObject({ differences: 3, staying: 2 });
    const long = { terms: [{ id: 'whole', covers: 'WHOLE_UNIT', n: 30, unit: 'YEAR' }] };
    const priced = await replayed((await draftOf(await policyOf(paid.unit.modelId), long)).id);
    expect(priced.differences.map(({ stays }) => stays)).toEqual(['PRICED']);
  });

  test('what the policies in force would already answer otherwise is not put down to the draft', async () => {
    const model = await aModel(world);
    const first = await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, daysAgo(500), { modelId: model.id });
    await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
    const second = await draftOf(first, { terms: twoYears });
    await supervisor.post(`/v1/warranty-policies/${second.id}/activation`).expect(200);
    const third = await draftOf(first, { terms: twoYears, excluded_parts: ['anode'] });
    expect((await replayed(third.id)).differences).toMatchObject([
      { new: { outcome: 'WARRANTY' }, byThisPolicy: false },
    ]);
  });

  test('what is wrong with the question is said before the first line', async () => {
    const model = await aModel(world);
    const policy = await anActivePolicy(world, { modelIds: [model.id] });
    const path = `/v1/warranty-policies/${policy.id}/replay`;
    await supervisor.post(path, { from: '2026-02-01', to: '2026-01-01' }).expect(422);
    await supervisor.post(path, { modelId: 'X', colour: 'red' }).expect(422);
    await supervisor.post('/v1/warranty-policies/01912d68-783e-7a08-8dd5-3a5c1f4b2e10/replay').expect(404);
    await (await world.person('engineer')).post(path).expect(403);
    await replayed(policy.id, {}, await world.person('auditor'));
    const rival = await supervisor
      .post('/v1/warranty-policies', { body: aPolicyBody(), scope: { modelIds: [model.id] } })
      .expect(201);
    const undecided = await supervisor.post(`/v1/warranty-policies/${rival.body.id}/replay`).expect(409);
    expect(undecided.body.type).toBe('urn:counterpart:problem:policy-overlaps');
    await supervisor.post(`/v1/warranty-policies/${policy.id}/retirement`).expect(200);
    await supervisor.post(path).expect(409);
  });

  describe('over thousands', () => {
    let draft: WarrantyPolicy;
    const many = 5_000;
    const more = (count: number, modelId: string) =>
      world.sql(
        `with made as (
           insert into determination (id, subject_kind, subject_id, unit_id, outcome, last_covered_day, policy_id, facts, verdict, actor_id)
           select gen_random_uuid(), d.subject_kind, gen_random_uuid(), d.unit_id, d.outcome, d.last_covered_day, d.policy_id,
                  d.facts, d.verdict, d.actor_id
             from determination d join installed_unit u on u.id = d.unit_id, generate_series(1, $2) n
            where u.model_id = $1 and d.id = (select e.id from determination e where e.unit_id = u.id limit 1)
           returning *)
         insert into current_determination (subject_kind, subject_id, determination_id, outcome)
         select subject_kind, subject_id, id, outcome from made`,
        [modelId, count],
      );
    let modelId: string;
    beforeAll(async () => {
      modelId = (await aModel(world)).id;
      const policy = await anActivePolicy(world, { modelIds: [modelId] });
      const unit = await aUnitBoughtOn(world, daysAgo(500), { modelId });
      await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
      await more(many - 1, modelId);
      draft = await draftOf(policy, { terms: twoYears });
    });

    const opened = async () => {
      const headers = { Authorization: `Bearer ${supervisor.key}`, 'Content-Type': 'application/json' };
      const stop = new AbortController();
      const answer = await fetch(`${world.baseUrl}/v1/warranty-policies/${draft.id}/replay`, {
        ...{ method: 'POST', headers, body: '{}', signal: stop.signal },
      });
      return { status: answer.status, reader: answer.body!.getReader(), stop };
    };

    test('progress is told, and what is determined meanwhile is not half in', async () => {
      const { reader } = await opened();
      const decoder = new TextDecoder();
      let text = decoder.decode((await reader.read()).value, { stream: true });
      await more(1_000, modelId);
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        text += decoder.decode(part.value, { stream: true });
      }
      const lines = text.trim().split('\n').map((line) => JSON.parse(line) as ReplayLine); // prettier-ignore
      expect(lines.filter((line) => line.kind === 'progress').map((line) => line.examined)).toEqual([
        1_000, 2_000, 3_000, 4_000, 5_000,
      ]);
      expect(lines.at(-1)).toMatchObject({ kind: 'summary', examined: many, differences: many });
    });

    test('two replays run at a time; who comes third is told to wait, and served afterwards', async () => {
      const two = [await opened(), await opened()];
      const third = await opened();
      expect(third.status).toBe(503);
      third.stop.abort();
      for (const { stop } of two) stop.abort();
      const until = Date.now() + 5_000;
      for (;;) {
        const again = await opened();
        again.stop.abort();
        if (again.status === 200 || Date.now() > until) return expect(again.status).toBe(200);
      }
    });

    test('a reader who goes away stops it: its transaction ends', async () => {
      const { reader, stop } = await opened();
      await reader.read();
      const open = async () =>
        (
          await world.sql<{ count: number }>(
            `select count(*)::integer as count from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
          )
        )[0]!.count;
      stop.abort();
      const until = Date.now() + 5_000;
      while ((await open()) > 0 && Date.now() < until) await new Promise(setImmediate);
      expect(await open()).toBe(0);
    });
  });

  const policyOf = async (modelId: string) => {
    const { body } = await supervisor.get('/v1/warranty-policies?status=active&limit=200').expect(200);
    return body.items.find((policy: WarrantyPolicy) => policy.scope.modelIds?.includes(modelId)) as WarrantyPolicy;
  };
});

/** supertest reads only types it knows. */
function asText(response: unknown, done: (error: Error | null, text: string) => void): void {
  let text = '';
  const body = response as NodeJS.ReadableStream;
  body.on('data', (chunk: Buffer) => (text += chunk.toString()));
  body.on('end', () => done(null, text));
}
