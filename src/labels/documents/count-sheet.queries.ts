import { type Scope } from '../../identity/scope';
import { type Reader } from '../../platform/transaction';

/** What a count sheet says of its count. */
export interface CountSheetHead {
  number: string;
  code: string;
  day: string;
  status: string;
  kind: 'full' | 'cycle';
  round: number;
  site: string;
  openedBy: string;
  dueOn: string | null;
  note: string | null;
}

/** A part to look for in a bin, or, without a part, whatever else lies there. */
export interface CountSheetRow {
  bin: string;
  part: string | null;
  nameZh: string | null;
  nameEn: string | null;
  unit: string | null;
  serialNumbered: boolean;
}

/** Which stretch of the walk a sheet is for. */
export interface CountSheetStretch {
  fromBin: string | null;
  toBin: string | null;
}

export async function findCountSheet(reader: Reader, id: string, scope: Scope): Promise<CountSheetHead | undefined> {
  const rows = await reader.query<CountSheetHead[]>(
    `select c.number, c.code, c.opened_at::date as day, c.status, c.kind, c.round, s.number || ' ' || s.name as site,
            m.name || ' (' || m.number || ')' as "openedBy", c.due_on as "dueOn", c.note
       from stock_count c join site s on s.id = c.site_id join staff_member m on m.id = c.opened_by_id
      where c.id = $1 and $2::uuid is null and ($3::uuid is null or c.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/**
 * What is still to be counted, along the walk: the parts to look for in each bin, then whatever else lies there. No
 * quantity is read at all (R13).
 */
export async function countSheetRows(
  reader: Reader,
  id: string,
  stretch: CountSheetStretch,
  limit: number,
): Promise<CountSheetRow[]> {
  return reader.query<CountSheetRow[]>(
    `select r.bin, r.part, r."nameZh", r."nameEn", r.unit, r."serialNumbered"
       from (select n.number as bin, p.number as part, p.name_zh as "nameZh", p.name_en as "nameEn", p.unit,
                    p.serial_numbered as "serialNumbered"
               from count_line l join bin n on n.id = l.bin_id join part p on p.id = l.part_id
              where l.count_id = $1 and l.status = 'open'
             union all
             select n.number, null, null, null, null, false
               from count_place q join bin n on n.id = q.bin_id
              where q.count_id = $1 and q.part_id is null and q.finished_at is null) r
      where ($2::text is null or r.bin >= $2) and ($3::text is null or r.bin <= $3)
      order by r.bin, r.part nulls last limit $4`,
    [id, stretch.fromBin, stretch.toBin, limit],
  );
}
