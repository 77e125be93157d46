import { type Scope } from '../identity/scope';
import { type Reader } from '../platform/transaction';
import {
  type BinStock,
  type CustodyStock,
  type PartStock,
  type QuarantinedStock,
  type QuarantineQuery,
  type StockQuery,
} from './stock';

/** So many units a row names; a part may have thousands. */
export const unitsOfARow = 100;

/** The first units of a part in an account, as a JSON value; `b` is the balance. */
const unitsOfBalance = `coalesce((select json_agg(json_build_object('id', f.id, 'code', f.code,
  'serialNumber', f.serial_number) order by f.serial_number)
  from (select s.id, s.code, s.serial_number from serial_unit s
         where s.account_id = b.account_id and s.part_id = b.part_id
         order by s.serial_number limit ${unitsOfARow}) f), '[]') as units`;

/**
 * Stock by bin. Whatever was ever reserved in a bin came from its shelf, so the shelf's balances name every bin and part.
 * Stations see their own site (R15); everybody else may ask what is where.
 */
export async function listStock(
  reader: Reader,
  query: StockQuery,
  scope: Scope,
  limit: number,
  after: { accountId: number; partId: string } | undefined,
): Promise<(BinStock & { accountId: number })[]> {
  return reader.query<(BinStock & { accountId: number })[]>(
    `with shelf as materialized (
       select a.id, n.site_id, n.id as bin_id, n.number, r.id as reserved_id
         from stock_account a join bin n on n.id = a.owner_id
         left join stock_account r on r.kind = 'reserved' and r.owner_id = a.owner_id
        where a.kind = 'shelf' and ($2::uuid is null or n.site_id = $2) and ($3::uuid is null or n.site_id = $3)
          and ($4::bigint is null or a.id >= $4) and ($6::uuid is null or n.id = $6))
     select b.account_id as "accountId", f.site_id as "siteId", f.bin_id as "binId", f.number as "binNumber",
            p.id as "partId", p.number as "partNumber", b.quantity as available, coalesce(r.quantity, 0) as reserved,
            b.value + coalesce(r.value, 0) as value
       from stock_balance b
       join shelf f on f.id = b.account_id
       join part p on p.id = b.part_id
       left join lateral (select x.quantity, x.value from stock_balance x
                           where x.account_id = f.reserved_id and x.part_id = b.part_id offset 0) r on true
         -- The shelves as a list of their own: what lies in custody and elsewhere is never read. A part has few balances.
      where (not ($1::uuid is null) or b.account_id = any (array(select id from shelf)))
        and (b.quantity > 0 or r.quantity > 0)
        and ($1::uuid is null or b.part_id = $1)
        and ($4::bigint is null or (b.account_id, b.part_id) > ($4, $5::uuid))
      order by b.account_id, b.part_id limit $7`,
    [
      ...[query.partId ?? null, query.siteId ?? null, scope.siteId, after?.accountId ?? null, after?.partId ?? null],
      ...[query.binId ?? null, limit],
    ],
  );
}

/** Where the pieces of a part are: a handful of balances, through the index by part. */
export async function findPartStock(reader: Reader, partId: string, scope: Scope): Promise<PartStock | undefined> {
  const rows = await reader.query<PartStock[]>(
    `with held as (
       select a.kind, a.owner_id, coalesce(n.site_id, a.site_id) as site_id, b.quantity
         from stock_balance b join stock_account a on a.id = b.account_id left join bin n on n.id = a.bin_id
        where b.part_id = $1 and b.quantity > 0)
     select p.id as "partId", p.number as "partNumber",
       coalesce((select json_agg(json_build_object('siteId', s.id, 'siteNumber', s.number, 'available', h.available,
           'reserved', h.reserved, 'inTransit', h.in_transit, 'quarantine', h.quarantine) order by s.number)
         from (select site_id, coalesce(sum(quantity) filter (where kind = 'shelf'), 0) as available,
                      coalesce(sum(quantity) filter (where kind = 'reserved'), 0) as reserved,
                      coalesce(sum(quantity) filter (where kind = 'in_transit'), 0) as in_transit,
                      coalesce(sum(quantity) filter (where kind = 'quarantine'), 0) as quarantine
                 from held where kind in ('shelf', 'reserved', 'in_transit', 'quarantine') group by site_id) h
         join site s on s.id = h.site_id
        where $3::uuid is null or s.id = $3), '[]') as sites,
       coalesce((select json_agg(json_build_object('engineerId', h.owner_id, 'quantity', h.quantity) order by h.owner_id)
         from held h join staff_member m on m.id = h.owner_id
        where h.kind = 'custody' and ($2::uuid is null or m.id = $2) and ($3::uuid is null or m.site_id = $3)),
        '[]') as custody
       from part p where p.id = $1`,
    [partId, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** What waits for inspection. */
export async function listQuarantine(
  reader: Reader,
  query: QuarantineQuery,
  scope: Scope,
  limit: number,
  after: { accountId: number; partId: string } | undefined,
): Promise<(QuarantinedStock & { accountId: number })[]> {
  return reader.query<(QuarantinedStock & { accountId: number })[]>(
    `select b.account_id as "accountId", a.owner_id as "siteId", p.id as "partId", p.number as "partNumber", b.quantity,
            b.value, ${unitsOfBalance}
       from stock_account a join stock_balance b on b.account_id = a.id and b.quantity > 0 join part p on p.id = b.part_id
      where a.kind = 'quarantine' and $1::uuid is null and ($2::uuid is null or a.owner_id = $2)
        and ($3::uuid is null or a.owner_id = $3)
        and ($4::bigint is null or (b.account_id, b.part_id) > ($4, $5::uuid))
      order by b.account_id, b.part_id limit $6`,
    [scope.engineerId, scope.siteId, query.siteId ?? null, after?.accountId ?? null, after?.partId ?? null, limit],
  );
}

/** What an engineer answers for. The account by itself, so that its balances are read in order and the page ends the reading. */
export async function listCustody(
  reader: Reader,
  engineerId: string,
  limit: number,
  afterPartId: string | undefined,
): Promise<CustodyStock[]> {
  return reader.query<CustodyStock[]>(
    `select p.id as "partId", p.number as "partNumber", p.name_zh as "nameZh", p.name_en as "nameEn", b.quantity, b.value,
            ${unitsOfBalance}
       from stock_balance b join part p on p.id = b.part_id
      where b.account_id = (select a.id from stock_account a where a.kind = 'custody' and a.owner_id = $1)
        and b.quantity > 0 and ($2::uuid is null or b.part_id > $2)
      order by b.account_id, b.part_id limit $3`,
    [engineerId, afterPartId ?? null, limit],
  );
}

/** Whether this is somebody whose parts the caller may see (R15): a station sees the people of its site. */
export async function maySeeEngineer(reader: Reader, engineerId: string, scope: Scope): Promise<boolean> {
  const rows = await reader.query<unknown[]>(
    `select from staff_member
      where id = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or site_id = $3)`,
    [engineerId, scope.engineerId, scope.siteId],
  );
  return rows.length > 0;
}
