import { type World } from './world';

/**
 * The system's invariant, asked after every test that moves stock: balances equal the sum of their postings and the
 * last balance after, nothing inside is negative, and reservations equal what lies reserved.
 */
export async function expectBooksToBalance(world: World): Promise<void> {
  await expectLedgerToBalance(world);
  await expectReservationsToBalance(world);
}

/** The ledger's own part of it: true whatever documents there are. */
export async function expectLedgerToBalance(world: World): Promise<void> {
  const differences = await world.sql(
    `select a.kind, a.owner_id, b.part_id, b.quantity, b.value, e.quantity as posted, e.value as posted_value
       from stock_balance b
       join stock_account a on a.id = b.account_id
       left join lateral (select coalesce(sum(quantity), 0) as quantity, coalesce(sum(value), 0) as value
                            from stock_entry where account_id = b.account_id and part_id = b.part_id) e on true
       left join lateral (select quantity_after, value_after from stock_entry
                           where account_id = b.account_id and part_id = b.part_id
                           order by transfer_id desc limit 1) l on true
      where b.quantity <> e.quantity or b.value <> e.value or b.quantity < 0
         or b.quantity <> coalesce(l.quantity_after, 0) or b.value <> coalesce(l.value_after, 0)`,
  );
  expect(differences).toEqual([]);
}

async function expectReservationsToBalance(world: World): Promise<void> {
  const reservations = await world.sql(
    `select coalesce(r.bin_id, b.bin_id) as bin, coalesce(r.part_id, b.part_id) as part, r.quantity, b.quantity as held
       from (select bin_id, part_id, sum(quantity) as quantity from reservation group by 1, 2) r
       full join (select a.bin_id, b.part_id, b.quantity from stock_balance b
                    join stock_account a on a.id = b.account_id and a.kind = 'reserved') b
         on b.bin_id = r.bin_id and b.part_id = r.part_id
      where coalesce(r.quantity, 0) <> coalesce(b.quantity, 0)`,
  );
  expect(reservations).toEqual([]);
}
