import { mayDo } from '../identity/permissions';
import { type CallContext } from '../platform/context';
import { type BookedPlace } from '../platform/kernel';
import { type Reader } from '../platform/transaction';

/**
 * Which of these places the caller is not shown quantities of, because they are being counted and the caller is one of
 * those who count (R13). A line is being counted until it is settled: what waits for a supervisor may be counted again.
 */
export async function blindAt(
  reader: Reader,
  context: CallContext,
  places: readonly BookedPlace[],
): Promise<readonly boolean[]> {
  if (places.length === 0 || !mayDo(context.actor.roles, 'count.write')) return places.map(() => false);
  const rows = await reader.query<{ index: number }[]>(
    `select w.place::integer - 1 as index
       from unnest($1::uuid[], $2::uuid[], $3::uuid[]) with ordinality as w ("siteId", "binId", "partId", place)
      where exists (
        select from count_place q join bin n on n.id = q.bin_id
         where q.open and (w."binId" is null or q.bin_id = w."binId") and (w."siteId" is null or n.site_id = w."siteId")
           and (q.part_id is null or q.part_id = w."partId")
           and (w."binId" is not null or exists (
             select from stock_account a join stock_balance b on b.account_id = a.id and b.part_id = w."partId"
              where a.owner_id = q.bin_id and a.kind in ('shelf', 'reserved') and b.quantity > 0))
           and not exists (select from count_line l where l.count_id = q.count_id and l.bin_id = q.bin_id
                              and l.part_id = w."partId" and l.status = 'settled'))`,
    [
      places.map((place) => place.siteId ?? null),
      places.map((place) => place.binId ?? null),
      places.map((place) => place.partId),
    ],
  );
  const blind = new Set(rows.map((row) => row.index));
  return places.map((_, index) => blind.has(index));
}
