import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { type Goodwill, type GoodwillQuery, type NewGoodwill } from './goodwill';

const columns = `
  g.id, g.code, g.number, g.work_order_id as "workOrderId", w.number as "workOrderNumber",
  g.engineer_id as "engineerId", g.site_id as "siteId", g.help, g.reason, g.value,
  g.customer_demand as "customerDemand", g.document_date as "documentDate", g.status,
  g.requested_by_id as "requestedById", g.decided_by_id as "decidedById", g.decided_at as "decidedAt",
  g.decision_note as "decisionNote"`;

const tables = `goodwill g join work_order w on w.id = g.work_order_id`;
const withinScope = `($1::uuid is null or g.engineer_id = $1) and ($2::uuid is null or g.site_id = $2)`;

export async function findGoodwill(reader: Reader, id: string, scope: Scope): Promise<Goodwill | undefined> {
  const rows = await reader.query<Goodwill[]>(`select ${columns} from ${tables} where ${withinScope} and g.id = $3`, [
    scope.engineerId,
    scope.siteId,
    id,
  ]);
  return rows[0];
}

/** Takes it for this transaction: two supervisors must not decide differently. */
export async function lockGoodwill(tx: Tx, id: string, scope: Scope): Promise<Goodwill | undefined> {
  await tx.query(`select from goodwill where id = $1 for update`, [id]);
  return findGoodwill(tx, id, scope);
}

/** Newest first. */
export async function listGoodwill(
  reader: Reader,
  query: GoodwillQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Goodwill[]> {
  return reader.query<Goodwill[]>(
    `select ${columns} from ${tables}
      where ${withinScope} and ($3::uuid is null or g.work_order_id = $3) and ($4::uuid is null or g.engineer_id = $4)
        and ($5::text is null or g.status = $5) and ($6::uuid is null or g.id < $6)
      order by g.id desc limit $7`,
    [
      ...[scope.engineerId, scope.siteId, query.workOrderId ?? null, query.engineerId ?? null],
      ...[query.status ?? null, after ?? null, limit],
    ],
  );
}

export async function insertGoodwill(
  tx: Tx,
  row: NewGoodwill & { id: string; code: string; documentDate: string; requestedById: string },
): Promise<void> {
  await tx.query(
    `insert into goodwill (id, code, number, work_order_id, engineer_id, site_id, help, reason, value, customer_demand,
                           document_date, requested_by_id)
     select $1, $2, 'GDW-' || extract(year from $8::date) || '-' || lpad(nextval('goodwill_number')::text, 6, '0'), w.id,
            w.engineer_id, w.site_id, $4, $5, $6, $7, $8, $9
       from work_order w where w.id = $3`,
    [
      ...[row.id, row.code, row.workOrderId, row.help, row.reason, row.value, row.customerDemand ?? null],
      ...[row.documentDate, row.requestedById],
    ],
  );
}

export async function decideGoodwill(
  tx: Tx,
  id: string,
  decision: { status: 'approved' | 'rejected'; at: Date; byId: string; note: string | null },
): Promise<void> {
  await tx.query(
    `update goodwill set status = $2, decided_at = $3, decided_by_id = $4, decision_note = $5 where id = $1`,
    [id, decision.status, decision.at, decision.byId, decision.note],
  );
}
