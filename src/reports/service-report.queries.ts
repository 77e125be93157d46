import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import { summaryJson, summaryOf } from '../warranty/determinations/determination.queries';
import { type ReportFinding, type ReportReading, type ServiceReport, type ServiceReportQuery } from './service-report';

/** Frozen at completion; until then what counts now. Parameter 1 is the language. */
const determination = `coalesce(
  (select ${summaryJson('$1')} from determination d where d.id = l.determination_id), ${summaryOf('l.id', 'replacement', '$1')})`;

/** The parts side decides who pays for a part, and a contract for what is paid; REVIEW leaves it open. */
const billing = `coalesce(l.billing,
  (select case when d.contract_id is not null then 'CONTRACT' when c.outcome = 'PARTIAL' then 'WARRANTY'
               when c.outcome <> 'REVIEW' then c.outcome end
     from current_determination c join determination d on d.id = c.determination_id where c.subject_kind = 'replacement' and c.subject_id = l.id))`;

const replacements = `
  (select coalesce(json_agg(json_build_object(
     'id', l.id, 'lineNumber', l.line_number, 'reason', l.reason, 'partId', l.part_id, 'partNumber', p.number,
     'quantity', l.quantity, 'unitId', l.unit_id, 'serialNumber', s.serial_number, 'replacedAt', l.replaced_at,
     'oldPartId', l.old_part_id, 'oldPartNumber', o.number, 'oldSerialNumber', l.old_serial_number,
     'oldQuantity', l.old_quantity, 'noOldPartReason', l.no_old_part_reason, 'oldPartDays', l.old_part_days,
     'billing', ${billing}, 'determination', ${determination}) order by l.line_number), '[]')
   from replacement l
   join part p on p.id = l.part_id
   left join part o on o.id = l.old_part_id
   left join serial_unit s on s.id = l.unit_id
  where l.report_id = r.id)`;

const signature = `
  (select json_build_object('signerName', g.signer_name, 'relation', g.relation, 'digest', g.digest,
            'imageDigest', g.image_digest, 'consentText', g.consent_text, 'device', g.device, 'signedAt', g.signed_at)
     from report_signature g where g.report_id = r.id)`;

const columns = `
  r.id, r.code, r.number, r.revision, r.correction_reason as "correctionReason", r.work_order_id as "workOrderId",
  w.number as "workOrderNumber", r.unit_id as "unitId", u.code as "unitCode", u.serial_number as "serialNumber",
  m.number as "modelNumber", r.site_id as "siteId", r.engineer_id as "engineerId", r.status,
  r.document_date as "documentDate", r.late_entry as "lateEntry", r.cause_code as "causeCode", r.cause,
  r.work_done as "workDone", r.test_result as "testResult", r.prevention, r.customer_remarks as "customerRemarks",
  r.readings, r.findings, r.risky_work as "riskyWork", ${replacements} as replacements, r.digest, r.completed_at as "completedAt",
  r.completed_by_id as "completedById", r.repaired, r.accepted_at as "acceptedAt", ${signature} as signature,
  r.decided_at as "decidedAt", r.decided_by_id as "decidedById", r.decision_note as "decisionNote",
  r.posting_date as "postingDate", (select x.archived_at from report_archive x where x.report_id = r.id) as "archivedAt",
  r.version`;

const tables = `
  service_report r
  join work_order w on w.id = r.work_order_id
  join installed_unit u on u.id = r.unit_id
  join product_model m on m.id = w.model_id`;

