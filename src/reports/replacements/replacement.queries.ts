import { type Reader, type Tx } from '../../platform/transaction';
import { type Billing, type NewReplacement } from './replacement';

/** What catalogue and ledger know of a line as it is told. */
export interface ReplacementFacts {
  index: number;
  partKnown: boolean;
  serialNumbered: boolean;
  /** The unit of that part and serial number. */
  unitId: string | null;
  oldPartKnown: boolean;
  oldSerialNumbered: boolean;
  afterReport: boolean;
}

/** Looks up parts and units of all lines in one statement; the organisation's day of each time as well. */
export async function factsOfReplacements(
  reader: Reader,
  lines: readonly NewReplacement[],
  documentDate: string,
): Promise<ReplacementFacts[]> {
  if (lines.length === 0) return [];
  return reader.query<ReplacementFacts[]>(
    `select l.index, p.id is not null as "partKnown", coalesce(p.serial_numbered, false) as "serialNumbered",
            s.id as "unitId", o.id is not null as "oldPartKnown", coalesce(o.serial_numbered, false) as "oldSerialNumbered",
            coalesce(l."replacedAt"::date > $2, false) as "afterReport"
       from jsonb_to_recordset($1::jsonb) as l (index integer, "partId" uuid, "serialNumber" text, "oldPartId" uuid,
                                                "replacedAt" timestamptz)
       left join part p on p.id = l."partId"
       left join part o on o.id = coalesce(l."oldPartId", l."partId")
       left join serial_unit s on s.part_id = p.id and s.serial_number = l."serialNumber"
      order by l.index`,
    [JSON.stringify(lines.map((line, index) => ({ ...line, index }))), documentDate],
  );
}

/** A line as it is written. */
export interface ReplacementRow {
  id: string;
  reason: string;
  partId: string;
  quantity: number;
  unitId: string | null;
  replacedAt: string;
  oldPartId: string | null;
  oldSerialNumber: string | null;
  oldQuantity: number | null;
  noOldPartReason: string | null;
  /** Only what a supervisor decided. */
  billing: Billing | null;
}

/** A draft's lines are written anew as a whole; each keeps its id and with it what was determined. */
export async function writeReplacements(tx: Tx, reportId: string, rows: readonly ReplacementRow[]): Promise<void> {
  await tx.query(`delete from replacement where report_id = $1`, [reportId]);
  if (rows.length === 0) return;
  await tx.query(
    `insert into replacement (id, report_id, line_number, reason, part_id, quantity, unit_id, replaced_at, old_part_id,
                              old_serial_number, old_quantity, no_old_part_reason, billing)
     select l.id, $1, l.number, l.reason, l."partId", l.quantity, l."unitId", l."replacedAt", l."oldPartId",
            l."oldSerialNumber", l."oldQuantity", l."noOldPartReason", l.billing
       from jsonb_to_recordset($2::jsonb) as l (number integer, id uuid, reason text, "partId" uuid, quantity integer,
            "unitId" uuid, "replacedAt" timestamptz, "oldPartId" uuid, "oldSerialNumber" text, "oldQuantity" integer,
            "noOldPartReason" text, billing text)`,
    [reportId, JSON.stringify(rows.map((row, index) => ({ ...row, number: index + 1 })))],
  );
}

/** Lines whose billing or determination a person has decided. */
export async function linesDecidedByPersons(reader: Reader, reportId: string): Promise<Set<string>> {
  const rows = await reader.query<{ id: string }[]>(
    `select l.id from replacement l
      where l.report_id = $1
        and (select d.decided_by_id from current_determination c join determination d on d.id = c.determination_id
              where c.subject_kind = 'replacement' and c.subject_id = l.id) is not null`,
    [reportId],
  );
  return new Set(rows.map((row) => row.id));
}

/** What supervisors decided, by line; the others follow their determination. */
export async function decidedBillings(reader: Reader, reportId: string): Promise<Map<string, Billing>> {
  const rows = await reader.query<{ id: string; billing: Billing }[]>(
    `select id, billing from replacement where report_id = $1 and billing is not null`,
    [reportId],
  );
  return new Map(rows.map((row) => [row.id, row.billing]));
}

export async function setBillings(tx: Tx, lines: readonly { id: string; billing: Billing | null }[]): Promise<void> {
  await tx.query(
    `update replacement l set billing = b.billing from unnest($1::uuid[], $2::text[]) as b (id, billing) where l.id = b.id`,
    [lines.map((line) => line.id), lines.map((line) => line.billing)],
  );
}

/**
 * Settles who pays, on which determination, and whether the old part is owed: by the rule of the part that came off, on
 * the day of completion.
 */
export async function settleReplacements(
  tx: Tx,
  reportId: string,
  settled: readonly { id: string; billing: Billing; determinationId: string }[],
): Promise<void> {
  await tx.query(
    `update replacement l
        set billing = s.billing, determination_id = s."determinationId",
            old_part_days = (select o.old_part_days from part o
                              where o.id = l.old_part_id
                                and (o.old_part_rule = 'always'
                                     or o.old_part_rule = 'warranty_only' and s.billing = 'WARRANTY'))
       from jsonb_to_recordset($2::jsonb) as s (id uuid, billing text, "determinationId" uuid)
      where l.id = s.id and l.report_id = $1`,
    [reportId, JSON.stringify(settled)],
  );
}

/** The lines of a correction: what supervisors decided is carried over, what follows the determination follows it again. */
export async function copyReplacements(
  tx: Tx,
  fromReportId: string,
  toReportId: string,
  ids: readonly string[],
): Promise<void> {
  await tx.query(
    `insert into replacement (id, report_id, line_number, reason, part_id, quantity, unit_id, replaced_at, old_part_id,
                              old_serial_number, old_quantity, no_old_part_reason, billing)
     select ($3::uuid[])[l.line_number], $2, l.line_number, l.reason, l.part_id, l.quantity, l.unit_id, l.replaced_at,
            l.old_part_id, l.old_serial_number, l.old_quantity, l.no_old_part_reason,
            case when d.decided_by_id is not null then l.billing end
       from replacement l join determination d on d.id = l.determination_id
      where l.report_id = $1`,
    [fromReportId, toReportId, ids],
  );
}

/** Pieces that the lines of a report need and the engineer does not have in custody. */
export interface MissingPart {
  partId: string;
  partNumber: string;
  serialNumber: string | null;
  needed: number;
  inCustody: number;
}

export async function missingFromCustody(reader: Reader, reportId: string): Promise<MissingPart[]> {
  return reader.query<MissingPart[]>(
    `with needed as (
       select r.engineer_id, l.part_id, l.unit_id, sum(l.quantity)::integer as quantity
         from replacement l join service_report r on r.id = l.report_id
        where l.report_id = $1 group by 1, 2, 3)
     select n.part_id as "partId", p.number as "partNumber", s.serial_number as "serialNumber", n.quantity as needed,
            h.quantity as "inCustody"
       from needed n
       join part p on p.id = n.part_id
       left join serial_unit s on s.id = n.unit_id
       left join stock_account a on a.kind = 'custody' and a.owner_id = n.engineer_id
       cross join lateral (
         select case when n.unit_id is not null then (s.account_id is not distinct from a.id and a.id is not null)::integer
                else coalesce((select b.quantity from stock_balance b
                                where b.account_id = a.id and b.part_id = n.part_id), 0) end as quantity) h
      where h.quantity < n.quantity order by p.number, s.serial_number`,
    [reportId],
  );
}
