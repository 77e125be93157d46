import { expectBooksToBalance } from '../support/books';
import { aPart } from '../support/catalog';
import { aQuotation, aQuotationBody, aTariff, changeChargePolicy } from '../support/charges';
import { aGround } from '../support/ledger';
import { aJob } from '../support/reports';
import { aCustodyHolding, aShelfHolding } from '../support/stock';
import { anActivePolicy } from '../support/workorders';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('The price of paid work', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const paidJob = (asked: Parameters<typeof aJob>[1] = {}) =>
    aJob(world, { ...crew, cover: 'expired', quoted: false, ...asked });
  const policy = (overrides: object) => changeChargePolicy(world, overrides);

  test('without a tariff nothing is quoted; one that is stated again for a day corrects it, and what was stated stays (S002)', async () => {
    const job = await paidJob();
    const none = await world.admin.post('/v1/quotations', aQuotationBody(job)).expect(409);
    expect(none.body.type).toBe(problem('no-tariff'));
    const first = await aTariff(world, { labourAmount: 1 });
    const second = await aTariff(world);
    const held = await crew.engineer.get('/v1/tariffs?on=2020-01-01').expect(200);
    expect(held.body.items).toMatchObject([{ id: second.id, number: second.number, currency: 'CNY' }]);
    expect((await crew.engineer.get('/v1/tariffs?on=2019-12-31').expect(200)).body.items).toEqual([]);
    const all = await crew.engineer.get('/v1/tariffs').expect(200);
    expect(all.body.items.map((tariff: { id: string }) => tariff.id)).toEqual([second.id, first.id]);
    expect((await crew.engineer.get(`/v1/tariffs/${first.id}`).expect(200)).body).toEqual(first);
    await crew.engineer.post('/v1/tariffs', {}).expect(403);
    await expect(world.sqlAsApplication(`update tariff set labour_amount = 0`)).rejects.toThrow();
  });

  test('parts at the ledger’s own value, labour and travel by the tariff, tax once on the sum, half up (S045, S053, S057)', async () => {
    const job = await paidJob({ pieces: 0 });
    await aCustodyHolding(crew.engineer, crew.supervisor, job.part.id, 3, { value: 1000 });
    const made = await aQuotation(job);
    expect(made).toMatchObject({
      ...{ number: expect.stringMatching(/^QUO-\d{4}-\d{6}$/), revision: 1, status: 'made', outcome: 'PAID' },
      ...{ partsBasis: 'MATERIAL_COST', currency: 'CNY', workOrderNumber: job.order.number },
      // 2 of 3 pieces that are worth 1000: 666.67; 90 minutes at 6000 an hour; 13 % of 12667 is 1646.71.
      ...{ partsAmount: 667, labourAmount: 9000, travelAmount: 3000, netAmount: 12667, taxAmount: 1647 },
      totalAmount: 14314,
    });
    const source = { source: 'custody', sourceOwnerId: crew.engineer.id, sourceQuantity: 3, sourceValue: 1000 };
    expect(made.lines).toMatchObject([
      { lineNumber: 1, partNumber: job.part.number, quantity: 2, ...source, amount: 667 },
    ]);
    await aCustodyHolding(crew.engineer, crew.supervisor, job.part.id, 1, { value: 9000 });
    // Frozen: what the pieces are worth later changes nothing.
    expect((await crew.engineer.get(`/v1/quotations/${made.id}`).expect(200)).body).toEqual(made);
    expect(made.validUntil > made.documentDate).toBe(true);
  });

  test('what the engineer does not hold is priced at the value on the site’s shelves, and says so', async () => {
    const ground = await aGround(world);
    const clerk = await world.person('clerk');
    await aShelfHolding(clerk, ground, 4, { value: 1001 });
    const job = await paidJob({ siteId: ground.site });
    const made = await aQuotation(job, { lines: [{ partId: ground.parts[0]!, quantity: 2 }] });
    const source = { source: 'site_stock', sourceOwnerId: ground.site, sourceQuantity: 4, sourceValue: 1001 };
    // 500.5 is rounded up.
    expect(made.lines).toMatchObject([{ ...source, amount: 501 }]);
  });

  test('parts alone, or parts and labour, is a switch; a quotation may state its own basis (S049, S057)', async () => {
    await policy({ labourCharged: false, travelCharged: false });
    const partsOnly = await aQuotation(await paidJob(), { labourMinutes: undefined });
    expect(partsOnly).toMatchObject({ labourAmount: 0, travelAmount: 0, netAmount: 200, taxAmount: 26 });
    const trip = await world.admin.post('/v1/quotations', aQuotationBody(await paidJob(), { trips: 2 })).expect(422);
    expect(trip.body.errors).toMatchObject([{ pointer: '/trips' }]);
    const both = await aQuotation(await paidJob(), { labourCharged: true, travelCharged: true, trips: 2 });
    expect(both).toMatchObject({ labourCharged: true, labourAmount: 9000, travelAmount: 6000 });
    await policy({ labourCharged: true, travelCharged: true });
    const silent = await world.admin.post(
      '/v1/quotations',
      aQuotationBody(await paidJob(), { labourMinutes: undefined }),
    );
    expect(silent.body.errors).toMatchObject([{ pointer: '/labourMinutes' }]);
    await crew.engineer.put('/v1/charge-policy', {}, '"v1"').expect(403);
    const stated = { partsBasis: 'TARIFF', labourCharged: true, travelCharged: true, quotationDays: 7 };
    await world.admin.put('/v1/charge-policy', { ...stated, engineersCollectCash: true }, '"v1"').expect(412);
  });

  test('the warranty policy that finds the work to be paid may say how parts are priced', async () => {
    await policy({ partsBasis: 'TARIFF' });
    const job = await paidJob({ cover: 'no policy' });
    await anActivePolicy(world, { modelIds: [job.unit.modelId] }, { paid: { price_basis: 'COST_ONLY' } });
    await world.admin
      .post(`/v1/installed-units/${job.unit.id}/dates`, { kind: 'INVOICE', day: '2015-06-01', evidence: 'the invoice' })
      .expect(201);
    await crew.engineer.post(`/v1/work-orders/${job.order.id}/classification`).expect(200);
    expect(await aQuotation(job)).toMatchObject({ outcome: 'PAID', partsBasis: 'MATERIAL_COST' });
    await policy({ partsBasis: 'MATERIAL_COST' });
  });

  test('by the price list, the price of the day counts; parts without a price are named', async () => {
    const job = await paidJob();
    const body = aQuotationBody(job, { partsBasis: 'TARIFF' });
    const none = await world.admin.post('/v1/quotations', body).expect(409);
    expect(none.body).toMatchObject({ type: problem('no-price'), facts: { partIds: [job.part.id] } });
    const price = { currency: 'CNY', validFrom: '2024-01-01', amount: 777 };
    await world.admin.post(`/v1/parts/${job.part.id}/prices`, price).expect(201);
    const made = (await world.admin.post('/v1/quotations', body).expect(201)).body;
    expect(made.lines).toMatchObject([{ source: 'price_list', sourceOwnerId: null, sourceValue: 777, amount: 1554 }]);
  });

  test('refused, with everything that is wrong: unknown and repeated parts, parts without a cost, no classification', async () => {
    const job = await paidJob();
    const twice = [job.part.id, job.part.id].map((partId) => ({ partId, quantity: 1 }));
    const faults = await world.admin.post(
      '/v1/quotations',
      aQuotationBody(job, { lines: twice, labourMinutes: undefined }),
    );
    expect(faults.status).toBe(422);
    expect(faults.body.errors).toHaveLength(2);
    const unknown = [{ partId: job.order.id, quantity: 1 }];
    await world.admin.post('/v1/quotations', aQuotationBody(job, { lines: unknown })).expect(422);
    const nowhere = await aPart(world);
    const costless = aQuotationBody(job, { lines: [{ partId: nowhere.id, quantity: 1 }] });
    const noCost = await world.admin.post('/v1/quotations', costless).expect(409);
    expect(noCost.body).toMatchObject({ type: problem('no-material-cost'), facts: { partNumbers: [nowhere.number] } });
    const unclear = await paidJob({ cover: 'no policy' });
    const review = await world.admin.post('/v1/quotations', aQuotationBody(unclear)).expect(409);
    expect(review.body.type).toBe(problem('classification-needs-review'));
    await world.admin.post('/v1/quotations', aQuotationBody(job, { validUntil: daysAgo(3) })).expect(422);
    const huge = aQuotationBody(job, {
      partsBasis: 'TARIFF',
      lines: [{ partId: nowhere.id, quantity: 1_000_000_000 }],
    });
    const price = { currency: 'CNY', validFrom: '2024-01-01', amount: 9_007_199_254_740_991 };
    await world.admin.post(`/v1/parts/${nowhere.id}/prices`, price).expect(201);
    await world.admin.post('/v1/quotations', huge).expect(422);
  });
});
