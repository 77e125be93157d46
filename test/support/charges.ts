import { type Charge, type NewCharge } from '../../src/charges/charge';
import { type ChargePolicyChange } from '../../src/charges/tariffs/charge-policy';
import { type NewPayment, type Payment } from '../../src/charges/payments/payment';
import { type NewQuotation, type Quotation } from '../../src/charges/quotations/quotation';
import { type NewTariff, type Tariff } from '../../src/charges/tariffs/tariff';
import { type Caller, type World } from './world';

/** As much of a job as a quotation needs. */
export interface QuotedJob {
  world: World;
  engineer: Caller;
  supervisor: Caller;
  order: { id: string };
  part: { id: string };
}

/** 60.00 an hour, 30.00 a trip, 13 %, from long ago on. */
export async function aTariff(world: World, overrides: Partial<NewTariff> = {}): Promise<Tariff> {
  const body: NewTariff = {
    ...{ validFrom: '2020-01-01', labourBasis: 'PER_HOUR', labourAmount: 6000, travelAmount: 3000 },
    taxBasisPoints: 1300,
    ...overrides,
  };
  return (await world.admin.post('/v1/tariffs', body).expect(201)).body as Tariff;
}

/** The tariff that holds, or the sample one. */
async function someTariff(world: World): Promise<void> {
  const { body } = await world.admin.get('/v1/tariffs?limit=1').expect(200);
  if (body.items.length === 0) await aTariff(world);
}

/** Two pieces of the job's part, an hour and a half of work, one trip. */
export function aQuotationBody(job: QuotedJob, overrides: Partial<NewQuotation> = {}): NewQuotation {
  const lines = [{ partId: job.part.id, quantity: 2 }];
  return { workOrderId: job.order.id, lines, labourMinutes: 90, ...overrides };
}

/** Made by the office. */
export async function aQuotation(job: QuotedJob, overrides: Partial<NewQuotation> = {}): Promise<Quotation> {
  await someTariff(job.world);
  const answer = await job.world.admin.post('/v1/quotations', aQuotationBody(job, overrides));
  if (answer.status !== 201) throw new Error(`quotation: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Quotation;
}

/** Takes a quotation one step further. */
export async function quote(caller: Caller, quotation: { id: string }, name: string, body: object): Promise<Quotation> {
  const answer = await caller.post(`/v1/quotations/${quotation.id}/${name}`, body);
  if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Quotation;
}

export const toldTo = { person: 'Sample Owner', how: 'phone', language: 'zh-CN' };
export const acceptedBy = { person: 'Sample Owner', relation: 'owner', how: 'phone' };

export async function aToldQuotation(job: QuotedJob, overrides: Partial<NewQuotation> = {}): Promise<Quotation> {
  const made = await aQuotation(job, overrides);
  await quote(job.supervisor, made, 'approval', { approved: true });
  return quote(job.engineer, made, 'telling', toldTo);
}

/** Told and accepted just now; or long ago, which takes somebody who may enter the past. */
export async function anAcceptedQuotation(
  job: QuotedJob,
  overrides: Partial<NewQuotation> = {},
  past?: { by: Caller; at: string },
): Promise<Quotation> {
  if (!past) return quote(job.engineer, await aToldQuotation(job, overrides), 'acceptance', acceptedBy);
  const made = await aQuotation(job, overrides);
  await quote(job.supervisor, made, 'approval', { approved: true });
  await quote(past.by, made, 'telling', { ...toldTo, at: past.at });
  return quote(past.by, made, 'acceptance', { ...acceptedBy, at: past.at });
}

/** The office charges what was approved. */
export async function aCharge(job: QuotedJob, overrides: Partial<NewCharge> = {}): Promise<Charge> {
  const answer = await job.world.admin.post('/v1/charges', { workOrderId: job.order.id, ...overrides });
  if (answer.status !== 201) throw new Error(`charge: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Charge;
}

export function aPaymentBody(quotation: { id: string }, overrides: Partial<NewPayment> = {}): NewPayment {
  return { quotationId: quotation.id, method: 'cash', amount: 1000, payer: 'Sample Owner', ...overrides };
}

export async function aPayment(
  caller: Caller,
  quotation: { id: string },
  overrides: Partial<NewPayment> = {},
): Promise<Payment> {
  const answer = await caller.post('/v1/payments', aPaymentBody(quotation, overrides));
  if (answer.status !== 201) throw new Error(`payment: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as Payment;
}

/** Changes some of the switches of paid work. */
export async function changeChargePolicy(world: World, overrides: Partial<ChargePolicyChange>): Promise<void> {
  const { body, headers } = await world.admin.get('/v1/charge-policy').expect(200);
  const switches: Record<string, unknown> = { ...(body as object), ...overrides };
  delete switches['version'];
  await world.admin.put('/v1/charge-policy', switches, headers['etag']!).expect(200);
}
