import { type Reader, type Tx } from '../platform/transaction';
import { type FaultLine, type FaultReportIssue } from './fault-report';

const ofMonth = `r.status = 'approved' and r.posting_date >= $1::date and r.posting_date < $1::date + interval '1 month'`;
const costOf = (kind: string) => `coalesce(sum(c.value) filter (where c.kind = '${kind}'), 0)::bigint`;

/** What was approved for a month, by product, fault and cause, with what was fitted at the ledger's own value. */
export async function faultLines(reader: Reader, month: string): Promise<FaultLine[]> {
  return reader.query<FaultLine[]>(
    `with reported as (
       select r.id, r.fit_movement_id, r.repaired, r.cause_code, w.model_id, w.symptom
         from service_report r join work_order w on w.id = r.work_order_id where ${ofMonth}),
     fitted as (
       select r.id, a.kind, sum(t.quantity) as quantity, sum(t.value) as value
         from reported r join stock_transfer t on t.movement_id = r.fit_movement_id
         join stock_account a on a.id = t.to_account_id group by r.id, a.kind),
     cost as (
       select r.model_id, r.symptom, r.cause_code, f.kind, sum(f.quantity) as quantity, sum(f.value) as value
         from reported r join fitted f on f.id = r.id group by 1, 2, 3, 4)
     select m.number as "modelNumber", m.name_zh as "nameZh", m.name_en as "nameEn", g.symptom,
            g.cause_code as "causeCode", g.reports, g.repaired, g.reports - g.repaired as "notRepaired",
            coalesce(sum(c.quantity), 0)::integer as pieces, ${costOf('fitted_warranty')} as "warrantyCost",
            ${costOf('fitted_paid')} as "paidCost", ${costOf('fitted_goodwill')} as "goodwillCost",
            ${costOf('fitted_contract')} as "contractCost"
       from (select model_id, symptom, cause_code, count(*)::integer as reports,
                    count(*) filter (where repaired)::integer as repaired
               from reported group by 1, 2, 3) g
       join product_model m on m.id = g.model_id
       left join cost c on c.model_id = g.model_id and c.symptom is not distinct from g.symptom
                       and c.cause_code is not distinct from g.cause_code
      group by m.number, m.name_zh, m.name_en, g.symptom, g.cause_code, g.reports, g.repaired
      order by m.number, g.symptom nulls last, g.cause_code nulls last`,
    [month],
  );
}

/** How many reports are approved for a month now, and how many of them are not archived. */
export async function monthCounts(
  reader: Reader,
  month: string,
): Promise<{ reportsNow: number; unarchived: number; currency: string }> {
  const rows = await reader.query<{ reportsNow: number; unarchived: number; currency: string }[]>(
    `select count(*)::integer as "reportsNow",
            count(*) filter (where not exists (select from report_archive a where a.report_id = r.id))::integer as unarchived,
            (select base_currency from organisation) as currency
       from service_report r where ${ofMonth}`,
    [month],
  );
  return rows[0]!;
}

const issueColumns = `f.id, f.code, f.number, to_char(f.month, 'YYYY-MM') as month, f.digest,
  f.recipient_id as "recipientId", s.name as "recipientName", f.issued_at as "issuedAt", f.issued_by_id as "issuedById"`;

export async function findIssue(
  reader: Reader,
  month: string,
): Promise<{ issue: FaultReportIssue; content: string } | undefined> {
  const rows = await reader.query<(FaultReportIssue & { content: string })[]>(
    `select ${issueColumns}, f.content from fault_report f join staff_member s on s.id = f.recipient_id
      where f.month = $1`,
    [month],
  );
  if (!rows[0]) return undefined;
  const { content, ...issue } = rows[0];
  return { issue, content };
}

/** The latest month first. */
export async function listIssues(
  reader: Reader,
  limit: number,
  after: string | undefined,
): Promise<FaultReportIssue[]> {
  return reader.query<FaultReportIssue[]>(
    `select ${issueColumns} from fault_report f join staff_member s on s.id = f.recipient_id
      where $1::text is null or f.month < to_date($1, 'YYYY-MM') order by f.month desc limit $2`,
    [after ?? null, limit],
  );
}

export async function isGeneralManager(reader: Reader, staffId: string): Promise<boolean> {
  const rows = await reader.query<object[]>(
    `select from staff_member where id = $1 and active and 'administrator' = any (roles)`,
    [staffId],
  );
  return rows.length > 0;
}

export async function insertIssue(
  tx: Tx,
  row: {
    id: string;
    code: string;
    month: string;
    content: string;
    digest: string;
    recipientId: string;
    at: Date;
    byId: string;
  },
): Promise<void> {
  await tx.query(
    `insert into fault_report (id, code, number, month, content, digest, recipient_id, issued_at, issued_by_id)
     values ($1, $2, 'FLR-' || extract(year from $3::date) || '-' || lpad(nextval('fault_report_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8)`,
    [row.id, row.code, row.month, row.content, row.digest, row.recipientId, row.at, row.byId],
  );
}
