import { aContract, anApprovedContract, contractTerms } from '../support/contracts';
import { aCustomer, anInstalledUnit } from '../support/customers';
import { type Caller, World } from '../support/world';
import { inDays } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;
/** A contract that was over last week. */
const over = { kind: 'supply' as const, startsOn: inDays(-400), endsOn: inDays(-7), partsIncluded: 'none' as const };

describe('Retention money', () => {
  let world: World;
  let finance: Caller;
  beforeAll(async () => {
    world = await World.open();
    finance = await world.person('finance');
  });
  afterAll(() => world.close());

  test('is listed by its due date, the day after the expiry unless agreed later (S094)', async () => {
    const customerId = (await aCustomer(world)).id;
    const unit = await anInstalledUnit(world, { customerId });
    const late = await anApprovedContract(world, unit, { ...over, retentionDueOn: inDays(30) });
    const due = await anApprovedContract(world, unit, over);
    await anApprovedContract(world, unit, { retentionAmount: 0 });
    await aContract(world, unit, over);
    const list = (filter: string) => finance.get(`/v1/retentions?customerId=${customerId}${filter}`).expect(200);
    const all = (await list('&limit=1')).body;
    expect(all.items).toMatchObject([{ contractNumber: due.number, dueOn: inDays(-6), amount: 50_000 }]);
    expect((await list(`&cursor=${all.next}`)).body.items).toMatchObject([{ contractNumber: late.number }]);
    expect((await list(`&dueUntil=${inDays(0)}&released=false`)).body.items).toHaveLength(1);
    const expiring = await finance
      .get(`/v1/service-contracts?customerId=${customerId}&expiresFrom=${inDays(-8)}&expiresUntil=${inDays(0)}`)
      .expect(200);
    expect(expiring.body.items).toHaveLength(3);
  });

  test('the expiry and the due date stay what they were, whatever happens to the contract (S094)', async () => {
    const unit = await anInstalledUnit(world);
    const contract = await anApprovedContract(world, unit);
    const path = `/v1/service-contracts/${contract.id}`;
    const longer = { terms: contractTerms(unit, { endsOn: inDays(500) }) };
    await finance.put(path, longer, `"v${contract.version}"`).expect(409);
    const supervisor = await world.person('supervisor');
    await supervisor.post(`${path}/termination`, { lastDay: inDays(3), reason: 'sold' }).expect(200);
    const { terms } = (await finance.get(path).expect(200)).body;
    expect(terms).toMatchObject({ endsOn: inDays(335), retentionDueOn: inDays(336) });
    for (const change of ['ends_on = ends_on - 300', 'retention_due_on = current_date', 'retention_amount = 1']) {
      await expect(
        world.sqlAsApplication(`update service_contract set ${change} where id = $1`, [contract.id]),
      ).rejects.toMatchObject({ constraint: 'service_contract_settled_stays' });
    }
  });

  test('is released once, when it is due, and what is kept back is explained (S094)', async () => {
    const unit = await anInstalledUnit(world);
    const running = await anApprovedContract(world, unit);
    const path = (id: string) => `/v1/service-contracts/${id}/retention-release`;
    const early = await finance.post(path(running.id), { amount: 50_000 }).expect(409);
    expect([early.body.type, early.body.facts]).toEqual([problem('retention-not-due'), { dueOn: inDays(336) }]);
    await expect(
      world.sqlAsApplication(
        `update service_contract set retention_released_on = current_date, retention_released_amount = 50000,
                retention_released_by_id = actor_id where id = $1`,
        [running.id],
      ),
    ).rejects.toMatchObject({ constraint: 'service_contract_released_when_due' });
    const { id } = await anApprovedContract(world, unit, over);
    const body = { amount: 50_001, releasedOn: inDays(1) };
    expect((await finance.post(path(id), body).expect(422)).body.errors).toHaveLength(2);
    expect((await finance.post(path(id), { amount: 100 }).expect(422)).body.errors).toHaveLength(1);
    const release = { amount: 49_000, releasedOn: inDays(-2), reference: 'BANK-118', note: 'late visit deducted' };
    const answers = await Promise.all([finance.post(path(id), release), finance.post(path(id), release)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)!.body.type).toBe(problem('retention-released'));
    const [listed] = (await finance.get(`/v1/retentions?released=true&customerId=${unit.customerId}`)).body.items;
    expect(listed).toMatchObject({ releasedAmount: 49_000, releasedOn: inDays(-2), note: 'late visit deducted' });
    const none = await anApprovedContract(world, unit, { ...over, retentionAmount: 0 });
    expect((await finance.post(path(none.id), { amount: 0 }).expect(409)).body.type).toBe(problem('nothing-retained'));
    const draft = await aContract(world, unit, over);
    await finance.post(path(draft.id), { amount: 50_000 }).expect(409);
  });
});
