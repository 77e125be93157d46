import { type Scope } from '../identity/scope';
import { type Reader } from '../platform/transaction';
import { type BinToCount, type BinToCountQuery, type CountAccuracy, type CountAccuracyQuery } from './count-figures';

/** By month, the latest first, and site. */
export async function listAccuracy(
  reader: Reader,
  query: CountAccuracyQuery,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<CountAccuracy[]> {
  return reader.query<CountAccuracy[]>(
    `select f.*, round(100.0 * f."rightLines" / f.lines, 1)::float8 as "accuracyPercent",
            f."foundValue" - f."missingValue" as "netValue"
       from (select s.id as "siteId", s.number as "siteNumber", to_char(l.settled_at, 'YYYY-MM') as month,
                    count(distinct c.id) as counts, count(*) as lines,
                    count(*) filter (where e.odd_pieces = 0) as "rightLines",
                    coalesce(sum(-l.posted_quantity) filter (where l.posted_quantity < 0), 0)::bigint as "missingPieces",
                    coalesce(sum(-l.posted_value) filter (where l.posted_value < 0), 0)::bigint as "missingValue",
                    coalesce(sum(l.posted_quantity) filter (where l.posted_quantity > 0), 0)::bigint as "foundPieces",
                    coalesce(sum(l.posted_value) filter (where l.posted_value > 0), 0)::bigint as "foundValue"
               from count_line l join stock_count c on c.id = l.count_id join site s on s.id = c.site_id
               join count_entry e on e.id = l.entry_id
              where l.settled_at is not null and ($1::uuid is null or c.site_id = $1)
                and ($2::date is null or l.settled_at >= $2) and ($3::date is null or l.settled_at < $3 + 1)
                and not exists (select from reversal v where v.reversed_movement_id = l.movement_id)
              group by s.id, 3) f
      where $4::text is null or f.month < $4 or (f.month = $4 and f."siteNumber" > $5)
      order by f.month desc, f."siteNumber" limit $6`,
    [query.siteId ?? null, query.from ?? null, query.to ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** Never counted first, then what was counted longest ago. */
export async function listBinsToCount(
  reader: Reader,
  query: BinToCountQuery,
  scope: Scope,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<BinToCount[]> {
  return reader.query<BinToCount[]>(
    `select b.id as "binId", b.number as "binNumber", b.site_id as "siteId",
            nullif(b.counted, '-infinity') as "lastCountedAt",
            (select count(distinct x.part_id) from stock_account a
               join stock_balance x on x.account_id = a.id and x.quantity > 0
              where a.owner_id = b.id and a.kind in ('shelf', 'reserved')) as parts
       from (select n.*, coalesce((select max(q.finished_at) from count_place q
                                    where q.bin_id = n.id and q.part_id is null), '-infinity') as counted
               from bin n
              where n.active and $1::uuid is null and ($2::uuid is null or n.site_id = $2)
                and ($3::uuid is null or n.site_id = $3)
                and not exists (select from count_place q where q.bin_id = n.id and q.part_id is null and q.open)) b
      where $4::text is null or (date_trunc('milliseconds', b.counted), b.number, b.id) > ($4::timestamptz, $5::text, $6::uuid)
      order by date_trunc('milliseconds', b.counted), b.number, b.id limit $7`,
    [
      ...[scope.engineerId, scope.siteId, query.siteId ?? null],
      ...[after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
    ],
  );
}
