import { randomUUID } from 'node:crypto';
import { signaturePicture } from './signature-picture';
import { type Job, type Work } from './work';

interface Report {
  id: string;
  digest: string | null;
  replacements: { lineNumber: number }[];
}

const inState = (condition: string) => `select id from service_report where id = any ($1) and ${condition}`;

/** Now and then some of what the engineer has in hand is fitted: reported, billed, completed, accepted, signed, approved. */
export const serviceReport: Work = {
  async do(client, job) {
    if (job.held.size === 0 || !client.chance.is(0.2)) return;
    const parts = client.chance.shuffled([...job.held.keys()]).slice(0, client.chance.whole(1, 2));
    const mark = randomUUID();
    const body = { ...whatWasDone(job, parts), customerRemarks: mark };
    const report = await client.order<Report>('report', job.engineer.key, '/v1/service-reports', body, mark);
    if (!report) return;
    const step = (kind: string, caller: string, what: string, asked: object = {}) =>
      client.order<Report>(kind, caller, `/v1/service-reports/${report.id}/${what}`, asked);
    const lines = report.replacements.map(({ lineNumber }) => {
      return { lineNumber, billing: client.chance.one(['WARRANTY', 'GOODWILL']), reason: 'sample decision' };
    });
    await step('report-billing', job.supervisor.key, 'billing', { lines });
    const completed = await step('report-completion', job.engineer.key, 'completion');
    await step('report-acceptance', job.engineer.key, 'acceptance', { repaired: true });
    await step('report-signature', job.engineer.key, 'signature', {
      signerName: 'Sample Owner',
      relation: 'owner',
      imagePng: signaturePicture(client.chance),
      digest: completed?.digest,
      consentText: 'I have checked the work.',
    });
    if (!(await step('report-approval', job.supervisor.key, 'approval', { approved: true }))) return;
    job.reportId = report.id;
    for (const partId of parts) fitOne(job, partId);
  },
  present: {
    report: inState('true'),
    'report-billing': inState('not exists (select from replacement p where p.report_id = id and p.billing is null)'),
    'report-completion': inState('completed_at is not null'),
    'report-acceptance': inState('accepted_at is not null'),
    'report-signature': inState('exists (select from report_signature g where g.report_id = id)'),
    'report-approval': inState(`status = 'approved'`),
  },
  copies: { report: `select customer_remarks as mark, count(*)::integer as copies from service_report group by 1` },
  documents: { table: 'service_report', operation: 'POST /v1/service-reports' },
  halfDone: [
    {
      name: 'approved report whose replacements differ from what was fitted',
      sql: `select coalesce(p.report_id, t.document_id) as id
              from (select p.report_id, p.part_id, sum(p.quantity) as quantity from replacement p
                      join service_report r on r.id = p.report_id and r.status = 'approved' group by 1, 2) p
              full join (select m.document_id, t.part_id, sum(t.quantity) as quantity
                           from stock_movement m join stock_transfer t on t.movement_id = m.id
                          where m.reason = 'fit' group by 1, 2) t
                on t.document_id = p.report_id and t.part_id = p.part_id
             where p.quantity is distinct from t.quantity`,
    },
    {
      name: 'replacement whose old parts are not owed exactly as they came off',
      sql: `select p.id from replacement p join service_report r on r.id = p.report_id
              left join (select replacement_id, sum(quantity) as quantity from old_part group by 1) o on o.replacement_id = p.id
             where coalesce(o.quantity, 0)
                   <> case when r.status = 'approved' and p.old_part_days is not null then p.old_quantity else 0 end`,
    },
    {
      name: 'signed report without its signature',
      sql: `select r.id from service_report r where r.status in ('signed', 'approved')
               and not exists (select from report_signature g where g.report_id = r.id and g.digest = r.digest)`,
    },
  ],
};

function whatWasDone(job: Job, parts: readonly string[]): object {
  return {
    workOrderId: job.workOrderId,
    causeCode: 'MANUFACTURING_DEFECT',
    cause: 'the coil burnt through',
    workDone: 'replaced the coil',
    testResult: 'heats',
    prevention: 'descale once a year',
    replacements: parts.map((partId) => ({
      reason: 'burnt through',
      partId,
      quantity: 1,
      ...serialNumbers(job, partId),
    })),
  };
}

function serialNumbers(job: Job, partId: string): object {
  if (partId !== job.serialPartId) return {};
  const { serialNumber } = job.units[0]!;
  return { serialNumber, oldSerialNumber: `OLD-${serialNumber}` };
}

/** Out of the hand, for good. */
function fitOne(job: Job, partId: string): void {
  const left = job.held.get(partId)! - 1;
  if (partId === job.serialPartId) job.units.shift();
  if (left > 0) job.held.set(partId, left);
  else job.held.delete(partId);
  if (partId !== job.serialPartId) job.fitted.set(partId, (job.fitted.get(partId) ?? 0) + 1);
}
