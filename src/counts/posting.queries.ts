import { type Reader, type Tx } from '../platform/transaction';

/** A unit that was not as the books said when it was counted, and where it is now. */
export interface UnitNow {
  serialNumber: string;
  unitId: string | null;
  state: 'missing' | 'unexpected';
  kind: string | null;
  inside: boolean;
  binId: string | null;
}

/** A counted line as it stands before it is settled. */
export interface LineToSettle {
  lineId: string;
  binId: string;
  binNumber: string;
  partId: string;
  partNumber: string;
  serialNumbered: boolean;
  difference: number;
  oddPieces: number;
  withinTolerance: boolean;
  /** The day on which it was counted. */
  countedOn: string;
}

export async function linesToSettle(
  reader: Reader,
  countId: string,
  status: 'counted' | 'waiting',
  lineIds: readonly string[] | null,
): Promise<LineToSettle[]> {
  return reader.query<LineToSettle[]>(
    `select l.id as "lineId", l.bin_id as "binId", n.number as "binNumber", l.part_id as "partId",
            p.number as "partNumber", p.serial_numbered as "serialNumbered", e.difference, e.odd_pieces as "oddPieces",
            within_count_tolerance(e.odd_pieces, e.difference_value) as "withinTolerance",
            e.counted_at::date as "countedOn"
       from count_line l join count_entry e on e.id = l.entry_id
       join bin n on n.id = l.bin_id join part p on p.id = l.part_id
      where l.count_id = $1 and l.status = $2 and ($3::uuid[] is null or l.id = any ($3))
      order by n.number, p.number`,
    [countId, status, lineIds],
  );
}

/** What lies free on the shelf of a line's place now, what the part is worth there, and where its odd units are. */
export interface PlaceNow {
  lineId: string;
  onShelf: number;
  worthValue: number | null;
  worthQuantity: number | null;
  units: UnitNow[];
}

/** Read after the balances are locked. */
export async function placesNow(tx: Tx, lineIds: readonly string[]): Promise<Map<string, PlaceNow>> {
  const rows = await tx.query<PlaceNow[]>(
    `select l.id as "lineId", coalesce(b.quantity, 0) as "onShelf", w.value as "worthValue", w.quantity as "worthQuantity",
            coalesce((select json_agg(json_build_object('serialNumber', u.serial_number, 'unitId', s.id, 'state', u.state,
                        'kind', x.kind, 'inside', coalesce(x.inside, false), 'binId', x.bin_id) order by u.serial_number)
                        from count_entry_unit u
                        left join serial_unit s on s.part_id = l.part_id and s.serial_number = u.serial_number
                        left join stock_account x on x.id = s.account_id
                       where u.entry_id = l.entry_id and u.state <> 'found'), '[]') as units
       from count_line l
       left join stock_account a on a.kind = 'shelf' and a.owner_id = l.bin_id
       left join stock_balance b on b.account_id = a.id and b.part_id = l.part_id
       left join lateral worth_of_part(l.bin_id, l.part_id) w on true
      where l.id = any ($1)`,
    [lineIds],
  );
  return new Map(rows.map((row) => [row.lineId, row]));
}

/** What is reserved in these places, and for whom. */
export async function reservationsIn(
  reader: Reader,
  places: readonly { binId: string; partId: string }[],
): Promise<{ binId: string; partId: string; requisition: string; needBy: string; quantity: number }[]> {
  return reader.query(
    `select r.bin_id as "binId", r.part_id as "partId", q.number as requisition, q.need_by as "needBy",
            sum(r.quantity)::integer as quantity
       from jsonb_to_recordset($1::jsonb) as w ("binId" uuid, "partId" uuid)
       join reservation r on r.bin_id = w."binId" and r.part_id = w."partId" and r.quantity > 0
       join requisition_line l on l.id = r.line_id join requisition q on q.id = l.requisition_id
      group by 1, 2, 3, 4 order by q.need_by desc, q.number`,
    [JSON.stringify(places.map(({ binId, partId }) => ({ binId, partId })))],
  );
}

/** Settles lines: right, or posted under this movement, with what it moved of each. */
export async function settleLines(
  tx: Tx,
  lineIds: readonly string[],
  by: { movementId: number | null; decidedById: string | null; cause: string | null; note: string | null },
): Promise<void> {
  await tx.query(
    `update count_line l
        set status = 'settled', settled_at = now(), decided_by_id = $3, cause = $4, decision_note = $5,
            movement_id = case when m.bin_id is null then null else $2::bigint end,
            posted_quantity = coalesce(m.quantity, 0), posted_value = coalesce(m.value, 0)
       from count_line k
       left join (select coalesce(f.bin_id, t.bin_id) as bin_id, x.part_id,
                         sum(case when t.kind = 'shelf' then x.quantity else -x.quantity end)::integer as quantity,
                         sum(case when t.kind = 'shelf' then x.value else -x.value end)::bigint as value
                    from stock_transfer x join stock_account f on f.id = x.from_account_id
                    join stock_account t on t.id = x.to_account_id
                   where x.movement_id = $2 group by 1, 2) m on m.bin_id = k.bin_id and m.part_id = k.part_id
      where k.id = any ($1) and l.id = k.id`,
    [lineIds, by.movementId, by.decidedById, by.cause, by.note],
  );
}

/** Whether this person opened, counted or submitted. */
export async function tookPart(reader: Reader, countId: string, personId: string): Promise<boolean> {
  const rows = await reader.query<{ took: boolean }[]>(`select took_part_in_count($1, $2) as took`, [
    countId,
    personId,
  ]);
  return rows[0]!.took;
}

/** The movements of a count that are not taken back, and the parts they moved. */
export async function standingMovements(reader: Reader, countId: string): Promise<{ id: number; partIds: string[] }[]> {
  return reader.query<{ id: number; partIds: string[] }[]>(
    `select l.movement_id as id, array_agg(distinct l.part_id) as "partIds" from count_line l
      where l.count_id = $1 and l.movement_id is not null
        and not exists (select from reversal v where v.reversed_movement_id = l.movement_id)
      group by l.movement_id order by l.movement_id`,
    [countId],
  );
}
