import { expectBooksToBalance } from '../support/books';
import { aModel, aPart, aSite } from '../support/catalog';
import {
  acceptedBy,
  anAcceptedQuotation,
  aQuotation,
  aQuotationBody,
  aTariff,
  aToldQuotation,
  quote,
  toldTo,
} from '../support/charges';
import { documentOf, pdfText } from '../support/pdf-text';
import { aJob, type Job } from '../support/reports';
import { aSignatureImage } from '../support/signature-image';
import { aCustodyHolding } from '../support/stock';
import { anInstalledUnit } from '../support/customers';
import { anActivePolicy, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Quotations', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
    await aTariff(world);
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const paidJob = (asked: Parameters<typeof aJob>[1] = {}) =>
    aJob(world, { ...crew, cover: 'expired', quoted: false, ...asked });
  const plan = (job: Job) => ({ lines: [{ partId: job.part.id, quantity: 1 }], labourMinutes: 30 });

  test('an order has one quotation at a time; of two made at once, one is', async () => {
    const job = await paidJob();
    const answers = await Promise.all([1, 2, 3].map(() => world.admin.post('/v1/quotations', aQuotationBody(job))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
    expect(answers.find((answer) => answer.status === 409)!.body.type).toBe(problem('quotation-under-way'));
  });

  test('approved by a supervisor who did not make it, before it is told (R4, S016, S068)', async () => {
    const job = await paidJob();
    const made = (await crew.supervisor.post('/v1/quotations', aQuotationBody(job)).expect(201)).body;
    const path = `/v1/quotations/${made.id}`;
    const own = await crew.supervisor.post(`${path}/approval`, { approved: true }).expect(403);
    expect(own.body.type).toBe(problem('own-quotation'));
    await expect(
      world.sqlAsApplication(
        `update quotation set status = 'approved', decided_at = now(), decided_by_id = actor_id where id = $1`,
        [made.id],
      ),
    ).rejects.toMatchObject({ constraint: 'quotation_decided_by_another' });
    const early = await crew.engineer.post(`${path}/telling`, toldTo).expect(409);
    expect(early.body.type).toBe(problem('quotation-in-other-state'));
    await crew.engineer.post(`${path}/approval`, { approved: true }).expect(403);
    const other = await world.person('supervisor');
    await other.post(`${path}/approval`, { approved: false }).expect(422);
    const rejected = await quote(other, made, 'approval', { approved: false, note: 'too dear' });
    expect(rejected).toMatchObject({ status: 'rejected', decidedById: other.id, decisionNote: 'too dear' });
    const again = await quote(crew.supervisor, made, 'revision', { ...plan(job), reason: 'one piece is enough' });
    expect(again).toMatchObject({ number: made.number, revision: 2, status: 'made', partsAmount: 100 });
    expect((await crew.engineer.get(path)).body).toMatchObject({ status: 'superseded', partsAmount: 200 });
  });

  test('told with the time of telling, in the customer’s language, with why and how much (S025, S099)', async () => {
    const told = await aToldQuotation(await paidJob());
    expect(told.toldAt).toEqual(expect.any(String));
    expect(told.events).toMatchObject([{ kind: 'told', person: 'Sample Owner', how: 'phone', language: 'zh-CN' }]);
    expect(told.events[0]!.words).toContain('合计 CNY 137.86');
    expect(told.events[0]!.words).toContain('2016-06-01');
    const english = await aQuotation(await paidJob());
    await quote(crew.supervisor, english, 'approval', { approved: true });
    const early = { ...toldTo, at: `${daysAgo(1)}T00:00:00Z` };
    expect(
      (await crew.engineer.post(`/v1/quotations/${english.id}/telling`, early).expect(422)).body.errors,
    ).toHaveLength(1);
    const words = (await quote(crew.engineer, english, 'telling', { ...toldTo, language: 'en' })).events[0]!.words;
    expect(words).toContain('in all CNY 137.86');
  });

  test('what is told quotes the day from which the warranty ran: commissioning, not a late first use (S026)', async () => {
    const model = await aModel(world);
    await anActivePolicy(
      world,
      { modelIds: [model.id] },
      { start: { basis: ['COMMISSIONING'], combine: 'FIRST_KNOWN' } },
    );
    const dates = [
      { kind: 'COMMISSIONING' as const, day: '2024-02-03', evidence: 'sample protocol' },
      { kind: 'FIRST_USE' as const, day: '2026-08-01', evidence: 'as the customer says' },
    ];
    const unit = await anInstalledUnit(world, { modelId: model.id, dates });
    const part = await aPart(world);
    await aCustodyHolding(crew.engineer, crew.supervisor, part.id, 2);
    const order = await aWorkOrder(world, { engineer: crew.engineer, unit });
    const told = await aToldQuotation({ world, ...crew, order, part });
    expect(told.events[0]!.words).toMatch(/保修自 2024-02-03 起算。.*合计 CNY 137\.86/);
  });

  test('accepted by a drawn signature or recorded with who, how and when, and confirmed again before the visit (S061, S096)', async () => {
    const told = await aToldQuotation(await paidJob());
    const path = `/v1/quotations/${told.id}/acceptance`;
    await crew.engineer.post(path, { ...acceptedBy, how: 'signed' }).expect(422);
    await crew.engineer.post(path, { ...acceptedBy, imagePng: aSignatureImage() }).expect(422);
    await crew.engineer.post(path, { ...acceptedBy, at: `${daysAgo(1)}T00:00:00Z` }).expect(422);
    const imagePng = aSignatureImage();
    const accepted = await quote(crew.engineer, told, 'acceptance', { ...acceptedBy, how: 'signed', imagePng });
    expect(accepted).toMatchObject({ status: 'accepted', acceptedAt: expect.any(String) });
    expect(accepted.events[1]).toMatchObject({ kind: 'accepted', relation: 'owner', imageDigest: expect.any(String) });
    const other = await aToldQuotation(await paidJob());
    const reused = await crew.engineer.post(`/v1/quotations/${other.id}/acceptance`, {
      ...acceptedBy,
      how: 'signed',
      imagePng,
    });
    expect([reused.status, reused.body.type]).toEqual([409, problem('signature-used')]);
    const confirmed = await quote(crew.engineer, accepted, 'confirmation', { person: 'Sample Owner', how: 'phone' });
    expect(confirmed.events.map((event) => event.kind)).toEqual(['told', 'accepted', 'confirmed']);
  });

  test('it is accepted only while it holds', async () => {
    const clerk = await world.person('clerk', { mayPostEarlier: true });
    const job = await paidJob();
    const made = (
      await clerk
        .post('/v1/quotations', aQuotationBody(job, { documentDate: daysAgo(9), validUntil: daysAgo(5) }))
        .expect(201)
    ).body;
    await quote(crew.supervisor, made, 'approval', { approved: true });
    await quote(crew.engineer, made, 'telling', toldTo);
    const late = await crew.engineer.post(`/v1/quotations/${made.id}/acceptance`, acceptedBy).expect(409);
    expect(late.body.type).toBe(problem('quotation-expired'));
    const path = '/v1/quotations';
    await crew.engineer.post(path, aQuotationBody(await paidJob(), { documentDate: daysAgo(1) })).expect(403);
  });

  test('declined, it needs another offer; withdrawn, another quotation', async () => {
    const job = await paidJob();
    const told = await aToldQuotation(job);
    const declined = await quote(crew.engineer, told, 'refusal', {
      person: 'Sample Owner',
      how: 'phone',
      reason: 'too dear',
    });
    expect(declined).toMatchObject({ status: 'declined', events: [{}, { kind: 'declined', words: 'too dear' }] });
    await crew.engineer.post(`/v1/quotations/${told.id}/acceptance`, acceptedBy).expect(409);
    const offer = await anAcceptedQuotation(job);
    expect(offer.number).not.toBe(told.number);
    expect(await quote(crew.engineer, offer, 'withdrawal', { reason: 'sold the machine' })).toMatchObject({
      status: 'withdrawn',
    });
    await aQuotation(job);
  });

  test('an objection opens a dispute and the job waits; settled, the price is accepted anew (S097)', async () => {
    const job = await paidJob();
    const told = await anAcceptedQuotation(job);
    const objection = { person: 'Sample Owner', how: 'phone', reason: 'it should be free' };
    expect(await quote(crew.engineer, told, 'objection', objection)).toMatchObject({ status: 'disputed' });
    const order = async () => (await crew.engineer.get(`/v1/work-orders/${job.order.id}`)).body.status;
    expect(await order()).toBe('disputed');
    const waits = await crew.engineer.post(`/v1/work-orders/${job.order.id}/arrival`).expect(409);
    expect(waits.body.type).toBe(problem('work-order-not-open'));
    await crew.engineer.post(`/v1/quotations/${told.id}/settlement`, { outcome: 'stands', reason: 'no' }).expect(403);
    const settled = await quote(crew.supervisor, told, 'settlement', { outcome: 'stands', reason: 'explained' });
    expect(settled).toMatchObject({ status: 'told', acceptedAt: null });
    expect(await order()).toBe('open');
    expect(await quote(crew.engineer, told, 'acceptance', acceptedBy)).toMatchObject({ status: 'accepted' });
    await quote(crew.engineer, told, 'objection', objection);
    const revised = await quote(crew.supervisor, told, 'revision', { ...plan(job), reason: 'one piece less' });
    expect(revised).toMatchObject({ revision: 2, status: 'made' });
    expect(await order()).toBe('open');
    await quote(crew.engineer, revised, 'withdrawal', { reason: 'free after all' });
  });

  test('what is settled stays, also for a defect of our own (R2)', async () => {
    const made = await anAcceptedQuotation(await paidJob());
    for (const change of [`total_amount = 1`, `engineer_id = actor_id`, `document_date = current_date`]) {
      await expect(world.sqlAsApplication(`update quotation set ${change} where id = $1`, [made.id])).rejects.toThrow(
        'permission denied',
      );
    }
    await expect(
      world.sqlAsApplication(`update quotation set status = 'made' where id = $1`, [made.id]),
    ).rejects.toMatchObject({ constraint: 'quotation_step_known' });
    await expect(
      world.sqlAsApplication(`update quotation set accepted_at = now() where id = $1`, [made.id]),
    ).rejects.toMatchObject({ constraint: 'quotation_settled_stays' });
    await expect(
      world.sqlAsApplication(
        `insert into quotation_line select quotation_id, 9, $2, 1, 'price_list', null, 1, 5, 5 from quotation_line
          where quotation_id = $1 limit 1`,
        [made.id, (await aPart(world)).id],
      ),
    ).rejects.toMatchObject({ constraint: 'quotation_lines_add_up' });
    await expect(world.sqlAsApplication(`delete from quotation_event`)).rejects.toThrow();
  });

  test('engineers see and touch their own, stations their site’s, and auditors read (R15)', async () => {
    const site = await aSite(world, { kind: 'station' });
    const job = await paidJob();
    const made = await aQuotation(job);
    const stranger = await world.person('engineer');
    const station = await world.person('station', { siteId: site.id });
    for (const one of [stranger, station]) {
      await one.get(`/v1/quotations/${made.id}`).expect(404);
      await one.post(`/v1/quotations/${made.id}/telling`, toldTo).expect(404);
      await one.post('/v1/quotations', aQuotationBody(job)).expect(404);
      expect((await one.get('/v1/quotations').expect(200)).body.items).toEqual([]);
    }
    const auditor = await world.person('auditor');
    const list = await auditor.get(`/v1/quotations?workOrderId=${job.order.id}`).expect(200);
    expect(list.body.items).toEqual([made]);
    await auditor.post('/v1/quotations', aQuotationBody(job)).expect(403);
    const page = await auditor.get('/v1/quotations?limit=1').expect(200);
    expect(page.body.next).toEqual(expect.any(String));
    const next = await auditor.get(`/v1/quotations?limit=1&cursor=${page.body.next}`).expect(200);
    expect(next.body.items[0].id).not.toBe(page.body.items[0].id);
  });

  test('the same request sent again makes one quotation (R14)', async () => {
    const job = await paidJob();
    const send = () => crew.engineer.post('/v1/quotations', aQuotationBody(job), `quote-${job.order.id}`);
    const [first, second] = [await send(), await send()];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    const other = aQuotationBody(job, { labourMinutes: 1 });
    await crew.engineer.post('/v1/quotations', other, `quote-${job.order.id}`).expect(409);
  });

  test('a quotation is printed in Chinese and English, with its sums and what passed about it', async () => {
    const accepted = await anAcceptedQuotation(await paidJob());
    const path = `/v1/quotations/${accepted.id}/document.pdf`;
    const text = pdfText(await documentOf(crew.engineer.get(path)));
    for (const word of [accepted.number, '报价单', 'Quotation', 'CNY 137.86', '用户已接受', accepted.code]) {
      expect(text).toContain(word);
    }
    await (await world.person('engineer')).get(path).expect(404);
  });

  test('quotations for an order that is not open, or not there, are refused', async () => {
    const order = await aWorkOrder(world, { engineer: crew.engineer });
    await world.admin.post(`/v1/work-orders/${order.id}/cancellation`, { reason: 'sold' }).expect(200);
    await world.admin.post('/v1/quotations', { workOrderId: order.id, lines: [] }).expect(409);
    await world.admin.post('/v1/quotations', { workOrderId: crew.engineer.id, lines: [] }).expect(404);
  });
});
