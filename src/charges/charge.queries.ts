import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import { type Charge, type ChargeLineKind, type ChargeQuery } from './charge';

const columns = `
  c.id, c.code, c.number, c.quotation_id as "quotationId", q.number as "quotationNumber",
  c.work_order_id as "workOrderId", w.number as "workOrderNumber", c.engineer_id as "engineerId", c.site_id as "siteId",
  c.document_date as "documentDate", q.currency, c.quoted_amount as "quotedAmount",
  c.not_done_amount as "notDoneAmount", c.waived_amount as "waivedAmount", c.charged_amount as "chargedAmount",
  c.charged_amount - c.outstanding_amount as "receivedAmount", c.outstanding_amount as "outstandingAmount",
  (select coalesce(sum(l.cost), 0)::bigint from charge_line l where l.charge_id = c.id) as "costAmount",
  case when c.cancelled_at is not null then 'cancelled' when c.outstanding_amount > 0 then 'open'
       when c.outstanding_amount < 0 then 'overpaid' else 'settled' end as state,
  (select json_agg(json_build_object('lineNumber', l.line_number, 'kind', l.kind, 'replacementId', l.replacement_id,
     'partId', r.part_id, 'partNumber', p.number, 'quantity', l.quantity,
     'quotationLineNumber', l.quotation_line_number, 'amount', l.amount, 'cost', l.cost) order by l.line_number)
   from charge_line l left join replacement r on r.id = l.replacement_id left join part p on p.id = r.part_id
  where l.charge_id = c.id) as lines,
  c.actor_id as "actorId", c.cancelled_at as "cancelledAt", c.cancelled_by_id as "cancelledById",
  c.cancellation_reason as "cancellationReason", c.version`;

const tables = `charge c join quotation q on q.id = c.quotation_id join work_order w on w.id = c.work_order_id`;

