import { type Reader } from '../../platform/transaction';

/** What pieces of a part are worth where, at this moment. */
export interface StockValue {
  partId: string;
  partNumber: string;
  custodyQuantity: number;
  custodyValue: number;
  siteQuantity: number;
  siteValue: number;
}

/** The ledger's own values: in the engineer's custody, and on shelves and reserved at the site (at all sites without one). */
export async function stockValuesOf(
  reader: Reader,
  partIds: readonly string[],
  engineerId: string,
  siteId: string | null,
): Promise<StockValue[]> {
  return reader.query<StockValue[]>(
    `select p.id as "partId", p.number as "partNumber",
            coalesce(c.quantity, 0) as "custodyQuantity", coalesce(c.value, 0)::bigint as "custodyValue",
            s.quantity as "siteQuantity", s.value as "siteValue"
       from part p
       left join lateral (
         select b.quantity, b.value from stock_account a join stock_balance b on b.account_id = a.id
          where a.kind = 'custody' and a.owner_id = $2 and b.part_id = p.id) c on true
       cross join lateral (
         select coalesce(sum(b.quantity), 0)::integer as quantity, coalesce(sum(b.value), 0)::bigint as value
           from stock_balance b
           join stock_account a on a.id = b.account_id and a.kind in ('shelf', 'reserved')
           join bin n on n.id = a.bin_id
          where b.part_id = p.id and ($3::uuid is null or n.site_id = $3)) s
      where p.id = any ($1)`,
    [partIds, engineerId, siteId],
  );
}

export async function baseCurrency(reader: Reader): Promise<string> {
  const rows = await reader.query<{ currency: string }[]>(`select base_currency as currency from organisation`);
  return rows[0]!.currency;
}
