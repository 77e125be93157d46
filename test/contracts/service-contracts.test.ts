import { type ServiceContract } from '../../src/contracts/service-contract';
import { expectBooksToBalance } from '../support/books';
import { aPart } from '../support/catalog';
import { aContract, anApprovedContract, contractTerms } from '../support/contracts';
import { anInstalledUnit } from '../support/customers';
import { aCompletedReport, aDraft, aJob, aReplacement, type Job, signed, step } from '../support/reports';
import { aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { inDays } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Service contracts', () => {
  let world: World;
  let clerk: Caller;
  let supervisor: Caller;
  beforeAll(async () => {
    world = await World.open();
    [clerk, supervisor] = await Promise.all([world.person('clerk'), world.person('supervisor')]);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const submitted = async (): Promise<ServiceContract> => {
    const contract = await aContract(world, await anInstalledUnit(world));
    return (await world.admin.post(`/v1/service-contracts/${contract.id}/submission`).expect(200)).body;
  };

  test('a contract enters into force only after another person’s recorded approval (S019, R4)', async () => {
    const unit = await anInstalledUnit(world);
    const body = { customerId: unit.customerId, terms: contractTerms(unit) };
    const drawnUp = await supervisor.post('/v1/service-contracts', body).expect(201);
    expect(drawnUp.body).toMatchObject({
      ...{ number: expect.stringMatching(/^CTR-\d{4}-\d{6}$/), code: expect.stringMatching(/^SC/) },
      ...{ status: 'draft', inForceFrom: null, currency: 'CNY', decidedById: null },
    });
    const path = `/v1/service-contracts/${drawnUp.body.id}`;
    const scanned = await supervisor.get(`/v1/scans?text=${drawnUp.body.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'service-contract', links: [{ rel: 'self' }, { rel: 'submit' }] });
    const inForce = async () =>
      (await clerk.get(`/v1/service-contracts?unitId=${unit.id}&inForceOn=${inDays(0)}`).expect(200)).body.items;
    expect((await supervisor.post(`${path}/approval`, { approved: true }).expect(409)).body.type).toBe(
      problem('contract-in-other-state'),
    );
    await supervisor.post(`${path}/submission`).expect(200);
    expect(await inForce()).toEqual([]);
    expect((await supervisor.post(`${path}/approval`, { approved: true }).expect(403)).body.type).toBe(
      problem('own-contract'),
    );
    const other = await world.person('supervisor');
    const approved = await other.post(`${path}/approval`, { approved: true, note: 'as agreed' }).expect(200);
    expect(approved.body).toMatchObject({ status: 'approved', decidedById: other.id, inForceFrom: inDays(0) });
    expect(await inForce()).toMatchObject([{ id: drawnUp.body.id }]);
    expect((await clerk.get(`/v1/service-contracts?unitId=${unit.id}&inForceOn=${inDays(-1)}`)).body.items).toEqual([]);
  });

  test('the database lets nobody approve alone, or let it be in force before its approval (S019, R4)', async () => {
    const { id } = await submitted();
    const approve = (by: string, from: string) =>
      world.sqlAsApplication(
        `update service_contract set status = 'approved', decided_at = now(), decided_by_id = ${by}, in_force_from = ${from}
          where id = $1`,
        [id],
      );
    await expect(approve('actor_id', 'current_date')).rejects.toMatchObject({
      constraint: 'service_contract_decided_by_another',
    });
    await expect(approve('gen_random_uuid()', 'current_date - 10')).rejects.toMatchObject({
      constraint: 'service_contract_in_force_after_approval',
    });
    await expect(
      world.sqlAsApplication(`update service_contract set ends_on = ends_on + 1 where id = $1`, [id]),
    ).rejects.toMatchObject({ constraint: 'service_contract_settled_stays' });
    await expect(
      world.sqlAsApplication(`delete from service_contract_unit where contract_id = $1`, [id]),
    ).rejects.toMatchObject({ constraint: 'service_contract_settled_stays' });
    const draft = await aContract(world, await anInstalledUnit(world));
    await expect(
      world.sqlAsApplication(`update service_contract set status = 'approved' where id = $1`, [draft.id]),
    ).rejects.toMatchObject({ constraint: 'service_contract_step_known' });
  });

  test('of two who decide at once one is heard', async () => {
    const { id } = await submitted();
    const other = await world.person('supervisor');
    const answers = await Promise.all([
      supervisor.post(`/v1/service-contracts/${id}/approval`, { approved: true }),
      other.post(`/v1/service-contracts/${id}/approval`, { approved: false, note: 'too dear' }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });

  test('everything that is wrong with the terms is named at once', async () => {
    const unit = await anInstalledUnit(world);
    const other = await anInstalledUnit(world);
    const terms = contractTerms(unit, {
      ...{ endsOn: inDays(-31), retentionDueOn: inDays(-40), partsIncluded: 'listed' },
      ...{ unitIds: [other.id, unit.id, unit.id], modelIds: [other.id] },
    });
    const body = { customerId: unit.customerId, documentDate: inDays(3), terms };
    const refused = await clerk.post('/v1/service-contracts', body).expect(422);
    expect(refused.body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual(
      [
        ...['/documentDate', '/terms/endsOn', '/terms/partIds', '/terms/retentionDueOn'],
        ...['/terms/unitIds/0', '/terms/unitIds/2', '/terms/modelIds/0'],
      ].sort(),
    );
    const nothing = contractTerms(unit, { unitIds: [], retentionAmount: 0, retentionDueOn: inDays(400) });
    const empty = await clerk
      .post('/v1/service-contracts', { customerId: unit.customerId, terms: nothing })
      .expect(422);
    expect(empty.body.errors).toHaveLength(2);
    await clerk.post('/v1/service-contracts', { customerId: other.id, terms: contractTerms(unit) }).expect(422);
  });

  test('a draft is changed with its ETag, submitted it stays; withdrawn or rejected it is over', async () => {
    const unit = await anInstalledUnit(world);
    const contract = await aContract(world, unit);
    const path = `/v1/service-contracts/${contract.id}`;
    const { etag } = (await clerk.get(path).expect(200)).headers;
    const terms = contractTerms(unit, { endsOn: inDays(100), retentionDueOn: inDays(130) });
    const changed = await clerk.put(path, { terms }, etag!).expect(200);
    expect(changed.body).toMatchObject({ version: 2, terms });
    await clerk.put(path, { terms }, etag!).expect(412);
    await clerk.post(`${path}/submission`).expect(200);
    await clerk.put(path, { terms }, '"v3"').expect(409);
    await supervisor.post(`${path}/approval`, { approved: false }).expect(422);
    await supervisor.post(`${path}/approval`, { approved: false, note: 'too dear' }).expect(200);
    await clerk.post(`${path}/withdrawal`).expect(409);
    const given = await aContract(world, unit);
    await clerk.post(`/v1/service-contracts/${given.id}/withdrawal`).expect(200);
    await clerk.post(`/v1/service-contracts/${given.id}/submission`).expect(409);
    await clerk.get(`/v1/service-contracts/${unit.id}`).expect(404);
  });

  test('rights: engineers and stations read those of their customers, auditors write nothing, clerks approve nothing (R15)', async () => {
    const { id, customerId } = await submitted();
    const engineer = await world.person('engineer');
    const list = `/v1/service-contracts?customerId=${customerId}`;
    await engineer.get(`/v1/service-contracts/${id}`).expect(404);
    expect((await engineer.get(list).expect(200)).body.items).toEqual([]);
    await engineer.get('/v1/retentions').expect(403);
    const unit = await anInstalledUnit(world, { customerId });
    await aWorkOrder(world, { engineer, unit });
    await engineer.get(`/v1/service-contracts/${id}`).expect(200);
    expect((await engineer.get(list).expect(200)).body.items).toMatchObject([{ id }]);
    await engineer.post('/v1/service-contracts', { customerId, terms: contractTerms(unit) }).expect(403);
    await clerk.post(`/v1/service-contracts/${id}/approval`, { approved: true }).expect(403);
    await clerk.post(`/v1/service-contracts/${id}/retention-release`, { amount: 1 }).expect(403);
    const auditor = await world.person('auditor');
    await auditor.post(`/v1/service-contracts/${id}/withdrawal`).expect(403);
  });

  describe('what they pay', () => {
    let crew: { engineer: Caller; supervisor: Caller };
    beforeAll(async () => {
      crew = { engineer: await world.person('engineer'), supervisor };
    });
    const job = () => aJob(world, { ...crew, cover: 'expired', quoted: false });

    test('before departure the order says that a contract pays, and the line is billed to it (S019)', async () => {
      const covered = await job();
      const contract = await anApprovedContract(world, covered.unit);
      const order = await aWorkOrder(world, { engineer: crew.engineer, unit: covered.unit });
      expect(order.determination).toMatchObject({ outcome: 'PAID', contractNumber: contract.number });
      expect(order.determination!.sentence).toContain(contract.number);
      const report = await aCompletedReport({ ...covered, order });
      expect(report.replacements).toMatchObject([
        { billing: 'CONTRACT', determination: { outcome: 'PAID', contractId: contract.id } },
      ]);
      await step(crew.supervisor, await signed(covered, report), 'approval', { approved: true });
      const fitted = await world.sql(
        `select from stock_transfer t join stock_account a on a.id = t.to_account_id
          where a.kind = 'fitted_contract' and t.part_id = $1`,
        [covered.part.id],
      );
      expect(fitted).toHaveLength(1);
    });

    test('no contract that nobody approved, that is for other parts, or after a misuse (S019)', async () => {
      const open = await job();
      await aContract(world, open.unit);
      expect((await aDraft(open)).replacements).toMatchObject([{ billing: 'PAID' }]);
      const others = await job();
      const listed = { partsIncluded: 'listed' as const, partIds: [(await aPart(world)).id] };
      await anApprovedContract(world, others.unit, listed);
      expect((await aDraft(others)).replacements).toMatchObject([{ billing: 'PAID' }]);
      const misused = await aJob(world, { ...crew, cover: 'no policy', quoted: false });
      await anApprovedContract(world, misused.unit);
      const draft = await aDraft(misused, { causeCode: 'MISUSE' });
      expect(draft.replacements).toMatchObject([{ billing: null, determination: { contractId: null } }]);
    });

    test('a contract of the customer’s model covers each unit of it, and a unit that was sold on no more', async () => {
      const covered = await job();
      const modelIds = [covered.unit.modelId];
      await anApprovedContract(world, covered.unit, { unitIds: [], modelIds });
      expect((await aDraft(covered)).replacements).toMatchObject([{ billing: 'CONTRACT' }]);
      const elsewhere = await anInstalledUnit(world, { modelId: covered.unit.modelId });
      const order = await aWorkOrder(world, { engineer: crew.engineer, unit: elsewhere });
      expect(order.determination).toMatchObject({ contractId: null });
    });

    test('a supervisor bills to a contract only where one is in force, and the database asks again (S019)', async () => {
      const open: Job = await job();
      const draft = await aDraft(open);
      const lines = [{ lineNumber: 1, billing: 'CONTRACT', reason: 'as agreed' }];
      const refused = await supervisor.post(`/v1/service-reports/${draft.id}/billing`, { lines }).expect(409);
      expect(refused.body.type).toBe(problem('no-contract-in-force'));
      // Somebody writes it past the service; the database asks at completion.
      await world.sqlAsApplication(
        `update replacement l set billing = 'CONTRACT', determination_id = c.determination_id
           from current_determination c where c.subject_id = l.id and l.report_id = $1`,
        [draft.id],
      );
      const completed = await open.engineer.post(`/v1/service-reports/${draft.id}/completion`).expect(409);
      expect(completed.body.type).toBe(problem('no-contract-in-force'));
      await expect(
        world.sqlAsApplication(
          `update service_report set status = 'completed', completed_at = now(), completed_by_id = engineer_id,
                  content = 'x', digest = encode(sha256('x'), 'hex'), cause = 'a', work_done = 'b', test_result = 'c',
                  prevention = 'd' where id = $1`,
          [draft.id],
        ),
      ).rejects.toMatchObject({ constraint: 'contract_line_needs_contract_in_force' });
    });

    test('an early end is recorded; what was covered before it stays covered', async () => {
      const covered = await job();
      const contract = await anApprovedContract(world, covered.unit);
      const path = `/v1/service-contracts/${contract.id}/termination`;
      await supervisor.post(path, { lastDay: inDays(-1), reason: 'sold' }).expect(422);
      await supervisor.post(path, { lastDay: inDays(335), reason: 'sold' }).expect(422);
      const ended = await supervisor.post(path, { lastDay: inDays(0), reason: 'sold' }).expect(200);
      expect(ended.body).toMatchObject({ terminatedOn: inDays(0), terms: { endsOn: inDays(335) } });
      expect((await supervisor.post(path, { lastDay: inDays(5), reason: 'no' }).expect(409)).body.type).toBe(
        problem('contract-terminated'),
      );
      const lines = (await aDraft(covered, { replacements: [aReplacement(covered)] })).replacements;
      expect(lines).toMatchObject([{ billing: 'CONTRACT' }]);
      const tomorrow = `/v1/service-contracts?customerId=${covered.unit.customerId}&inForceOn=${inDays(1)}`;
      expect((await clerk.get(tomorrow).expect(200)).body.items).toEqual([]);
    });
  });
});
