import { type Issue, type NewIssueLine } from '../src/issues/issue';
import { type Requisition, type RequisitionLine } from '../src/requisitions/requisition';
import { type ServiceReport } from '../src/reports/service-report';
import { type ServiceRequestDetail, type VisitOrdered } from '../src/workorders/intake/service-request';
import { type WorkOrder } from '../src/workorders/work-order';
import { at, daysLater, on } from './days';
import { kilometresOn } from './machines';
import { type Order } from './orders';
import { type Person } from './people';
import { type Scene } from './scene';
import { unitsAt } from './serial-numbers';
import { visit } from './visit';

/** An order that is being worked. */
export interface Job {
  order: Order;
  workOrderId: string;
  requisition: Requisition;
  /** Pieces in the engineer's hands, by part. */
  inHands: Map<string, number>;
  /** Their serial numbers, where they have some. */
  serials: Map<string, string[]>;
  /** How many deliveries it has waited for. */
  waited: number;
  /** Once it is approved. */
  report?: ServiceReport;
}

/** From the fault to the engineer with the parts, and to the customer; what is short waits for the next delivery. */
export async function begin(scene: Scene, order: Order): Promise<Job> {
  const { people } = scene;
  const workOrder = await orderWork(scene, order);
  const asked = await order.engineer.calls.post<Requisition>('/v1/requisitions', {
    workOrderId: workOrder.id,
    siteId: order.place.id,
    needBy: daysLater(order.day, 2),
    opinion: `for a ${order.machine.model} that ${order.fault}`,
    documentDate: order.day,
    lines: order.lines.map(({ part, needed, spare }) => ({ partId: part.id, quantity: needed + spare })),
  });
  const approval = `/v1/requisitions/${asked.id}/approval`;
  const requisition = await people.supervisor.calls.post<Requisition>(approval, {
    ...on(order.day),
    overdueOverride: 'the customer waits, and the engineer was told to bring the old parts',
  });
  const papers = { workOrderId: workOrder.id, requisition };
  const job: Job = { order, ...papers, inHands: new Map(), serials: new Map(), waited: 0 };
  await handOut(scene, job, daysLater(order.day, 1));
  if (isShort(requisition)) scene.waiting.push(job);
  else await visit(scene, job, daysLater(order.day, 2));
  return job;
}

/** Hands out what has arrived for a job that waits. After the second delivery the engineer goes with what there is. */
export async function goOn(scene: Scene, job: Job, day: string): Promise<void> {
  job.requisition = await job.order.engineer.calls.get<Requisition>(`/v1/requisitions/${job.requisition.id}`);
  await handOut(scene, job, day);
  if (isShort(job.requisition)) {
    job.waited += 1;
    if (job.waited < 2) return void scene.waiting.push(job);
    const note = 'the customer cannot wait any longer';
    await scene.people.supervisor.calls.post(`/v1/requisitions/${job.requisition.id}/cancellation`, {
      note,
      ...on(day),
    });
    if (job.inHands.size === 0) return cancel(job);
  }
  await visit(scene, job, day);
}

async function orderWork(scene: Scene, order: Order): Promise<WorkOrder> {
  const { supervisor } = scene.people;
  const { machine, fault, engineer, place } = order;
  await tellKilometres(scene, order);
  const who = { engineerId: engineer.id, siteId: place.id, plannedOn: daysLater(order.day, 2) };
  if (!order.byRequest) {
    const told = { unitId: machine.id, fault, ...who, documentDate: order.day };
    return supervisor.calls.post<WorkOrder>('/v1/work-orders', told);
  }
  const request = await supervisor.calls.post<ServiceRequestDetail>('/v1/service-requests', {
    unitId: machine.id,
    fault,
    request: 'repair it, please',
    problemClass: 'breakdown',
    receivedAt: at(order.day, 9),
  });
  return (await supervisor.calls.post<VisitOrdered>(`/v1/service-requests/${request.id}/visit`, who)).workOrder;
}

/** The customer says what the meter shows: without it nobody can say whether the warranty still runs. */
async function tellKilometres(scene: Scene, { machine, day }: Order): Promise<void> {
  const reading = kilometresOn(machine, day);
  if (reading === null) return;
  const told = { meter: 'km', reading, source: 'stated', readOn: day };
  await scene.people.supervisor.calls.post(`/v1/installed-units/${machine.id}/readings`, told);
}

/** The clerk scans what is reserved, the engineer acknowledges it. */
async function handOut(scene: Scene, job: Job, day: string): Promise<void> {
  const clerk = clerkOf(scene, job.order);
  const ready = job.requisition.lines.filter((line) => line.reservedQuantity > 0);
  const lines = (await Promise.all(ready.map((line) => picked(scene, clerk, job, line)))).flat();
  if (lines.length === 0) return;
  const told = { requisitionId: job.requisition.id, ...on(day), lines };
  const issue = await clerk.calls.post<Issue>('/v1/issues', told);
  await job.order.engineer.calls.post(`/v1/issues/${issue.id}/acknowledgement`);
  for (const { partId, quantity } of issue.lines) {
    job.inHands.set(partId, (job.inHands.get(partId) ?? 0) + quantity);
  }
}

/** Of serial-numbered parts each unit is scanned. */
async function picked(scene: Scene, clerk: Person, job: Job, line: RequisitionLine): Promise<NewIssueLine[]> {
  const part = scene.catalogue.byId.get(line.supplyPartId)!;
  if (!part.serialNumbered) return [{ lineId: line.id, quantity: line.reservedQuantity }];
  const bin = job.order.place.bins.get(part.bin)!;
  const units = (await unitsAt(clerk.calls, part, ['reserved'], bin)).slice(0, line.reservedQuantity);
  const before = job.serials.get(part.id) ?? [];
  job.serials.set(part.id, [...before, ...units.map((unit) => unit.serialNumber)]);
  return units.map((unit) => ({ lineId: line.id, quantity: 1, unitId: unit.id }));
}

async function cancel(job: Job): Promise<void> {
  const reason = 'the parts could not be had';
  await job.order.engineer.calls.post(`/v1/work-orders/${job.workOrderId}/cancellation`, { reason });
}

/** Who issues and takes back at the place of an order: the clerk, or the station's account at the station. */
export function clerkOf(scene: Scene, order: Order): Person {
  return order.place === scene.places.station ? scene.people.station : scene.people.clerk;
}

function isShort(requisition: Requisition): boolean {
  return requisition.lines.some((line) => line.backorderedQuantity > 0);
}
