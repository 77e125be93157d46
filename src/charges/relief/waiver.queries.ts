import { type Reader, type Tx } from '../../platform/transaction';
import { type Waiver } from '../charge';

const columns = `
  v.id, v.code, v.number, v.charge_id as "chargeId", c.number as "chargeNumber", v.amount, v.reason, v.status,
  v.requested_by_id as "requestedById", v.decided_by_id as "decidedById", v.decided_at as "decidedAt",
  v.decision_note as "decisionNote"`;

export async function findWaiver(reader: Reader, id: string): Promise<Waiver | undefined> {
  const rows = await reader.query<Waiver[]>(
    `select ${columns} from waiver v join charge c on c.id = v.charge_id where v.id = $1`,
    [id],
  );
  return rows[0];
}

/** In the order in which they were asked for. */
export async function waiversOf(reader: Reader, chargeId: string): Promise<Waiver[]> {
  return reader.query<Waiver[]>(
    `select ${columns} from waiver v join charge c on c.id = v.charge_id where v.charge_id = $1 order by v.id`,
    [chargeId],
  );
}

export async function insertWaiver(
  tx: Tx,
  row: { id: string; code: string; chargeId: string; amount: number; reason: string; day: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into waiver (id, code, number, charge_id, amount, reason, requested_by_id)
     values ($1, $2, 'WVR-' || extract(year from $6::date) || '-' || lpad(nextval('waiver_number')::text, 6, '0'),
             $3, $4, $5, $7)`,
    [row.id, row.code, row.chargeId, row.amount, row.reason, row.day, row.actorId],
  );
}

export async function decideWaiver(
  tx: Tx,
  id: string,
  decision: { status: 'approved' | 'rejected'; at: Date; byId: string; note: string | null },
): Promise<void> {
  await tx.query(
    `update waiver set status = $2, decided_at = $3, decided_by_id = $4, decision_note = $5 where id = $1`,
    [id, decision.status, decision.at, decision.byId, decision.note],
  );
}

/** What is let off is neither charged nor outstanding any more. */
export async function letOff(tx: Tx, chargeId: string, amount: number): Promise<void> {
  await tx.query(
    `update charge set waived_amount = waived_amount + $2::bigint, charged_amount = charged_amount - $2::bigint,
            outstanding_amount = outstanding_amount - $2::bigint, version = version + 1
      where id = $1`,
    [chargeId, amount],
  );
}
