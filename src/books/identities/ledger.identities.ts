import { type Identity } from './identity';

/** One pass over the entries for the sums and for the last balance after: the array sorts by transfer first. */
const balancesEqualPostings: Identity = {
  name: 'balances-equal-postings',
  statementZh: '每个账户、每种备件的结存等于其全部过账之和，也等于最后一笔过账后的余额。',
  statementEn: 'Each balance equals the sum of its postings and the balance after the last of them.',
  differences: `
    select concat_ws('/', d.account_id, d.part_id) as key, a.kind as account_kind, a.owner_id, d.part_id,
           null as document_kind, null::uuid as document_id,
           case when d.quantity = d.posted_quantity then d.last[2] else d.posted_quantity end as expected_quantity,
           d.quantity as found_quantity,
           case when d.value = d.posted_value then d.last[3] else d.posted_value end as expected_value,
           d.value as found_value
      from (select coalesce(e.account_id, b.account_id) as account_id, coalesce(e.part_id, b.part_id) as part_id,
                   coalesce(b.quantity, 0) as quantity, coalesce(b.value, 0) as value,
                   coalesce(e.quantity, 0) as posted_quantity, coalesce(e.value, 0) as posted_value,
                   coalesce(e.last, array[0, 0, 0]::bigint[]) as last
              from (select account_id, part_id, sum(quantity) as quantity, sum(value) as value,
                           max(array[transfer_id, quantity_after, value_after]) as last
                      from stock_entry where quantity_after is not null group by account_id, part_id) e
              full join stock_balance b on b.account_id = e.account_id and b.part_id = e.part_id) d
      join stock_account a on a.id = d.account_id
     where d.quantity <> d.posted_quantity or d.value <> d.posted_value
        or d.quantity <> d.last[2] or d.value <> d.last[3]`,
};

const chainsUnbroken: Identity = {
  name: 'chains-unbroken',
  statementZh: '每笔过账后的余额等于前一笔的余额加减本笔，日期不倒退。',
  statementEn: 'Each balance after a posting is the one before it plus what moved, and no posting date runs backwards.',
  differences: `
    select concat_ws('/', c.account_id, c.transfer_id) as key, a.kind as account_kind, a.owner_id, c.part_id,
           m.document_kind, m.document_id, c.quantity_before + c.quantity as expected_quantity,
           c.quantity_after as found_quantity, c.value_before + c.value as expected_value, c.value_after as found_value
      from (select account_id, part_id, transfer_id, movement_id, quantity, value, quantity_after, value_after, posting_date,
                   lag(quantity_after, 1, 0) over chain as quantity_before,
                   lag(value_after, 1, 0::bigint) over chain as value_before,
                   lag(posting_date) over chain as day_before
              from (select account_id, part_id, transfer_id, movement_id, quantity, value, quantity_after,
                           value_after::bigint as value_after, posting_date
                      from stock_entry where quantity_after is not null) e
            window chain as (partition by account_id, part_id order by transfer_id)) c
      join stock_account a on a.id = c.account_id
      left join stock_movement m on m.id = c.movement_id
     where c.quantity_after <> c.quantity_before + c.quantity or c.value_after <> c.value_before + c.value
        or c.day_before > c.posting_date`,
};

const valueConserved: Identity = {
  name: 'value-conserved',
  statementZh: '全部流入的数量与金额减去全部流出的，等于内部账户的结存。',
  statementEn: 'All that came in from outside, less all that went out, is what is inside: pieces and value.',
  differences: `
    select 'total' as key, null as account_kind, null::uuid as owner_id, null::uuid as part_id, null as document_kind,
           null::uuid as document_id, f.quantity as expected_quantity, i.quantity as found_quantity,
           f.value as expected_value, i.value as found_value
      from (select coalesce(sum(t.quantity) filter (where t.from_quantity_after is null), 0)
                     - coalesce(sum(t.quantity) filter (where t.to_quantity_after is null), 0) as quantity,
                   coalesce(sum(t.value) filter (where t.from_quantity_after is null), 0)
                     - coalesce(sum(t.value) filter (where t.to_quantity_after is null), 0) as value
              from stock_transfer t) f,
           (select coalesce(sum(quantity), 0) as quantity, coalesce(sum(value), 0) as value from stock_balance) i
     where f.quantity <> i.quantity or f.value <> i.value`,
};

/** Two ways to be wrong: a count that differs from the balance, and a unit that is not where its last transfer put it. */
const serialUnits: Identity = {
  name: 'serial-units-in-one-place',
  statementZh: '每个序列号件只在一个账户中，即其最后一次移动到达之处；各账户的件数等于结存。',
  statementEn:
    'Each serial-numbered unit is in one account, where its last transfer put it; the units of an account are its balance.',
  differences: `
    select concat_ws('/', coalesce(u.account_id, b.account_id), coalesce(u.part_id, b.part_id)) as key,
           a.kind as account_kind, a.owner_id, coalesce(u.part_id, b.part_id) as part_id, null as document_kind,
           null::uuid as document_id, coalesce(b.quantity, 0) as expected_quantity,
           coalesce(u.quantity, 0) as found_quantity, 0 as expected_value, 0 as found_value
      from (select s.account_id, s.part_id, count(*) as quantity
              from serial_unit s join stock_account i on i.id = s.account_id and i.inside group by 1, 2) u
      full join (select v.* from stock_balance v join part p on p.id = v.part_id and p.serial_numbered) b
        on b.account_id = u.account_id and b.part_id = u.part_id
      join stock_account a on a.id = coalesce(u.account_id, b.account_id)
     where coalesce(u.quantity, 0) <> coalesce(b.quantity, 0)
    union all
    select concat_ws('/', 'unit', s.id), a.kind, a.owner_id, s.part_id, 'serial-unit', s.id, 1, 0, 0, 0
      from serial_unit s
      left join (select unit_id, (max(array[id, to_account_id]))[2] as account_id
                   from stock_transfer where unit_id is not null group by unit_id) l on l.unit_id = s.id
      left join stock_account a on a.id = s.account_id
     where s.account_id is distinct from l.account_id`,
};

export const ledgerIdentities: Identity[] = [balancesEqualPostings, chainsUnbroken, valueConserved, serialUnits];
