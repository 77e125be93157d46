import { type Reader, type Tx } from '../platform/transaction';

interface Shelf {
  binId: string;
  partId: string;
  quantity: number;
}

/** The shelves of a site that hold these parts, along the pick path. */
export async function shelvesHolding(reader: Reader, siteId: string, partIds: readonly string[]): Promise<Shelf[]> {
  return reader.query<Shelf[]>(
    `select n.id as "binId", b.part_id as "partId", b.quantity
       from bin n join stock_account a on a.kind = 'shelf' and a.owner_id = n.id
       join stock_balance b on b.account_id = a.id and b.part_id = any ($2)
      where n.site_id = $1 and n.active and b.quantity > 0 order by n.number, n.id`,
    [siteId, partIds],
  );
}

/** The units of serial-numbered parts in these places, oldest first, by `bin/part`; other parts are absent. */
export async function unitsOnShelf(
  reader: Reader,
  kind: 'shelf' | 'reserved',
  places: readonly { binId: string; partId: string }[],
): Promise<Map<string, string[]>> {
  const rows = await reader.query<{ place: string; units: string[] }[]>(
    `select a.bin_id || '/' || u.part_id as place, array_agg(u.id order by u.id) as units
       from jsonb_to_recordset($2::jsonb) as w ("binId" uuid, "partId" uuid)
       join part p on p.id = w."partId" and p.serial_numbered
       join stock_account a on a.kind = $1 and a.owner_id = w."binId"
       join serial_unit u on u.account_id = a.id and u.part_id = w."partId"
      group by 1`,
    [kind, JSON.stringify(distinctPlaces(places))],
  );
  return new Map(rows.map((row) => [row.place, row.units]));
}

function distinctPlaces(places: readonly { binId: string; partId: string }[]): { binId: string; partId: string }[] {
  return [...new Map(places.map(({ binId, partId }) => [`${binId}/${partId}`, { binId, partId }])).values()];
}

export async function addReservations(
  tx: Tx,
  promises: readonly { lineId: string; binId: string; partId: string; quantity: number }[],
): Promise<void> {
  await tx.query(
    `insert into reservation (line_id, bin_id, part_id, quantity)
     select p."lineId", p."binId", p."partId", p.quantity
       from jsonb_to_recordset($1::jsonb) as p ("lineId" uuid, "binId" uuid, "partId" uuid, quantity integer)
     on conflict (line_id, bin_id, part_id) do update set quantity = reservation.quantity + excluded.quantity`,
    [JSON.stringify(promises)],
  );
}

/** What is reserved for these lines and not yet issued. */
export async function reservedPieces(
  tx: Tx,
  lineIds: readonly string[],
): Promise<{ lineId: string; binId: string; partId: string; quantity: number }[]> {
  return tx.query(
    `select line_id as "lineId", bin_id as "binId", part_id as "partId", quantity
       from reservation where line_id = any ($1) and quantity > 0 order by line_id, bin_id for update`,
    [lineIds],
  );
}

export async function clearReservations(tx: Tx, lineIds: readonly string[]): Promise<void> {
  await tx.query(`delete from reservation where line_id = any ($1)`, [lineIds]);
}
