import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { type Payment, type PaymentQuery } from './payment';

const columns = `
  y.id, y.code, y.number, y.quotation_id as "quotationId", q.number as "quotationNumber", w.number as "workOrderNumber",
  c.id as "chargeId", c.number as "chargeNumber", y.method, q.currency, y.amount, y.collector_id as "collectorId",
  y.held_amount as "heldAmount", y.payer, y.reference, y.received_at as "receivedAt", y.actor_id as "actorId",
  y.reversed_at as "reversedAt", y.reversed_by_id as "reversedById", y.reversal_reason as "reversalReason"`;

const tables = `
  payment y join quotation q on q.id = y.quotation_id join work_order w on w.id = q.work_order_id
  left join charge c on c.quotation_id = q.id and c.cancelled_at is null`;

const withinScope = `($1::uuid is null or q.engineer_id = $1 or y.collector_id = $1) and ($2::uuid is null or q.site_id = $2)`;

export async function findPayment(reader: Reader, id: string, scope: Scope): Promise<Payment | undefined> {
  const rows = await reader.query<Payment[]>(`select ${columns} from ${tables} where ${withinScope} and y.id = $3`, [
    scope.engineerId,
    scope.siteId,
    id,
  ]);
  return rows[0];
}

/** Newest first. */
export async function listPayments(
  reader: Reader,
  query: PaymentQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Payment[]> {
  return reader.query<Payment[]>(
    `select ${columns} from ${tables}
      where ${withinScope} and ($3::uuid is null or y.quotation_id = $3) and ($4::uuid is null or y.collector_id = $4)
        and ($5::uuid is null or y.id < $5)
      order by y.id desc limit $6`,
    [scope.engineerId, scope.siteId, query.quotationId ?? null, query.collectorId ?? null, after ?? null, limit],
  );
}

export interface PaymentRow {
  id: string;
  code: string;
  quotationId: string;
  method: string;
  amount: number;
  collectorId: string | null;
  payer: string;
  reference: string | null;
  receivedAt: Date;
  day: string;
  actorId: string;
}

export async function insertPayment(tx: Tx, row: PaymentRow): Promise<void> {
  await tx.query(
    `insert into payment (id, code, number, quotation_id, method, amount, collector_id, held_amount, payer, reference,
                          received_at, actor_id)
     values ($1, $2, 'PAY-' || extract(year from $3::date) || '-' || lpad(nextval('payment_number')::text, 6, '0'), $4, $5::text,
             $6::bigint, $7, case when $5::text = 'cash' then $6::bigint else 0 end, $8, $9, $10, $11)`,
    [
      ...[row.id, row.code, row.day, row.quotationId, row.method, row.amount, row.collectorId],
      ...[row.payer, row.reference, row.receivedAt, row.actorId],
    ],
  );
  await countReceived(tx, row.quotationId, row.amount);
}

/** It counts no more, and nobody holds it. */
export async function reversePayment(
  tx: Tx,
  payment: Payment,
  by: { at: Date; actorId: string; reason: string },
): Promise<void> {
  await tx.query(
    `update payment set reversed_at = $2, reversed_by_id = $3, reversal_reason = $4, held_amount = 0 where id = $1`,
    [payment.id, by.at, by.actorId, by.reason],
  );
  await countReceived(tx, payment.quotationId, -payment.amount);
}

/** What is received under a quotation is received for its charge. */
async function countReceived(tx: Tx, quotationId: string, amount: number): Promise<void> {
  await tx.query(
    `update quotation set received_amount = received_amount + $2::bigint, version = version + 1 where id = $1`,
    [quotationId, amount],
  );
  await tx.query(
    `update charge set outstanding_amount = outstanding_amount - $2::bigint, version = version + 1
      where quotation_id = $1 and cancelled_at is null`,
    [quotationId, amount],
  );
}

/** What the charge of a quotation still asks for; undefined = it is not charged yet. */
export async function outstandingOf(reader: Reader, quotationId: string): Promise<number | undefined> {
  const rows = await reader.query<{ outstanding: number }[]>(
    `select outstanding_amount as outstanding from charge where quotation_id = $1 and cancelled_at is null`,
    [quotationId],
  );
  return rows[0]?.outstanding;
}
