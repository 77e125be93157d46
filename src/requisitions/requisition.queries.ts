import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import { type Backorder, type Requisition } from './requisition';

/** Of a requisition `r`. */
export const headColumns = `
  r.id, r.code, r.number, r.work_order_id as "workOrderId", r.engineer_id as "engineerId", r.site_id as "siteId",
  r.need_by as "needBy", r.opinion, r.status, r.document_date as "documentDate", r.expires_on as "expiresOn",
  r.requested_by_id as "requestedById", r.decided_by_id as "decidedById", r.decision_note as "decisionNote",
  r.overdue_override as "overdueOverride", r.version`;

const requisitionColumns = `${headColumns},
  (select json_agg(json_build_object(
     'id', l.id, 'lineNumber', l.line_number, 'partId', l.part_id, 'partNumber', p.number,
     'supplyPartId', l.supply_part_id, 'supplyPartNumber', s.number,
     'substitutionReason', l.substitution_reason, 'quantity', l.quantity, 'approvedQuantity', l.approved_quantity,
     'reservedQuantity', h.reserved, 'issuedQuantity', l.issued_quantity, 'releasedQuantity', l.released_quantity,
     'backorderedQuantity', l.approved_quantity - l.issued_quantity - l.released_quantity - h.reserved)
     order by l.line_number)
   from requisition_line l join part p on p.id = l.part_id join part s on s.id = l.supply_part_id
   cross join lateral (select coalesce(sum(v.quantity), 0)::integer as reserved
                         from reservation v where v.line_id = l.id) h
  where l.requisition_id = r.id) as lines`;

