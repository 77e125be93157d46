import { type Reader, type Tx } from '../platform/transaction';
import { type CountedLine } from './count-entry';

/** What is known of a bin and a part that somebody says to have counted. */
export interface EntryFacts {
  index: number;
  binNumber: string | null;
  binAtSite: boolean;
  binActive: boolean;
  partKnown: boolean;
  serialNumbered: boolean;
  /** The count covers this bin as a whole, or this part in it. */
  covered: boolean;
  /** The line, once there is one. */
  lineId: string | null;
  status: string | null;
}

export async function factsOfEntries(
  reader: Reader,
  countId: string,
  entries: readonly { binId: string; partId: string }[],
): Promise<EntryFacts[]> {
  return reader.query<EntryFacts[]>(
    `select e.index, n.number as "binNumber", coalesce(n.site_id = c.site_id, false) as "binAtSite",
            coalesce(n.active, false) as "binActive", p.id is not null as "partKnown",
            coalesce(p.serial_numbered, false) as "serialNumbered",
            exists (select from count_place q where q.count_id = c.id and q.bin_id = n.id
                       and (q.part_id is null or q.part_id = p.id)) as covered,
            l.id as "lineId", l.status
       from stock_count c
      cross join jsonb_to_recordset($2::jsonb) as e (index integer, "binId" uuid, "partId" uuid)
       left join bin n on n.id = e."binId" left join part p on p.id = e."partId"
       left join count_line l on l.count_id = c.id and l.bin_id = n.id and l.part_id = p.id
      where c.id = $1 order by e.index`,
    [countId, JSON.stringify(entries.map(({ binId, partId }, index) => ({ index, binId, partId })))],
  );
}

/** Takes a place into the count where a part was found that is looked for everywhere at the site. */
export async function addPlaces(
  tx: Tx,
  countId: string,
  places: readonly { binId: string; partId: string }[],
): Promise<void> {
  await tx.query(
    `insert into count_place (count_id, bin_id, part_id)
     select $1, p."binId", p."partId" from jsonb_to_recordset($2::jsonb) as p ("binId" uuid, "partId" uuid)`,
    [countId, JSON.stringify(places)],
  );
}

/** Lines of parts that were found and that the books do not have there. */
export async function addLines(
  tx: Tx,
  countId: string,
  lines: readonly { id: string; binId: string; partId: string }[],
): Promise<void> {
  await tx.query(
    `insert into count_line (id, count_id, bin_id, part_id, round)
     select l.id, c.id, l."binId", l."partId", c.round
       from stock_count c, jsonb_to_recordset($2::jsonb) as l (id uuid, "binId" uuid, "partId" uuid) where c.id = $1`,
    [countId, JSON.stringify(lines)],
  );
}

/** One entry as it is written: the books' side is the database's own (R13). */
export interface EntryRow {
  id: string;
  lineId: string;
  quantity: number;
  note: string | null;
  /** Null = now. */
  countedAt: string | null;
  /** Null for parts that are not told apart. */
  serialNumbers: readonly string[] | null;
}

