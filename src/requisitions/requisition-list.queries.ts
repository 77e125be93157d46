import { type Scope } from '../identity/scope';
import { type Reader } from '../platform/transaction';
import {
  type ListedRequisition,
  type ListedRequisitionLine,
  type RequisitionLine,
  type RequisitionQuery,
} from './requisition';
import { headColumns } from './requisition.queries';

/** What is reserved for a line `l`: nothing, once all of it is issued or given up. */
const reservedForLine = `(select coalesce(sum(v.quantity), 0)::integer as reserved from reservation v
   where l.outstanding and v.line_id = l.id)`;

const totals = `(select count(*)::integer as lines, sum(l.quantity) as asked, sum(l.approved_quantity) as approved,
    sum(l.issued_quantity) as issued, sum(l.released_quantity) as released, sum(h.reserved) as reserved
   from requisition_line l cross join lateral ${reservedForLine} h where l.requisition_id = r.id)`;

/** Newest first. */
export async function listRequisitions(
  reader: Reader,
  query: RequisitionQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<ListedRequisition[]> {
  return reader.query<ListedRequisition[]>(
    `select ${headColumns}, s.lines as "lineCount", s.asked as quantity, s.approved as "approvedQuantity",
            s.reserved as "reservedQuantity", s.issued as "issuedQuantity", s.released as "releasedQuantity",
            s.approved - s.issued - s.released - s.reserved as "backorderedQuantity"
       from requisition r cross join lateral ${totals} s
      where ($1::uuid is null or r.engineer_id = $1) and ($2::uuid is null or r.site_id = $2)
        and ($3::text is null or r.status = $3) and ($4::uuid is null or r.work_order_id = $4)
        and ($5::uuid is null or r.engineer_id = $5) and ($6::uuid is null or r.site_id = $6)
        and ($7::uuid is null or r.id < $7)
      order by r.id desc limit $8`,
    [...filtersOf(query, scope), after ?? null, limit],
  );
}

const lineColumns = `
  l.id, l.line_number as "lineNumber", l.part_id as "partId", p.number as "partNumber",
  l.supply_part_id as "supplyPartId", s.number as "supplyPartNumber", l.substitution_reason as "substitutionReason",
  l.quantity, l.approved_quantity as "approvedQuantity", h.reserved as "reservedQuantity",
  l.issued_quantity as "issuedQuantity", l.released_quantity as "releasedQuantity",
  l.approved_quantity - l.issued_quantity - l.released_quantity - h.reserved as "backorderedQuantity"`;

const joinedToLine = `join part p on p.id = l.part_id join part s on s.id = l.supply_part_id
  cross join lateral ${reservedForLine} h`;

export async function isRequisition(reader: Reader, id: string, scope: Scope): Promise<boolean> {
  const rows = await reader.query<object[]>(
    `select from requisition r
      where r.id = $1 and ($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows.length > 0;
}

/** The lines of one requisition after this one, in their order. */
export async function listLinesOf(
  reader: Reader,
  requisitionId: string,
  limit: number,
  after: number,
): Promise<RequisitionLine[]> {
  return reader.query<RequisitionLine[]>(
    `select ${lineColumns} from requisition_line l ${joinedToLine}
      where l.requisition_id = $1 and l.line_number > $2
      order by l.line_number limit $3`,
    [requisitionId, after, limit],
  );
}

/** The lines of all requisitions, newest requisition first. */
export async function listRequisitionLines(
  reader: Reader,
  query: RequisitionQuery,
  scope: Scope,
  limit: number,
  after: { requisitionId: string; lineNumber: number } | undefined,
): Promise<ListedRequisitionLine[]> {
  return reader.query<ListedRequisitionLine[]>(
    `select r.id as "requisitionId", r.number as "requisitionNumber", r.status, r.document_date as "documentDate",
            r.engineer_id as "engineerId", r.site_id as "siteId", r.work_order_id as "workOrderId",
            r.need_by as "needBy", r.expires_on as "expiresOn", ${lineColumns}
       from requisition r join requisition_line l on l.requisition_id = r.id ${joinedToLine}
      where ($1::uuid is null or r.engineer_id = $1) and ($2::uuid is null or r.site_id = $2)
        and ($3::text is null or r.status = $3) and ($4::uuid is null or r.work_order_id = $4)
        and ($5::uuid is null or r.engineer_id = $5) and ($6::uuid is null or r.site_id = $6)
        and ($7::uuid is null or (r.id <= $7 and (r.id < $7 or l.line_number > $8::integer)))
      order by r.id desc, l.line_number limit $9`,
    [...filtersOf(query, scope), after?.requisitionId ?? null, after?.lineNumber ?? null, limit],
  );
}

function filtersOf(query: RequisitionQuery, scope: Scope): unknown[] {
  return [
    scope.engineerId,
    scope.siteId,
    query.status ?? null,
    query.workOrderId ?? null,
    query.engineerId ?? null,
    query.siteId ?? null,
  ];
}
