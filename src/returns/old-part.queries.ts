import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import { type OldPart, type OldPartQuery } from './old-part';

/** Parameter 1 is today. */
const columns = `
  o.id, o.code, o.number, o.portion, o.replacement_id as "replacementId", l.report_id as "reportId",
  r.number as "reportNumber", w.number as "workOrderNumber", o.part_id as "partId", p.number as "partNumber",
  o.serial_number as "serialNumber", o.quantity, o.engineer_id as "engineerId", o.site_id as "siteId",
  o.owed_since as "owedSince", o.due_on as "dueOn", o.status, o.status = 'owed' and o.due_on < $1::date as overdue,
  o.received_on as "receivedOn", o.received_by_id as "receivedById", o.received_serial_number as "receivedSerialNumber",
  o.serial_matches as "serialMatches", o.condition_note as "conditionNote", o.waived_on as "waivedOn",
  o.waiver_reason as "waiverReason", o.decided_by_id as "waivedById", o.disposition,
  o.disposition_note as "dispositionNote", o.disposed_on as "disposedOn", o.disposed_by_id as "disposedById",
  o.supplier_id as "supplierId", o.refurbishment, o.refurbished_on as "refurbishedOn",
  o.restocked_value as "restockedValue", o.bin_id as "binId", o.version,
  (select coalesce(json_agg(json_build_object('id', v.id, 'code', v.code, 'number', v.number, 'reason', v.reason,
            'documentDate', m.document_date, 'actorId', v.actor_id, 'siteId', x.site_id, 'receivedOn', x.received_on,
            'receivedById', x.received_by_id, 'receivedSerialNumber', x.received_serial_number,
            'serialMatches', x.serial_matches, 'conditionNote', x.condition_note, 'disposition', x.disposition,
            'dispositionNote', x.disposition_note) order by x.reversal_id), '[]')
     from old_part_receipt_reversal x join reversal v on v.id = x.reversal_id
     join stock_movement m on m.id = v.movement_id where x.old_part_id = o.id) as "receiptReversals"`;

const tables = `
  old_part o
  join replacement l on l.id = o.replacement_id
  join service_report r on r.id = l.report_id
  join work_order w on w.id = r.work_order_id
  join part p on p.id = o.part_id`;

const withinScope = `($2::uuid is null or o.engineer_id = $2) and ($3::uuid is null or o.site_id = $3)`;

export async function findOldPart(
  reader: Reader,
  id: string,
  scope: Scope,
  today: string,
): Promise<OldPart | undefined> {
  const rows = await reader.query<OldPart[]>(`select ${columns} from ${tables} where ${withinScope} and o.id = $4`, [
    today,
    scope.engineerId,
    scope.siteId,
    id,
  ]);
  return rows[0];
}

/** Takes the old part for this transaction: whoever else receives, waives or disposes of it waits. */
export async function lockOldPart(tx: Tx, id: string, scope: Scope, today: string): Promise<OldPart | undefined> {
  await tx.query(`select from old_part where id = $1 for update`, [id]);
  return findOldPart(tx, id, scope, today);
}

