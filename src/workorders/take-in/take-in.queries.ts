import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { signatureOf } from '../consent/customer-signature.queries';
import { type NewTakeIn, type TakeIn, type TakeInQuery } from './take-in';

/** Parameter 1 is today. */
const columns = `
  r.id, r.code, r.number, r.work_order_id as "workOrderId", w.number as "workOrderNumber",
  c.number as "customerNumber", r.unit_id as "unitId", m.number as "modelNumber", u.serial_number as "serialNumber",
  w.engineer_id as "engineerId", w.site_id as "siteId", r.document_date as "documentDate", r.status, r.item,
  r.configuration, r.accessories, r.condition_note as condition, r.data_backup as "dataBackup",
  r.data_note as "dataNote", r.expected_on as "expectedOn", r.status = 'taken_in' and r.expected_on < $1::date as overdue,
  r.digest, r.made_at as "madeAt", r.actor_id as "actorId", r.taken_in_at as "takenInAt",
  ${signatureOf('r.id', 'take_in')} as "takeInSignature", r.handed_back_at as "handedBackAt",
  ${signatureOf('r.id', 'hand_back')} as "handBackSignature",
  coalesce(r.handed_back_at::date, $1::date) - r.taken_in_at::date as "daysOutOfUse", r.remarks,
  r.withdrawal_reason as "withdrawalReason"`;

const tables = `
  take_in r
  join work_order w on w.id = r.work_order_id
  join customer c on c.id = w.customer_id
  join installed_unit u on u.id = r.unit_id
  join product_model m on m.id = u.model_id`;

export async function findTakeIn(reader: Reader, id: string, scope: Scope, today: string): Promise<TakeIn | undefined> {
  const rows = await reader.query<TakeIn[]>(
    `select ${columns} from ${tables}
      where r.id = $2 and ($3::uuid is null or w.engineer_id = $3) and ($4::uuid is null or w.site_id = $4)`,
    [today, id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Takes it for this transaction, after its order. */
export async function lockTakeIn(tx: Tx, id: string, scope: Scope, today: string): Promise<TakeIn | undefined> {
  await tx.query(
    `select from work_order where id = (select work_order_id from take_in where id = $1) for no key update`,
    [id],
  );
  await tx.query(`select from take_in where id = $1 for update`, [id]);
  return findTakeIn(tx, id, scope, today);
}

/** What is in the workshop by the day it is expected back, whatever else newest first. */
export async function listTakeIns(
  reader: Reader,
  query: TakeInQuery,
  scope: Scope,
  today: string,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<TakeIn[]> {
  const shown = [today, scope.engineerId, scope.siteId, query.workOrderId ?? null, query.unitId ?? null];
  const narrowed = `($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3)
        and ($4::uuid is null or r.work_order_id = $4) and ($5::uuid is null or r.unit_id = $5)`;
  if (isQueue(query)) {
    return reader.query<TakeIn[]>(
      `select ${columns} from ${tables}
        where ${narrowed} and r.status = 'taken_in' and (not $6::boolean or r.expected_on < $1::date)
          and ($7::date is null or (r.expected_on, r.id) > ($7, $8::uuid))
        order by r.expected_on, r.id limit $9`,
      [...shown, query.overdue === true, after?.[0] ?? null, after?.[1] ?? null, limit],
    );
  }
  return reader.query<TakeIn[]>(
    `select ${columns} from ${tables}
      where ${narrowed} and ($6::text is null or r.status = $6) and ($7::uuid is null or r.id < $7)
      order by r.id desc limit $8`,
    [...shown, query.status ?? null, after?.[0] ?? null, limit],
  );
}

/** Whether the list is what is in the workshop now. */
export const isQueue = (query: TakeInQuery): boolean => query.status === 'taken_in' || query.overdue === true;

export interface TakeInRow extends NewTakeIn {
  id: string;
  code: string;
  number: string;
  unitId: string;
  documentDate: string;
  content: string;
  digest: string;
  madeAt: Date;
  actorId: string;
}

/** Drawn first, because the content that is signed names it. */
export async function nextTakeInNumber(tx: Tx, day: string): Promise<string> {
  const rows = await tx.query<{ number: string }[]>(
    `select 'TKI-' || extract(year from $1::date) || '-' || lpad(nextval('take_in_number')::text, 6, '0') as number`,
    [day],
  );
  return rows[0]!.number;
}

export async function insertTakeIn(tx: Tx, row: TakeInRow): Promise<void> {
  await tx.query(
    `insert into take_in (id, code, number, work_order_id, unit_id, document_date, item, configuration, accessories,
                          condition_note, data_backup, data_note, expected_on, content, digest, made_at, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      ...[row.id, row.code, row.number, row.workOrderId, row.unitId, row.documentDate, row.item ?? null],
      ...[JSON.stringify(row.configuration), JSON.stringify(row.accessories), row.condition, row.dataBackup],
      ...[row.dataNote ?? null, row.expectedOn, row.content, row.digest, row.madeAt, row.actorId],
    ],
  );
}

/** The clock starts. */
export async function takeIn(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query(`update take_in set status = 'taken_in', taken_in_at = $2 where id = $1`, [id, at]);
}

/** The clock stops. */
export async function handBack(tx: Tx, id: string, at: Date, remarks: string | null): Promise<void> {
  await tx.query(`update take_in set status = 'handed_back', handed_back_at = $2, remarks = $3 where id = $1`, [
    id,
    at,
    remarks,
  ]);
}

export async function withdrawTakeIn(tx: Tx, id: string, reason: string): Promise<void> {
  await tx.query(`update take_in set status = 'withdrawn', withdrawal_reason = $2 where id = $1`, [id, reason]);
}
