import { type EntitySchema, type FindOptionsWhere, type ObjectLiteral, type UpdateQueryBuilder } from 'typeorm';
import { changedMeanwhile } from './if-match';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from './page';
import { notFound } from './problem';
import { type Reader, type Tx } from './transaction';

/** A record that people edit one at a time, under a number they chose. */
export interface MasterRecord extends ObjectLiteral {
  id: string;
  number: string;
  version: number;
}

/** What a record is called and where it is kept. */
export interface MasterTable<T extends ObjectLiteral> {
  entity: EntitySchema<T>;
  /** As a refusal names it: "There is no such …". */
  name: string;
}

/** The record, or 404. `where` narrows to what the caller may see (R15). */
export async function findRecord<T extends { id: string }>(
  reader: Reader,
  table: MasterTable<T>,
  id: string,
  where: FindOptionsWhere<T> = {},
): Promise<T> {
  const found = await reader.getRepository(table.entity).findOneBy({ ...where, id });
  if (!found) throw notFound(table.name);
  return found;
}

/** Changes the version that the caller has read; 412 when somebody else was faster, 404 when there is none. */
export async function changeRecord<T extends { id: string; version: number }>(
  tx: Tx,
  table: MasterTable<T>,
  id: string,
  version: number,
  changes: Partial<T>,
): Promise<T> {
  const records = tx.getRepository(table.entity);
  const update = records.createQueryBuilder().update() as UpdateQueryBuilder<ObjectLiteral>;
  const result = await update
    .set({ ...changes, version: version + 1 })
    .where({ id, version })
    .execute();
  const now = await findRecord(tx, table, id);
  if (result.affected === 0) throw changedMeanwhile();
  return now;
}

/**
 * One page of a table in the order of its numbers. `filters` are equal to what they name, undefined does not filter;
 * `scope` is what the caller may see (R15).
 */
export async function listByNumber<T extends MasterRecord>(
  reader: Reader,
  table: MasterTable<T>,
  query: PageQuery,
  filters: { [field in keyof T]?: T[field] | undefined } = {},
  scope: FindOptionsWhere<T> = {},
): Promise<PageOf<T>> {
  const limit = query.limit ?? defaultPageSize;
  // The id makes the order total where numbers are unique only within something else (bins of several sites).
  const after = decodeCursor(query.cursor, 2);
  const select = reader
    .getRepository(table.entity)
    .createQueryBuilder('r')
    .where(scope)
    .orderBy('r.number')
    .addOrderBy('r.id')
    .limit(limit + 1);
  for (const [field, value] of Object.entries<unknown>(filters)) {
    if (value !== undefined) select.andWhere(`r.${field} = :${field}`, { [field]: value });
  }
  if (after) select.andWhere('(r.number, r.id) > (:number, :id)', { number: after[0], id: after[1] });
  return pageOf(await select.getMany(), limit, (row) => [row.number, row.id]);
}
