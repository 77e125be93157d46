import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import { summaryOf } from '../warranty/determinations/determination.queries';
import { latestFindingOf, openDisputeOf } from './disputes/dispute.queries';
import { openEscalationOf } from './disputes/escalation.queries';
import { type WorkOrder, type WorkOrderChange, type WorkOrderQuery } from './work-order';

/** Parameter 1 is the language. */
const columns = `
  w.id, w.code, w.number, w.request_id as "requestId", q.number as "requestNumber", q.confirmed_at as "confirmedAt",
  w.customer_id as "customerId", c.number as "customerNumber", w.unit_id as "unitId", u.code as "unitCode",
  u.serial_number as "serialNumber", w.model_id as "modelId", m.number as "modelNumber",
  w.engineer_id as "engineerId", w.site_id as "siteId", w.fault, w.symptom, w.cause_code as "causeCode",
  w.planned_on as "plannedOn", w.document_date as "documentDate", w.reported_on as "reportedOn", w.status,
  w.arrived_at as "arrivedAt", w.closed_at as "closedAt", w.cancellation_reason as "cancellationReason", w.version,
  ${summaryOf('w.id', 'work_order', '$1')} as determination, ${openEscalationOf('w.id')} as escalation,
  ${latestFindingOf('w.id')} as finding, ${openDisputeOf('w.id')} as dispute`;

const tables = `
  work_order w
  join customer c on c.id = w.customer_id
  join installed_unit u on u.id = w.unit_id
  join product_model m on m.id = w.model_id
  left join service_request q on q.id = w.request_id`;

