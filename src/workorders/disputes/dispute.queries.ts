import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import {
  type CauseFinding,
  type Dispute,
  type DisputeOutcome,
  type DisputeQuery,
  type NewCauseFinding,
} from './dispute';

const findingJson = (alias: string) => `
  json_build_object('id', ${alias}.id, 'causeCode', ${alias}.cause_code, 'responsibleParty', ${alias}.responsible_party,
    'customerAgrees', ${alias}.customer_agrees, 'statement', ${alias}.statement, 'actorId', ${alias}.actor_id,
    'recordedAt', ${alias}.recorded_at)`;

/** As JSON, for the work order. */
export const latestFindingOf = (workOrderId: string) => `
  (select ${findingJson('f')} from cause_finding f where f.work_order_id = ${workOrderId} order by f.id desc limit 1)`;

/** As JSON, for the work order. */
export const openDisputeOf = (workOrderId: string) => `
  (select json_build_object('id', d.id, 'number', d.number, 'code', d.code, 'openedAt', d.opened_at)
     from dispute d where d.work_order_id = ${workOrderId} and d.status = 'open')`;

const columns = `
  d.id, d.code, d.number, d.work_order_id as "workOrderId", w.number as "workOrderNumber", w.unit_id as "unitId",
  w.engineer_id as "engineerId", w.site_id as "siteId", d.document_date as "documentDate", d.status,
  ${findingJson('f')} as finding, d.opened_at as "openedAt", d.actor_id as "actorId", d.outcome, d.reason,
  (select ${findingJson('s')} from cause_finding s where s.id = d.settled_finding_id) as "settledFinding",
  d.settled_at as "settledAt", d.settled_by_id as "settledById"`;

const tables = `dispute d join work_order w on w.id = d.work_order_id join cause_finding f on f.id = d.finding_id`;

export async function findDispute(reader: Reader, id: string, scope: Scope): Promise<Dispute | undefined> {
  const rows = await reader.query<Dispute[]>(
    `select ${columns} from ${tables}
      where d.id = $1 and ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

export async function listDisputes(
  reader: Reader,
  query: DisputeQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Dispute[]> {
  return reader.query<Dispute[]>(
    `select ${columns} from ${tables}
      where ($1::uuid is null or w.engineer_id = $1) and ($2::uuid is null or w.site_id = $2)
        and ($3::text is null or d.status = $3) and ($4::uuid is null or d.work_order_id = $4)
        and ($5::uuid is null or d.id < $5)
      order by d.id desc limit $6`,
    [scope.engineerId, scope.siteId, query.status ?? null, query.workOrderId ?? null, after ?? null, limit],
  );
}

/** Everything that was found of an order, the latest first. */
export async function findingsOf(reader: Reader, workOrderId: string): Promise<CauseFinding[]> {
  const rows = await reader.query<{ finding: CauseFinding }[]>(
    `select ${findingJson('f')} as finding from cause_finding f where f.work_order_id = $1 order by f.id desc`,
    [workOrderId],
  );
  return rows.map((row) => row.finding);
}

export async function insertFinding(
  tx: Tx,
  row: NewCauseFinding & { id: string; workOrderId: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into cause_finding (id, work_order_id, cause_code, responsible_party, customer_agrees, statement, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, row.workOrderId, row.causeCode, row.responsibleParty, row.customerAgrees, row.statement, row.actorId],
  );
}

/** Opens the dispute and pauses its order. */
export async function insertDispute(
  tx: Tx,
  row: { id: string; code: string; workOrderId: string; findingId: string; day: string; at: Date; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into dispute (id, code, number, work_order_id, finding_id, document_date, opened_at, actor_id)
     values ($1, $2, 'DSP-' || extract(year from $5::date) || '-' || lpad(nextval('dispute_number')::text, 6, '0'),
             $3, $4, $5, $6, $7)`,
    [row.id, row.code, row.workOrderId, row.findingId, row.day, row.at, row.actorId],
  );
  await tx.query(`update work_order set status = 'disputed', version = version + 1 where id = $1 and status = 'open'`, [
    row.workOrderId,
  ]);
}

/** Settles the dispute; its order goes on unless a price is disputed as well. */
export async function settleDispute(
  tx: Tx,
  dispute: Dispute,
  settled: { outcome: DisputeOutcome; reason: string; findingId: string | null; at: Date; byId: string },
): Promise<void> {
  await tx.query(
    `update dispute set status = 'settled', outcome = $2, reason = $3, settled_finding_id = $4, settled_at = $5,
            settled_by_id = $6 where id = $1`,
    [dispute.id, settled.outcome, settled.reason, settled.findingId, settled.at, settled.byId],
  );
  await tx.query(
    `update work_order w set status = 'open', version = version + 1 where w.id = $1 and w.status = 'disputed'
        and not exists (select from quotation q where q.work_order_id = w.id and q.status = 'disputed')`,
    [dispute.workOrderId],
  );
}
