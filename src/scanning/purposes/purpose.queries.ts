import { type Reader } from '../../platform/transaction';
import { type NewSessionLine } from '../sessions/scan-session';
import { type OpenLine } from './purpose';

const part = `p.id as "partId", p.number as "partNumber", p.serial_numbered as "serialNumbered"`;

/** Beyond what anybody has. */
const unlimited = 1_000_000_000;

/** What can be handed out of a requisition: each line with its reservations, bin by bin. */
export async function linesToIssue(reader: Reader, requisitionId: string): Promise<OpenLine[]> {
  return reader.query<OpenLine[]>(
    `select l.id as key, ${part}, coalesce(v.quantity, 0)::integer as expected, coalesce(v.quantity, 0)::integer as limit,
            coalesce(v.bins, '[]') as bins
       from requisition_line l join part p on p.id = l.supply_part_id
       left join lateral (
         select sum(r.quantity) as quantity,
                json_agg(json_build_object('binId', b.id, 'number', b.number, 'quantity', r.quantity) order by b.number) as bins
           from reservation r join bin b on b.id = r.bin_id where r.line_id = l.id and r.quantity > 0) v on true
      where l.requisition_id = $1 order by l.line_number`,
    [requisitionId],
  );
}

/** The lines of a paper that was told at the start. */
export async function linesOfParts(reader: Reader, told: readonly NewSessionLine[]): Promise<OpenLine[]> {
  return reader.query<OpenLine[]>(
    `select t.number::text as key, ${part}, (t.line ->> 'quantity')::integer as expected,
            (t.line ->> 'quantity')::integer as limit
       from jsonb_array_elements($1::jsonb) with ordinality as t (line, number)
       join part p on p.id = (t.line ->> 'partId')::uuid order by t.number`,
    [JSON.stringify(told)],
  );
}

/**
 * What lies on the shelves of a site: of the parts on a list, or, without one, of those that were scanned. Where a bin is
 * being counted no limit tells how much should lie there (R13); what is not there the posting refuses.
 */
export async function linesOnShelves(
  reader: Reader,
  siteId: string,
  told: readonly NewSessionLine[] | undefined,
  partIds: readonly string[],
): Promise<OpenLine[]> {
  const asked = new Map<string, number>();
  for (const { partId, quantity } of told ?? []) {
    asked.set(partId.toLowerCase(), (asked.get(partId.toLowerCase()) ?? 0) + quantity);
  }
  const lines = await reader.query<OpenLine[]>(
    `select p.id as key, ${part}, 0 as expected, coalesce(s.quantity, 0)::integer as limit, coalesce(s.bins, '[]') as bins
       from part p
       left join lateral (
         select case when count(*) > 0 then least(sum(h.quantity), ${unlimited}) end as quantity,
                json_agg(json_build_object('binId', h.id, 'number', h.number, 'quantity', h.quantity) order by h.number) as bins
           from (select n.id, n.number,
                        case when balance_is_told(b.account_id, b.part_id) then b.quantity else ${unlimited} end as quantity
                   from stock_balance b join stock_account a on a.id = b.account_id and a.kind = 'shelf'
                   join bin n on n.id = a.bin_id and n.site_id = $1
                  where b.part_id = p.id and b.quantity > 0) h) s on true
      where p.id = any ($2) order by p.number`,
    [siteId, told ? [...asked.keys()] : partIds],
  );
  if (!told) return lines;
  return lines.map((line) => {
    const expected = asked.get(line.partId)!;
    return { ...line, expected, limit: Math.min(expected, line.limit) };
  });
}

/** What is still under way of a transfer. */
export async function linesInTransit(reader: Reader, transferId: string): Promise<OpenLine[]> {
  return reader.query<OpenLine[]>(
    `select l.line_number::text as key, ${part}, l.quantity - l.received_quantity - l.lost_quantity as expected,
            l.quantity - l.received_quantity - l.lost_quantity as limit, l.unit_id as "unitId"
       from transfer_line l join part p on p.id = l.part_id
      where l.transfer_id = $1 and l.quantity > l.received_quantity + l.lost_quantity order by l.line_number`,
    [transferId],
  );
}

/** What an engineer answers for. */
export async function linesInCustody(reader: Reader, engineerId: string): Promise<OpenLine[]> {
  return reader.query<OpenLine[]>(
    `select p.id as key, ${part}, 0 as expected, b.quantity as limit
       from stock_account a join stock_balance b on b.account_id = a.id join part p on p.id = b.part_id
      where a.kind = 'custody' and a.owner_id = $1 and b.quantity > 0 order by p.number`,
    [engineerId],
  );
}

/** The old parts that an engineer owes. */
export async function linesOwed(reader: Reader, engineerId: string): Promise<OpenLine[]> {
  return reader.query<OpenLine[]>(
    `select o.id as key, ${part}, o.quantity as expected, o.quantity as limit, o.serial_number as "serialNumber"
       from old_part o join part p on p.id = o.part_id
      where o.engineer_id = $1 and o.status = 'owed' order by o.due_on, o.id`,
    [engineerId],
  );
}

/** What may be counted: the parts that were scanned, as far as the count is about them, and where they are counted already. */
export async function linesToCount(
  reader: Reader,
  countId: string,
  partIds: readonly string[],
  again: boolean,
): Promise<OpenLine[]> {
  return reader.query<OpenLine[]>(
    `select p.id as key, ${part}, 0 as expected, ${unlimited} as limit,
            coalesce((select json_agg(l.bin_id) from count_line l
                       where l.count_id = c.id and l.part_id = p.id and l.status <> 'open'
                         and not ($3 and l.status = 'counted')), '[]') as "countedBins"
       from stock_count c join part p on p.id = any ($2) and (c.part_ids is null or p.id = any (c.part_ids))
      where c.id = $1 order by p.number`,
    [countId, partIds, again],
  );
}

/** The bins that a count covers; undefined where it looks for its parts in any bin of its site. */
export async function binsOfCount(reader: Reader, countId: string): Promise<ReadonlySet<string> | undefined> {
  const rows = await reader.query<{ id: string | null }[]>(
    `select distinct case when c.bin_ids is null and c.part_ids is not null then null else q.bin_id end as id
       from count_place q join stock_count c on c.id = q.count_id where q.count_id = $1`,
    [countId],
  );
  return rows.some(({ id }) => id === null) ? undefined : new Set(rows.map(({ id }) => id!));
}

/** Bins of a count at which somebody scanned in a session, with or without finding anything. */
export async function scannedBins(reader: Reader, sessionId: string, countId: string): Promise<string[]> {
  const rows = await reader.query<{ id: string }[]>(
    `select distinct s.bin_id as id from scan s join count_place q on q.count_id = $2 and q.bin_id = s.bin_id
      where s.session_id = $1 and s.outcome = 'bin' order by 1`,
    [sessionId, countId],
  );
  return rows.map(({ id }) => id);
}
