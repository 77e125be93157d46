import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { type Escalation, type EscalationQuery, type NewEscalation } from './escalation';

const columns = `
  e.id, e.code, e.number, e.work_order_id as "workOrderId", w.number as "workOrderNumber", w.unit_id as "unitId",
  w.engineer_id as "engineerId", w.site_id as "siteId", e.document_date as "documentDate", e.status, e.question,
  e.proposal, e.demand, e.opened_at as "openedAt", e.due_at as "dueAt",
  e.status = 'open' and e.due_at < $1::timestamptz as overdue, e.actor_id as "actorId", e.cause_code as "causeCode",
  e.reasoning, e.ended_at as "endedAt", e.ended_by_id as "endedById"`;

const tables = `escalation e join work_order w on w.id = e.work_order_id`;

/** As JSON, for the answers of other documents; parameterless. */
export const openEscalationOf = (workOrderId: string) => `
  (select json_build_object('id', e.id, 'number', e.number, 'code', e.code, 'dueAt', e.due_at)
     from escalation e where e.work_order_id = ${workOrderId} and e.status = 'open')`;

export async function findEscalation(
  reader: Reader,
  id: string,
  scope: Scope,
  now: Date,
): Promise<Escalation | undefined> {
  const rows = await reader.query<Escalation[]>(
    `select ${columns} from ${tables}
      where e.id = $2 and ($3::uuid is null or w.engineer_id = $3) and ($4::uuid is null or w.site_id = $4)`,
    [now, id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** The open questions by their due time, whatever else newest first. */
export async function listEscalations(
  reader: Reader,
  query: EscalationQuery,
  scope: Scope,
  now: Date,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<Escalation[]> {
  const queue = query.status === 'open' || query.overdue === true;
  const shown = [now, scope.engineerId, scope.siteId, query.workOrderId ?? null];
  if (queue) {
    return reader.query<Escalation[]>(
      `select ${columns} from ${tables}
        where e.status = 'open' and ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3)
          and ($4::uuid is null or e.work_order_id = $4) and (not $5::boolean or e.due_at < $1::timestamptz)
          and ($6::timestamptz is null or (e.due_at, e.id) > ($6, $7::uuid))
        order by e.due_at, e.id limit $8`,
      [...shown, query.overdue === true, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }
  return reader.query<Escalation[]>(
    `select ${columns} from ${tables}
      where ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3)
        and ($4::uuid is null or e.work_order_id = $4) and ($5::text is null or e.status = $5)
        and ($6::uuid is null or e.id < $6)
      order by e.id desc limit $7`,
    [...shown, query.status ?? null, after?.[0] ?? null, limit],
  );
}

export interface EscalationRow extends NewEscalation {
  id: string;
  code: string;
  documentDate: string;
  openedAt: Date;
  due: Date;
  actorId: string;
}

/** Opens the question of an order; whether it was not open already. */
export async function insertEscalation(tx: Tx, row: EscalationRow): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `insert into escalation (id, code, number, work_order_id, document_date, question, proposal, demand, opened_at,
                             due_at, actor_id)
     values ($1, $2, 'ESC-' || extract(year from $4::date) || '-' || lpad(nextval('escalation_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (work_order_id) where status = 'open' do nothing returning id`,
    [
      row.id,
      row.code,
      row.workOrderId,
      row.documentDate,
      row.question,
      row.proposal ?? null,
      row.demand ?? null,
      row.openedAt,
      row.due,
      row.actorId,
    ],
  );
  return rows.length > 0;
}

export async function endEscalation(
  tx: Tx,
  id: string,
  end: { status: 'answered' | 'withdrawn'; causeCode: string | null; reasoning: string; at: Date; byId: string },
): Promise<void> {
  await tx.query(
    `update escalation set status = $2, cause_code = $3, reasoning = $4, ended_at = $5, ended_by_id = $6 where id = $1`,
    [id, end.status, end.causeCode, end.reasoning, end.at, end.byId],
  );
}

/** The order has ended: nobody waits for an answer any more. */
export async function withdrawEscalationOf(
  tx: Tx,
  workOrderId: string,
  end: { reasoning: string; at: Date; byId: string },
): Promise<void> {
  await tx.query(
    `update escalation set status = 'withdrawn', reasoning = $2, ended_at = $3, ended_by_id = $4
      where work_order_id = $1 and status = 'open'`,
    [workOrderId, end.reasoning, end.at, end.byId],
  );
}

/** What technical support verified is taken for the cause of the order from now on. */
export async function setOrderCause(tx: Tx, workOrderId: string, causeCode: string | null): Promise<void> {
  await tx.query(`update work_order set cause_code = $2, version = version + 1 where id = $1`, [
    workOrderId,
    causeCode,
  ]);
}
