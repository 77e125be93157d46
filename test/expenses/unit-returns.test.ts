import { type InstalledUnit } from '../../src/customers/installed-unit';
import { type NewUnitReturn, type UnitReturn } from '../../src/expenses/unit-return';
import { anInstalledUnit } from '../support/customers';
import { aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { inDays } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Returns of units', () => {
  let world: World;
  let clerk: Caller;
  let manager: Caller;
  beforeAll(async () => {
    world = await World.open();
    [clerk, manager] = await Promise.all([world.person('clerk'), world.person('administrator')]);
  });
  afterAll(() => world.close());

  const path = (unitReturn: { id: string }, step: string) => `/v1/unit-returns/${unitReturn.id}/${step}`;
  const asked = async (overrides: Partial<NewUnitReturn> = {}, by = clerk): Promise<UnitReturn> => {
    const unitId = overrides.unitId ?? (await anInstalledUnit(world)).id;
    const body = { unitId, remedy: 'refund', reason: 'third repair failed', estimatedCost: 250_000, ...overrides };
    return (await by.post('/v1/unit-returns', body).expect(201)).body;
  };

  test('a return needs the general manager’s approval; without it all cost is the customer’s (S042)', async () => {
    const approved = await asked();
    expect(approved).toMatchObject({
      ...{ number: expect.stringMatching(/^UNR-\d{4}-\d{6}$/), code: expect.stringMatching(/^RT/) },
      ...{ status: 'requested', costBorneBy: 'customer' },
    });
    const supervisor = await world.person('supervisor');
    await supervisor.post(path(approved, 'approval'), { approved: true }).expect(403);
    const decided = await manager.post(path(approved, 'approval'), { approved: true }).expect(200);
    expect(decided.body).toMatchObject({ costBorneBy: 'us', decidedById: manager.id });
    const back = await clerk.post(path(approved, 'arrival'), { cost: 240_000 }).expect(200);
    expect(back.body).toMatchObject({ costBorneBy: 'us', actualCost: 240_000, returnedOn: inDays(0) });
    expect((await clerk.get(`/v1/installed-units/${approved.unitId}`)).body.active).toBe(false);
    const undecided = await asked();
    const arrived = await clerk.post(path(undecided, 'arrival'), { cost: 9_000 }).expect(200);
    expect(arrived.body).toMatchObject({ status: 'requested', costBorneBy: 'customer', actualCost: 9_000 });
    const late = await manager.post(path(undecided, 'approval'), { approved: true }).expect(409);
    expect([late.body.type, late.body.facts.costBorneBy]).toEqual([problem('unit-returned'), 'customer']);
    const rejected = await asked();
    await manager.post(path(rejected, 'approval'), { approved: false }).expect(422);
    await manager.post(path(rejected, 'approval'), { approved: false, note: 'misuse' }).expect(200);
    await manager.post(path(rejected, 'approval'), { approved: true }).expect(409);
    expect((await clerk.post(path(rejected, 'arrival'), { cost: 1 })).body.costBorneBy).toBe('customer');
  });

  test('the general manager does not approve their own request, and nobody writes who bears the cost (S042, R4)', async () => {
    const own = await asked({}, manager);
    expect((await manager.post(path(own, 'approval'), { approved: true }).expect(403)).body.type).toBe(
      problem('own-unit-return'),
    );
    const attempt = (change: string) =>
      world.sqlAsApplication(`update unit_return set ${change} where id = $1`, [own.id]);
    await expect(attempt(`status = 'approved', decided_at = now(), decided_by_id = actor_id`)).rejects.toMatchObject({
      constraint: 'unit_return_decided_by_another',
    });
    await expect(attempt(`cost_borne_by = 'us'`)).rejects.toThrow();
    await clerk.post(path(own, 'arrival'), { cost: 1 }).expect(200);
    await expect(
      attempt(`status = 'approved', decided_at = now(), decided_by_id = gen_random_uuid()`),
    ).rejects.toMatchObject({ constraint: 'unit_return_settled_stays' });
  });

  test('a replacement names the unit that takes its place; one return of a unit at a time', async () => {
    const unit: InstalledUnit = await anInstalledUnit(world);
    const order = await aWorkOrder(world, { unit });
    const replacement = await asked({ unitId: unit.id, remedy: 'replacement', workOrderId: order.id });
    const body = { unitId: unit.id, remedy: 'refund', reason: 'x', estimatedCost: 0 };
    expect((await clerk.post('/v1/unit-returns', body).expect(409)).body.type).toBe(problem('unit-return-under-way'));
    const other = await anInstalledUnit(world);
    const arrive = (more: object) => clerk.post(path(replacement, 'arrival'), { cost: 1, ...more });
    await arrive({}).expect(422);
    await arrive({ replacementUnitId: other.id }).expect(422);
    await arrive({ replacementUnitId: unit.id }).expect(422);
    const next = await anInstalledUnit(world, { customerId: unit.customerId });
    const answers = await Promise.all([
      arrive({ replacementUnitId: next.id }),
      manager.post(path(replacement, 'approval'), { approved: true }),
    ]);
    expect(answers[0].status).toBe(200);
    expect([200, 409]).toContain(answers[1].status);
    const settled = (await clerk.get(`/v1/unit-returns/${replacement.id}`)).body;
    expect(settled.costBorneBy).toBe(answers[1].status === 200 ? 'us' : 'customer');
    expect((await clerk.get(`/v1/unit-returns?unitId=${unit.id}`)).body.items).toHaveLength(1);
  });

  test('refuses unknown units, orders of another unit, days to come, and who may not', async () => {
    const unit = await anInstalledUnit(world);
    const order = await aWorkOrder(world);
    const body = { unitId: unit.customerId, workOrderId: order.id, remedy: 'refund', reason: 'x', estimatedCost: 0 };
    expect((await clerk.post('/v1/unit-returns', body).expect(422)).body.errors).toHaveLength(2);
    const open = await asked({ unitId: unit.id });
    await clerk.post(path(open, 'arrival'), { cost: 1, returnedOn: inDays(1) }).expect(422);
    await clerk.post(path(open, 'arrival'), { cost: 1, replacementUnitId: unit.id }).expect(422);
    await (await world.person('auditor')).post(path(open, 'arrival'), { cost: 1 }).expect(403);
    await clerk.get(`/v1/unit-returns/${unit.id}`).expect(404);
    const scanned = await manager.get(`/v1/scans?text=${open.code}`).expect(200);
    expect(scanned.body.links.map((link: { rel: string }) => link.rel)).toEqual(['self', 'approve', 'receive']);
  });
});
