import { anAcceptedQuotation, aPayment, aTariff } from '../support/charges';
import { aDraft, aJob } from '../support/reports';
import { aCrew, aStockedSite } from '../support/stocked';
import { aWorkOrder } from '../support/workorders';
import { World } from '../support/world';
import { inDays } from '../support/days';

describe('The trip kit', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('parts issued, repair form, receipts and the current tariff are tied to the order (S009)', async () => {
    const crew = await aCrew(world);
    const tariff = await aTariff(world);
    const job = await aJob(world, { ...crew, cover: 'expired', quoted: false });
    const path = `/v1/work-orders/${job.order.id}/trip-kit`;
    const empty = (await crew.engineer.get(path).expect(200)).body;
    expect(empty).toMatchObject({
      ...{ workOrderNumber: job.order.number, ready: true, issues: [], form: null, quotation: null, receipts: [] },
      fault: job.order.fault,
      customer: { number: job.order.customerNumber, phone: '+00 10 5550 0100', address: null },
      serialNumber: job.unit.serialNumber,
      ...{ tariff: { number: tariff.number, labourAmount: 6000 }, determination: { outcome: 'PAID' } },
    });
    const site = await aStockedSite(world, [3]);
    const lines = [{ partId: site.parts[0]!.id, quantity: 2 }];
    const body = { siteId: site.siteId, needBy: '2099-01-01', opinion: 'for it', workOrderId: job.order.id, lines };
    const asked = (await crew.engineer.post('/v1/requisitions', body).expect(201)).body;
    await crew.supervisor.post(`/v1/requisitions/${asked.id}/approval`).expect(200);
    const handed = { requisitionId: asked.id, lines: [{ lineId: asked.lines[0].id, quantity: 2 }] };
    const issue = (await crew.clerk.post('/v1/issues', handed).expect(201)).body;
    const before = (await crew.engineer.get(path)).body;
    expect(before).toMatchObject({ ready: false, issues: [{ number: issue.number, acknowledgedAt: null }] });
    await crew.engineer.post(`/v1/issues/${issue.id}/acknowledgement`).expect(200);
    const quotation = await anAcceptedQuotation(job);
    const payment = await aPayment(crew.engineer, quotation, { amount: 500 });
    const form = await aDraft(job);
    const kit = (await crew.engineer.get(path).expect(200)).body;
    expect(kit).toMatchObject({
      ready: true,
      issues: [{ acknowledgedAt: expect.any(String), lines: [{ partId: site.parts[0]!.id, quantity: 2 }] }],
      form: { id: form.id, code: form.code, status: 'draft' },
      quotation: { number: quotation.number, status: 'accepted', tariffNumber: tariff.number },
      receipts: [{ number: payment.number, amount: 500, reversed: false }],
    });
  });

  test('the tariff is that of the day of the trip; another engineer’s kit is not found (S009, R15)', async () => {
    const engineer = await world.person('engineer');
    const later = await aTariff(world, { validFrom: inDays(5), labourAmount: 7000 });
    const order = await aWorkOrder(world, { engineer, plannedOn: inDays(6) });
    const kit = await engineer.get(`/v1/work-orders/${order.id}/trip-kit`).expect(200);
    expect(kit.body.tariff.number).toBe(later.number);
    const soon = await aWorkOrder(world, { engineer, plannedOn: inDays(1) });
    const earlier = await engineer.get(`/v1/work-orders/${soon.id}/trip-kit`).expect(200);
    expect(earlier.body.tariff.labourAmount).toBe(6000);
    const other = await world.person('engineer');
    await other.get(`/v1/work-orders/${order.id}/trip-kit`).expect(404);
  });
});
