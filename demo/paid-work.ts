import { type Charge } from '../src/charges/charge';
import { type ChargeReconciliation, type ChargeStatement } from '../src/charges/charge-reconciliation';
import { type CashHeld } from '../src/charges/payments/payment';
import { type Quotation } from '../src/charges/quotations/quotation';
import { type ServiceReport } from '../src/reports/service-report';
import { type WorkOrder } from '../src/workorders/work-order';
import { at, dayOf, daysLater } from './days';
import { type Job } from './job';
import { Random } from './random';
import { type Print, title } from './result';
import { type Scene } from './scene';
import { money, table } from './table';

/** What labour and travel cost in the story: 80.00 an hour, 50.00 a trip, 13 %. */
export async function stateTariff(scene: Scene, validFrom: string): Promise<void> {
  const labour = { labourBasis: 'PER_HOUR', labourAmount: 8_000 };
  const body = { validFrom, ...labour, travelAmount: 5_000, taxBasisPoints: 1_300 };
  await scene.people.finance.calls.post('/v1/tariffs', body);
}

/** What the customer pays for is quoted, approved, told and accepted before it is fitted. */
export async function quotePaidWork(
  scene: Scene,
  job: Job,
  report: ServiceReport,
  day: string,
): Promise<Quotation | undefined> {
  const quantities = new Map<string, number>();
  for (const { billing, partId, quantity } of report.replacements) {
    if (billing === 'PAID') quantities.set(partId, (quantities.get(partId) ?? 0) + quantity);
  }
  if (quantities.size === 0) return undefined;
  const { supervisor, clerk } = scene.people;
  await decideOrder(scene, job);
  const lines = [...quantities].map(([partId, quantity]) => ({ partId, quantity }));
  const labourMinutes = 30 * Random.of(scene.seed, 'labour', job.order.name).between(1, 6);
  const plan = { workOrderId: job.workOrderId, documentDate: day, lines, labourMinutes };
  const made = await clerk.calls.post<Quotation>('/v1/quotations', plan);
  const path = `/v1/quotations/${made.id}`;
  await supervisor.calls.post(`${path}/approval`, { approved: true });
  const customer = { person: 'Sample Customer', how: 'phone' };
  await clerk.calls.post(`${path}/telling`, { ...customer, language: 'zh-CN', at: at(day, 10) });
  return clerk.calls.post<Quotation>(`${path}/acceptance`, { ...customer, relation: 'owner', at: at(day, 11) });
}

/** Where the rules leave it open for the order as well, the supervisor decides as for its lines. */
async function decideOrder(scene: Scene, job: Job): Promise<void> {
  const { supervisor } = scene.people;
  const { determination } = await supervisor.calls.get<WorkOrder>(`/v1/work-orders/${job.workOrderId}`);
  if (determination?.outcome !== 'REVIEW') return;
  const decision = { outcome: 'PAID', reason: 'as found on site' };
  await supervisor.calls.post(`/v1/determinations/${determination.id}/decision`, decision);
}

/** The office charges what was approved; now and then something is let off, and not everybody pays at once. */
export async function collect(scene: Scene, job: Job, quotation: Quotation, day: string): Promise<void> {
  const { finance, supervisor } = scene.people;
  const random = Random.of(scene.seed, 'payment', job.order.name);
  const charge = await finance.calls.post<Charge>('/v1/charges', { workOrderId: job.workOrderId, documentDate: day });
  let owed = charge.outstandingAmount;
  if (random.percent(8)) {
    const amount = Math.max(1, Math.floor(owed / 10));
    const asked = { amount, reason: 'the customer waited for the parts' };
    const waiver = await finance.calls.post<{ id: string }>(`/v1/charges/${charge.id}/waivers`, asked);
    await supervisor.calls.post(`/v1/waivers/${waiver.id}/approval`, { approved: true });
    owed -= amount;
  }
  const cash = random.percent(55);
  if (owed === 0 || random.percent(10)) return;
  const payer = cash ? job.order.engineer : finance;
  const told = { quotationId: quotation.id, amount: owed, payer: 'Sample Customer', receivedAt: at(day, 16) };
  await payer.calls.post('/v1/payments', { ...told, method: cash ? 'cash' : 'direct' });
}

/** At the end of a month most engineers hand in their cash. */
export async function handInCash(scene: Scene, month: string): Promise<void> {
  const { finance } = scene.people;
  const { items } = await finance.calls.get<{ items: CashHeld[] }>('/v1/cash-held');
  for (const { engineerId, engineerNumber, amount } of items) {
    if (!Random.of(scene.seed, 'remittance', month, engineerNumber).percent(60)) continue;
    await finance.calls.post('/v1/remittances', { engineerId, amount });
  }
}

/** Prints the charges of each month, and how they reconcile; answers whether they do. */
export async function printPaidWork(scene: Scene, print: Print): Promise<boolean> {
  const { months } = scene.story;
  title(print, 'Paid work by month, at material cost 收费');
  const reconcile = (from: string, to: string) =>
    scene.people.finance.calls.get<ChargeReconciliation>(`/v1/charges/reconciliation?from=${from}&to=${to}`);
  const last = daysLater(dayOf(months.at(-1)!, 28), 60);
  const rows: (string | number)[][] = [];
  for (const [index, month] of months.entries()) {
    const next = months[index + 1];
    const to = next === undefined ? last : daysLater(dayOf(next, 1), -1);
    const { statements } = await reconcile(dayOf(month, 1), to);
    const sum = (name: string) => money(termOf(statements, name));
    const columns = ['quoted', 'charged', 'waived', 'notDone', 'received', 'outstanding', 'remitted', 'held', 'ledger'];
    rows.push([month, ...columns.map(sum)]);
  }
  const heading = [
    'month',
    'quoted',
    'charged',
    'waived',
    'not done',
    'received',
    'outstanding',
    'remitted',
    'held',
    'cost',
  ];
  for (const line of table(heading, rows)) print(line);
  const whole = await reconcile(dayOf(months[0]!, 1), last);
  const results = whole.statements.map((one) => [
    one.holds ? 'holds' : 'DIFFERS',
    one.rows,
    money(one.difference),
    one.statementEn,
  ]);
  for (const line of table(['', 'rows', 'difference', 'statement'], results)) print(line);
  return whole.holds;
}

function termOf(statements: readonly ChargeStatement[], name: string): number {
  return statements.flatMap((one) => [one.left, ...one.right]).find((term) => term.name === name)!.amount;
}
