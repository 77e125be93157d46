import { type Reader, type Tx } from '../../platform/transaction';
import { type ServiceReport } from '../service-report';

/** An old part that is to be owed. */
export interface OwedRow {
  replacementId: string;
  partId: string;
  serialNumbered: boolean;
  serialNumber: string | null;
  quantity: number;
}

/** What the lines of a report owe and nobody owes yet. */
export async function owedLines(reader: Reader, reportId: string): Promise<OwedRow[]> {
  return reader.query<OwedRow[]>(
    `select l.id as "replacementId", l.old_part_id as "partId", p.serial_numbered as "serialNumbered",
            l.old_serial_number as "serialNumber", l.old_quantity as quantity
       from replacement l join part p on p.id = l.old_part_id
      where l.report_id = $1 and l.old_part_days is not null
        and not exists (select from old_part o where o.replacement_id = l.id)
      order by l.line_number`,
    [reportId],
  );
}

export async function insertOldParts(
  tx: Tx,
  report: ServiceReport,
  rows: readonly { id: string; code: string; replacementId: string; unitId: string | null }[],
): Promise<void> {
  await tx.query(
    `insert into old_part (id, code, number, replacement_id, part_id, unit_id, serial_number, quantity, engineer_id,
                           site_id, owed_since, due_on)
     select o.id, o.code, 'OLD-' || extract(year from $3::date) || '-' || lpad(nextval('old_part_number')::text, 6, '0'),
            l.id, l.old_part_id, o."unitId", l.old_serial_number, l.old_quantity, $1, $2, $3, $3::date + l.old_part_days
       from jsonb_to_recordset($4::jsonb) as o (id uuid, code text, "replacementId" uuid, "unitId" uuid)
       join replacement l on l.id = o."replacementId" order by l.line_number`,
    [report.engineerId, report.siteId, report.documentDate, JSON.stringify(rows)],
  );
}

/**
 * What earlier revisions owe goes over to the lines that say the same came off: the tag on the part stays right, whether
 * it is still owed or here already. What no line says any more stays as it is, until it is received or waived (R8).
 */
export async function carryOldParts(tx: Tx, reportId: string): Promise<void> {
  await tx.query(
    `with owed as (
       select e.id, e.old_part_id, e.old_serial_number, e.old_quantity,
              row_number() over (partition by e.old_part_id, e.old_serial_number, e.old_quantity
                                 order by x.revision desc, e.line_number) as nth
         from service_report r
         join service_report x on x.number = r.number and x.id <> r.id
         join replacement e on e.report_id = x.id
        where r.id = $1 and exists (select from old_part o where o.replacement_id = e.id)),
     wanted as (
       select l.id, l.old_part_id, l.old_serial_number, l.old_quantity,
              row_number() over (partition by l.old_part_id, l.old_serial_number, l.old_quantity
                                 order by l.line_number) as nth
         from replacement l where l.report_id = $1 and l.old_part_days is not null)
     update old_part o set replacement_id = w.id, version = o.version + 1
       from owed d join wanted w
         on w.old_part_id = d.old_part_id and w.old_serial_number is not distinct from d.old_serial_number
        and w.old_quantity = d.old_quantity and w.nth = d.nth
      where o.replacement_id = d.id`,
    [reportId],
  );
}
