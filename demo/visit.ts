import { type NewReplacement } from '../src/reports/replacements/replacement';
import { type ServiceReport } from '../src/reports/service-report';
import { type UnusedReturn } from '../src/returns/unused-return';
import { Refusal } from './api';
import { at, daysLater, on } from './days';
import { clerkOf, type Job } from './job';
import { kilometresOn } from './machines';
import { bringOldPartsBack } from './old-parts';
import { type OrderLine } from './orders';
import { collect, quotePaidWork } from './paid-work';
import { Random } from './random';
import { type Scene } from './scene';
import { drawnSignature } from './signature';

/** At the customer: parts are fitted, the report is signed and approved; what is left over comes back. */
export async function visit(scene: Scene, job: Job, day: string): Promise<void> {
  const report = await reported(scene, job, day);
  const quotation = await quotePaidWork(scene, job, report, day);
  const signed = await signedByCustomer(scene, job, report);
  const decided = daysLater(day, job.waited > 0 ? 0 : 1);
  const approved = await scene.people.supervisor.calls.post<ServiceReport>(
    `/v1/service-reports/${signed.id}/approval`,
    {
      approved: true,
      postingDate: decided,
    },
  );
  for (const { billing, quantity } of approved.replacements) {
    const before = scene.outcomes.get(billing!) ?? { lines: 0, pieces: 0 };
    scene.outcomes.set(billing!, { lines: before.lines + 1, pieces: before.pieces + quantity });
  }
  job.report = approved;
  if (quotation) await collect(scene, job, quotation, decided);
  await bringUnusedBack(scene, job, decided);
  await job.order.engineer.calls.post(`/v1/work-orders/${job.workOrderId}/closure`);
  await bringOldPartsBack(scene, job, approved, decided);
}

async function reported(scene: Scene, job: Job, day: string): Promise<ServiceReport> {
  const { engineer, machine, causeCode, fault } = job.order;
  const km = kilometresOn(machine, day);
  const draft = await engineer.calls.post<ServiceReport>('/v1/service-reports', {
    workOrderId: job.workOrderId,
    documentDate: day,
    causeCode,
    cause: causeCode === 'MISUSE' ? 'used otherwise than the manual says' : 'the parts below had failed',
    workDone: `it ${fault}; the parts below were replaced`,
    testResult: 'runs as it should 运转正常',
    prevention: 'have it serviced once a year 每年保养一次',
    readings: km === null ? [] : [{ meter: 'km', stated: km, measured: km }],
    replacements: replacementsOf(scene, job, day),
  });
  try {
    return await engineer.calls.post<ServiceReport>(`/v1/service-reports/${draft.id}/completion`);
  } catch (error) {
    if (!(error instanceof Refusal && error.is('classification-needs-review'))) throw error;
    await decideWhoPays(scene, job, draft);
    return engineer.calls.post<ServiceReport>(`/v1/service-reports/${draft.id}/completion`);
  }
}

/** Where the rules leave it open, for instance because the papers are lost, a supervisor decides. */
async function decideWhoPays(scene: Scene, job: Job, draft: ServiceReport): Promise<void> {
  const billing = Random.of(scene.seed, 'review', job.order.name).percent(50) ? 'GOODWILL' : 'PAID';
  const reason = billing === 'PAID' ? 'no proof of purchase' : 'a customer of many years';
  await scene.people.supervisor.calls.post(`/v1/service-reports/${draft.id}/billing`, {
    lines: draft.replacements.map(({ lineNumber }) => ({ lineNumber, billing, reason })),
  });
}

function replacementsOf(scene: Scene, job: Job, day: string): NewReplacement[] {
  return job.order.lines.flatMap((line): NewReplacement[] => {
    const fitted = Math.min(line.needed, job.inHands.get(line.part.id) ?? 0);
    if (fitted === 0) return [];
    const told = {
      partId: line.part.id,
      reason: `the ${line.part.name.toLowerCase()} had failed`,
      replacedAt: at(day, 14),
    };
    if (!line.part.serialNumbered) return [{ ...told, quantity: fitted, ...oldPart(scene, job, line) }];
    const serials = job.serials.get(line.part.id)!.slice(0, fitted);
    return serials.map((serialNumber) => ({
      ...told,
      quantity: 1,
      serialNumber,
      oldSerialNumber: `OLD-${serialNumber}`,
    }));
  });
}

/** As a rule the same part came off; now and then nothing did. */
function oldPart(scene: Scene, job: Job, line: OrderLine): Partial<NewReplacement> {
  const isMissing = Random.of(scene.seed, 'old part', job.order.name, line.part.number).percent(3);
  return isMissing ? { noOldPartReason: 'it was missing when the engineer came' } : {};
}

async function signedByCustomer(scene: Scene, job: Job, completed: ServiceReport): Promise<ServiceReport> {
  const { engineer, name } = job.order;
  const path = `/v1/service-reports/${completed.id}`;
  await engineer.calls.post(`${path}/acceptance`, { repaired: !Random.of(scene.seed, 'repaired', name).percent(3) });
  return engineer.calls.post<ServiceReport>(`${path}/signature`, {
    signerName: 'Sample Customer',
    relation: 'owner',
    imagePng: drawnSignature(scene.seed, name),
    digest: completed.digest,
    consentText: 'I have checked the work. 本人确认维修结果。',
    device: 'sample phone',
  });
}

/** What was not fitted comes back in its true state; some pieces the engineer keeps for the next job. */
async function bringUnusedBack(scene: Scene, job: Job, day: string): Promise<void> {
  const { order } = job;
  const lines = order.lines.flatMap(({ part, needed }) => {
    const left = (job.inHands.get(part.id) ?? 0) - needed;
    const random = Random.of(scene.seed, 'left over', order.name, part.number);
    if (left <= 0 || part.serialNumbered || random.percent(20)) return [];
    const outcome = random.pick(['unused', 'unused', 'not_carried', 'wrong_part', 'bad_on_arrival']);
    const binId = outcome === 'bad_on_arrival' ? undefined : order.place.bins.get(part.bin);
    return [{ partId: part.id, quantity: left, outcome, binId }];
  });
  if (lines.length === 0) return;
  const told = { engineerId: order.engineer.id, siteId: order.place.id, workOrderId: job.workOrderId };
  await clerkOf(scene, order).calls.post<UnusedReturn>('/v1/unused-returns', { ...told, ...on(day), lines });
}
