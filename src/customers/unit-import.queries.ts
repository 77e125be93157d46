import { type Reader, type Tx } from '../platform/transaction';

/** The customers that have one of these numbers, by number. */
export async function customersByNumber(
  reader: Reader,
  numbers: readonly string[],
): Promise<Map<string, { id: string; name: string }>> {
  const rows = await reader.query<{ number: string; id: string; name: string }[]>(
    `select number, id, name from customer where number = any ($1)`,
    [numbers],
  );
  return new Map(rows.map(({ number, ...customer }) => [number, customer]));
}

/** Which of these (model, serial number) are known already, as the places at which they were asked for. */
export async function knownUnits(
  reader: Reader,
  asked: readonly { modelId: string; serialNumber: string }[],
): Promise<Set<number>> {
  const rows = await reader.query<{ place: number }[]>(
    `select a.place from jsonb_to_recordset($1::jsonb) as a (place integer, "modelId" uuid, "serialNumber" text)
       join installed_unit u on u.model_id = a."modelId" and u.serial_number = a."serialNumber"`,
    [JSON.stringify(asked.map((unit, place) => ({ ...unit, place })))],
  );
  return new Set(rows.map((row) => row.place));
}

export async function insertCustomers(
  tx: Tx,
  actorId: string,
  rows: readonly {
    id: string;
    code: string;
    number: string;
    name: string;
    phone: string | null;
    address: string | null;
  }[],
): Promise<void> {
  await tx.query(
    `insert into customer (id, code, number, name, phone, address, registered_by_id)
     select c.id, c.code, c.number, c.name, c.phone, c.address, $2
       from jsonb_to_recordset($1::jsonb) as c (id uuid, code text, number text, name text, phone text, address text)
      order by c.number`,
    [JSON.stringify(rows), actorId],
  );
}

/** Inserts units and what is stated of their dates. */
export async function insertUnits(
  tx: Tx,
  actorId: string,
  rows: readonly {
    id: string;
    code: string;
    modelId: string;
    serialNumber: string;
    customerId: string;
    usageClass: string;
    firstOwner: boolean;
    dates: { kind: string; day: string; evidence: string | null }[];
  }[],
): Promise<void> {
  await tx.query(
    `insert into installed_unit (id, code, model_id, serial_number, customer_id, usage_class, first_owner, changed_by_id)
     select u.id, u.code, u."modelId", u."serialNumber", u."customerId", u."usageClass", u."firstOwner", $2
       from jsonb_to_recordset($1::jsonb) as u (id uuid, code text, "modelId" uuid, "serialNumber" text,
            "customerId" uuid, "usageClass" text, "firstOwner" boolean)
      order by u."modelId", u."serialNumber"`,
    [JSON.stringify(rows), actorId],
  );
  const dates = rows.flatMap((unit) => unit.dates.map((date) => ({ ...date, unitId: unit.id })));
  await tx.query(
    `insert into installed_unit_date (unit_id, kind, day, evidence, actor_id)
     select d."unitId", d.kind, d.day, d.evidence, $2
       from jsonb_to_recordset($1::jsonb) as d ("unitId" uuid, kind text, day date, evidence text)`,
    [JSON.stringify(dates), actorId],
  );
}