/** What is due first comes first. */
export async function listOldParts(
  reader: Reader,
  query: OldPartQuery,
  scope: Scope,
  today: string,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<OldPart[]> {
  const { state } = query;
  return reader.query<OldPart[]>(
    `select ${columns} from ${tables}
      where ${withinScope} and ($4::text is null or o.status = $4) and ($5::boolean is null or o.due_on < $1::date)
        and ($6::uuid is null or o.engineer_id = $6) and ($7::uuid is null or o.site_id = $7)
        and ($8::uuid is null or o.part_id = $8) and ($9::uuid is null or l.report_id = $9)
        and ($10::boolean is null or (o.status = 'received' and o.disposition is null))
        and ($11::boolean is null or not o.serial_matches)
        and ($12::date is null or (o.due_on, o.id) > ($12::date, $13::uuid))
      order by o.due_on, o.id limit $14`,
    [
      today,
      scope.engineerId,
      scope.siteId,
      state === 'overdue' ? 'owed' : (state ?? null),
      state === 'overdue' || null,
      query.engineerId ?? null,
      query.siteId ?? null,
      query.partId ?? null,
      query.reportId ?? null,
      query.undisposed || null,
      query.mismatched || null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
    ],
  );
}

/** The units behind an old part: what was reported, and what lies here. */
export async function unitsOfOldPart(
  reader: Reader,
  id: string,
): Promise<{ reportedUnitId: string | null; presentUnitId: string | null }> {
  const rows = await reader.query<{ reportedUnitId: string | null; presentUnitId: string | null }[]>(
    `select unit_id as "reportedUnitId", coalesce(received_unit_id, unit_id) as "presentUnitId"
       from old_part where id = $1`,
    [id],
  );
  return rows[0]!;
}

/** Another old part that is owed with this serial number: two parts were mixed up. */
export async function owedUnder(
  reader: Reader,
  partId: string,
  serialNumber: string,
): Promise<{ number: string; code: string } | undefined> {
  const rows = await reader.query<{ number: string; code: string }[]>(
    `select number, code from old_part where part_id = $1 and serial_number = $2 and status = 'owed' limit 1`,
    [partId, serialNumber],
  );
  return rows[0];
}

export interface ReceiptRow {
  quantity: number;
  siteId: string;
  receivedOn: string;
  receivedById: string;
  /** The unit that came, when it is another than was reported. */
  receivedUnitId: string | null;
  serialNumber: string | null;
  matches: boolean | null;
  conditionNote: string | null;
}

export async function receiveOldPart(tx: Tx, id: string, row: ReceiptRow): Promise<void> {
  await tx.query(
    `update old_part set status = 'received', quantity = $2, site_id = $3, received_on = $4, received_by_id = $5,
            received_unit_id = $6, received_serial_number = $7, serial_matches = $8, condition_note = $9,
            version = version + 1
      where id = $1`,
    [
      id,
      row.quantity,
      row.siteId,
      row.receivedOn,
      row.receivedById,
      row.receivedUnitId,
      row.serialNumber,
      row.matches,
      row.conditionNote,
    ],
  );
}

/** What did not come is owed on, under the same due date, as the next portion of what came off. */
export async function splitOldPart(
  tx: Tx,
  id: string,
  rest: { id: string; code: string; quantity: number },
): Promise<void> {
  await tx.query(
    `insert into old_part (id, code, number, replacement_id, portion, part_id, serial_number, quantity, engineer_id,
                           site_id, owed_since, due_on)
     select $2, $3, 'OLD-' || extract(year from o.owed_since) || '-' || lpad(nextval('old_part_number')::text, 6, '0'),
            o.replacement_id, (select max(x.portion) + 1 from old_part x where x.replacement_id = o.replacement_id),
            o.part_id, o.serial_number, $4, o.engineer_id, o.site_id, o.owed_since, o.due_on
       from old_part o where o.id = $1`,
    [id, rest.id, rest.code, rest.quantity],
  );
}

export async function waiveOldPart(
  tx: Tx,
  id: string,
  waiver: { on: string; byId: string; reason: string },
): Promise<void> {
  await tx.query(
    `update old_part set status = 'waived', waived_on = $2, decided_by_id = $3, waiver_reason = $4, version = version + 1
      where id = $1`,
    [id, waiver.on, waiver.byId, waiver.reason],
  );
}

export async function disposeOldPart(
  tx: Tx,
  id: string,
  row: { disposition: string; on: string; byId: string; supplierId: string | null; note: string | null },
): Promise<void> {
  await tx.query(
    `update old_part set disposition = $2, disposed_on = $3, disposed_by_id = $4, supplier_id = $5,
            disposition_note = $6, version = version + 1
      where id = $1`,
    [id, row.disposition, row.on, row.byId, row.supplierId, row.note],
  );
}

export async function finishRefurbishment(
  tx: Tx,
  id: string,
  row: { result: string; on: string; byId: string; value: number | null; binId: string | null },
): Promise<void> {
  await tx.query(
    `update old_part set refurbishment = $2, refurbished_on = $3, refurbished_by_id = $4, restocked_value = $5,
            bin_id = $6, version = version + 1
      where id = $1`,
    [id, row.result, row.on, row.byId, row.value, row.binId],
  );
}

/** Who supplies a part. */
export async function supplierOf(reader: Reader, partId: string): Promise<string | null> {
  const rows = await reader.query<{ supplierId: string | null }[]>(
    `select supplier_id as "supplierId" from part where id = $1`,
    [partId],
  );
  return rows[0]?.supplierId ?? null;
}