export async function findCharge(reader: Reader, id: string, scope: Scope): Promise<Charge | undefined> {
  const rows = await reader.query<Charge[]>(
    `select ${columns} from ${tables}
      where c.id = $1 and ($2::uuid is null or c.engineer_id = $2) and ($3::uuid is null or c.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Newest first. */
export async function listCharges(
  reader: Reader,
  query: ChargeQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Charge[]> {
  return reader.query<Charge[]>(
    `select ${columns} from ${tables}
      where ($1::uuid is null or c.engineer_id = $1) and ($2::uuid is null or c.site_id = $2)
        and ($3::uuid is null or c.work_order_id = $3) and ($4::uuid is null or c.quotation_id = $4)
        and ($5::uuid is null or c.engineer_id = $5) and ($6::uuid is null or c.site_id = $6)
        and (not $7::boolean or (c.cancelled_at is null and c.outstanding_amount <> 0))
        and ($8::uuid is null or c.id < $8)
      order by c.id desc limit $9`,
    [
      ...[scope.engineerId, scope.siteId, query.workOrderId ?? null, query.quotationId ?? null],
      ...[query.engineerId ?? null, query.siteId ?? null, query.unsettled ?? false, after ?? null, limit],
    ],
  );
}

/** A paid piece that is fitted and not charged yet, with its posting in the ledger. */
export interface FittedPaid {
  replacementId: string;
  partId: string;
  quantity: number;
  fitMovementId: number;
  cost: number;
}

/**
 * The paid lines of the order's approved reports that are not charged yet. A report's lines were posted in their order,
 * so the n-th transfer of its movement is the n-th line's.
 */
export async function fittedPaidOf(reader: Reader, workOrderId: string): Promise<FittedPaid[]> {
  return reader.query<FittedPaid[]>(
    `select l.id as "replacementId", l.part_id as "partId", l.quantity, r.fit_movement_id as "fitMovementId",
            t.value::bigint as cost
       from service_report r
       cross join lateral (select x.*, row_number() over (order by x.line_number) as nth
                             from replacement x where x.report_id = r.id) l
       cross join lateral (select x.*, row_number() over (order by x.id) as nth
                             from stock_transfer x where x.movement_id = r.fit_movement_id) t
      where r.work_order_id = $1 and r.status = 'approved' and l.billing = 'PAID' and t.nth = l.nth
        and not exists (select from charge_line c where c.replacement_id = l.id and not c.cancelled)
      order by r.id, l.line_number`,
    [workOrderId],
  );
}

/** Takes the order's approved reports: whoever has one corrected waits until it is known what was charged. */
export async function lockApprovedReports(tx: Tx, workOrderId: string): Promise<number> {
  const rows = await tx.query<unknown[]>(
    `select id from service_report where work_order_id = $1 and status = 'approved' order by id for update`,
    [workOrderId],
  );
  return rows.length;
}

/** Takes the order's accepted quotation, after its order and reports: its id. */
export async function lockAcceptedQuotation(tx: Tx, workOrderId: string): Promise<string | undefined> {
  const rows = await tx.query<{ id: string }[]>(
    `select id from quotation where work_order_id = $1 and status = 'accepted' for update`,
    [workOrderId],
  );
  return rows[0]?.id;
}

/** A line as it is written. */
export interface ChargeLineRow {
  kind: ChargeLineKind;
  amount: number;
  replacementId?: string;
  quotationLineNumber?: number;
  quantity?: number;
  fitMovementId?: number;
  cost?: number;
}

export interface ChargeRow {
  id: string;
  code: string;
  quotationId: string;
  documentDate: string;
  quotedAmount: number;
  notDoneAmount: number;
  chargedAmount: number;
  outstandingAmount: number;
  actorId: string;
  lines: ChargeLineRow[];
}

export async function insertCharge(tx: Tx, row: ChargeRow): Promise<void> {
  await tx.query(
    `insert into charge (id, code, number, quotation_id, work_order_id, engineer_id, site_id, document_date, quoted_amount,
                         not_done_amount, charged_amount, outstanding_amount, actor_id)
     select $1, $2, 'CHG-' || extract(year from $4::date) || '-' || lpad(nextval('charge_number')::text, 6, '0'),
            q.id, q.work_order_id, q.engineer_id, q.site_id, $4, $5, $6, $7, $8, $9
       from quotation q where q.id = $3`,
    [
      ...[row.id, row.code, row.quotationId, row.documentDate, row.quotedAmount, row.notDoneAmount],
      ...[row.chargedAmount, row.outstandingAmount, row.actorId],
    ],
  );
  await tx.query(
    `insert into charge_line (charge_id, line_number, kind, replacement_id, quotation_line_number, quantity, amount,
                              fit_movement_id, cost)
     select $1, l.number, l.line ->> 'kind', (l.line ->> 'replacementId')::uuid,
            (l.line ->> 'quotationLineNumber')::integer, (l.line ->> 'quantity')::integer,
            (l.line ->> 'amount')::bigint, (l.line ->> 'fitMovementId')::bigint,
            coalesce((l.line ->> 'cost')::bigint, 0)
       from jsonb_array_elements($2::jsonb) with ordinality as l (line, number)`,
    [row.id, JSON.stringify(row.lines)],
  );
}

/** Takes the charge back: its report lines can be charged anew. */
export async function cancelCharge(
  tx: Tx,
  id: string,
  by: { at: Date; actorId: string; reason: string },
): Promise<void> {
  await tx.query(
    `update charge set cancelled_at = $2, cancelled_by_id = $3, cancellation_reason = $4, version = version + 1
      where id = $1`,
    [id, by.at, by.actorId, by.reason],
  );
  await tx.query(`update charge_line set cancelled = true where charge_id = $1`, [id]);
}

/** The quotation a charge is for. */
export async function quotationOfCharge(reader: Reader, chargeId: string): Promise<string | undefined> {
  const rows = await reader.query<{ id: string }[]>(`select quotation_id as id from charge where id = $1`, [chargeId]);
  return rows[0]?.id;
}
