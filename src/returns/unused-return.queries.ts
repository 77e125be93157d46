import { type Scope } from '../identity/scope';
import { reversalColumn } from '../ledger/reversal';
import { type Reader, type Tx } from '../platform/transaction';
import { type NewUnusedReturn, type UnusedReturn, type UnusedReturnQuery } from './unused-return';

const unusedReturnColumns = `
  u.id, u.code, u.number, u.engineer_id as "engineerId", u.site_id as "siteId", u.work_order_id as "workOrderId",
  u.document_date as "documentDate", u.posting_date as "postingDate", u.actor_id as "takenBackById",
  ${reversalColumn('u.movement_id')},
  (select json_agg(json_build_object('lineNumber', l.line_number, 'partId', l.part_id, 'partNumber', p.number,
     'quantity', l.quantity, 'unitId', l.unit_id, 'outcome', l.outcome, 'binId', l.bin_id, 'note', l.note)
     order by l.line_number)
   from unused_return_line l join part p on p.id = l.part_id where l.unused_return_id = u.id) as lines`;

export async function findUnusedReturn(reader: Reader, id: string, scope: Scope): Promise<UnusedReturn | undefined> {
  const rows = await reader.query<UnusedReturn[]>(
    `select ${unusedReturnColumns} from unused_return u
      where u.id = $1 and ($2::uuid is null or u.engineer_id = $2) and ($3::uuid is null or u.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Whether an engineer has or had this order, or asked for parts for it. */
export async function wasOrderOf(reader: Reader, workOrderId: string, engineerId: string): Promise<boolean> {
  const rows = await reader.query<object[]>(
    `select from work_order w
      where w.id = $1
        and (w.engineer_id = $2
             or exists (select from work_order_assignment a where a.work_order_id = w.id and a.earlier_engineer_id = $2)
             or exists (select from requisition r where r.work_order_id = w.id and r.engineer_id = $2))`,
    [workOrderId, engineerId],
  );
  return rows.length > 0;
}

/** Newest first. */
export async function listUnusedReturns(
  reader: Reader,
  query: UnusedReturnQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<UnusedReturn[]> {
  return reader.query<UnusedReturn[]>(
    `select ${unusedReturnColumns} from unused_return u
      where ($1::uuid is null or u.engineer_id = $1) and ($2::uuid is null or u.site_id = $2)
        and ($3::uuid is null or u.engineer_id = $3) and ($4::uuid is null or u.site_id = $4)
        and ($5::uuid is null or u.work_order_id = $5) and ($6::uuid is null or u.id < $6)
      order by u.id desc limit $7`,
    [
      scope.engineerId,
      scope.siteId,
      query.engineerId ?? null,
      query.siteId ?? null,
      query.workOrderId ?? null,
      after ?? null,
      limit,
    ],
  );
}

/** An unused return as it is written: it has been posted. */
export type UnusedReturnRow = NewUnusedReturn & {
  id: string;
  code: string;
  documentDate: string;
  postingDate: string;
  movementId: number;
  actorId: string;
};

export async function insertUnusedReturn(tx: Tx, row: UnusedReturnRow): Promise<void> {
  await tx.query(
    `insert into unused_return (id, code, number, engineer_id, site_id, work_order_id, document_date, posting_date,
                                movement_id, actor_id)
     values ($1, $2, 'URT-' || extract(year from $6::date) || '-' || lpad(nextval('unused_return_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.id,
      row.code,
      row.engineerId,
      row.siteId,
      row.workOrderId ?? null,
      row.documentDate,
      row.postingDate,
      row.movementId,
      row.actorId,
    ],
  );
  await tx.query(
    `insert into unused_return_line (unused_return_id, line_number, part_id, bin_id, quantity, unit_id, outcome, note)
     select $1, l.number, (l.line ->> 'partId')::uuid, (l.line ->> 'binId')::uuid, (l.line ->> 'quantity')::integer,
            (l.line ->> 'unitId')::uuid, l.line ->> 'outcome', l.line ->> 'note'
       from jsonb_array_elements($2::jsonb) with ordinality as l (line, number)`,
    [row.id, JSON.stringify(row.lines)],
  );
}
