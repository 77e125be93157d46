import { type Reader, type Tx } from '../platform/transaction';

/** What the records know of a row of opening stock. */
export interface OpeningFacts {
  place: number;
  siteId: string | null;
  binId: string | null;
  binActive: boolean;
  partId: string | null;
  serialNumbered: boolean;
  /** Pieces of the part that the shelf holds already. */
  held: number;
}

/** Looks up sites, bins, parts and what the shelves hold, for all rows in one statement. */
export async function openingFacts(
  reader: Reader,
  rows: readonly { site: string | undefined; bin: string | undefined; part: string | undefined }[],
): Promise<OpeningFacts[]> {
  return reader.query<OpeningFacts[]>(
    `select r.place, s.id as "siteId", n.id as "binId", coalesce(n.active, false) as "binActive", p.id as "partId",
            coalesce(p.serial_numbered, false) as "serialNumbered", coalesce(b.quantity, 0) as held
       from jsonb_to_recordset($1::jsonb) as r (place integer, site text, bin text, part text)
       left join site s on s.number = r.site
       left join bin n on n.site_id = s.id and n.number = r.bin
       left join part p on p.number = r.part
       left join stock_account a on a.kind = 'shelf' and a.owner_id = n.id
       left join stock_balance b on b.account_id = a.id and b.part_id = p.id
      order by r.place`,
    [JSON.stringify(rows.map(({ site, bin, part }, place) => ({ place, site, bin, part })))],
  );
}

/** Which of these units were ever in stock, as the places at which they were asked for. */
export async function unitsSeenBefore(
  reader: Reader,
  units: readonly { place: number; partId: string; serialNumber: string }[],
): Promise<number[]> {
  const rows = await reader.query<{ place: number }[]>(
    `select distinct u.place from jsonb_to_recordset($1::jsonb) as u (place integer, "partId" uuid, "serialNumber" text)
       join serial_unit s on s.part_id = u."partId" and s.serial_number = u."serialNumber" and s.account_id is not null`,
    [JSON.stringify(units)],
  );
  return rows.map((row) => row.place);
}

/** Whether a movement found pieces on a shelf that it was to open: somebody put them there meanwhile. */
export async function foundPieces(tx: Tx, movementId: number): Promise<boolean> {
  const rows = await tx.query<{ found: boolean }[]>(
    `select exists (
       select from stock_transfer t where t.movement_id = $1
        group by t.to_account_id, t.part_id having min(t.to_quantity_after - t.quantity) > 0) as found`,
    [movementId],
  );
  return rows[0]!.found;
}

/** The numbers that receipts were given. */
export async function receiptNumbers(
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; number: string; siteId: string }[]> {
  return tx.query(`select id, number, site_id as "siteId" from receipt where id = any ($1) order by number`, [ids]);
}
