import { type Reader } from '../platform/transaction';
import { type CountDifference, type CountDifferenceQuery } from './count-decision';

const oddUnits = `coalesce((
  select json_agg(json_build_object('serialNumber', u.serial_number, 'unitId', s.id, 'state', u.state,
           'presentKind', x.kind, 'presentBinId', x.bin_id) order by u.serial_number)
    from count_entry_unit u left join serial_unit s on s.part_id = l.part_id and s.serial_number = u.serial_number
    left join stock_account x on x.id = s.account_id
   where u.entry_id = e.id and u.state <> 'found'), '[]') as units`;

const entries = `(
  select json_agg(json_build_object('round', x.round, 'countedQuantity', x.counted_quantity,
           'bookQuantity', x.book_quantity, 'countedById', x.counted_by_id, 'countedAt', x.counted_at, 'note', x.note)
           order by x.recorded_at, x.id)
    from count_entry x where x.line_id = l.id) as entries`;

const reservations = `coalesce((
  select json_agg(json_build_object('requisitionId', r.id, 'requisitionNumber', r.number, 'needBy', r.need_by,
           'quantity', r.quantity) order by r.need_by desc, r.number)
    from (select q.id, q.number, q.need_by, sum(v.quantity) as quantity
            from reservation v join requisition_line w on w.id = v.line_id join requisition q on q.id = w.requisition_id
           where v.bin_id = l.bin_id and v.part_id = l.part_id and v.quantity > 0 group by q.id) r), '[]') as reservations`;

/**
 * What was counted beside what the books had at that moment. Lines that are being counted are not among them, whoever
 * asks (R13).
 */
export async function listDifferences(
  reader: Reader,
  countId: string,
  query: CountDifferenceQuery,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<CountDifference[]> {
  return reader.query<CountDifference[]>(
    `select l.id as "lineId", l.bin_id as "binId", n.number as "binNumber", l.part_id as "partId",
            p.number as "partNumber", p.name_zh as "nameZh", p.name_en as "nameEn", l.status,
            e.book_quantity as "bookQuantity", e.counted_quantity as "countedQuantity", e.difference,
            e.difference_value as "differenceValue",
            within_count_tolerance(e.odd_pieces, e.difference_value) as "withinTolerance",
            e.counted_by_id as "countedById", e.counted_at as "countedAt", e.note, l.round,
            since.came as "cameSince", since.went as "wentSince", ${entries}, ${oddUnits}, ${reservations},
            l.cause, l.decided_by_id as "decidedById", l.decision_note as "decisionNote",
            l.posted_quantity as "postedQuantity", l.posted_value as "postedValue"
       from count_line l join count_entry e on e.id = l.entry_id
       join bin n on n.id = l.bin_id join part p on p.id = l.part_id
      cross join lateral moved_in_bin_since(l.bin_id, l.part_id, e.counted_at, l.settled_at) since
      where l.count_id = $1 and l.status in ('waiting', 'settled') and ($2::text is null or l.status = $2)
        and ($3 or e.odd_pieces > 0) and ($4::text is null or (n.number, p.number) > ($4, $5))
      order by n.number, p.number limit $6`,
    [countId, query.status ?? null, query.withRightLines ?? false, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
