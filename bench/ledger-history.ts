import { type Pool } from 'pg';
import { addPapers } from './document-history';

/**
 * How the history is laid out: an aisle of five bins holds a hundred parts and serves one engineer. Each
 * part of a bin is received and issued in turn.
 */
const partsPerBin = 100;
const binsPerAisle = 5;
const transfersPerPair = 20;
/** 50,000 balances of shelves at 1,000,000 transfers. */
export const largestHistory = { bins: 500, transfers: 500 * partsPerBin * transfersPerPair };
export const smallestHistory = { bins: 5, transfers: 5 * partsPerBin * transfersPerPair };

/** Master data for the history: one site, its bins, the parts, the engineers and their accounts. */
export async function layGround(pool: Pool): Promise<void> {
  await pool.query(`
    insert into site (id, code, number, name, kind) values (gen_random_uuid(), 'SH', 'HISTORY', 'Sample warehouse', 'warehouse');
    insert into part (id, code, number, name_en) select gen_random_uuid(), 'PH' || i, 'H' || i, 'Sample part'
      from generate_series(1, ${(largestHistory.bins / binsPerAisle) * partsPerBin}) i;
    insert into staff_member (id, code, number, name, roles) select gen_random_uuid(), 'EH' || i, 'H' || i, 'Sample engineer',
      '{engineer}' from generate_series(0, ${largestHistory.bins / binsPerAisle - 1}) i;
    insert into bin (id, code, site_id, number) select gen_random_uuid(), 'BH' || i, s.id, 'H' || i
      from generate_series(1, ${largestHistory.bins}) i, site s where s.number = 'HISTORY';
    select count(account_for('custody', id)) from staff_member where number like 'H%';
    select count(account_for('shelf', id)), count(account_for('reserved', id)) from bin where number like 'H%';
    select account_for('supplier')`);
}

/**
 * Adds the movements of bins `from` … `to` in bulk, as the ledger would have written them, and their papers: the same rows,
 * the same chain of balances after. Ids rise with the posting date in each balance.
 */
export async function addHistory(pool: Pool, from: number, to: number, firstDay: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`set session_replication_role = replica; begin`);
    await client.query(newTransfers, [from, to, firstDay]);
    await client.query(`
      insert into stock_movement (id, reason, document_kind, document_id, document_date, posting_date, actor_id)
        overriding system value
        select movement_id, case when issued then 'issue' else 'receive' end, 'history', gen_random_uuid(), posting_date,
               posting_date, '00000000-0000-0000-0000-000000000000' from new_transfer order by movement_id`);
    await client.query(`
      insert into stock_transfer (movement_id, part_id, from_account_id, to_account_id, quantity, value, posting_date,
          from_quantity_after, from_value_after, to_quantity_after, to_value_after)
        select movement_id, part_id, from_account_id, to_account_id, quantity, quantity * 100, posting_date,
               from_after, from_after * 100, to_after, to_after * 100 from new_transfer order by movement_id`);
    await client.query(balancesFromLastAfter);
    await addPapers(client);
    await client.query(`select setval(pg_get_serial_sequence('stock_movement', 'id'), max(id)) from stock_movement`);
    await client.query(`commit; drop table new_transfer; set session_replication_role = origin`);
    await client.query(`vacuum analyze`);
  } finally {
    client.release();
  }
}

/** Received 3 at odd turns, issued 1 to the bin's engineer at even ones. */
const newTransfers = `
  create temporary table new_transfer as
  with pairs as (
    select b.id as bin_id, n as bin_number, p.id as part_id, a.id as shelf,
           (select c.id from stock_account c join staff_member s on s.id = c.owner_id and s.number = 'H' || ((n - 1) / ${binsPerAisle})
             where c.kind = 'custody') as custody
      from generate_series($1::integer, $2::integer) n
      join bin b on b.number = 'H' || n
      join stock_account a on a.kind = 'shelf' and a.owner_id = b.id
      cross join generate_series(1, ${partsPerBin}) k
      join part p on p.number = 'H' || ((n - 1) / ${binsPerAisle} * ${partsPerBin} + k)),
  turns as (
    select row_number() over (order by turn, bin_number, part_id) as line, turn, pairs.*, turn % 2 = 0 as issued
      from pairs, generate_series(1, ${transfersPerPair}) turn)
  select (select coalesce(max(id), 0) from stock_movement) + line as movement_id, part_id, issued,
         case when issued then shelf else (select id from stock_account where kind = 'supplier' limit 1) end as from_account_id,
         case when issued then custody else shelf end as to_account_id,
         case when issued then 1 else 3 end as quantity,
         ($3::date + turn::integer * 15) as posting_date,
         case when issued then turn / 2 * 2 end as from_after,
         case when issued
           then (row_number() over (partition by custody, part_id, issued order by line)
                 + coalesce((select quantity from stock_balance h where h.account_id = custody and h.part_id = turns.part_id), 0))::integer
           else (turn + 1) / 2 * 3 - turn / 2 end as to_after
    from turns`;

const balancesFromLastAfter = `
  insert into stock_balance (account_id, part_id, quantity, value, last_posted_on)
  select distinct on (e.account_id, e.part_id) e.account_id, e.part_id, e.after, e.after * 100, e.posting_date
    from (select movement_id, from_account_id as account_id, part_id, from_after as after, posting_date from new_transfer
           where from_after is not null
          union all
          select movement_id, to_account_id, part_id, to_after, posting_date from new_transfer where to_after is not null) e
   order by e.account_id, e.part_id, e.movement_id desc
  on conflict (account_id, part_id) do update
    set quantity = excluded.quantity, value = excluded.value, last_posted_on = excluded.last_posted_on`;
