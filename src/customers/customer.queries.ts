import { type Reader } from '../platform/transaction';
import { type Customer, type CustomerQuery } from './customer';
import { customerDealtWith, type Dealer, dealerFrom, dealerParameters } from './dealings';

/** Whether there is this customer and the caller deals with it (R15). */
export async function dealsWithCustomer(reader: Reader, id: string, dealer: Dealer): Promise<boolean> {
  const rows = await reader.query<object[]>(
    `select from customer c where c.id = $4 and ${customerDealtWith('c.id', dealerFrom(1))}`,
    [...dealerParameters(dealer), id],
  );
  return rows.length > 0;
}

/** By number. Each condition has its index. */
export async function listCustomers(
  reader: Reader,
  query: CustomerQuery,
  limit: number,
  after: string | undefined,
): Promise<Customer[]> {
  return reader.query<Customer[]>(
    `select c.id, c.code, c.number, c.name, c.phone, c.address, c.active, c.version from customer c
      where ($1::text is null or c.number = $1) and ($2::text is null or c.phone = $2)
        and ($3::text is null or (text_pairs(c.searched) @> text_pairs(lower($3)) and strpos(c.searched, lower($3)) > 0))
        and ($4::boolean is null or c.active = $4) and ($5::text is null or c.number > $5)
      order by c.number limit $6`,
    [query.number ?? null, query.phone ?? null, query.text ?? null, query.active ?? null, after ?? null, limit],
  );
}
