import { type Reader, type Tx } from '../../platform/transaction';

/** The purchase date that the request of an order states. */
export async function purchaseDateFor(reader: Reader, requestId: string | null): Promise<string | null> {
  if (requestId === null) return null;
  const rows = await reader.query<{ purchaseDate: string | null }[]>(
    `select purchase_date as "purchaseDate" from service_request where id = $1`,
    [requestId],
  );
  return rows[0]?.purchaseDate ?? null;
}

/**
 * When an order ends, its request is done if one of its orders was closed and none is under way; where all were
 * cancelled it waits again.
 */
export async function followWorkOrderEnd(tx: Tx, requestId: string | null): Promise<void> {
  if (requestId === null) return;
  await tx.query(`select from service_request where id = $1 for update`, [requestId]);
  await tx.query(
    `update service_request q set version = q.version + 1,
            status = case when exists (select from work_order w where w.request_id = q.id and w.status = 'closed')
                          then 'closed' else 'open' end
      where q.id = $1 and not exists (
        select from work_order w where w.request_id = q.id and w.status in ('open', 'disputed'))`,
    [requestId],
  );
}
