import { type Scope } from '../identity/scope';
import { placeColumn } from '../ledger/ledger';
import { type Reader } from '../platform/transaction';
import {
  type ChainFitting,
  type ChainIssue,
  type ChainOldPart,
  type ChainReplacement,
  type ChainReport,
  type ChainStep,
} from './replacement-chain';

/** What the report's side of the chain says. */
export interface ReportedReplacement {
  replacement: ChainReplacement;
  report: ChainReport;
  oldParts: ChainOldPart[];
  noOldPartReason: string | null;
}

export async function findReportedReplacement(
  reader: Reader,
  id: string,
  scope: Scope,
): Promise<ReportedReplacement | undefined> {
  const rows = await reader.query<ReportedReplacement[]>(
    `select json_build_object('id', n.id, 'lineNumber', n.line_number, 'reason', n.reason, 'partId', n.part_id,
              'partNumber', p.number, 'quantity', n.quantity, 'unitId', n.unit_id, 'billing', n.billing) as replacement,
            json_build_object('id', s.id, 'code', s.code, 'number', s.number, 'revision', s.revision, 'status', s.status,
              'engineerId', s.engineer_id, 'workOrderId', s.work_order_id, 'workOrderNumber', w.number,
              'digest', s.digest, 'completedAt', s.completed_at, 'signedAt', g.signed_at,
              'approvedAt', case when s.status = 'approved' then s.decided_at end) as report,
            coalesce((select json_agg(json_build_object('id', o.id, 'code', o.code, 'number', o.number, 'partId', o.part_id,
              'quantity', o.quantity, 'status', o.status, 'dueOn', o.due_on, 'receivedOn', o.received_on) order by o.portion)
              from old_part o where o.replacement_id = n.id), '[]') as "oldParts",
            n.no_old_part_reason as "noOldPartReason"
       from replacement n join service_report s on s.id = n.report_id join part p on p.id = n.part_id
       left join work_order w on w.id = s.work_order_id
       left join report_signature g on g.report_id = s.id
      where n.id = $1 and ($2::uuid is null or s.engineer_id = $2) and ($3::uuid is null or s.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** The transfer that fitted a replacement: of its report's postings of that part, the one in the line's own place. */
const fittingOf = `
  lines as (
    select n.id, n.part_id, row_number() over (partition by n.part_id order by n.line_number) as place
      from replacement n where n.report_id = (select report_id from replacement where id = $1)),
  fitting as (
    select f.* from (
      select t.*, row_number() over (partition by t.part_id order by t.id) as place
        from stock_movement m join stock_transfer t on t.movement_id = m.id
       where m.reason = 'fit' and m.document_id = (select report_id from replacement where id = $1)) f
      join lines l on l.part_id = f.part_id and l.place = f.place where l.id = $1)`;

export async function findFitting(reader: Reader, replacementId: string): Promise<ChainFitting | undefined> {
  const rows = await reader.query<ChainFitting[]>(
    `with ${fittingOf}
     select movement_id as "movementId", posting_date as "postingDate", quantity, value from fitting`,
    [replacementId],
  );
  return rows[0];
}

/** A transfer of the fitting's account, found again as a whole row by its two keys. */
const stepsOf = `
  ${fittingOf},
  steps as (
    select b.depth, b.quantity, t.id, t.from_account_id, t.to_account_id, t.movement_id
      from fitting f
      join stock_transfer whole on whole.movement_id = f.movement_id and whole.id = f.id
     cross join lateral trace_back(whole, 0, whole.quantity, 0) b
      join stock_transfer t on t.movement_id = b.movement_id and t.id = b.transfer_id)`;

export async function traceSteps(reader: Reader, replacementId: string): Promise<ChainStep[]> {
  return reader.query<ChainStep[]>(
    `with ${stepsOf}
     select s.depth as "stepsBack", m.reason, ${placeColumn('f')} as "from", ${placeColumn('g')} as "to",
            sum(s.quantity)::integer as quantity, m.document_kind as "documentKind", m.document_id as "documentId",
            coalesce((select number from receipt where id = m.document_id), (select number from issue where id = m.document_id),
              (select number from requisition where id = m.document_id), (select number from transfer where id = m.document_id),
              (select number from unused_return where id = m.document_id),
              (select number from inspection where id = m.document_id),
              (select number from reversal where id = m.document_id)) as "documentNumber",
            m.document_date as "documentDate", m.posting_date as "postingDate", m.actor_id as "actorId",
            not f.inside as "isOrigin"
       from steps s join stock_movement m on m.id = s.movement_id
       join stock_account f on f.id = s.from_account_id join stock_account g on g.id = s.to_account_id
      group by s.depth, m.id, f.id, g.id
      order by s.depth, m.id desc, f.id`,
    [replacementId],
  );
}

export async function issuesBehind(reader: Reader, replacementId: string): Promise<ChainIssue[]> {
  return reader.query<ChainIssue[]>(
    `with ${stepsOf}
     select i.id, i.code, i.number, sum(s.quantity)::integer as quantity, n.id as "binId", n.number as "binNumber",
            r.id as "requisitionId", r.number as "requisitionNumber", i.document_date as "documentDate"
       from steps s join stock_movement m on m.id = s.movement_id and m.reason = 'issue'
       join issue i on i.id = m.document_id join requisition r on r.id = i.requisition_id
       join stock_account a on a.id = s.from_account_id join bin n on n.id = a.bin_id
      group by i.id, n.id, r.id order by i.id desc, n.id`,
    [replacementId],
  );
}
