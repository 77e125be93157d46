import { type Reader, type Tx } from '../platform/transaction';
import { type KitLine, type NewKitLine, type ProductModel } from './product-model';

const modelColumns = `
  m.id, m.number, m.name_zh as "nameZh", m.name_en as "nameEn", m.brand, m.category, m.active, m.version`;

export async function modelsOfPart(reader: Reader, partId: string): Promise<ProductModel[]> {
  return reader.query<ProductModel[]>(
    `select ${modelColumns} from part_applicability a join product_model m on m.id = a.model_id
      where a.part_id = $1 order by m.number`,
    [partId],
  );
}

/** The usual parts of a model, for one symptom or all, each with the part that is supplied for it today. */
export async function kitOf(reader: Reader, modelId: string, symptom: string | undefined): Promise<KitLine[]> {
  return reader.query<KitLine[]>(
    `with recursive line as (
       select k.symptom, k.part_id, k.quantity from kit_line k
        where k.model_id = $1 and ($2::text is null or k.symptom = $2)),
     chain as (
       select distinct p.id as asked, p.id, p.superseded_by_id as next from line l join part p on p.id = l.part_id
       union all
       select c.asked, p.id, p.superseded_by_id from chain c join part p on p.id = c.next)
     select l.symptom, l.part_id as "partId", a.number as "partNumber", a.name_zh as "nameZh", a.name_en as "nameEn",
            a.unit, l.quantity, s.id as "supplyPartId", s.number as "supplyPartNumber", s.active as "supplied"
       from line l
       join part a on a.id = l.part_id
       join chain c on c.asked = l.part_id and c.next is null
       join part s on s.id = c.id
      order by l.symptom, a.number`,
    [modelId, symptom ?? null],
  );
}

export async function replaceKit(tx: Tx, modelId: string, lines: readonly NewKitLine[]): Promise<void> {
  await tx.query(`delete from kit_line where model_id = $1`, [modelId]);
  await tx.query(
    `insert into kit_line (model_id, symptom, part_id, quantity)
     select $1, l.symptom, l."partId", l.quantity
       from jsonb_to_recordset($2::jsonb) as l (symptom text, "partId" uuid, quantity integer)`,
    [modelId, JSON.stringify(lines)],
  );
}