/** Writes what was counted, and compares units one by one with those that the books had in the bin at that moment. */
export async function insertEntries(
  tx: Tx,
  entries: readonly EntryRow[],
  by: { countedById: string; scanSessionId: string | null },
): Promise<void> {
  const rows = JSON.stringify(entries);
  const units = await tx.query<{ entryId: string; serialNumber: string; unitId: string | null; state: string }[]>(
    `with entry as (
       select e.id, e."serialNumbers", e."countedAt", l.bin_id, l.part_id
         from jsonb_to_recordset($1::jsonb) as e (id uuid, "lineId" uuid, "serialNumbers" jsonb, "countedAt" timestamptz)
         join count_line l on l.id = e."lineId" where jsonb_typeof(e."serialNumbers") = 'array'),
     found as (select e.id, e.part_id, s.serial as serial_number from entry e,
                      jsonb_array_elements_text(e."serialNumbers") s (serial)),
     expected as (select e.id, u.id as unit_id, u.serial_number
                    from entry e cross join units_in_bin(e.bin_id, e.part_id, e."countedAt") x (unit_id)
                    join serial_unit u on u.id = x.unit_id)
     select coalesce(f.id, x.id) as "entryId", coalesce(f.serial_number, x.serial_number) as "serialNumber",
            coalesce(x.unit_id, (select u.id from serial_unit u
                                  where u.part_id = f.part_id and u.serial_number = f.serial_number)) as "unitId",
            case when f.id is null then 'missing' when x.id is null then 'unexpected' else 'found' end as state
       from found f full join expected x on x.id = f.id and x.serial_number = f.serial_number`,
    [rows],
  );
  const odd = new Map<string, number>();
  for (const { entryId, state } of units) {
    if (state !== 'found') odd.set(entryId, (odd.get(entryId) ?? 0) + 1);
  }
  await tx.query(
    `insert into count_entry (id, line_id, round, counted_quantity, odd_pieces, counted_at, counted_by_id, scan_session_id, note)
     select e.id, l.id, l.round, e.quantity, e.odd, e."countedAt", $2, $3, e.note
       from jsonb_to_recordset($1::jsonb)
              as e (id uuid, "lineId" uuid, quantity integer, odd integer, note text, "countedAt" timestamptz)
       join count_line l on l.id = e."lineId" order by e.id`,
    [
      JSON.stringify(
        entries.map((entry) => ({ ...entry, odd: entry.serialNumbers === null ? null : (odd.get(entry.id) ?? 0) })),
      ),
      ...[by.countedById, by.scanSessionId],
    ],
  );
  await tx.query(
    `insert into count_entry_unit (entry_id, serial_number, unit_id, state)
     select u."entryId", u."serialNumber", u."unitId", u.state
       from jsonb_to_recordset($1::jsonb) as u ("entryId" uuid, "serialNumber" text, "unitId" uuid, state text)`,
    [JSON.stringify(units)],
  );
  await tx.query(
    `update count_line l set status = 'counted', entry_id = e.id
       from jsonb_to_recordset($1::jsonb) as e (id uuid, "lineId" uuid) where l.id = e."lineId"`,
    [rows],
  );
}

/** Lines of these bins that are still to be counted. */
export async function openLinesOf(
  reader: Reader,
  countId: string,
  binIds: readonly string[],
): Promise<{ id: string; serialNumbered: boolean; partId: string }[]> {
  return reader.query<{ id: string; serialNumbered: boolean; partId: string }[]>(
    `select l.id, p.serial_numbered as "serialNumbered", l.part_id as "partId"
       from count_line l join part p on p.id = l.part_id
      where l.count_id = $1 and l.status = 'open' and l.bin_id = any ($2)`,
    [countId, binIds],
  );
}

/** Somebody looked: nothing else lies in these bins. */
export async function finishBins(tx: Tx, countId: string, binIds: readonly string[], personId: string): Promise<void> {
  await tx.query(
    `update count_place set finished_at = now(), finished_by_id = $3 where count_id = $1 and bin_id = any ($2)`,
    [countId, binIds, personId],
  );
}

/** What was taken down, for the answer. */
export async function countedLines(reader: Reader, lineIds: readonly string[]): Promise<CountedLine[]> {
  return reader.query<CountedLine[]>(
    `select l.id as "lineId", l.bin_id as "binId", n.number as "binNumber", l.part_id as "partId",
            p.number as "partNumber", e.counted_quantity as "countedQuantity"
       from count_line l join bin n on n.id = l.bin_id join part p on p.id = l.part_id
       join count_entry e on e.id = l.entry_id
      where l.id = any ($1) order by n.number, p.number`,
    [lineIds],
  );
}

/** What is still to be counted, as far as an answer names it. */
export async function stillToCount(
  reader: Reader,
  countId: string,
): Promise<{ openLines: number; unfinishedBins: number; bins: string[] }> {
  const rows = await reader.query<{ openLines: number; unfinishedBins: number; bins: string[] }[]>(
    `with open as (select n.number, 'line' as what from count_line l join bin n on n.id = l.bin_id
                    where l.count_id = $1 and l.status = 'open'
                   union all
                   select n.number, 'bin' from count_place p join bin n on n.id = p.bin_id
                    where p.count_id = $1 and p.part_id is null and p.finished_at is null)
     select count(*) filter (where what = 'line') as "openLines", count(*) filter (where what = 'bin') as "unfinishedBins",
            coalesce((select json_agg(b.number order by b.number)
                        from (select distinct number from open order by number limit 50) b), '[]') as bins
       from open`,
    [countId],
  );
  return rows[0]!;
}