export async function findReport(
  reader: Reader,
  id: string,
  scope: Scope,
  language: string,
): Promise<ServiceReport | undefined> {
  const rows = await reader.query<ServiceReport[]>(
    `select ${columns} from ${tables}
      where r.id = $2 and ($3::uuid is null or r.engineer_id = $3) and ($4::uuid is null or r.site_id = $4)`,
    [language, id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** The drafts of an order that say another cause, or none, taken for this transaction. */
export async function draftsWithOtherCause(tx: Tx, workOrderId: string, causeCode: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select id from service_report
      where work_order_id = $1 and status = 'draft' and cause_code is distinct from $2 for update`,
    [workOrderId, causeCode],
  );
  return rows.map((row) => row.id);
}

/**
 * Takes the report for this transaction: whoever else completes, signs or decides it waits. Its order is held first, as
 * everybody takes the two, so that nothing (a dispute, an answer of technical support) comes in between.
 */
export async function lockReport(
  tx: Tx,
  id: string,
  scope: Scope,
  language: string,
): Promise<ServiceReport | undefined> {
  await tx.query(
    `select from work_order where id = (select work_order_id from service_report where id = $1) for share`,
    [id],
  );
  await tx.query(`select from service_report where id = $1 for update`, [id]);
  return findReport(tx, id, scope, language);
}

/** Newest first. */
export async function listReports(
  reader: Reader,
  query: ServiceReportQuery,
  scope: Scope,
  language: string,
  limit: number,
  after: string | undefined,
): Promise<ServiceReport[]> {
  return reader.query<ServiceReport[]>(
    `select ${columns} from ${tables}
      where ($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3)
        and ($4::uuid is null or r.work_order_id = $4) and ($5::uuid is null or r.unit_id = $5)
        and ($6::uuid is null or r.engineer_id = $6) and ($7::uuid is null or r.site_id = $7)
        and ($8::text is null or r.status = $8) and ($9::text is null or r.number = $9)
        and ($10::uuid is null or r.id < $10)
        and ($12::boolean is null
             or r.status = 'approved' and exists (select from report_archive x where x.report_id = r.id) = $12)
      order by r.id desc limit $11`,
    [
      language,
      scope.engineerId,
      scope.siteId,
      query.workOrderId ?? null,
      query.unitId ?? null,
      query.engineerId ?? null,
      query.siteId ?? null,
      query.status ?? null,
      query.number ?? null,
      after ?? null,
      limit,
      query.archived ?? null,
    ],
  );
}

/** What a draft says, apart from its lines. */
export interface ReportText {
  documentDate: string;
  causeCode: string | null;
  cause: string | null;
  workDone: string | null;
  testResult: string | null;
  prevention: string | null;
  customerRemarks: string | null;
  readings: ReportReading[];
  findings: ReportFinding[];
  riskyWork: boolean;
}

const textValues = (text: ReportText) => [
  text.documentDate,
  text.causeCode,
  text.cause,
  text.workDone,
  text.testResult,
  text.prevention,
  text.customerRemarks,
  JSON.stringify(text.readings),
  JSON.stringify(text.findings),
  text.riskyWork,
];

export interface ReportRow extends ReportText {
  id: string;
  code: string;
  workOrderId: string;
  unitId: string;
  siteId: string | null;
  engineerId: string;
  /** Of a correction: the number it shares, its place after the others, and why. */
  correction?: { number: string; revision: number; reason: string };
}

export async function insertReport(tx: Tx, row: ReportRow): Promise<void> {
  await tx.query(
    `insert into service_report (document_date, cause_code, cause, work_done, test_result, prevention, customer_remarks,
                                 readings, findings, risky_work, id, code, work_order_id, unit_id, site_id, engineer_id,
                                 number, revision, correction_reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
             coalesce($17, 'REP-' || extract(year from $1::date) || '-' || lpad(nextval('service_report_number')::text, 6, '0')),
             $18, $19)`,
    [
      ...textValues(row),
      row.id,
      row.code,
      row.workOrderId,
      row.unitId,
      row.siteId,
      row.engineerId,
      row.correction?.number ?? null,
      row.correction?.revision ?? 1,
      row.correction?.reason ?? null,
    ],
  );
}

export async function changeReport(tx: Tx, id: string, text: ReportText): Promise<void> {
  await tx.query(
    `update service_report set document_date = $1, cause_code = $2, cause = $3, work_done = $4, test_result = $5,
            prevention = $6, customer_remarks = $7, readings = $8, findings = $9, risky_work = $10,
            version = version + 1
      where id = $11`,
    [...textValues(text), id],
  );
}

/** Takes a report one step further where the step needs nothing but its name. */
export async function stepTo(tx: Tx, id: string, status: 'withdrawn' | 'signed' | 'superseded'): Promise<void> {
  await tx.query(`update service_report set status = $2, version = version + 1 where id = $1`, [id, status]);
}

export async function completeReport(
  tx: Tx,
  id: string,
  frozen: { content: string; digest: string; at: Date; byId: string; late: boolean },
): Promise<void> {
  await tx.query(
    `update service_report set status = 'completed', content = $2, digest = $3, completed_at = $4, completed_by_id = $5,
            late_entry = $6, version = version + 1
      where id = $1`,
    [id, frozen.content, frozen.digest, frozen.at, frozen.byId, frozen.late],
  );
}

export async function acceptReport(tx: Tx, id: string, accepted: { repaired: boolean; at: Date }): Promise<void> {
  await tx.query(
    `update service_report set status = 'accepted', repaired = $2, accepted_at = $3, version = version + 1 where id = $1`,
    [id, accepted.repaired, accepted.at],
  );
}

export interface DecisionRow {
  status: 'approved' | 'rejected';
  at: Date;
  byId: string;
  note: string | null;
  postingDate: string | null;
  movementId: number | null;
}

export async function decideReport(tx: Tx, id: string, decision: DecisionRow): Promise<void> {
  await tx.query(
    `update service_report set status = $2, decided_at = $3, decided_by_id = $4, decision_note = $5, posting_date = $6,
            fit_movement_id = $7, version = version + 1
      where id = $1`,
    [id, decision.status, decision.at, decision.byId, decision.note, decision.postingDate, decision.movementId],
  );
}

/** The movement by which an approved report consumed its parts: what a correction takes back. */
export async function fitMovementOf(reader: Reader, id: string): Promise<number | null> {
  const rows = await reader.query<{ movementId: number | null }[]>(
    `select fit_movement_id as "movementId" from service_report where id = $1`,
    [id],
  );
  return rows[0]?.movementId ?? null;
}

/** The frozen text, byte for byte as it was signed. */
export async function contentOf(reader: Reader, id: string, scope: Scope): Promise<string | null | undefined> {
  const rows = await reader.query<{ content: string | null }[]>(
    `select content from service_report
      where id = $1 and ($2::uuid is null or engineer_id = $2) and ($3::uuid is null or site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0]?.content;
}
