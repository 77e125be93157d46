import fc from 'fast-check';
import { type ChargeReconciliation, type ChargeStatement } from '../../src/charges/charge-reconciliation';
import { expectBooksToBalance } from '../support/books';
import { aCharge, anAcceptedQuotation, aPayment, aTariff } from '../support/charges';
import { aJob, anApprovedReport, aReplacement, type Job } from '../support/reports';
import { aCustodyHolding } from '../support/stock';
import { aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';

/** One job of a month: what it was worth, what was quoted, done, waived and paid, in shares of what was possible. */
const paidWork = fc.record({
  value: fc.integer({ min: 0, max: 99_999 }),
  quoted: fc.integer({ min: 1, max: 5 }),
  unfitted: fc.integer({ min: 0, max: 4 }),
  minutes: fc.integer({ min: 1, max: 500 }),
  partsOnly: fc.boolean(),
  cashBefore: fc.integer({ min: 0, max: 50 }),
  waived: fc.integer({ min: 0, max: 60 }),
  paid: fc.integer({ min: 0, max: 100 }),
  direct: fc.boolean(),
  remitted: fc.integer({ min: 0, max: 100 }),
  corrected: fc.boolean(),
});
type PaidWork = typeof paidWork extends fc.Arbitrary<infer T> ? T : never;

describe('The reconciliation of paid work', () => {
  let world: World;
  let people: { engineer: Caller; supervisor: Caller };
  let finance: Caller;
  let first: Job;
  beforeAll(async () => {
    world = await World.open();
    people = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
    finance = await world.person('finance');
    await aTariff(world, { labourAmount: 7777, travelAmount: 333, taxBasisPoints: 1357 });
    first = await aJob(world, { ...people, cover: 'expired', quoted: false, pieces: 0 });
  });
  afterAll(() => world.close());

  const all = '/v1/charges/reconciliation?from=2000-01-01&to=2199-12-31';
  const reconcile = async () => (await finance.get(all).expect(200)).body as ChargeReconciliation;
  const of = (answer: ChargeReconciliation, name: ChargeStatement['name']) =>
    answer.statements.find((one) => one.name === name)!;
  const terms = (statement: ChargeStatement) =>
    Object.fromEntries([statement.left, ...statement.right].map(({ name, amount }) => [name, amount]));
  const share = (amount: number, percent: number) => Math.floor((Math.max(amount, 0) * percent) / 100);

  /** Plays a job; answers what it adds to the sums, told by the documents' own answers. */
  async function play(work: PaidWork): Promise<void> {
    const order = await aWorkOrder(world, { engineer: people.engineer, unit: first.unit });
    const job = { ...first, order };
    await aCustodyHolding(people.engineer, people.supervisor, job.part.id, work.quoted, { value: work.value });
    const basis = work.partsOnly ? { labourCharged: false, travelCharged: false } : {};
    const lines = [{ partId: job.part.id, quantity: work.quoted }];
    const quotation = await anAcceptedQuotation(job, { lines, labourMinutes: work.minutes, ...basis });
    const quantity = Math.max(1, work.quoted - work.unfitted);
    await anApprovedReport(job, { replacements: [aReplacement(job, { quantity })] });
    const early = share(quotation.totalAmount, work.cashBefore);
    if (early > 0) await aPayment(people.engineer, quotation, { amount: early });
    let charge = await aCharge(job);
    if (work.corrected) {
      await finance.post(`/v1/charges/${charge.id}/cancellation`, { reason: 'mistyped' }).expect(200);
      charge = await aCharge(job);
    }
    const waived = share(charge.outstandingAmount, work.waived);
    if (waived > 0) {
      const asked = { amount: waived, reason: 'a good customer' };
      const { body } = await finance.post(`/v1/charges/${charge.id}/waivers`, asked).expect(201);
      await people.supervisor.post(`/v1/waivers/${body.id}/approval`, { approved: true }).expect(200);
    }
    const paid = share(charge.outstandingAmount - waived, work.paid);
    const method = work.direct ? 'direct' : 'cash';
    if (paid > 0) await aPayment(work.direct ? finance : people.engineer, quotation, { amount: paid, method });
    const [held] = (await finance.get('/v1/cash-held')).body.items;
    const amount = share(held?.amount ?? 0, work.remitted);
    if (amount > 0) await finance.post('/v1/remittances', { engineerId: people.engineer.id, amount }).expect(201);
  }

  test('random months of paid work reconcile to the minor unit: all four statements hold, and the sums are those of the documents', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(paidWork, { minLength: 4, maxLength: 6 }), async (month) => {
        for (const work of month) await play(work);
        const answer = await reconcile();
        expect(answer.statements.filter((one) => !one.holds)).toEqual([]);
        expect(answer.holds).toBe(true);
        const [sums] = await world.sql(
          `select (select sum(total_amount) from quotation where status = 'charged')::bigint as quoted,
                  (select sum(charged_amount) from charge where cancelled_at is null)::bigint as charged,
                  (select sum(amount) from payment)::bigint as received,
                  (select sum(amount) from remittance)::bigint as remitted,
                  (select sum(t.value) from stock_transfer t join stock_account a on a.id = t.to_account_id
                    where a.kind = 'fitted_paid')::bigint as ledger`,
        );
        const numbers = Object.fromEntries(Object.entries(sums!).map(([name, sum]) => [name, Number(sum)]));
        const quoted = terms(of(answer, 'quoted-charged-waived'));
        expect(quoted).toMatchObject({ quoted: numbers['quoted'], charged: numbers['charged'] });
        expect(terms(of(answer, 'charged-received-outstanding'))).toMatchObject({ received: numbers['received'] });
        const cash = (await finance.get('/v1/cash-held')).body.items as { amount: number }[];
        expect(terms(of(answer, 'received-remitted-held'))).toMatchObject({
          ...{ received: numbers['received'], remitted: numbers['remitted'], held: cash[0]?.amount ?? 0 },
        });
        expect(terms(of(answer, 'ledger-cost'))).toEqual({ ledger: numbers['ledger'], charges: numbers['ledger'] });
      }),
      { numRuns: 4, endOnFailure: true },
    );
    await expectBooksToBalance(world);
  }, 120_000);

  test('days without paid work hold: zero is zero', async () => {
    const { body } = await finance.get('/v1/charges/reconciliation?from=2001-01-01&to=2001-01-31').expect(200);
    expect(body.holds).toBe(true);
    for (const statement of body.statements as ChargeStatement[]) {
      expect(statement).toMatchObject({ difference: 0, rows: 0, offending: [], left: { amount: 0 } });
    }
  });

  test('a sum that somebody tampered with is found, with the document it stands in', async () => {
    const charged = await world.sql<{ id: string; number: string }>(
      `select id, number from charge where cancelled_at is null order by id limit 1`,
    );
    const { id, number } = charged[0]!;
    const tampered: [ChargeStatement['name'], string, string, number][] = [
      [
        'quoted-charged-waived',
        'charge_line',
        `update charge_line set amount = amount + 3 where charge_id = '${id}' and line_number = 1`,
        -3,
      ],
      [
        'charged-received-outstanding',
        'charge',
        `update charge set outstanding_amount = outstanding_amount - 7 where id = '${id}'`,
        7,
      ],
      [
        'ledger-cost',
        'charge_line',
        `update charge_line set cost = cost + 2 where charge_id = '${id}' and line_number = 1`,
        -2,
      ],
    ];
    for (const [name, table, change, difference] of tampered) {
      const kept = await world.sql(`select * from ${table} where ${table === 'charge' ? 'id' : 'charge_id'} = $1`, [
        id,
      ]);
      await world.sql(change);
      const found = of(await reconcile(), name);
      expect(found).toMatchObject({ holds: false, difference, rows: 1, offending: [{ difference }] });
      if (name !== 'ledger-cost') expect(found.offending).toMatchObject([{ kind: 'charge', id, number }]);
      await putBack(table, kept);
      expect((await reconcile()).holds).toBe(true);
    }
  });

  async function putBack(table: string, rows: Record<string, unknown>[]): Promise<void> {
    for (const row of rows) {
      if (table === 'charge') {
        await world.sql(`update charge set outstanding_amount = $2 where id = $1`, [
          row['id'],
          row['outstanding_amount'],
        ]);
      } else {
        await world.sql(`update charge_line set amount = $3, cost = $4 where charge_id = $1 and line_number = $2`, [
          ...[row['charge_id'], row['line_number'], row['amount'], row['cost']],
        ]);
      }
    }
  }
});
