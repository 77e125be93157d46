import { type Scope } from '../identity/scope';
import { reversalColumn } from '../ledger/reversal';
import { type Reader, type Tx } from '../platform/transaction';
import { type Inspection, type InspectionQuery, type NewInspection } from './inspection';

const inspectionColumns = `
  i.id, i.code, i.number, i.site_id as "siteId", i.document_date as "documentDate", i.posting_date as "postingDate",
  i.actor_id as "inspectedById", ${reversalColumn('i.movement_id')},
  (select json_agg(json_build_object('lineNumber', l.line_number, 'partId', l.part_id, 'partNumber', p.number,
     'quantity', l.quantity, 'unitId', l.unit_id, 'outcome', l.outcome, 'binId', l.bin_id,
     'supplierId', l.supplier_id, 'note', l.note) order by l.line_number)
   from inspection_line l join part p on p.id = l.part_id where l.inspection_id = i.id) as lines`;

/** A station sees its site's; engineers inspect nothing (R15). */
const withinScope = `$1::uuid is null and ($2::uuid is null or i.site_id = $2)`;

export async function findInspection(reader: Reader, id: string, scope: Scope): Promise<Inspection | undefined> {
  const rows = await reader.query<Inspection[]>(
    `select ${inspectionColumns} from inspection i where ${withinScope} and i.id = $3`,
    [scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

/** Newest first. */
export async function listInspections(
  reader: Reader,
  query: InspectionQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Inspection[]> {
  return reader.query<Inspection[]>(
    `select ${inspectionColumns} from inspection i
      where ${withinScope} and ($3::uuid is null or i.site_id = $3) and ($4::uuid is null or i.id < $4)
      order by i.id desc limit $5`,
    [scope.engineerId, scope.siteId, query.siteId ?? null, after ?? null, limit],
  );
}

/** An inspection as it is written: it has been posted. */
export type InspectionRow = NewInspection & {
  id: string;
  code: string;
  documentDate: string;
  postingDate: string;
  movementId: number;
  actorId: string;
};

export async function insertInspection(tx: Tx, row: InspectionRow): Promise<void> {
  await tx.query(
    `insert into inspection (id, code, number, site_id, document_date, posting_date, movement_id, actor_id)
     values ($1, $2, 'INS-' || extract(year from $4::date) || '-' || lpad(nextval('inspection_number')::text, 6, '0'),
             $3, $4, $5, $6, $7)`,
    [row.id, row.code, row.siteId, row.documentDate, row.postingDate, row.movementId, row.actorId],
  );
  await tx.query(
    `insert into inspection_line (inspection_id, line_number, part_id, quantity, unit_id, outcome, bin_id, supplier_id, note)
     select $1, l.number, (l.line ->> 'partId')::uuid, (l.line ->> 'quantity')::integer, (l.line ->> 'unitId')::uuid,
            l.line ->> 'outcome', (l.line ->> 'binId')::uuid, (l.line ->> 'supplierId')::uuid, l.line ->> 'note'
       from jsonb_array_elements($2::jsonb) with ordinality as l (line, number)`,
    [row.id, JSON.stringify(row.lines)],
  );
}
