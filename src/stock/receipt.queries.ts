import { type Scope } from '../identity/scope';
import { reversalColumn } from '../ledger/reversal';
import { pageOf } from '../platform/page';
import { type Reader, type Tx } from '../platform/transaction';
import { unitsOfARow } from './stock.queries';
import { type ListedReceipt, type Receipt, type ReceiptLine, type ReceiptQuery, type UnitOfReceipt } from './receipt';

const headColumns = `
  r.id, r.code, r.number, r.kind, r.supplier_id as "supplierId", r.seller, r.site_id as "siteId",
  r.engineer_id as "engineerId", r.delivery_note as "deliveryNote", r.bought_by_id as "boughtById",
  r.witnessed_by_id as "witnessedById", r.document_date as "documentDate", r.posting_date as "postingDate",
  r.actor_id as "receivedById", ${reversalColumn('r.movement_id')}`;

/** The first units of a line `l`, as a JSON value. */
const unitsOfLine = `coalesce(
       (select json_agg(json_build_object('id', f.id, 'code', f.code, 'serialNumber', f.serial_number, 'value', f.value)
                        order by f.serial_number)
          from (select s.id, s.code, s.serial_number, u.value from receipt_unit u join serial_unit s on s.id = u.unit_id
                 where u.receipt_id = l.receipt_id and u.line_number = l.line_number
                 order by s.serial_number limit ${unitsOfARow}) f), '[]')`;

const totals = `(select count(*)::integer as lines, sum(l.quantity) as quantity, sum(l.value)::bigint as value
   from receipt_line l where l.receipt_id = r.id)`;

const totalColumns = `s.lines as "lineCount", s.quantity, s.value`;

/** As many as a receipt can be entered with. */
const linesOfFirstPage = 200;

