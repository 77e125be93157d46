import { newCode } from '../barcodes/code';
import { type Scope } from '../identity/scope';
import { placeColumn } from '../ledger/ledger';
import { newId } from '../platform/id';
import { type Reader, type Tx } from '../platform/transaction';
import { type SerialUnit, type SerialUnitHistory, type SerialUnitQuery } from './serial-unit';

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

const unitColumns = `u.id, u.code, u.part_id as "partId", p.number as "partNumber", u.serial_number as "serialNumber",
  u.giai, case when a.id is not null then ${placeColumn('a')} end as place`;

/** Engineers see the units that were ever in their hands, stations those that were ever at their site (R15). */
const withinScope = `(($1::uuid is null and $2::uuid is null) or exists (
  select from stock_transfer t join stock_account x on x.id in (t.from_account_id, t.to_account_id)
    left join bin n on n.id = x.bin_id
   where t.unit_id = u.id and (x.staff_member_id = $1 or x.site_id = $2 or n.site_id = $2)))`;

export async function findSerialUnit(reader: Reader, id: string, scope: Scope): Promise<SerialUnitHistory | undefined> {
  const rows = await reader.query<SerialUnitHistory[]>(
    `select ${unitColumns}, coalesce((
       select json_agg(json_build_object('from', ${placeColumn('f')}, 'to', ${placeColumn('g')}, 'reason', m.reason,
           'documentKind', m.document_kind, 'documentId', m.document_id, 'documentDate', m.document_date,
           'postingDate', m.posting_date, 'actorId', m.actor_id, 'recordedAt', m.recorded_at) order by t.id)
         from stock_transfer t join stock_movement m on m.id = t.movement_id
         join stock_account f on f.id = t.from_account_id join stock_account g on g.id = t.to_account_id
        where t.unit_id = u.id), '[]') as history
       from serial_unit u join part p on p.id = u.part_id left join stock_account a on a.id = u.account_id
      where u.id = $3 and ${withinScope}`,
    [scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

export async function setGiai(tx: Tx, id: string, giai: string | null): Promise<void> {
  await tx.query(`update serial_unit set giai = $2 where id = $1`, [id, giai]);
}

/** By serial number. */
export async function listSerialUnits(
  reader: Reader,
  query: SerialUnitQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<SerialUnit[]> {
  return reader.query<SerialUnit[]>(
    `select ${unitColumns}
       from serial_unit u join part p on p.id = u.part_id left join stock_account a on a.id = u.account_id
      where u.part_id = $3 and ($4::text is null or u.serial_number = $4) and ($5::text is null or u.serial_number > $5)
        and ${withinScope}
      order by u.serial_number limit $6`,
    [scope.engineerId, scope.siteId, query.partId, query.serialNumber ?? null, after ?? null, limit],
  );
}
