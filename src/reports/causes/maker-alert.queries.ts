import { type Reader, type Tx } from '../../platform/transaction';
import { type MakerAlert, type MakerAlertOccurrence, type MakerAlertQuery } from './maker-alert';

const columns = `
  r.id, r.code, r.number, r.model_id as "modelId", m.number as "modelNumber", m.brand, r.part_id as "partId",
  p.number as "partNumber", p.maker_number as "makerNumber", r.status, r.document_date as "documentDate",
  r.opened_at as "openedAt",
  (select count(*)::integer from maker_alert_occurrence o where o.alert_id = r.id) as "occurrenceCount",
  r.sent_at as "sentAt", r.sent_by_id as "sentById", r.sent_to as "sentTo", r.acknowledged_at as "acknowledgedAt",
  r.acknowledged_by_id as "acknowledgedById", r.acknowledgement`;

const tables = `maker_alert r join product_model m on m.id = r.model_id left join part p on p.id = r.part_id`;

export async function findMakerAlert(reader: Reader, id: string): Promise<MakerAlert | undefined> {
  const rows = await reader.query<MakerAlert[]>(`select ${columns} from ${tables} where r.id = $1`, [id]);
  return rows[0];
}

export async function lockMakerAlert(tx: Tx, id: string): Promise<MakerAlert | undefined> {
  await tx.query(`select from maker_alert where id = $1 for update`, [id]);
  return findMakerAlert(tx, id);
}

export async function listMakerAlerts(
  reader: Reader,
  query: MakerAlertQuery,
  limit: number,
  after: string | undefined,
): Promise<MakerAlert[]> {
  return reader.query<MakerAlert[]>(
    `select ${columns} from ${tables}
      where ($1::text is null or r.status = $1) and ($2::uuid is null or r.model_id = $2)
        and ($3::uuid is null or r.id < $3)
      order by r.id desc limit $4`,
    [query.status ?? null, query.modelId ?? null, after ?? null, limit],
  );
}

export async function occurrencesOf(reader: Reader, alertId: string): Promise<MakerAlertOccurrence[]> {
  return reader.query<MakerAlertOccurrence[]>(
    `select o.work_order_id as "workOrderId", w.number as "workOrderNumber", o.report_id as "reportId",
            s.number as "reportNumber", u.serial_number as "serialNumber", o.occurred_on as "occurredOn", w.fault, s.cause
       from maker_alert_occurrence o
       join work_order w on w.id = o.work_order_id
       join service_report s on s.id = o.report_id
       join installed_unit u on u.id = w.unit_id
      where o.alert_id = $1 order by o.occurred_on, w.number`,
    [alertId],
  );
}

/** What failed in a report: each part that came off once, or null where nothing was replaced; in one order for all. */
export async function failedParts(reader: Reader, reportId: string): Promise<(string | null)[]> {
  const rows = await reader.query<{ partId: string | null }[]>(
    `select distinct coalesce(l.old_part_id, l.part_id) as "partId"
       from service_report r left join replacement l on l.report_id = r.id
      where r.id = $1 order by 1`,
    [reportId],
  );
  return rows.map((row) => row.partId);
}

export interface AlertRow {
  id: string;
  code: string;
  workOrderId: string;
  reportId: string;
  partId: string | null;
  occurredOn: string;
  today: string;
  at: Date;
}

/** Whether this job was told for this part before, in whichever alert. */
export async function wasTold(reader: Reader, workOrderId: string, partId: string | null): Promise<boolean> {
  const rows = await reader.query<unknown[]>(
    `select 1 from maker_alert_occurrence o join maker_alert a on a.id = o.alert_id
      where o.work_order_id = $1 and a.part_id is not distinct from $2`,
    [workOrderId, partId],
  );
  return rows.length > 0;
}

/** Opens the alert of model and part unless one is under way; of two jobs at the same moment one opens it, and both join. */
export async function joinAlert(tx: Tx, row: AlertRow): Promise<void> {
  await tx.query(
    `insert into maker_alert (id, code, number, model_id, part_id, document_date, opened_at)
     select $1, $2, 'MKA-' || extract(year from $4::date) || '-' || lpad(nextval('maker_alert_number')::text, 6, '0'),
            w.model_id, $3, $4, $5
       from work_order w where w.id = $6
     on conflict (model_id, coalesce(part_id, '00000000-0000-0000-0000-000000000000')) where status <> 'acknowledged'
     do nothing`,
    [row.id, row.code, row.partId, row.today, row.at, row.workOrderId],
  );
  await tx.query(
    `with live as (
       select a.id from maker_alert a join work_order w on w.id = $1 and w.model_id = a.model_id
        where a.part_id is not distinct from $2 and a.status <> 'acknowledged' for update of a)
     insert into maker_alert_occurrence (alert_id, work_order_id, report_id, occurred_on)
     select id, $1, $3, $4 from live`,
    [row.workOrderId, row.partId, row.reportId, row.occurredOn],
  );
}

export async function markSent(tx: Tx, id: string, sent: { at: Date; byId: string; to: string }): Promise<void> {
  await tx.query(`update maker_alert set status = 'sent', sent_at = $2, sent_by_id = $3, sent_to = $4 where id = $1`, [
    id,
    sent.at,
    sent.byId,
    sent.to,
  ]);
}

export async function markAcknowledged(
  tx: Tx,
  id: string,
  acknowledged: { at: Date; byId: string; words: string },
): Promise<void> {
  await tx.query(
    `update maker_alert set status = 'acknowledged', acknowledged_at = $2, acknowledged_by_id = $3, acknowledgement = $4
      where id = $1`,
    [id, acknowledged.at, acknowledged.byId, acknowledged.words],
  );
}