/** A receipt with its first lines. */
export async function findReceipt(reader: Reader, id: string, scope: Scope): Promise<Receipt | undefined> {
  const rows = await reader.query<ListedReceipt[]>(
    `select ${headColumns}, ${totalColumns} from receipt r cross join lateral ${totals} s
      where r.id = $1 and ($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  const head = rows[0];
  if (!head) return undefined;
  const lines = await listReceiptLines(reader, id, linesOfFirstPage, 0);
  return { ...head, lines: pageOf(lines, linesOfFirstPage, (line) => [line.lineNumber]).items };
}

export async function isReceipt(reader: Reader, id: string, scope: Scope): Promise<boolean> {
  const rows = await reader.query<object[]>(
    `select from receipt r
      where r.id = $1 and ($2::uuid is null or r.engineer_id = $2) and ($3::uuid is null or r.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows.length > 0;
}

/** The lines of a receipt after this one, in their order. */
export async function listReceiptLines(
  reader: Reader,
  id: string,
  limit: number,
  after: number,
): Promise<ReceiptLine[]> {
  return reader.query<ReceiptLine[]>(
    `select l.line_number as "lineNumber", l.part_id as "partId", p.number as "partNumber", l.bin_id as "binId",
            l.quantity, l.value, l.quality_note as "qualityNote", p.superseded_by_id as "supersededById",
            ${unitsOfLine} as units
       from receipt_line l join part p on p.id = l.part_id
      where l.receipt_id = $1 and l.line_number > $2
      order by l.line_number limit $3`,
    [id, after, limit],
  );
}

/** The units that came with a receipt, line by line, by serial number. */
export async function listReceiptUnits(
  reader: Reader,
  id: string,
  limit: number,
  after: { lineNumber: number; serialNumber: string } | undefined,
): Promise<UnitOfReceipt[]> {
  return reader.query<UnitOfReceipt[]>(
    `select u.line_number as "lineNumber", p.id as "partId", p.number as "partNumber", s.id, s.code,
            s.serial_number as "serialNumber", u.value
       from receipt_unit u join serial_unit s on s.id = u.unit_id join part p on p.id = s.part_id
      where u.receipt_id = $1 and ($2::integer is null or (u.line_number, s.serial_number) > ($2, $3))
      order by u.line_number, s.serial_number limit $4`,
    [id, after?.lineNumber ?? null, after?.serialNumber ?? null, limit],
  );
}

/** Newest first. */
export async function listReceipts(
  reader: Reader,
  query: ReceiptQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<ListedReceipt[]> {
  return reader.query<ListedReceipt[]>(
    `select ${headColumns}, ${totalColumns} from receipt r cross join lateral ${totals} s
      where ($1::uuid is null or r.engineer_id = $1) and ($2::uuid is null or r.site_id = $2)
        and ($3::uuid is null or r.site_id = $3) and ($4::uuid is null or r.supplier_id = $4)
        and ($5::uuid is null or r.engineer_id = $5) and ($6::uuid is null or r.bought_by_id = $6)
        and ($7::uuid is null or r.id < $7)
      order by r.id desc limit $8`,
    [
      scope.engineerId,
      scope.siteId,
      query.siteId ?? null,
      query.supplierId ?? null,
      query.engineerId ?? null,
      query.boughtById ?? null,
      after ?? null,
      limit,
    ],
  );
}

/** The movement of a receipt: what its reversal takes back. */
export async function movementOfReceipt(tx: Tx, id: string): Promise<number> {
  const rows = await tx.query<{ movementId: number }[]>(
    `select movement_id as "movementId" from receipt where id = $1`,
    [id],
  );
  return rows[0]!.movementId;
}

/** A receipt as it is written. */
export interface ReceiptRow {
  id: string;
  code: string;
  kind: string;
  supplierId: string | null;
  seller: string | null;
  siteId: string | null;
  engineerId: string | null;
  deliveryNote: string | null;
  boughtById: string | null;
  witnessedById: string | null;
  documentDate: string;
  postingDate: string;
  movementId: number;
  actorId: string;
  lines: {
    lineNumber: number;
    partId: string;
    binId: string | null;
    quantity: number;
    value: number;
    qualityNote: string | null;
    units: { unitId: string; value: number }[];
  }[];
}

/** Writes a receipt with its lines and units in one statement. */
export async function insertReceipt(tx: Tx, row: ReceiptRow): Promise<void> {
  await tx.query(
    `with asked as (select $1::jsonb as r),
     head as (
       insert into receipt (id, code, number, kind, supplier_id, seller, site_id, engineer_id, delivery_note, bought_by_id,
                            witnessed_by_id, document_date, posting_date, movement_id, actor_id)
       select h.id, h.code,
              'RCP-' || extract(year from h."documentDate") || '-' || lpad(nextval('receipt_number')::text, 6, '0'),
              h.kind, h."supplierId", h.seller, h."siteId", h."engineerId", h."deliveryNote", h."boughtById",
              h."witnessedById", h."documentDate", h."postingDate", h."movementId", h."actorId"
         from asked, jsonb_to_record(asked.r) as h (id uuid, code text, kind text, "supplierId" uuid, seller text,
              "siteId" uuid, "engineerId" uuid, "deliveryNote" text, "boughtById" uuid, "witnessedById" uuid,
              "documentDate" date, "postingDate" date, "movementId" bigint, "actorId" uuid)
       returning id),
     lines as (
       select l.* from asked, jsonb_to_recordset(asked.r -> 'lines') as l ("lineNumber" integer, "partId" uuid,
              "binId" uuid, quantity integer, value bigint, "qualityNote" text, units jsonb)),
     written as (
       insert into receipt_line (receipt_id, line_number, part_id, bin_id, quantity, value, quality_note)
       select head.id, l."lineNumber", l."partId", l."binId", l.quantity, l.value, l."qualityNote" from head, lines l)
     insert into receipt_unit (receipt_id, line_number, unit_id, value)
     select head.id, l."lineNumber", u."unitId", u.value
       from head, lines l, jsonb_to_recordset(l.units) as u ("unitId" uuid, value bigint)`,
    [JSON.stringify(row)],
  );
}
