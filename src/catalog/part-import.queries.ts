import { type Reader, type Tx } from '../platform/transaction';
import { type PartRow } from './part-import';

/** The ids of the records of a table that have one of these numbers. */
export async function idsByNumber(
  reader: Reader,
  table: 'part' | 'supplier' | 'product_model' | 'site',
  numbers: readonly string[],
): Promise<Map<string, string>> {
  const rows = await reader.query<{ number: string; id: string }[]>(
    `select number, id from ${table} where number = any ($1)`,
    [numbers],
  );
  return new Map(rows.map((row) => [row.number, row.id]));
}

/** Inserts parts in one statement; successors may be among them. */
export async function insertParts(
  tx: Tx,
  rows: readonly (Omit<PartRow, 'supplier' | 'supersededBy'> & {
    id: string;
    code: string;
    supplierId: string | null;
    supersededById: string | null;
  })[],
): Promise<void> {
  await tx.query(
    `insert into part (id, code, number, name_zh, name_en, unit, component, supplier_id, supplier_number, maker_number,
                       gtin, cpid, serial_numbered, old_part_rule, old_part_days, superseded_by_id)
     select p.id, p.code, p.number, p."nameZh", p."nameEn", p.unit, p.component, p."supplierId", p."supplierNumber",
            p."makerNumber", p.gtin, p.cpid, p."serialNumbered", p."oldPartRule", p."oldPartDays", p."supersededById"
       from jsonb_to_recordset($1::jsonb) as p (id uuid, code text, number text, "nameZh" text, "nameEn" text, unit text,
            component text, "supplierId" uuid, "supplierNumber" text, "makerNumber" text, gtin text, cpid text, "serialNumbered" boolean,
            "oldPartRule" text, "oldPartDays" integer, "supersededById" uuid)
      order by p.number`,
    [JSON.stringify(rows)],
  );
}

/** Which of these GS1 keys some part has. */
export async function takenKeys(reader: Reader, key: 'gtin' | 'cpid', values: readonly string[]): Promise<Set<string>> {
  const prefix = { gtin: '(01)', cpid: '(8010)' }[key];
  const rows = await reader.query<{ value: string }[]>(
    `select ${key} as value from part where '${prefix}' || ${key} = any ($1)`,
    [values.map((value) => prefix + value)],
  );
  return new Set(rows.map(({ value }) => value));
}
