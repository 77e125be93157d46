import { type Scope } from '../identity/scope';
import { reversalColumn } from '../ledger/reversal';
import { type Reader, type Tx } from '../platform/transaction';
import { type Count, type CountEventKind, type CountLine, type CountLineQuery, type CountQuery } from './count';

const countColumns = `
  c.id, c.code, c.number, c.site_id as "siteId", c.kind, c.bin_ids as "binIds", c.part_ids as "partIds", c.status, c.round,
  c.due_on as "dueOn", c.note, c.opened_by_id as "openedById", c.opened_at as "openedAt",
  c.submitted_by_id as "submittedById", c.submitted_at as "submittedAt", c.ended_at as "endedAt", c.version,
  (select json_build_object('bins', p.bins, 'finishedBins', p.finished, 'lines', l.lines, 'open', l.open,
            'counted', l.counted, 'waiting', l.waiting, 'settled', l.settled)
     from (select count(*) filter (where part_id is null) as bins,
                  count(*) filter (where part_id is null and finished_at is not null) as finished
             from count_place where count_id = c.id) p,
          (select count(*) as lines, count(*) filter (where status = 'open') as open,
                  count(*) filter (where status = 'counted') as counted,
                  count(*) filter (where status = 'waiting') as waiting,
                  count(*) filter (where status = 'settled') as settled
             from count_line where count_id = c.id) l) as progress,
  coalesce((select json_agg(json_build_object('movementId', m.id, 'postingDate', m.posting_date, 'lines', x.lines,
            'reversal', x.reversal) order by m.id)
     from (select l.movement_id, count(*) as lines, ${reversalColumn('l.movement_id')}
             from count_line l where l.count_id = c.id and l.movement_id is not null group by l.movement_id) x
     join stock_movement m on m.id = x.movement_id), '[]') as postings,
  (select json_agg(json_build_object('kind', e.kind, 'actorId', e.actor_id, 'at', e.at, 'lineCount', e.line_count,
            'note', e.note) order by e.id) from count_event e where e.count_id = c.id) as history`;

/** Engineers have no part in counts; a station sees those of its site (R15). */
const withinScope = `$1::uuid is null and ($2::uuid is null or c.site_id = $2)`;