export async function findRequisition(reader: Reader, id: string, scope: Scope): Promise<Requisition | undefined> {
  const rows = await reader.query<Requisition[]>(
    `select ${requisitionColumns} from requisition r
      where r.id = $1 and ($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

export async function findRequisitions(reader: Reader, ids: readonly string[]): Promise<Requisition[]> {
  return reader.query<Requisition[]>(
    `select ${requisitionColumns} from requisition r where r.id = any ($1) order by r.id`,
    [ids],
  );
}

/** Takes the requisition for this transaction: whoever else decides, cancels or issues it waits. */
export async function lockRequisition(tx: Tx, id: string, scope: Scope): Promise<Requisition | undefined> {
  await tx.query(`select from requisition where id = $1 for update`, [id]);
  return findRequisition(tx, id, scope);
}

/** Approved requisitions with a line that is short of one of the parts ($2), at a site ($1) or anywhere. */
const waitingFor = `
  select l.requisition_id from requisition_line l join requisition w on w.id = l.requisition_id
   where l.outstanding and l.supply_part_id = any ($2) and w.status = 'approved' and ($1::uuid is null or w.site_id = $1)
     and l.approved_quantity - l.issued_quantity - l.released_quantity
         > (select coalesce(sum(v.quantity), 0) from reservation v where v.line_id = l.id)`;

/** Locks the requisitions that wait for these parts, and the caller's own, in one order. */
export async function lockWaiting(
  tx: Tx,
  siteId: string | null,
  partIds: readonly string[],
  own: readonly string[] = [],
): Promise<void> {
  await tx.query(
    `select from requisition r where r.id in (${waitingFor} union select unnest($3::uuid[])) order by r.id for update`,
    [siteId, partIds, own],
  );
}

/** The same, refusing to wait (55P03): for a caller who holds what those it would wait for may be waiting for. */
export async function lockWaitingNow(tx: Tx, siteId: string, partIds: readonly string[]): Promise<void> {
  await tx.query(`select from requisition r where r.id in (${waitingFor}) order by r.id for update nowait`, [
    siteId,
    partIds,
  ]);
}

export interface RequisitionRow {
  id: string;
  code: string;
  workOrderId: string | null;
  engineerId: string;
  siteId: string;
  needBy: string;
  opinion: string | null;
  documentDate: string;
  requestedById: string;
  lines: { id: string; lineNumber: number; partId: string; supplyPartId: string; quantity: number }[];
}

export async function insertRequisition(tx: Tx, row: RequisitionRow): Promise<void> {
  await tx.query(
    `insert into requisition (id, code, number, work_order_id, engineer_id, site_id, need_by, opinion, document_date, requested_by_id)
     values ($1, $2, 'REQ-' || extract(year from $8::date) || '-' || lpad(nextval('requisition_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.id,
      row.code,
      row.workOrderId,
      row.engineerId,
      row.siteId,
      row.needBy,
      row.opinion,
      row.documentDate,
      row.requestedById,
    ],
  );
  await tx.query(
    `insert into requisition_line (id, requisition_id, line_number, part_id, supply_part_id, quantity)
     select l.id, $1, l."lineNumber", l."partId", l."supplyPartId", l.quantity
       from jsonb_to_recordset($2::jsonb)
         as l (id uuid, "lineNumber" integer, "partId" uuid, "supplyPartId" uuid, quantity integer)`,
    [row.id, JSON.stringify(row.lines)],
  );
}

export interface Decision {
  status: 'approved' | 'rejected';
  decidedById: string;
  decidedAt: Date;
  note: string | null;
  overdueOverride: string | null;
  /** The day from which the reservation may expire counts. */
  from: string;
}

export async function decideRequisition(tx: Tx, id: string, decision: Decision): Promise<void> {
  await tx.query(
    `update requisition set status = $2, decided_by_id = $3, decided_at = $4, decision_note = $5,
            overdue_override = $7, version = version + 1,
            expires_on = case when $2 = 'approved' then
              greatest(need_by, $6::date) + (select reservation_days from organisation) end
      where id = $1`,
    [
      id,
      decision.status,
      decision.decidedById,
      decision.decidedAt,
      decision.note,
      decision.from,
      decision.overdueOverride,
    ],
  );
}

export async function approveLines(tx: Tx, lines: { lineId: string; quantity: number }[]): Promise<void> {
  await tx.query(
    `update requisition_line l set approved_quantity = a.quantity
       from jsonb_to_recordset($1::jsonb) as a ("lineId" uuid, quantity integer) where l.id = a."lineId"`,
    [JSON.stringify(lines)],
  );
}

/** Gives up what is approved and not issued; answers nothing: the reservations are released apart. */
export async function giveUpLines(tx: Tx, requisitionId: string, status: 'cancelled' | null): Promise<void> {
  await tx.query(
    `update requisition_line set released_quantity = approved_quantity - issued_quantity where requisition_id = $1`,
    [requisitionId],
  );
  await tx.query(`update requisition set status = coalesce($2, status), version = version + 1 where id = $1`, [
    requisitionId,
    status,
  ]);
}

export async function supplyInstead(tx: Tx, lineId: string, partId: string, reason: string | null): Promise<void> {
  await tx.query(`update requisition_line set supply_part_id = $2, substitution_reason = $3 where id = $1`, [
    lineId,
    partId,
    reason,
  ]);
}

/** Approved requisitions whose reservations have expired, oldest first. */
export async function expiredRequisitions(reader: Reader, today: string, limit: number): Promise<string[]> {
  const rows = await reader.query<{ id: string }[]>(
    `select r.id from requisition r
      where r.status = 'approved' and r.expires_on < $1
        and exists (select from requisition_line l where l.requisition_id = r.id and l.outstanding)
      order by r.expires_on, r.id limit $2`,
    [today, limit],
  );
  return rows.map((row) => row.id);
}

/** Lines that wait for stock, oldest need-by first; also what the pages of the list are keyed by. */
export async function listBackorders(
  reader: Reader,
  filter: { siteId: string | null; partIds: readonly string[] | null; scope: Scope },
  limit: number,
  after: { needBy: string; lineId: string } | undefined,
): Promise<Backorder[]> {
  return reader.query<Backorder[]>(
    `select r.id as "requisitionId", r.number as "requisitionNumber", l.id as "lineId", r.engineer_id as "engineerId",
            r.site_id as "siteId", l.supply_part_id as "partId", p.number as "partNumber", r.need_by as "needBy",
            (l.approved_quantity - l.issued_quantity - l.released_quantity - h.reserved)::integer as "backorderedQuantity"
       from requisition_line l
       join requisition r on r.id = l.requisition_id and r.status = 'approved'
       join part p on p.id = l.supply_part_id
       cross join lateral (select coalesce(sum(v.quantity), 0) as reserved from reservation v where v.line_id = l.id) h
      where l.outstanding
        and l.approved_quantity - l.issued_quantity - l.released_quantity > h.reserved
        and ($1::uuid is null or r.site_id = $1) and ($2::uuid[] is null or l.supply_part_id = any ($2))
        and ($3::uuid is null or r.engineer_id = $3) and ($4::uuid is null or r.site_id = $4)
        and ($5::date is null or (r.need_by, l.id) > ($5::date, $6::uuid))
      order by r.need_by, l.id limit $7`,
    [
      filter.siteId,
      filter.partIds,
      filter.scope.engineerId,
      filter.scope.siteId,
      after?.needBy ?? null,
      after?.lineId ?? null,
      limit,
    ],
  );
}
