import { expectBooksToBalance } from '../support/books';
import { aCharge, anAcceptedQuotation, aPayment, aPaymentBody, aTariff } from '../support/charges';
import { documentOf, pdfText } from '../support/pdf-text';
import { aJob, anApprovedReport, aReplacement, type Job } from '../support/reports';
import { type Quotation } from '../../src/charges/quotations/quotation';
import { type Caller, World } from '../support/world';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Payments and remittances', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  let finance: Caller;
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
    finance = await world.person('finance');
    await aTariff(world);
  });
  afterEach(async () => {
    await expectBooksToBalance(world);
    const { body } = await finance.get('/v1/charges/reconciliation?from=2000-01-01&to=2199-12-31').expect(200);
    const wrong = (body.statements as { name: string; holds: boolean }[]).filter((one) => !one.holds);
    // Paid parts that nobody has charged yet are what the last statement is for.
    expect(wrong.filter((one) => one.name !== 'ledger-cost')).toEqual([]);
  });
  afterAll(() => world.close());

  const paidJob = (asked: Parameters<typeof aJob>[1] = {}) =>
    aJob(world, { ...crew, cover: 'expired', quoted: false, ...asked });
  /** Two pieces quoted, as many fitted as told; total 137.86. */
  const workedJob = async (fitted = 2): Promise<{ job: Job; quotation: Quotation }> => {
    const job = await paidJob();
    const quotation = await anAcceptedQuotation(job);
    await anApprovedReport(job, { replacements: [aReplacement(job, { quantity: fitted })] });
    return { job, quotation };
  };

  test('cash at the door has a receipt at once, counts for the charge, and is owed until handed in to another (S002, S068)', async () => {
    const { job, quotation } = await workedJob();
    const engineer = job.engineer;
    const earlier = new Date(Date.now() - 60_000).toISOString();
    const cash = await aPayment(engineer, quotation, { amount: 10000, receivedAt: earlier });
    expect(cash).toMatchObject({
      ...{
        number: expect.stringMatching(/^PAY-\d{4}-\d{6}$/),
        method: 'cash',
        collectorId: engineer.id,
        heldAmount: 10000,
      },
      ...{ chargeNumber: null, receivedAt: earlier },
    });
    const charge = await aCharge(job);
    expect(charge).toMatchObject({ receivedAmount: 10000, outstandingAmount: 3786 });
    await aPayment(engineer, quotation, { amount: 3786 });
    expect((await finance.get(`/v1/charges/${charge.id}`)).body).toMatchObject({
      state: 'settled',
      outstandingAmount: 0,
    });
    const held = async () => (await engineer.get('/v1/cash-held').expect(200)).body.items;
    expect(await held()).toMatchObject([
      { engineerId: engineer.id, amount: 13786, since: earlier, payments: 2, currency: 'CNY' },
    ]);
    const body = { engineerId: engineer.id, amount: 10500 };
    await engineer.post('/v1/remittances', body).expect(403);
    const both = await world.person(['engineer', 'clerk']);
    const own = await both.post('/v1/remittances', { engineerId: both.id, amount: 1 }).expect(403);
    expect(own.body.type).toBe(problem('own-cash'));
    const much = await finance.post('/v1/remittances', { ...body, amount: 13787 }).expect(409);
    expect(much.body).toMatchObject({ type: problem('more-than-held'), facts: { heldAmount: 13786 } });
    const remitted = (await finance.post('/v1/remittances', body).expect(201)).body;
    // The oldest first.
    expect(remitted).toMatchObject({
      ...{ number: expect.stringMatching(/^RMT-\d{4}-\d{6}$/), receivedById: finance.id, amount: 10500 },
      lines: [{ paymentId: cash.id, paymentNumber: cash.number, amount: 10000 }, { amount: 500 }],
    });
    expect(await held()).toMatchObject([{ amount: 3286, payments: 1 }]);
    expect((await engineer.get('/v1/remittances').expect(200)).body.items).toEqual([remitted]);
    const stranger = await world.person('engineer');
    expect((await stranger.get('/v1/cash-held').expect(200)).body.items).toEqual([]);
    await stranger.get(`/v1/remittances/${remitted.id}`).expect(404);
    await stranger.get(`/v1/payments/${cash.id}`).expect(404);
    await expect(
      world.sqlAsApplication(`update payment set held_amount = 0 where collector_id = $1`, [engineer.id]),
    ).rejects.toMatchObject({ constraint: 'payment_cash_accounted_for' });
    await expect(
      world.sqlAsApplication(
        `insert into remittance (id, code, number, engineer_id, amount, received_at, received_by_id)
         values (gen_random_uuid(), 'X', 'X', $1, 1, now(), $1)`,
        [engineer.id],
      ),
    ).rejects.toMatchObject({ constraint: 'remittance_received_by_another' });
    await finance.post('/v1/remittances', { ...body, amount: 3286 }).expect(201);
    expect(await held()).toEqual([]);
  });

  test('two payments at once: no more is taken than is owed, before the charge and after', async () => {
    const { job, quotation } = await workedJob();
    const pay = (amount: number) => job.engineer.post('/v1/payments', aPaymentBody(quotation, { amount }));
    const before = await Promise.all([7000, 7000, 7000].map(pay));
    expect(before.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    expect(before.find((answer) => answer.status === 409)!.body).toMatchObject({
      ...{ type: problem('overpaid'), facts: { owed: 6786 } },
    });
    await aCharge(job);
    const after = await Promise.all([6786, 6786].map(pay));
    expect(after.map((answer) => answer.status).sort()).toEqual([201, 409]);
    await expect(
      world.sqlAsApplication(`update quotation set received_amount = total_amount + 1 where id = $1`, [quotation.id]),
    ).rejects.toMatchObject({ constraint: 'quotation_not_overpaid' });
  });

  test('two remittances at once hand in no more than is held', async () => {
    const { job, quotation } = await workedJob();
    const one = await world.person('engineer');
    await world.sql(`update quotation set engineer_id = $1 where id = $2`, [one.id, quotation.id]);
    await aPayment(one, quotation, { amount: 800 });
    const clerk = await world.person('clerk');
    const body = { engineerId: one.id, amount: 500 };
    const answers = await Promise.all([finance, clerk].map((who) => who.post('/v1/remittances', body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    await aCharge(job);
  });

  test('what is paid to the office the office records; whether engineers take cash is a switch (S068)', async () => {
    const { job, quotation } = await workedJob();
    const direct = aPaymentBody(quotation, { method: 'direct', reference: 'BANK-1' });
    expect((await job.engineer.post('/v1/payments', direct).expect(403)).body.type).toBe(problem('not-office'));
    expect(await aPayment(finance, quotation, { method: 'direct' })).toMatchObject({
      heldAmount: 0,
      collectorId: null,
    });
    await world.sql(`update charge_policy set engineers_collect_cash = false`);
    const cash = await job.engineer.post('/v1/payments', aPaymentBody(quotation)).expect(409);
    expect(cash.body.type).toBe(problem('cash-not-collected'));
    await world.sql(`update charge_policy set engineers_collect_cash = true`);
    await aCharge(job);
    await job.engineer.post('/v1/payments', aPaymentBody(quotation, { amount: 0 })).expect(422);
    const future = new Date(Date.now() + 60_000).toISOString();
    await job.engineer.post('/v1/payments', aPaymentBody(quotation, { receivedAt: future })).expect(422);
    const stranger = await world.person('engineer');
    await stranger.post('/v1/payments', aPaymentBody(quotation)).expect(404);
  });

  test('a payment is reversed by another than who took it, not once its cash was handed in', async () => {
    const { job, quotation } = await workedJob();
    const charge = await aCharge(job);
    const payment = await aPayment(job.engineer, quotation, { amount: 4000 });
    const path = `/v1/payments/${payment.id}/reversal`;
    await job.engineer.post(path, { reason: 'mistyped' }).expect(403);
    const reversed = await finance.post(path, { reason: 'mistyped' }).expect(200);
    expect(reversed.body).toMatchObject({ heldAmount: 0, reversedById: finance.id, reversalReason: 'mistyped' });
    await finance.post(path, { reason: 'again' }).expect(409);
    expect((await finance.get(`/v1/charges/${charge.id}`)).body).toMatchObject({ outstandingAmount: 13786 });
    const direct = await aPayment(finance, quotation, { method: 'direct' });
    await finance.post(`/v1/payments/${direct.id}/reversal`, { reason: 'mine' }).expect(403);
    await crew.supervisor.post(`/v1/payments/${direct.id}/reversal`, { reason: 'bounced' }).expect(200);
    const kept = await aPayment(job.engineer, quotation, { amount: 4000 });
    const { amount } = (await job.engineer.get('/v1/cash-held')).body.items[0];
    await finance.post('/v1/remittances', { engineerId: job.engineer.id, amount }).expect(201);
    const handedIn = await finance.post(`/v1/payments/${kept.id}/reversal`, { reason: 'late' }).expect(409);
    expect(handedIn.body.type).toBe(problem('cash-handed-in'));
  });

  test('a receipt is printed in Chinese and English (S002)', async () => {
    const { job, quotation } = await workedJob();
    await aCharge(job);
    const payment = await aPayment(job.engineer, quotation, { amount: 12850 });
    const text = pdfText(await documentOf(job.engineer.get(`/v1/payments/${payment.id}/document.pdf`)));
    for (const word of [payment.number, '收据', 'Receipt', 'CNY 128.50', '现金']) expect(text).toContain(word);
  });
});
