import { type ExpenseClaim, type NewExpenseLine } from '../../src/expenses/expense-claim';
import { expectBooksToBalance } from '../support/books';
import { aPart } from '../support/catalog';
import { aCustodyHolding } from '../support/stock';
import { aCrew, aStockedSite, type Crew } from '../support/stocked';
import { aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { inDays } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Expenses', () => {
  let world: World;
  let crew: Crew;
  let finance: Caller;
  let order: { id: string };
  let vouchers = 0;
  beforeAll(async () => {
    world = await World.open();
    [crew, finance] = await Promise.all([aCrew(world), world.person('finance')]);
    order = await aWorkOrder(world, { engineer: crew.engineer });
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const line = (overrides: Partial<NewExpenseLine> = {}): NewExpenseLine => ({
    ...{ kind: 'travel', spentOn: inDays(-1), amount: 12_500, description: 'train there and back' },
    ...{ payee: 'Sample railway', voucherNumber: `V-${(vouchers += 1)}` },
    ...overrides,
  });
  const claimed = async (...lines: NewExpenseLine[]): Promise<ExpenseClaim> =>
    (await crew.engineer.post('/v1/expense-claims', { workOrderId: order.id, lines }).expect(201)).body;
  const path = (claim: { id: string }, step: string) => `/v1/expense-claims/${claim.id}/${step}`;

  /** Parts of the order, issued, to be shipped. */
  const anIssue = async (): Promise<string> => {
    const site = await aStockedSite(world, [5]);
    const lines = [{ partId: site.parts[0]!.id, quantity: 1 }];
    const body = { siteId: site.siteId, needBy: '2099-01-01', opinion: 'for the job', workOrderId: order.id, lines };
    const asked = (await crew.engineer.post('/v1/requisitions', body).expect(201)).body;
    await crew.supervisor.post(`/v1/requisitions/${asked.id}/approval`).expect(200);
    const issue = { requisitionId: asked.id, lines: [{ lineId: asked.lines[0].id, quantity: 1 }] };
    return (await crew.clerk.post('/v1/issues', issue).expect(201)).body.id;
  };

  test('are refunded after review: claimed by the engineer, approved by a supervisor, paid out by finance (S079)', async () => {
    const claim = await claimed(line(), line({ kind: 'lodging', amount: 30_000 }));
    expect(claim).toMatchObject({
      ...{ number: expect.stringMatching(/^EXP-\d{4}-\d{6}$/), code: expect.stringMatching(/^EX/) },
      ...{ status: 'submitted', amount: 42_500, engineerId: crew.engineer.id },
    });
    expect((await finance.post(path(claim, 'refund')).expect(409)).body.type).toBe(
      problem('expense-claim-in-other-state'),
    );
    await crew.supervisor.post(path(claim, 'approval'), { approved: true }).expect(200);
    await finance.post(path(claim, 'refund'), { refundedOn: inDays(1) }).expect(422);
    const refund = { reference: 'BANK-7' };
    const answers = await Promise.all([
      finance.post(path(claim, 'refund'), refund),
      finance.post(path(claim, 'refund'), refund),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await crew.engineer.get(`/v1/expense-claims/${claim.id}`)).body).toMatchObject({
      ...{ status: 'refunded', refundedById: finance.id, refundReference: 'BANK-7' },
    });
    const scanned = await crew.engineer.get(`/v1/scans?text=${claim.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'expense-claim', state: 'refunded' });
  });

  test('nobody reviews or pays out their own, neither over HTTP nor in the database (R4, S079)', async () => {
    const both = await world.person(['engineer', 'supervisor', 'finance']);
    const own = await aWorkOrder(world, { engineer: both });
    const claim = (await both.post('/v1/expense-claims', { workOrderId: own.id, lines: [line()] }).expect(201)).body;
    const refused = await both.post(path(claim, 'approval'), { approved: true }).expect(403);
    expect(refused.body.type).toBe(problem('own-expense-claim'));
    const attempt = (text: string) => world.sqlAsApplication(text, [claim.id]);
    await expect(
      attempt(
        `update expense_claim set status = 'approved', decided_at = now(), decided_by_id = engineer_id where id = $1`,
      ),
    ).rejects.toMatchObject({ constraint: 'expense_claim_decided_by_another' });
    await expect(
      attempt(`update expense_claim set status = 'refunded', decided_at = now(), decided_by_id = gen_random_uuid(),
                      refunded_on = current_date, refunded_by_id = gen_random_uuid() where id = $1`),
    ).rejects.toMatchObject({ constraint: 'expense_claim_step_known' });
    await crew.supervisor.post(path(claim, 'approval'), { approved: true }).expect(200);
    await both.post(path(claim, 'refund')).expect(403);
    await expect(
      attempt(`insert into expense_line (claim_id, line_number, kind, spent_on, amount, description, payee, voucher_number)
               values ($1, 9, 'other', current_date, 1, 'x', 'x', 'x')`),
    ).rejects.toMatchObject({ constraint: 'expense_line_settled_stays' });
  });

  test('a voucher is claimed once; after a rejection it may be claimed anew', async () => {
    const taxi = line({ payee: 'Sample taxi' });
    const claim = await claimed(taxi);
    const again = { workOrderId: order.id, lines: [{ ...taxi, payee: 'SAMPLE TAXI' }] };
    expect((await crew.engineer.post('/v1/expense-claims', again).expect(409)).body.type).toBe(
      problem('voucher-claimed'),
    );
    await crew.supervisor.post(path(claim, 'approval'), { approved: false }).expect(422);
    await crew.supervisor.post(path(claim, 'approval'), { approved: false, note: 'which trip?' }).expect(200);
    await claimed(taxi);
  });

  test('what was bought on a trip is refunded only once it is in stock, and no more than was booked (R17, S043)', async () => {
    const part = await aPart(world);
    const receipt = await aCustodyHolding(crew.engineer, crew.supervisor, part.id, 2, { value: 900 });
    const bought = line({ kind: 'purchase', amount: 901, receiptId: receipt.id });
    const lines = [line({ kind: 'purchase' }), bought, line({ receiptId: receipt.id })];
    const refused = await crew.engineer.post('/v1/expense-claims', { workOrderId: order.id, lines }).expect(422);
    expect(refused.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      ...['/lines/0/receiptId', '/lines/1/amount', '/lines/2/receiptId'],
    ]);
    await claimed({ ...bought, amount: 900 });
    const twice = { workOrderId: order.id, lines: [line({ kind: 'purchase', amount: 1, receiptId: receipt.id })] };
    expect((await crew.engineer.post('/v1/expense-claims', twice).expect(409)).body.type).toBe(
      problem('receipt-claimed'),
    );
  });

  test('freight on shipped warranty parts is a line of its own that handler and leader sign, one after the other (S082)', async () => {
    const issueId = await anIssue();
    const claim = await claimed(line({ kind: 'warranty_freight', amount: 8_000, issueId }), line());
    const sign = (who: Caller, step: string, nth = 1) => who.post(path(claim, `lines/${nth}/${step}`));
    const unsigned = await crew.supervisor.post(path(claim, 'approval'), { approved: true }).expect(409);
    expect(unsigned.body.type).toBe(problem('freight-not-signed'));
    expect((await sign(crew.supervisor, 'consent').expect(409)).body.type).toBe(problem('freight-not-handled'));
    await sign(crew.clerk, 'handling', 2).expect(404);
    await sign(crew.clerk, 'handling').expect(200);
    await sign(crew.clerk, 'handling').expect(409);
    await sign(crew.clerk, 'consent').expect(403);
    const half = await crew.supervisor.post(path(claim, 'approval'), { approved: true }).expect(409);
    expect(half.body.type).toBe(problem('freight-not-signed'));
    const signed = await sign(crew.supervisor, 'consent').expect(200);
    expect(signed.body.lines[0]).toMatchObject({ handledById: crew.clerk.id, leaderId: crew.supervisor.id });
    await crew.supervisor.post(path(claim, 'approval'), { approved: true }).expect(200);
    await finance.post(path(claim, 'refund')).expect(200);
    const totals = (await finance.get(`/v1/expense-claims/totals?from=${inDays(0)}&until=${inDays(0)}`)).body;
    await finance.get(`/v1/expense-claims/totals?from=${inDays(0)}&until=${inDays(-1)}`).expect(422);
    expect(totals.kinds).toContainEqual({ kind: 'warranty_freight', lines: 1, amount: 8_000 });
  });

  test('one person does not sign freight twice, and it names what was shipped (S082)', async () => {
    const both = await world.person(['clerk', 'supervisor']);
    const claim = await claimed(line({ kind: 'warranty_freight', issueId: await anIssue() }));
    await both.post(path(claim, 'lines/1/handling')).expect(200);
    expect((await both.post(path(claim, 'lines/1/consent')).expect(403)).body.type).toBe(
      problem('freight-signed-by-one'),
    );
    await expect(
      world.sqlAsApplication(
        `update expense_line set leader_id = handled_by_id, leader_signed_at = now() where claim_id = $1`,
        [claim.id],
      ),
    ).rejects.toMatchObject({ constraint: 'expense_line_signed_by_two' });
    const lines = [line({ kind: 'warranty_freight' }), line({ kind: 'warranty_freight', issueId: order.id })];
    const refused = await crew.engineer.post('/v1/expense-claims', { workOrderId: order.id, lines }).expect(422);
    expect(refused.body.errors).toHaveLength(2);
  });

  test('an engineer claims for their own orders and sees their own claims only (R15)', async () => {
    const claim = await claimed(line());
    const other = await world.person('engineer');
    await other.get(`/v1/expense-claims/${claim.id}`).expect(404);
    expect((await other.get('/v1/expense-claims').expect(200)).body.items).toEqual([]);
    await other.post('/v1/expense-claims', { workOrderId: order.id, lines: [line()] }).expect(404);
    await finance.post(path(claim, 'approval'), { approved: true }).expect(403);
    await crew.supervisor.post(path(claim, 'refund')).expect(403);
    await crew.engineer.post('/v1/expense-claims', { workOrderId: order.id, lines: [] }).expect(422);
    const tomorrow = { workOrderId: order.id, lines: [line({ spentOn: inDays(1) })] };
    await crew.engineer.post('/v1/expense-claims', tomorrow).expect(422);
  });
});
