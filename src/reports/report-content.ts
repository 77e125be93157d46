import { type Reader } from '../platform/transaction';
import { type Billing } from './replacements/replacement';
import { type ReportFinding, type ReportReading } from './service-report';

/** A part as a report names it. */
export interface NamedPart {
  number: string;
  nameZh: string | null;
  nameEn: string | null;
  unit: string;
}

/** A replacement as the customer signs it. */
export interface SignedReplacement {
  lineNumber: number;
  reason: string;
  part: NamedPart;
  quantity: number;
  serialNumber: string | null;
  replacedAt: string;
  oldPart: (NamedPart & { serialNumber: string | null; quantity: number; backWithinDays: number | null }) | null;
  noOldPartReason: string | null;
  billing: Billing;
  lastCoveredDay: string | null;
}

/**
 * What is frozen at completion and signed by the customer. It names things as people know them (numbers, names), so that
 * it can be read without our database, and no personal data beyond the engineer's name: what is signed cannot be erased.
 */
export interface ReportContent {
  format: 'counterpart.service-report.1';
  number: string;
  revision: number;
  correctionReason: string | null;
  workOrder: { number: string; fault: string; reportedOn: string };
  customer: { number: string };
  unit: { code: string; serialNumber: string; model: { number: string; nameZh: string | null; nameEn: string | null } };
  engineer: { number: string; name: string };
  documentDate: string;
  lateEntry: boolean;
  completedAt: string;
  causeCode: string | null;
  cause: string;
  workDone: string;
  testResult: string;
  prevention: string;
  customerRemarks: string | null;
  readings: ReportReading[];
  findings: ReportFinding[];
  /** The work was risky; the consents that the customer signed before it (S100). */
  riskyWork: boolean;
  consents: { number: string; digest: string }[];
  replacements: SignedReplacement[];
}

const part = (alias: string, more = '') => `json_build_object('number', ${alias}.number, 'nameZh', ${alias}.name_zh,
  'nameEn', ${alias}.name_en, 'unit', ${alias}.unit${more})`;

/** What there is to sign; the lines are settled before. Times in UTC, so that one moment has one spelling. */
export async function readContent(
  reader: Reader,
  reportId: string,
  frozen: { completedAt: Date; lateEntry: boolean },
): Promise<ReportContent> {
  const rows = await reader.query<{ content: ReportContent }[]>(
    `select json_build_object(
       'format', 'counterpart.service-report.1', 'number', r.number, 'revision', r.revision,
       'correctionReason', r.correction_reason,
       'workOrder', json_build_object('number', w.number, 'fault', w.fault, 'reportedOn', w.reported_on),
       'customer', json_build_object('number', c.number),
       'unit', json_build_object('code', u.code, 'serialNumber', u.serial_number,
          'model', json_build_object('number', m.number, 'nameZh', m.name_zh, 'nameEn', m.name_en)),
       'engineer', json_build_object('number', e.number, 'name', e.name),
       'documentDate', r.document_date, 'lateEntry', $2::boolean, 'completedAt', $3::text,
       'causeCode', r.cause_code, 'cause', r.cause, 'workDone', r.work_done, 'testResult', r.test_result,
       'prevention', r.prevention, 'customerRemarks', r.customer_remarks, 'readings', r.readings, 'findings', r.findings,
       'riskyWork', r.risky_work, 'consents', (
         select coalesce(json_agg(json_build_object('number', t.number, 'digest', t.digest) order by t.number), '[]')
           from risk_consent t where t.work_order_id = r.work_order_id and t.status = 'signed'),
       'replacements', (
         select coalesce(json_agg(json_build_object(
                  'lineNumber', l.line_number, 'reason', l.reason, 'part', ${part('p')}, 'quantity', l.quantity,
                  'serialNumber', s.serial_number,
                  'replacedAt', to_char(l.replaced_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                  'oldPart', case when o.id is not null then ${part(
                    'o',
                    `, 'serialNumber', l.old_serial_number, 'quantity', l.old_quantity, 'backWithinDays', l.old_part_days`,
                  )} end,
                  'noOldPartReason', l.no_old_part_reason, 'billing', l.billing,
                  'lastCoveredDay', d.last_covered_day) order by l.line_number), '[]')
           from replacement l
           join part p on p.id = l.part_id
           left join part o on o.id = l.old_part_id
           left join serial_unit s on s.id = l.unit_id
           left join determination d on d.id = l.determination_id
          where l.report_id = r.id)) as content
       from service_report r
       join work_order w on w.id = r.work_order_id
       join customer c on c.id = w.customer_id
       join installed_unit u on u.id = r.unit_id
       join product_model m on m.id = w.model_id
       join staff_member e on e.id = r.engineer_id
      where r.id = $1`,
    [reportId, frozen.lateEntry, frozen.completedAt.toISOString()],
  );
  return rows[0]!.content;
}
