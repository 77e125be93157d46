import { type Reader, type Tx } from '../platform/transaction';
import { type NewVanStockLevel, type VanStock } from './van-stock';

export async function findVanStock(reader: Reader, engineerId: string): Promise<VanStock> {
  const rows = await reader.query<VanStock[]>(
    `select $1::uuid as "engineerId", coalesce((select version from van_stock where engineer_id = $1), 0) as version,
       coalesce((select json_agg(json_build_object('partId', l.part_id, 'partNumber', p.number, 'minimum', l.minimum,
           'maximum', l.maximum) order by p.number)
         from van_stock_level l join part p on p.id = l.part_id where l.engineer_id = $1), '[]') as levels`,
    [engineerId],
  );
  return rows[0]!;
}

/** Takes the next version; false when it is not the one that follows what the caller has read. */
export async function nextVersion(tx: Tx, engineerId: string, version: number): Promise<boolean> {
  const rows =
    version === 0
      ? await tx.query<unknown[]>(
          `insert into van_stock (engineer_id) values ($1) on conflict do nothing returning engineer_id`,
          [engineerId],
        )
      : (
          await tx.query<[unknown[], number]>(
            `update van_stock set version = version + 1 where engineer_id = $1 and version = $2 returning engineer_id`,
            [engineerId, version],
          )
        )[0];
  return rows.length > 0;
}

export async function replaceLevels(tx: Tx, engineerId: string, levels: readonly NewVanStockLevel[]): Promise<void> {
  await tx.query(`delete from van_stock_level where engineer_id = $1`, [engineerId]);
  await tx.query(
    `insert into van_stock_level (engineer_id, part_id, minimum, maximum)
     select $1, l."partId", l.minimum, l.maximum
       from jsonb_to_recordset($2::jsonb) as l ("partId" uuid, minimum integer, maximum integer)`,
    [engineerId, JSON.stringify(levels)],
  );
}
