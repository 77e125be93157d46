import { type InstalledUnit } from '../../src/customers/installed-unit';
import { type NewReplacement } from '../../src/reports/replacements/replacement';
import { type NewServiceReport, type ServiceReport, type ServiceReportChange } from '../../src/reports/service-report';
import { type WorkOrder } from '../../src/workorders/work-order';
import { type NewPart, type Part } from '../../src/catalog/part';
import { aModel, aPart } from './catalog';
import { anAcceptedQuotation } from './charges';
import { aSignatureImage } from './signature-image';
import { aCustodyHolding } from './stock';
import { anActivePolicy, aUnitBoughtOn, aWorkOrder } from './workorders';
import { type Caller, type World } from './world';
import { daysAgo } from './days';

/** An engineer at a unit, with a part in custody, and the supervisor who approves. */
export interface Job {
  world: World;
  engineer: Caller;
  supervisor: Caller;
  unit: InstalledUnit;
  order: WorkOrder;
  part: Part;
  /** Of the pieces in custody, when the part is serial-numbered. */
  serialNumbers: string[];
}

let serials = 0;

/**
 * A job in warranty (bought last month) or, told so, out of it (bought years ago); without a policy, under review. People
 * are new unless told otherwise.
 */
export async function aJob(
  world: World,
  asked: {
    engineer?: Caller;
    supervisor?: Caller;
    cover?: 'in warranty' | 'expired' | 'no policy';
    pieces?: number;
    part?: Partial<NewPart>;
    siteId?: string;
    /** What is not covered is quoted and accepted (R11), unless told otherwise. */
    quoted?: boolean;
  } = {},
): Promise<Job> {
  const model = await aModel(world);
  if (asked.cover !== 'no policy') await anActivePolicy(world, { modelIds: [model.id] });
  const unit = await aUnitBoughtOn(world, asked.cover === 'expired' ? '2015-06-01' : daysAgo(40), {
    modelId: model.id,
  });
  const engineer = asked.engineer ?? (await world.person('engineer'));
  const supervisor = asked.supervisor ?? (await world.person('supervisor'));
  const part = await aPart(world, asked.part);
  const pieces = asked.pieces ?? 2;
  const serialNumbers = part.serialNumbered ? Array.from({ length: pieces }, () => `NEW-${(serials += 1)}`) : [];
  const more = part.serialNumbered ? { serialNumbers } : {};
  if (pieces > 0) await aCustodyHolding(engineer, supervisor, part.id, pieces, more);
  const order = await aWorkOrder(world, { engineer, unit, siteId: asked.siteId });
  const job = { world, engineer, supervisor, unit, order, part, serialNumbers };
  if (asked.cover === 'expired' && pieces > 0 && asked.quoted !== false) await anAcceptedQuotation(job);
  return job;
}

/** A complete report with one replacement, unless told otherwise. */
export function aReportBody(job: Job, overrides: Partial<NewServiceReport> = {}): NewServiceReport {
  return {
    workOrderId: job.order.id,
    causeCode: 'MANUFACTURING_DEFECT',
    cause: 'the heater coil burnt through 加热管烧断',
    workDone: 'replaced the coil and the seal 更换加热管',
    testResult: 'heats to 65 °C in 20 minutes 加热正常',
    prevention: 'descale once a year 每年除垢一次',
    replacements: [aReplacement(job)],
    ...overrides,
  };
}

/** Everything that a draft states, as it is changed. */
export function aReportChange(job: Job, overrides: Partial<ServiceReportChange> = {}): ServiceReportChange {
  const body: Partial<NewServiceReport> = aReportBody(job);
  delete body.workOrderId;
  return {
    ...{ documentDate: daysAgo(0), causeCode: null, cause: null, workDone: null, testResult: null, prevention: null },
    ...{ customerRemarks: null, readings: [], findings: [], replacements: [] },
    ...body,
    ...overrides,
  };
}

export function aReplacement(job: Job, overrides: Partial<NewReplacement> = {}): NewReplacement {
  const serial = job.part.serialNumbered
    ? { serialNumber: job.serialNumbers[0], oldSerialNumber: `OLD-${(serials += 1)}` }
    : {};
  return { reason: 'burnt through', partId: job.part.id, quantity: 1, ...serial, ...overrides };
}

export async function aDraft(job: Job, overrides: Partial<NewServiceReport> = {}): Promise<ServiceReport> {
  const answer = await job.engineer.post('/v1/service-reports', aReportBody(job, overrides)).expect(201);
  return answer.body as ServiceReport;
}

/** Takes a report one step further. */
export async function step(
  caller: Caller,
  report: { id: string },
  name: string,
  body: object = {},
): Promise<ServiceReport> {
  const answer = await caller.post(`/v1/service-reports/${report.id}/${name}`, body);
  if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as ServiceReport;
}

/** What the customer says to the digest of a report. */
export function aSignature(report: { digest: string | null }, overrides: object = {}): object {
  return {
    signerName: 'Sample Owner',
    relation: 'owner',
    imagePng: aSignatureImage(),
    digest: report.digest,
    consentText: 'I have checked the work. 本人确认维修结果。',
    device: 'sample phone',
    ...overrides,
  };
}

export async function aCompletedReport(job: Job, overrides: Partial<NewServiceReport> = {}): Promise<ServiceReport> {
  return step(job.engineer, await aDraft(job, overrides), 'completion');
}

/** Accepted and signed by the customer. */
export async function signed(
  job: Pick<Job, 'engineer'>,
  completed: ServiceReport,
  repaired = true,
): Promise<ServiceReport> {
  await step(job.engineer, completed, 'acceptance', { repaired });
  return step(job.engineer, completed, 'signature', aSignature(completed));
}

export async function aSignedReport(job: Job, overrides: Partial<NewServiceReport> = {}): Promise<ServiceReport> {
  return signed(job, await aCompletedReport(job, overrides));
}

export async function anApprovedReport(job: Job, overrides: Partial<NewServiceReport> = {}): Promise<ServiceReport> {
  return step(job.supervisor, await aSignedReport(job, overrides), 'approval', { approved: true });
}
