import { expectBooksToBalance } from '../support/books';
import { aSite } from '../support/catalog';
import { aCharge, anAcceptedQuotation, aPayment, aTariff } from '../support/charges';
import { aJob, anApprovedReport, aReplacement, type Job } from '../support/reports';
import { type Quotation } from '../../src/charges/quotations/quotation';
import { type Caller, World } from '../support/world';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Charges, waivers and goodwill', () => {
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

  test('what was done is charged under the quotation; every line names where it comes from, with its cost (S002, S016)', async () => {
    const { job, quotation } = await workedJob();
    const charge = await aCharge(job);
    expect(charge).toMatchObject({
      ...{ number: expect.stringMatching(/^CHG-\d{4}-\d{6}$/), quotationNumber: quotation.number, state: 'open' },
      ...{ quotedAmount: 13786, notDoneAmount: 0, waivedAmount: 0, chargedAmount: 13786, outstandingAmount: 13786 },
      ...{ receivedAmount: 0, costAmount: 200, workOrderNumber: job.order.number },
    });
    expect(charge.lines).toMatchObject([
      { kind: 'part', partNumber: job.part.number, quantity: 2, quotationLineNumber: 1, amount: 200, cost: 200 },
      { kind: 'labour', amount: 9000, cost: 0, replacementId: null },
      { kind: 'travel', amount: 3000 },
      { kind: 'tax', amount: 1586 },
    ]);
    const twice = await world.admin.post('/v1/charges', { workOrderId: job.order.id }).expect(409);
    expect(twice.body.type).toBe(problem('no-accepted-quotation'));
    const listed = await finance.get(`/v1/charges?workOrderId=${job.order.id}&unsettled=true`).expect(200);
    expect(listed.body.items).toEqual([charge]);
  });

  test('what was quoted and not fitted is not charged; the same part in two lines loses no minor unit', async () => {
    const { job } = await workedJob(1);
    expect(await aCharge(job)).toMatchObject({
      quotedAmount: 13786,
      notDoneAmount: 113,
      chargedAmount: 13673,
      costAmount: 100,
    });
    const other = await paidJob({ pieces: 3 });
    await anAcceptedQuotation(other, { lines: [{ partId: other.part.id, quantity: 3 }] });
    await anApprovedReport(other, { replacements: [1, 2].map((quantity) => aReplacement(other, { quantity })) });
    const charge = await aCharge(other);
    expect(charge.lines.filter((line) => line.kind === 'part').map((line) => line.amount)).toEqual([100, 200]);
    expect(charge.notDoneAmount).toBe(0);
  });

  test('nothing is charged without an accepted quotation and an approved report; field staff charge nothing (S046, S068)', async () => {
    const job = await paidJob();
    const body = { workOrderId: job.order.id };
    const none = await world.admin.post('/v1/charges', body).expect(409);
    expect(none.body.type).toBe(problem('no-accepted-quotation'));
    await anAcceptedQuotation(job);
    const unworked = await world.admin.post('/v1/charges', body).expect(409);
    expect(unworked.body.type).toBe(problem('work-not-approved'));
    await crew.engineer.post('/v1/charges', body).expect(403);
    const station = await world.person('station', { siteId: (await aSite(world, { kind: 'station' })).id });
    await station.post('/v1/charges', body).expect(404);
    await anApprovedReport(job);
    const answers = await Promise.all([1, 2, 3].map(() => world.admin.post('/v1/charges', body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  test('what was charged is not taken back in the ledger until the charge is cancelled, by another (R4)', async () => {
    const { job, quotation } = await workedJob();
    const charge = await aCharge(job);
    const [report] = (await crew.engineer.get(`/v1/service-reports?workOrderId=${job.order.id}`)).body.items;
    const correct = () =>
      crew.supervisor.post(`/v1/service-reports/${report.id}/revision`, { reason: 'one was wrong' });
    expect((await correct().expect(409)).body.type).toBe(problem('already-charged'));
    await aPayment(finance, quotation, { method: 'direct', amount: 5000 });
    const path = `/v1/charges/${charge.id}/cancellation`;
    await world.admin.post(path, { reason: 'wrong' }).expect(403);
    await crew.engineer.post(path, { reason: 'wrong' }).expect(403);
    const cancelled = await finance.post(path, { reason: 'one was wrong' }).expect(200);
    expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelledById: finance.id });
    await finance.post(path, { reason: 'again' }).expect(409);
    // What was paid counts for the next charge.
    const again = await aCharge(job);
    expect(again).toMatchObject({ receivedAmount: 5000, outstandingAmount: 8786 });
    await expect(
      world.sqlAsApplication(
        `update charge set cancelled_at = now(), cancelled_by_id = actor_id, cancellation_reason = 'x' where id = $1`,
        [again.id],
      ),
    ).rejects.toMatchObject({ constraint: 'charge_cancelled_by_another' });
    await finance.post(`/v1/charges/${again.id}/cancellation`, { reason: 'put right' }).expect(200);
    await correct().expect(201);
  });

  test('a waiver has a reason and is approved by another than who asked; no more than is outstanding (R4)', async () => {
    const { job } = await workedJob();
    const charge = await aCharge(job);
    const path = `/v1/charges/${charge.id}/waivers`;
    const waiver = { amount: 3786, reason: 'came a day late' };
    const beyond = await crew.engineer.post(path, { ...waiver, amount: 13787 }).expect(409);
    expect(beyond.body.type).toBe(problem('waiver-beyond-outstanding'));
    await crew.engineer.post(path, { ...waiver, amount: 0 }).expect(422);
    const asked = (await crew.supervisor.post(path, waiver).expect(201)).body;
    expect(asked).toMatchObject({
      status: 'requested',
      requestedById: crew.supervisor.id,
      chargeNumber: charge.number,
    });
    expect((await crew.engineer.post(path, waiver).expect(409)).body.type).toBe(problem('waiver-under-way'));
    const decide = (who: Caller, approved = true) => who.post(`/v1/waivers/${asked.id}/approval`, { approved });
    expect((await decide(crew.supervisor).expect(403)).body.type).toBe(problem('own-waiver'));
    await decide(crew.engineer).expect(403);
    const others = await Promise.all([1, 2].map(() => world.person('supervisor')));
    const answers = await Promise.all(others.map((one) => decide(one)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await finance.get(`/v1/charges/${charge.id}`)).body).toMatchObject({
      ...{ quotedAmount: 13786, waivedAmount: 3786, chargedAmount: 10000, outstandingAmount: 10000 },
    });
    expect((await finance.get(path).expect(200)).body.items).toMatchObject([{ status: 'approved', amount: 3786 }]);
    const second = (await crew.engineer.post(path, { ...waiver, amount: 1 }).expect(201)).body;
    await crew.supervisor.post(`/v1/waivers/${second.id}/approval`, { approved: false, note: 'enough' }).expect(200);
    expect((await finance.get(`/v1/charges/${charge.id}`)).body.waivedAmount).toBe(3786);
    await expect(
      world.sqlAsApplication(
        `update waiver set status = 'approved', decided_by_id = requested_by_id, decided_at = now() where id = $1`,
        [second.id],
      ),
    ).rejects.toMatchObject({ constraint: 'waiver_decided_by_another' });
  });

  test('small free help is kept with its value, its reason and what the customer demands, and approved by another (S048, S076)', async () => {
    const job = await aJob(world, crew);
    const body = { workOrderId: job.order.id, help: 'cleaned the filter', reason: 'two minutes', value: 0 };
    const asked = (await crew.engineer.post('/v1/goodwill', { ...body, customerDemand: 'a new filter' }).expect(201))
      .body;
    expect(asked).toMatchObject({
      status: 'requested',
      value: 0,
      customerDemand: 'a new filter',
      engineerId: crew.engineer.id,
    });
    const path = `/v1/goodwill/${asked.id}/approval`;
    await crew.engineer.post(path, { approved: true }).expect(403);
    const own = (await crew.supervisor.post('/v1/goodwill', body).expect(201)).body;
    const refused = await crew.supervisor.post(`/v1/goodwill/${own.id}/approval`, { approved: true }).expect(403);
    expect(refused.body.type).toBe(problem('own-goodwill'));
    expect((await crew.supervisor.post(path, { approved: true }).expect(200)).body.status).toBe('approved');
    await crew.supervisor.post(path, { approved: false }).expect(409);
    const list = await crew.engineer.get(`/v1/goodwill?status=approved&workOrderId=${job.order.id}`).expect(200);
    expect(list.body.items.map((one: { id: string }) => one.id)).toEqual([asked.id]);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/goodwill/${asked.id}`).expect(404);
    await stranger.post('/v1/goodwill', body).expect(404);
    await crew.engineer.post('/v1/goodwill', { ...body, value: -1 }).expect(422);
    await expect(
      world.sqlAsApplication(
        `update goodwill set status = 'approved', decided_by_id = requested_by_id, decided_at = now() where id = $1`,
        [own.id],
      ),
    ).rejects.toMatchObject({ constraint: 'goodwill_decided_by_another' });
  });

  test('paid parts that nobody has charged are named by the reconciliation, report by report', async () => {
    const { job } = await workedJob();
    const path = '/v1/charges/reconciliation?from=2000-01-01&to=2199-12-31';
    const before = (await finance.get(path).expect(200)).body;
    const cost = (answer: { statements: { name: string }[] }) =>
      answer.statements.find((one) => one.name === 'ledger-cost');
    const [report] = (await crew.engineer.get(`/v1/service-reports?workOrderId=${job.order.id}`)).body.items;
    expect(before.holds).toBe(false);
    expect(cost(before)).toMatchObject({
      offending: expect.arrayContaining([
        { kind: 'service-report', id: report.id, number: report.number, left: 200, right: 0, difference: 200 },
      ]),
    });
    await aCharge(job);
    const after = (await finance.get(path).expect(200)).body;
    expect(JSON.stringify(cost(after))).not.toContain(report.id);
    expect(
      (await finance.get('/v1/charges/reconciliation?from=2026-02-01&to=2026-01-31').expect(422)).body.errors,
    ).toHaveLength(1);
    await crew.engineer.get(path).expect(403);
  });
});
