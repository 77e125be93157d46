import { newCode } from '../barcodes/code';
import { newId } from '../platform/id';
import { type Tx } from '../platform/transaction';

/** A unit that arrives, by its part and serial number. */
export interface ArrivingUnit {
  partId: string;
  serialNumber: string;
}

/**
 * The units of these serial numbers, new ones added. A unit that was here before and left (fitted, given back) is the
 * same unit when it returns; one that is here now is refused by the posting.
 */
export async function unitsFor(tx: Tx, arriving: readonly ArrivingUnit[]): Promise<string[]> {
  if (arriving.length === 0) return [];
  const rows = arriving.map((unit, index) => ({ ...unit, index, id: newId(), code: newCode('serial-unit') }));
  const asked = `jsonb_to_recordset($1::jsonb)
    as u (index integer, id uuid, code text, "partId" uuid, "serialNumber" text)`;
  // In one order: two deliveries that name the same new units would wait for each other for ever.
  await tx.query(
    `insert into serial_unit (id, code, part_id, serial_number)
     select u.id, u.code, u."partId", u."serialNumber" from ${asked} order by u."partId", u."serialNumber"
     on conflict on constraint serial_unit_once do nothing`,
    [JSON.stringify(rows)],
  );
  const found = await tx.query<{ id: string }[]>(
    `select s.id from ${asked}
       join serial_unit s on s.part_id = u."partId" and s.serial_number = u."serialNumber" order by u.index`,
    [JSON.stringify(rows)],
  );
  return found.map((unit) => unit.id);
}
