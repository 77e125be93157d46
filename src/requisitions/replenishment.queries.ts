import { type Reader } from '../platform/transaction';
import { type ReplenishmentLine } from './replenishment';

/**
 * Parts of which custody and what is on order together are below the minimum. A superseded part is supplied by its
 * successor, so the successors count as well: else the same pieces would be proposed again and again.
 */
export async function proposeReplenishment(reader: Reader, engineerId: string): Promise<ReplenishmentLine[]> {
  return reader.query<ReplenishmentLine[]>(
    `with recursive chain as (
       select l.part_id as level_part, l.part_id as part_id, 1 as step from van_stock_level l where l.engineer_id = $1
       union all
       select c.level_part, p.superseded_by_id, c.step + 1 from chain c join part p on p.id = c.part_id
        where p.superseded_by_id is not null and c.step < 50),
     -- What is delivered when the part is asked for: the end of its chain.
     supplied as (
       select distinct on (c.level_part) c.level_part, p.id, p.number, p.active
         from chain c join part p on p.id = c.part_id order by c.level_part, c.step desc),
     held as (
       select c.level_part, sum(b.quantity)::integer as pieces
         from chain c join stock_account a on a.kind = 'custody' and a.owner_id = $1
         join stock_balance b on b.account_id = a.id and b.part_id = c.part_id group by c.level_part),
     asked as (
       select c.level_part, sum(case r.status when 'requested' then q.quantity
                else q.approved_quantity - q.issued_quantity - q.released_quantity end)::integer as pieces
         from requisition r join requisition_line q on q.requisition_id = r.id join chain c on c.part_id = q.supply_part_id
        where r.engineer_id = $1 and r.work_order_id is null and r.status in ('requested', 'approved')
        group by c.level_part)
     select l.part_id as "partId", p.number as "partNumber", l.minimum, l.maximum,
            coalesce(h.pieces, 0) as "inCustody", coalesce(k.pieces, 0) as "onOrder",
            s.id as "supplyPartId", s.number as "supplyPartNumber",
            case when s.active then l.maximum - coalesce(h.pieces, 0) - coalesce(k.pieces, 0) else 0 end
              as "proposedQuantity"
       from van_stock_level l join part p on p.id = l.part_id join supplied s on s.level_part = l.part_id
       left join held h on h.level_part = l.part_id left join asked k on k.level_part = l.part_id
      where l.engineer_id = $1 and coalesce(h.pieces, 0) + coalesce(k.pieces, 0) < l.minimum
      order by p.number`,
    [engineerId],
  );
}
