import { type Reader, type Tx } from '../platform/transaction';
import { type Dealer, dealerFrom, dealerParameters, unitsDealtWith } from './dealings';
import {
  type InstalledUnit,
  type InstalledUnitQuery,
  type InstalledUnitVersion,
  type NewUnitDate,
  type UnitDate,
} from './installed-unit';

const unitColumns = `
  u.id, u.code, u.model_id as "modelId", m.number as "modelNumber", m.category, u.serial_number as "serialNumber",
  u.customer_id as "customerId", u.usage_class as "usageClass", u.first_owner as "firstOwner", u.active, u.version,
  (select coalesce(json_agg(json_build_object('kind', d.kind, 'day', d.day, 'evidence', d.evidence,
            'actorId', d.actor_id, 'recordedAt', d.recorded_at) order by d.kind), '[]')
     from (select distinct on (x.kind) x.* from installed_unit_date x
            where x.unit_id = u.id order by x.kind, x.id desc) d where d.day is not null) as dates`;

export async function findUnit(reader: Reader, id: string): Promise<InstalledUnit | undefined> {
  const rows = await reader.query<InstalledUnit[]>(
    `select ${unitColumns} from installed_unit u join product_model m on m.id = u.model_id where u.id = $1`,
    [id],
  );
  return rows[0];
}

/**
 * By serial number; units of different models may share one, so the id makes the order total. Engineers and stations name
 * the serial number of the unit at hand, or list those of their own matters (R15).
 */
export async function listUnits(
  reader: Reader,
  query: InstalledUnitQuery,
  dealer: Dealer,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<InstalledUnit[]> {
  const browses = dealer.narrowed && query.serialNumber === undefined;
  return reader.query<InstalledUnit[]>(
    `select ${unitColumns} from installed_unit u join product_model m on m.id = u.model_id
       ${browses ? `join ${unitsDealtWith(dealerFrom(7))} k on k.unit_id = u.id` : ''}
      where ($1::uuid is null or u.customer_id = $1) and ($2::uuid is null or u.model_id = $2)
        and ($3::text is null or u.serial_number = $3)
        and ($4::text is null or (u.serial_number, u.id) > ($4, $5::uuid))
      order by u.serial_number, u.id limit $6`,
    [
      query.customerId ?? null,
      query.modelId ?? null,
      query.serialNumber ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit,
      ...(browses ? dealerParameters(dealer) : []),
    ],
  );
}

/** Adds statements of dates; the last of each kind counts. */
export async function insertUnitDates(
  tx: Tx,
  unitId: string,
  actorId: string,
  dates: readonly NewUnitDate[],
): Promise<void> {
  if (dates.length === 0) return;
  await tx.query(
    `insert into installed_unit_date (unit_id, kind, day, evidence, actor_id)
     select $1, d.kind, d.day, d.evidence, $2
       from jsonb_to_recordset($3::jsonb) as d (kind text, day date, evidence text)`,
    [unitId, actorId, JSON.stringify(dates)],
  );
}

/** Every statement about a unit's dates, newest first: what is corrected stays readable (S008). */
export async function unitDateHistory(reader: Reader, unitId: string): Promise<UnitDate[]> {
  return reader.query<UnitDate[]>(
    `select kind, day, evidence, actor_id as "actorId", recorded_at as "recordedAt"
       from installed_unit_date where unit_id = $1 order by id desc`,
    [unitId],
  );
}

/** The versions of a unit's record, newest first. */
export async function unitVersions(reader: Reader, unitId: string): Promise<InstalledUnitVersion[]> {
  return reader.query<InstalledUnitVersion[]>(
    `select version, model_id as "modelId", serial_number as "serialNumber", customer_id as "customerId",
            usage_class as "usageClass", first_owner as "firstOwner", active, actor_id as "actorId",
            recorded_at as "recordedAt"
       from installed_unit_version where unit_id = $1 order by version desc`,
    [unitId],
  );
}
