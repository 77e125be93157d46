import { type Identity } from './identity';

/**
 * From both ends: what the settled lines of counts found, and what the account of count differences holds of it. A count
 * that was taken back counts no more; pieces found leave the shelf again at the value of that day, so that of a reversal
 * only the pieces are compared.
 */
const countsPosted: Identity = {
  name: 'counts-posted',
  statementZh: '账实相符：盘点差异账户中的数量与金额，逐单、逐库位、逐备件等于已核定的盘点差异。',
  statementEn:
    'Shelf counts equal the books: the account of count differences holds, count by count, bin by bin and part by part, exactly what was settled.',
  differences: `
    with moved as (
      select coalesce(o.document_id, m.document_id) as count_id, coalesce(f.bin_id, k.bin_id) as bin_id, t.part_id,
             sum(case when k.kind = 'count_variance' then -t.quantity else t.quantity end) as quantity,
             sum(case when k.kind = 'count_variance' then -t.value else t.value end) as value
        from (select id from stock_account where kind = 'count_variance') v
        cross join lateral (select * from stock_transfer where to_account_id = v.id
                            union all select * from stock_transfer where from_account_id = v.id) t
        join stock_movement m on m.id = t.movement_id left join stock_movement o on o.id = m.reverses_id
        join stock_account f on f.id = t.from_account_id join stock_account k on k.id = t.to_account_id
       group by 1, 2, 3),
    settled as (
      select l.count_id, l.bin_id, l.part_id, r.id is not null as is_reversed,
             case when r.id is not null then 0 when p.serial_numbered then l.posted_quantity else e.difference end as quantity,
             case when r.id is not null then 0 else l.posted_value::bigint end as value
        from count_line l join count_entry e on e.id = l.entry_id join part p on p.id = l.part_id
        left join reversal r on r.reversed_movement_id = l.movement_id
       where l.status = 'settled')
    select concat_ws('/', coalesce(s.count_id, m.count_id), coalesce(s.bin_id, m.bin_id), coalesce(s.part_id, m.part_id)) as key,
           'count_variance' as account_kind, coalesce(s.bin_id, m.bin_id) as owner_id,
           coalesce(s.part_id, m.part_id) as part_id, 'count' as document_kind,
           coalesce(s.count_id, m.count_id) as document_id,
           coalesce(s.quantity, 0) as expected_quantity, coalesce(m.quantity, 0) as found_quantity,
           coalesce(s.value, 0) as expected_value,
           case when s.is_reversed then 0 else coalesce(m.value, 0) end as found_value
      from settled s
      full join moved m on m.count_id = s.count_id and m.bin_id = s.bin_id and m.part_id = s.part_id
     where coalesce(s.quantity, 0) <> coalesce(m.quantity, 0)
        or (not coalesce(s.is_reversed, false) and coalesce(s.value, 0) <> coalesce(m.value, 0))`,
};

export const countIdentities: Identity[] = [countsPosted];
