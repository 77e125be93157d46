import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { type CashHeld, type Remittance, type RemittanceQuery } from './payment';

const columns = `
  r.id, r.code, r.number, r.engineer_id as "engineerId", (select base_currency from organisation) as currency, r.amount,
  r.note, r.received_at as "receivedAt", r.received_by_id as "receivedById",
  (select json_agg(json_build_object('paymentId', l.payment_id, 'paymentNumber', y.number, 'amount', l.amount) order by y.id)
     from remittance_line l join payment y on y.id = l.payment_id where l.remittance_id = r.id) as lines`;

const withinScope = `($1::uuid is null or r.engineer_id = $1)
  and ($2::uuid is null or exists (select from staff_member m where m.id = r.engineer_id and m.site_id = $2))`;

export async function findRemittance(reader: Reader, id: string, scope: Scope): Promise<Remittance | undefined> {
  const rows = await reader.query<Remittance[]>(
    `select ${columns} from remittance r where ${withinScope} and r.id = $3`,
    [scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

/** Newest first. */
export async function listRemittances(
  reader: Reader,
  query: RemittanceQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Remittance[]> {
  return reader.query<Remittance[]>(
    `select ${columns} from remittance r
      where ${withinScope} and ($3::uuid is null or r.engineer_id = $3) and ($4::uuid is null or r.id < $4)
      order by r.id desc limit $5`,
    [scope.engineerId, scope.siteId, query.engineerId ?? null, after ?? null, limit],
  );
}

/** Who holds how much since when; the oldest first. */
export async function cashHeld(reader: Reader, scope: Scope): Promise<CashHeld[]> {
  return reader.query<CashHeld[]>(
    `select m.id as "engineerId", m.number as "engineerNumber", m.name as "engineerName",
            (select base_currency from organisation) as currency, h.amount, h.since, h.payments
       from (select y.collector_id, sum(y.held_amount)::bigint as amount, min(y.received_at) as since,
                    count(*)::integer as payments
               from payment y where y.held_amount > 0 and ($1::uuid is null or y.collector_id = $1)
              group by y.collector_id) h
       join staff_member m on m.id = h.collector_id
      where $2::uuid is null or m.site_id = $2
      order by h.since, m.id`,
    [scope.engineerId, scope.siteId],
  );
}

/** The cash that somebody holds, taken for this transaction, the oldest first: two remittances must not both take it. */
export async function lockCashOf(tx: Tx, engineerId: string): Promise<{ id: string; held: number }[]> {
  // One order for everybody; sorted by age only afterwards.
  await tx.query(`select from payment where collector_id = $1 and held_amount > 0 order by id for update`, [
    engineerId,
  ]);
  return tx.query<{ id: string; held: number }[]>(
    `select id, held_amount as held from payment where collector_id = $1 and held_amount > 0 order by received_at, id`,
    [engineerId],
  );
}

export interface RemittanceRow {
  id: string;
  code: string;
  engineerId: string;
  amount: number;
  note: string | null;
  receivedAt: Date;
  day: string;
  receivedById: string;
  lines: { paymentId: string; amount: number }[];
}

export async function insertRemittance(tx: Tx, row: RemittanceRow): Promise<void> {
  await tx.query(
    `insert into remittance (id, code, number, engineer_id, amount, note, received_at, received_by_id)
     values ($1, $2, 'RMT-' || extract(year from $3::date) || '-' || lpad(nextval('remittance_number')::text, 6, '0'),
             $4, $5, $6, $7, $8)`,
    [row.id, row.code, row.day, row.engineerId, row.amount, row.note, row.receivedAt, row.receivedById],
  );
  const lines = JSON.stringify(row.lines);
  await tx.query(
    `insert into remittance_line (remittance_id, payment_id, amount)
     select $1, l."paymentId", l.amount from jsonb_to_recordset($2::jsonb) as l ("paymentId" uuid, amount bigint)`,
    [row.id, lines],
  );
  await tx.query(
    `update payment y set held_amount = y.held_amount - l.amount
       from jsonb_to_recordset($1::jsonb) as l ("paymentId" uuid, amount bigint) where y.id = l."paymentId"`,
    [lines],
  );
}