export async function findCount(reader: Reader, id: string, scope: Scope): Promise<Count | undefined> {
  const rows = await reader.query<Count[]>(
    `select ${countColumns} from stock_count c where ${withinScope} and c.id = $3`,
    [scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

/** Takes the count for this transaction: two who count the same line, or decide on it, come one after the other. */
export async function lockCount(tx: Tx, id: string, scope: Scope): Promise<Count | undefined> {
  await tx.query(`select from stock_count where id = $1 for update`, [id]);
  return findCount(tx, id, scope);
}

/** Newest first. */
export async function listCounts(
  reader: Reader,
  query: CountQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Count[]> {
  return reader.query<Count[]>(
    `select ${countColumns} from stock_count c
      where ${withinScope} and ($3::uuid is null or c.site_id = $3) and ($4::text is null or c.status = $4)
        and ($5::text is null or c.kind = $5)
        and ($6::uuid is null or exists (select from count_place p where p.count_id = c.id and p.bin_id = $6))
        and ($7::uuid is null or c.id < $7)
      order by c.id desc limit $8`,
    [
      ...[scope.engineerId, scope.siteId, query.siteId ?? null, query.status ?? null],
      ...[query.kind ?? null, query.binId ?? null, after ?? null, limit],
    ],
  );
}

/** What a count is opened with. */
export interface CountRow {
  id: string;
  code: string;
  siteId: string;
  kind: string;
  binIds: string[] | null;
  partIds: string[] | null;
  dueOn: string | null;
  note: string | null;
  openedById: string;
  day: string;
}

export async function insertCount(tx: Tx, row: CountRow): Promise<void> {
  await tx.query(
    `insert into stock_count (id, code, number, site_id, kind, bin_ids, part_ids, due_on, note, opened_by_id)
     values ($1, $2, 'CNT-' || extract(year from $10::date) || '-' || lpad(nextval('stock_count_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[row.id, row.code, row.siteId, row.kind, row.binIds, row.partIds],
      ...[row.dueOn, row.note, row.openedById, row.day],
    ],
  );
}

/** Whole bins, these parts in these bins, or the places where these parts lie: as (bin_id, part_id), of $1 to $3. */
function placesOf(row: CountRow): string {
  if (row.partIds === null) {
    return `select n.id as bin_id, null::uuid as part_id from bin n
             where n.site_id = $1 and n.active and ($2::uuid[] is null or n.id = any ($2)) and $3::uuid[] is null`;
  }
  if (row.binIds !== null) {
    return `select n.id as bin_id, q.part_id from bin n cross join unnest($3::uuid[]) q (part_id)
             where n.site_id = $1 and n.id = any ($2)`;
  }
  return `select distinct n.id as bin_id, b.part_id
            from bin n join stock_account a on a.owner_id = n.id and a.kind in ('shelf', 'reserved')
            join stock_balance b on b.account_id = a.id and b.part_id = any ($3) and b.quantity > 0
           where n.site_id = $1 and $2::uuid[] is null`;
}

export async function insertPlaces(tx: Tx, row: CountRow): Promise<void> {
  await tx.query(
    `insert into count_place (count_id, bin_id, part_id) select $4, p.bin_id, p.part_id from (${placesOf(row)}) p`,
    [row.siteId, row.binIds, row.partIds, row.id],
  );
}

/** Counts under way that cover some of these places, as far as a refusal names them. */
export async function countsCovering(reader: Reader, row: CountRow): Promise<{ count: string; bin: string }[]> {
  return reader.query<{ count: string; bin: string }[]>(
    `select distinct k.number as count, n.number as bin
       from (${placesOf(row)}) mine
       join count_place p on p.open and p.bin_id = mine.bin_id
        and (p.part_id is null or mine.part_id is null or p.part_id = mine.part_id)
       join stock_count k on k.id = p.count_id join bin n on n.id = p.bin_id
      order by n.number, k.number limit 20`,
    [row.siteId, row.binIds, row.partIds],
  );
}

/** How many places and lines a count has. */
export async function sizeOf(reader: Reader, countId: string): Promise<{ places: number; lines: number }> {
  const rows = await reader.query<{ places: number; lines: number }[]>(
    `select (select count(*) from count_place where count_id = $1) as places,
            (select count(*) from count_line where count_id = $1) as lines`,
    [countId],
  );
  return rows[0]!;
}

/** A line for whatever the books have in the places of a count and that has none yet. */
export async function insertHeldLines(tx: Tx, countId: string, binIds: readonly string[] | null): Promise<void> {
  await tx.query(
    `insert into count_line (id, count_id, bin_id, part_id, round)
     select gen_random_uuid(), p.count_id, p.bin_id, b.part_id, c.round
       from count_place p join stock_count c on c.id = p.count_id
       join stock_account a on a.owner_id = p.bin_id and a.kind in ('shelf', 'reserved')
       join stock_balance b on b.account_id = a.id and b.quantity > 0 and (p.part_id is null or b.part_id = p.part_id)
      where p.count_id = $1 and ($2::uuid[] is null or p.bin_id = any ($2))
      group by p.count_id, p.bin_id, b.part_id, c.round
     on conflict on constraint count_line_once do nothing`,
    [countId, binIds],
  );
}

export async function recordEvent(
  tx: Tx,
  countId: string,
  event: { kind: CountEventKind; actorId: string; lineCount: number; note?: string | null },
): Promise<void> {
  await tx.query(`insert into count_event (count_id, kind, actor_id, line_count, note) values ($1, $2, $3, $4, $5)`, [
    ...[countId, event.kind, event.actorId, event.lineCount, event.note ?? null],
  ]);
}

/** A count that has ended leaves its places to others. */
export async function endCount(tx: Tx, id: string, status: 'posted' | 'cancelled'): Promise<void> {
  await tx.query(`update stock_count set status = $2, ended_at = now(), version = version + 1 where id = $1`, [
    id,
    status,
  ]);
  await tx.query(`update count_place set open = false where count_id = $1`, [id]);
}

/** By bin and part, as one walks. */
export async function listLines(
  reader: Reader,
  countId: string,
  query: CountLineQuery,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<CountLine[]> {
  return reader.query<CountLine[]>(
    `select l.id, l.bin_id as "binId", n.number as "binNumber", l.part_id as "partId", p.number as "partNumber",
            p.name_zh as "nameZh", p.name_en as "nameEn", p.unit, p.serial_numbered as "serialNumbered", l.status, l.round,
            e.counted_quantity as "countedQuantity", e.counted_by_id as "countedById", e.counted_at as "countedAt", e.note,
            coalesce((select json_agg(u.serial_number order by u.serial_number) from count_entry_unit u
                       where u.entry_id = e.id and u.state <> 'missing'), '[]') as "serialNumbers"
       from count_line l join bin n on n.id = l.bin_id join part p on p.id = l.part_id
       left join count_entry e on e.id = l.entry_id
      where l.count_id = $1 and ($2::text is null or l.status = $2) and ($3::uuid is null or l.bin_id = $3)
        and ($4::text is null or (n.number, p.number) > ($4, $5))
      order by n.number, p.number limit $6`,
    [countId, query.status ?? null, query.binId ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
