import { type Reader } from '../platform/transaction';
import { type Customer, type CustomerQuery } from './customer';

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
