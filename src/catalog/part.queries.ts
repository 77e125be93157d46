import { type Reader, type Tx } from '../platform/transaction';
import { type Part, type PartQuery } from './part';

const partColumns = `
  p.id, p.code, p.number, p.name_zh as "nameZh", p.name_en as "nameEn", p.unit, p.component,
  p.supplier_id as "supplierId", p.supplier_number as "supplierNumber", p.maker_number as "makerNumber",
  p.gtin, p.cpid, p.serial_numbered as "serialNumbered", p.old_part_rule as "oldPartRule", p.old_part_days as "oldPartDays",
  p.superseded_by_id as "supersededById", p.active, p.version`;

/** By number. Each condition has its index. */
export async function listParts(
  reader: Reader,
  query: PartQuery,
  limit: number,
  after: string | undefined,
): Promise<Part[]> {
  return reader.query<Part[]>(
    `select ${partColumns} from part p
      where ($1::text is null or p.number like $1 || '%')
        and ($2::text is null or (text_pairs(p.searched) @> text_pairs(lower($2)) and strpos(p.searched, lower($2)) > 0))
        and ($3::uuid is null or p.supplier_id = $3) and ($4::text is null or p.supplier_number = $4)
        and ($5::text is null or p.maker_number = $5) and ($6::text is null or p.component = $6)
        and ($7::uuid is null or p.id in (select a.part_id from part_applicability a where a.model_id = $7))
        and ($8::boolean is null or p.active = $8) and ($9::text is null or p.number > $9)
        and ($10::text is null or '(01)' || p.gtin = $10) and ($11::text is null or '(8010)' || p.cpid = $11)
      order by p.number limit $12`,
    [
      query.number?.replace(/[\\%_]/g, '\\$&') ?? null,
      query.text ?? null,
      query.supplierId ?? null,
      query.supplierNumber ?? null,
      query.makerNumber ?? null,
      query.component ?? null,
      query.modelId ?? null,
      query.active ?? null,
      after ?? null,
      query.gtin === undefined ? null : `(01)${query.gtin}`,
      query.cpid === undefined ? null : `(8010)${query.cpid}`,
      limit,
    ],
  );
}

/** The part and its successors, in order; the last one is what is supplied. */
export async function successorsOf(reader: Reader, partId: string): Promise<Part[]> {
  return reader.query<Part[]>(
    `with recursive chain as (
       select id, 1 as step from part where id = $1
       union all
       select p.superseded_by_id, c.step + 1 from chain c join part p on p.id = c.id
        where p.superseded_by_id is not null)
     select ${partColumns} from chain c join part p on p.id = c.id order by c.step`,
    [partId],
  );
}

/** What is supplied for a part: itself, or the end of its chain of successors. */
export interface CurrentPart {
  id: string;
  number: string;
  serialNumbered: boolean;
  active: boolean;
}

/** For each of these parts what is supplied for it today; a part that does not exist has no entry. */
export async function currentParts(reader: Reader, partIds: readonly string[]): Promise<Map<string, CurrentPart>> {
  const rows = await reader.query<(CurrentPart & { asked: string })[]>(
    `with recursive chain as (
       select id as asked, id, superseded_by_id as next from part where id = any ($1)
       union all
       select c.asked, p.id, p.superseded_by_id from chain c join part p on p.id = c.next)
     select c.asked, p.id, p.number, p.serial_numbered as "serialNumbered", p.active
       from chain c join part p on p.id = c.id where c.next is null`,
    [partIds],
  );
  return new Map(rows.map(({ asked, ...current }) => [asked, current]));
}

/** What is supplied for this part today. */
export async function currentPart(reader: Reader, partId: string): Promise<CurrentPart | undefined> {
  return (await currentParts(reader, [partId])).get(partId.toLowerCase());
}

export async function substitutesOf(reader: Reader, partId: string): Promise<Part[]> {
  return reader.query<Part[]>(
    `select ${partColumns} from part_substitute s join part p on p.id = s.substitute_id
      where s.part_id = $1 order by p.number`,
    [partId],
  );
}

export async function replaceSubstitutes(tx: Tx, partId: string, substituteIds: readonly string[]): Promise<void> {
  await tx.query(`delete from part_substitute where part_id = $1`, [partId]);
  await tx.query(`insert into part_substitute (part_id, substitute_id) select distinct $1::uuid, unnest($2::uuid[])`, [
    partId,
    substituteIds,
  ]);
}

export async function replaceApplicability(tx: Tx, partId: string, modelIds: readonly string[]): Promise<void> {
  await tx.query(`delete from part_applicability where part_id = $1`, [partId]);
  await tx.query(`insert into part_applicability (part_id, model_id) select distinct $1::uuid, unnest($2::uuid[])`, [
    partId,
    modelIds,
  ]);
}
