import { aModel, aPart } from '../support/catalog';
import { anInstalledUnit } from '../support/customers';
import { type Caller, World } from '../support/world';
import { anActivePolicy, aServiceRequest, aUnitBoughtOn, aWorkOrder } from '../support/workorders';
import { determineClaims } from '../../src/warranty/determinations/determine-claim';
import { aContext } from '../support/ledger';

describe('Determinations', () => {
  let world: World;
  let supervisor: Caller;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date('2026-03-10T12:00:00+08:00') });
    supervisor = await world.person('supervisor');
  });
  afterAll(() => world.close());

  const queue = async (query = '') =>
    (await supervisor.get(`/v1/determinations?outcome=REVIEW&limit=200${query}`).expect(200)).body.items.map(
      (item: { id: string }) => item.id,
    );

  test('a determination keeps its facts, the policy version that decided, and a sentence in the caller’s language (R10)', async () => {
    const model = await aModel(world, { category: 'water_heater' });
    const policy = await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, '2025-06-01', { modelId: model.id, usageClass: 'COMMERCIAL' });
    const order = await aWorkOrder(world, { unit, causeCode: 'MANUFACTURING_DEFECT' });
    const path = `/v1/determinations/${order.determination!.id}`;
    const read = await supervisor.get(path).set('Accept-Language', 'en').expect(200);
    expect(read.body).toMatchObject({
      subjectKind: 'work_order',
      subjectId: order.id,
      unitId: unit.id,
      outcome: 'WARRANTY',
      policyId: policy.id,
      current: true,
      facts: {
        unit: { category: 'water_heater', usage_class: 'COMMERCIAL', owner: 'first' },
        dates: { INVOICE: '2025-06-01' },
        claim: { report_date: '2026-03-10', cause: 'MANUFACTURING_DEFECT' },
      },
      verdict: { policy: policy.number, policy_version: '1' },
      decidedById: null,
    });
    expect(read.body.sentence).toContain('under warranty');
    const chinese = await supervisor.get(path).set('Accept-Language', 'zh-CN').expect(200);
    expect(chinese.body.sentence).toContain('保修');
  });

  test('the queue holds what a person must decide, by reason and subject, as long as anybody waits for it', async () => {
    const order = await aWorkOrder(world);
    const id = order.determination!.id;
    expect(await queue()).toContain(id);
    expect(await queue('&reason=NO_POLICY&subjectKind=work_order')).toContain(id);
    expect(await queue('&reason=UNKNOWN_START')).not.toContain(id);
    expect(await queue('&subjectKind=replacement')).not.toContain(id);
    await world.admin.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'not needed' }).expect(200);
    expect(await queue()).not.toContain(id);

    const request = await aServiceRequest(world);
    expect(await queue()).toContain(request.determination!.id);
    const advice = { causeCode: 'MISUSE', advice: 'press the button' };
    await supervisor.post(`/v1/service-requests/${request.id}/phone-solution`, advice).expect(200);
    expect(await queue()).not.toContain(request.determination!.id);
  });

  test('a supervisor decides what the rules could not: a new determination beside the old one', async () => {
    const order = await aWorkOrder(world);
    const path = `/v1/determinations/${order.determination!.id}`;
    const clerk = await world.person('clerk');
    const decision = { outcome: 'PARTIAL', reason: 'parts on us as agreed by the sales contract' };
    await clerk.post(`${path}/decision`, decision).expect(403);
    await supervisor.post(`${path}/decision`, { ...decision, outcome: 'REVIEW' }).expect(422);
    await supervisor.post(`${path}/decision`, { outcome: 'PAID' }).expect(422);
    const decided = await supervisor.post(`${path}/decision`, decision).expect(201);
    expect(decided.body).toMatchObject({
      outcome: 'PARTIAL',
      sentence: decision.reason,
      reasons: ['NO_POLICY'],
      decidedById: supervisor.id,
      verdict: { parts: 'WARRANTY', labor: 'PAID' },
      current: true,
    });
    const again = await supervisor.post(`${path}/decision`, decision).expect(409);
    expect(again.body.type).toBe('urn:counterpart:problem:nothing-to-decide');
    await supervisor.post(`/v1/determinations/${decided.body.id}/decision`, decision).expect(409);
    const read = await world.admin.get(`/v1/work-orders/${order.id}`).expect(200);
    expect(read.body.determination).toMatchObject({ id: decided.body.id, outcome: 'PARTIAL' });
    expect(await queue()).not.toContain(order.determination!.id);
  });

  test('two supervisors who decide at the same moment decide once', async () => {
    const order = await aWorkOrder(world);
    const path = `/v1/determinations/${order.determination!.id}/decision`;
    const answers = await Promise.all([
      supervisor.post(path, { outcome: 'PAID', reason: 'r' }),
      world.admin.post(path, { outcome: 'WARRANTY', reason: 'r' }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  });

  test('the term of the replaced part, the latest reading and the part’s earlier replacement count by themselves', async () => {
    const model = await aModel(world);
    await anActivePolicy(
      world,
      { modelIds: [model.id] },
      {
        terms: [
          { id: 'whole', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR' },
          { id: 'seals', covers: ['seal'], n: 3, unit: 'MONTH' },
          { id: 'motor', covers: ['motor'], n: 5, unit: 'YEAR', limits: { hours: 1000 } },
        ],
      },
    );
    const unit = await aUnitBoughtOn(world, '2025-06-01', { modelId: model.id });
    const determined = async (...components: string[]) => {
      const parts = await Promise.all(components.map((component) => aPart(world, { component })));
      const fault = { subjectKind: 'replacement' as const, unitId: unit.id, reportDate: '2026-03-10' };
      await world.server.kernel.database.transaction((tx) =>
        determineClaims(
          tx,
          aContext(),
          { ...fault, cause: 'MANUFACTURING_DEFECT' },
          parts.map(({ id }) => ({ subjectId: id, partId: id })),
        ),
      );
      const latest = parts.map(async ({ id }) => {
        const path = `/v1/determinations?subjectKind=replacement&subjectId=${id}&limit=1`;
        return (await supervisor.get(path).expect(200)).body.items[0] as object;
      });
      return Promise.all(latest);
    };
    expect(await determined('panel', 'seal', 'motor')).toMatchObject([
      { outcome: 'WARRANTY', lastCoveredDay: '2026-06-01' },
      { outcome: 'PAID', lastCoveredDay: '2025-09-01' },
      { outcome: 'REVIEW', reasons: ['MISSING_READING'] },
    ]);
    const stated = async (reading: number, source: string, readOn: string) =>
      world.sql(
        `insert into installed_unit_reading (unit_id, meter, reading, source, read_on, actor_id) values ($1, 'hours', $2, $3, $4, $5)`,
        [unit.id, reading, source, readOn, supervisor.id],
      );
    await stated(900, 'measured', '2026-03-01');
    expect(await determined('motor')).toMatchObject([{ outcome: 'WARRANTY', lastCoveredDay: '2030-06-01' }]);
    // On one day what was measured counts before what was stated, in whatever order they were told.
    await stated(1200, 'measured', '2026-03-10');
    await stated(950, 'stated', '2026-03-10');
    await stated(100, 'measured', '2026-03-11');
    expect(await determined('motor')).toMatchObject([{ outcome: 'PAID', reasons: ['EXPIRED_USAGE'] }]);
  });

  test('an unknown unit or model is refused', async () => {
    const fault = {
      subjectKind: 'replacement' as const,
      unitId: null,
      modelId: supervisor.id,
      reportDate: '2026-03-10',
    };
    await expect(
      world.server.kernel.database.transaction((tx) =>
        determineClaims(tx, aContext(), fault, [{ subjectId: supervisor.id }]),
      ),
    ).rejects.toMatchObject({ status: 422 });
  });

  test('a determination cannot be changed, not even in SQL as the application (R10)', async () => {
    const { determination } = await aWorkOrder(world, { unit: await anInstalledUnit(world) });
    await expect(
      world.sqlAsApplication(`update determination set outcome = 'PAID' where id = $1`, [determination!.id]),
    ).rejects.toThrow(/permission denied/);
    await expect(world.sql(`delete from determination where id = $1`, [determination!.id])).rejects.toThrow(
      /never changed/,
    );
  });

  test('engineers and stations see what was determined with their orders, not the list (R15)', async () => {
    const engineer = await world.person('engineer');
    const order = await aWorkOrder(world, { engineer });
    await engineer.get('/v1/determinations').expect(403);
    await engineer.get(`/v1/determinations/${order.determination!.id}`).expect(403);
    const auditor = await world.person('auditor');
    await auditor.get(`/v1/determinations?subjectId=${order.id}`).expect(422);
    const made = await auditor
      .get(`/v1/determinations?subjectKind=work_order&subjectId=${order.id}&limit=1`)
      .expect(200);
    expect(made.body.items).toHaveLength(1);
    await auditor.get('/v1/determinations/01912d68-783e-7a08-8dd5-3a5c1f4b2e10').expect(404);
  });
});
