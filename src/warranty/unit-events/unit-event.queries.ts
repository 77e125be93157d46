import { type Reader, type Tx } from '../../platform/transaction';
import { type EventReading, type UnitEvent, type UnitEventKind } from './unit-event';

const columns = `
  e.id, e.unit_id as "unitId", e.kind, e.began_on as "beganOn", e.ended_on as "endedOn", e.fault,
  e.cause_code as "causeCode", e.components, e.paid, e.under_warranty as "underWarranty", e.remedy,
  e.excluded_days as "excludedDays", (
    select coalesce(json_agg(json_build_object('meter', r.key, 'reading', r.value) order by r.key), '[]')
      from jsonb_each(e.readings) r) as readings,
  e.evidence, e.source, e.actor_id as "actorId", e.recorded_at as "recordedAt", e.withdrawn_at as "withdrawnAt",
  e.withdrawn_by_id as "withdrawnById", e.withdrawal_reason as "withdrawalReason"`;

/** An event as it is written. */
export interface UnitEventRow {
  id: string;
  unitId: string;
  kind: UnitEventKind;
  beganOn: string;
  endedOn: string | null;
  fault: string | null;
  causeCode: string | null;
  components: string[];
  paid: boolean;
  underWarranty: boolean;
  remedy: boolean;
  excludedDays: number;
  readings: EventReading[];
  evidence: string | null;
}

export async function insertUnitEvents(
  tx: Tx,
  rows: readonly UnitEventRow[],
  source: UnitEvent['source'],
  actorId: string,
): Promise<void> {
  const told = rows.map((row) => ({
    ...row,
    readings: Object.fromEntries(row.readings.map(({ meter, reading }) => [meter, reading])),
  }));
  await tx.query(
    `insert into unit_event (id, unit_id, kind, began_on, ended_on, fault, cause_code, components, paid, under_warranty,
                             remedy, excluded_days, readings, evidence, source, actor_id)
     select r.id, r."unitId", r.kind, r."beganOn", r."endedOn", r.fault, r."causeCode", r.components, r.paid,
            r."underWarranty", r.remedy, r."excludedDays", r.readings, r.evidence, $2, $3
       from jsonb_to_recordset($1::jsonb) as r (id uuid, "unitId" uuid, kind text, "beganOn" date, "endedOn" date, fault text,
            "causeCode" text, components text[], paid boolean, "underWarranty" boolean, remedy boolean,
            "excludedDays" integer, readings jsonb, evidence text)`,
    [JSON.stringify(told), source, actorId],
  );
}

export async function findUnitEvent(reader: Reader, unitId: string, id: string): Promise<UnitEvent | undefined> {
  const rows = await reader.query<UnitEvent[]>(
    `select ${columns} from unit_event e where e.unit_id = $1 and e.id = $2`,
    [unitId, id],
  );
  return rows[0];
}

/** The latest first. */
export async function listUnitEvents(
  reader: Reader,
  unitId: string,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<UnitEvent[]> {
  return reader.query<UnitEvent[]>(
    `select ${columns} from unit_event e
      where e.unit_id = $1 and ($2::date is null or (e.began_on, e.id) < ($2, $3::uuid))
      order by e.began_on desc, e.id desc limit $4`,
    [unitId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** Whether it was told until now. */
export async function withdrawUnitEvent(
  tx: Tx,
  unitId: string,
  id: string,
  withdrawal: { at: Date; actorId: string; reason: string },
): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(
    `update unit_event set withdrawn_at = $3, withdrawn_by_id = $4, withdrawal_reason = $5
      where unit_id = $1 and id = $2 and withdrawn_at is null`,
    [unitId, id, withdrawal.at, withdrawal.actorId, withdrawal.reason],
  );
  return count > 0;
}

/** Units by model number and serial number, as the places at which they were asked for. */
export async function unitsNamed(
  reader: Reader,
  asked: readonly { model: string; serialNumber: string }[],
): Promise<Map<number, { id: string; notBefore: string | null }>> {
  const rows = await reader.query<{ place: number; id: string; notBefore: string | null }[]>(
    `select a.place, u.id, (select d.day from installed_unit_date d where d.unit_id = u.id and d.kind = 'MANUFACTURE'
                             order by d.id desc limit 1) as "notBefore"
       from jsonb_to_recordset($1::jsonb) as a (place integer, model text, "serialNumber" text)
       join product_model m on m.number = a.model
       join installed_unit u on u.model_id = m.id and u.serial_number = a."serialNumber"`,
    [JSON.stringify(asked.map((unit, place) => ({ ...unit, place })))],
  );
  return new Map(rows.map(({ place, ...unit }) => [place, unit]));
}

/** Which of these are told already, as the places at which they were asked for. */
export async function toldAlready(
  reader: Reader,
  asked: readonly Pick<UnitEventRow, 'unitId' | 'kind' | 'beganOn' | 'fault' | 'components'>[],
): Promise<Set<number>> {
  const rows = await reader.query<{ place: number }[]>(
    `select a.place
       from jsonb_to_recordset($1::jsonb) as a (place integer, "unitId" uuid, kind text, "beganOn" date, fault text, components text[])
       join unit_event e on e.unit_id = a."unitId" and e.kind = a.kind and e.began_on = a."beganOn"
        and coalesce(e.fault, '') = coalesce(a.fault, '') and e.components = a.components and e.withdrawn_at is null`,
    [JSON.stringify(asked.map((event, place) => ({ ...event, place })))],
  );
  return new Set(rows.map((row) => row.place));
}
