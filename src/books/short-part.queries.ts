import { type Scope } from '../identity/scope';
import { type Reader } from '../platform/transaction';
import { type ShortPart, type ShortPartQuery } from './short-part';

/** Where the next page goes on. */
export interface ShortPartKey {
  needBy: string;
  partId: string;
  siteId: string;
}

/** What waits, part by part and site by site, the most urgent first; through the index of open lines alone. */
export async function listShortParts(
  reader: Reader,
  query: ShortPartQuery,
  scope: Scope,
  limit: number,
  after: ShortPartKey | undefined,
): Promise<ShortPart[]> {
  return reader.query<ShortPart[]>(
    `with short as (
       select l.supply_part_id as part_id, r.site_id, min(r.need_by) as need_by, count(*) as lines,
              sum(l.approved_quantity - l.issued_quantity - l.released_quantity - h.reserved) as quantity
         from requisition_line l
         join requisition r on r.id = l.requisition_id and r.status = 'approved'
        cross join lateral (select coalesce(sum(v.quantity), 0) as reserved from reservation v where v.line_id = l.id) h
        where l.outstanding
          and l.approved_quantity - l.issued_quantity - l.released_quantity > h.reserved
          and ($1::uuid is null or r.engineer_id = $1) and ($2::uuid is null or r.site_id = $2)
          and ($3::uuid is null or r.site_id = $3)
        group by 1, 2)
     select s.part_id as "partId", p.number as "partNumber", s.site_id as "siteId", w.number as "siteNumber",
            s.quantity::integer as "shortQuantity", s.need_by as "needBy", s.lines as "waitingLines",
            coalesce(e.in_transit, 0)::integer as "inTransit", coalesce(e.elsewhere, 0)::integer as elsewhere
       from short s join part p on p.id = s.part_id join site w on w.id = s.site_id
       left join lateral (
         select sum(b.quantity) filter (where a.kind = 'in_transit' and a.owner_id = s.site_id) as in_transit,
                sum(b.quantity) filter (where a.kind = 'shelf' and n.site_id <> s.site_id) as elsewhere
           from stock_balance b join stock_account a on a.id = b.account_id left join bin n on n.id = a.bin_id
          where b.part_id = s.part_id) e on true
      where $4::date is null or (s.need_by, s.part_id, s.site_id) > ($4, $5::uuid, $6::uuid)
      order by s.need_by, s.part_id, s.site_id limit $7`,
    [
      scope.engineerId,
      scope.siteId,
      query.siteId ?? null,
      after?.needBy ?? null,
      after?.partId ?? null,
      after?.siteId ?? null,
      limit,
    ],
  );
}