export async function findWorkOrder(
  reader: Reader,
  id: string,
  scope: Scope,
  language: string,
): Promise<WorkOrder | undefined> {
  const rows = await reader.query<WorkOrder[]>(
    `select ${columns} from ${tables}
      where w.id = $2 and ($3::uuid is null or w.engineer_id = $3) and ($4::uuid is null or w.site_id = $4)`,
    [language, id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Takes the order for this transaction: whoever asks for parts for it, reports on it or ends it waits. */
export async function lockWorkOrder(
  tx: Tx,
  id: string,
  scope: Scope,
  language: string,
): Promise<WorkOrder | undefined> {
  await tx.query(`select from work_order where id = $1 for update`, [id]);
  return findWorkOrder(tx, id, scope, language);
}

/** Newest first. */
export async function listWorkOrders(
  reader: Reader,
  query: WorkOrderQuery,
  scope: Scope,
  language: string,
  limit: number,
  after: string | undefined,
): Promise<WorkOrder[]> {
  return reader.query<WorkOrder[]>(
    `select ${columns} from ${tables}
      where ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3)
        and ($4::uuid is null or w.engineer_id = $4) and ($5::uuid is null or w.unit_id = $5)
        and ($6::uuid is null or w.site_id = $6) and ($7::uuid is null or w.request_id = $7)
        and ($8::text is null or w.status = $8) and ($9::uuid is null or w.customer_id = $9)
        and ($10::uuid is null or w.id < $10)
      order by w.id desc limit $11`,
    [
      language,
      scope.engineerId,
      scope.siteId,
      query.engineerId ?? null,
      query.unitId ?? null,
      query.siteId ?? null,
      query.requestId ?? null,
      query.status ?? null,
      query.customerId ?? null,
      after ?? null,
      limit,
    ],
  );
}

export interface WorkOrderRow {
  id: string;
  code: string;
  requestId: string | null;
  unitId: string;
  engineerId: string;
  siteId: string | null;
  fault: string;
  symptom: string | null;
  causeCode: string | null;
  plannedOn: string | null;
  documentDate: string;
  reportedOn: string;
  actorId: string;
}

/** Customer and model are the unit's. Whether there is such a unit. */
export async function insertWorkOrder(tx: Tx, row: WorkOrderRow): Promise<boolean> {
  const inserted = await tx.query<unknown[]>(
    `insert into work_order (id, code, number, request_id, customer_id, unit_id, model_id, engineer_id, site_id, fault,
                             symptom, cause_code, planned_on, document_date, reported_on, actor_id)
     select $1, $2, 'WO-' || extract(year from $11::date) || '-' || lpad(nextval('work_order_number')::text, 6, '0'),
            $3, u.customer_id, u.id, u.model_id, $5, $6, $7, $8, $9, $10, $11, $12, $13
       from installed_unit u where u.id = $4 returning id`,
    [
      row.id,
      row.code,
      row.requestId,
      row.unitId,
      row.engineerId,
      row.siteId,
      row.fault,
      row.symptom,
      row.causeCode,
      row.plannedOn,
      row.documentDate,
      row.reportedOn,
      row.actorId,
    ],
  );
  return inserted.length > 0;
}

/** Changes an open order that has the version the caller read; whether it did. */
export async function changeWorkOrder(tx: Tx, id: string, version: number, changed: WorkOrderChange): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(
    `update work_order set fault = $3, symptom = $4, cause_code = $5, planned_on = $6, version = version + 1
      where id = $1 and version = $2`,
    [id, version, changed.fault, changed.symptom, changed.causeCode, changed.plannedOn],
  );
  return count > 0;
}

/** Hands the order to another engineer and keeps who had it before; the request goes along. */
export async function assignWorkOrder(
  tx: Tx,
  order: WorkOrder,
  to: { engineerId: string; reason: string; actorId: string },
): Promise<void> {
  await tx.query(
    `with handed as (update work_order set engineer_id = $2, version = version + 1 where id = $1 returning request_id),
          followed as (update service_request q set engineer_id = $2 from handed h where q.id = h.request_id)
     insert into work_order_assignment (work_order_id, earlier_engineer_id, engineer_id, reason, actor_id)
     values ($1, $3, $2, $4, $5)`,
    [order.id, to.engineerId, order.engineerId, to.reason, to.actorId],
  );
}

export async function endWorkOrder(
  tx: Tx,
  id: string,
  end: { status: 'closed' | 'cancelled'; at: Date; reason: string | null },
): Promise<void> {
  await tx.query(
    `update work_order set status = $2, closed_at = $3, cancellation_reason = $4, version = version + 1 where id = $1`,
    [id, end.status, end.at, end.reason],
  );
}

/** Records the arrival, on the request too if it is the first. */
export async function arriveAt(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query(
    `with here as (update work_order set arrived_at = $2, version = version + 1 where id = $1 returning request_id)
     update service_request q set arrived_at = $2, version = version + 1 from here h
      where q.id = h.request_id and q.arrived_at is null`,
    [id, at],
  );
}

/** Numbers of what still hangs on an order. */
export interface OpenPapers {
  requisitions: string[];
  reports: string[];
  takeIns: string[];
  approvedReports: number;
}

/** Requisitions under way, reports that nobody has decided on, what is in the workshop. */
export async function openPapers(reader: Reader, workOrderId: string): Promise<OpenPapers> {
  const rows = await reader.query<OpenPapers[]>(
    `select (select coalesce(json_agg(r.number order by r.id), '[]') from requisition r
              where r.work_order_id = $1 and (r.status = 'requested' or (r.status = 'approved' and exists (
                select from requisition_line l where l.requisition_id = r.id
                   and l.issued_quantity + l.released_quantity < l.approved_quantity)))) as requisitions,
            (select coalesce(json_agg(s.number order by s.id), '[]') from service_report s
              where s.work_order_id = $1 and s.status in ('draft', 'completed', 'accepted', 'signed')) as reports,
            (select coalesce(json_agg(t.number order by t.id), '[]') from take_in t
              where t.work_order_id = $1 and t.status = 'taken_in') as "takeIns",
            (select count(*)::integer from service_report s
              where s.work_order_id = $1 and s.status = 'approved') as "approvedReports"`,
    [workOrderId],
  );
  return rows[0]!;
}

/** A person who can be sent, with the site the person is bound to. */
export async function findEngineer(
  reader: Reader,
  id: string,
): Promise<{ id: string; siteId: string | null } | undefined> {
  const rows = await reader.query<{ id: string; siteId: string | null }[]>(
    `select id, site_id as "siteId" from staff_member where id = $1 and active and roles && '{engineer,station}'`,
    [id],
  );
  return rows[0];
}
