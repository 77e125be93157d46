import { type Reader, type Tx } from '../../platform/transaction';
import { type NewTariff, type Tariff } from './tariff';

const columns = `
  t.id, t.code, t.number, t.valid_from as "validFrom", t.labour_basis as "labourBasis",
  t.labour_amount as "labourAmount", t.travel_amount as "travelAmount", t.tax_basis_points as "taxBasisPoints",
  (select base_currency from organisation) as currency, t.note, t.actor_id as "actorId", t.recorded_at as "recordedAt"`;

export async function insertTariff(
  tx: Tx,
  row: NewTariff & { id: string; code: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into tariff (id, code, number, valid_from, labour_basis, labour_amount, travel_amount, tax_basis_points, note,
                         actor_id)
     values ($1, $2, 'TRF-' || extract(year from $3::date) || '-' || lpad(nextval('tariff_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.id,
      row.code,
      row.validFrom,
      row.labourBasis,
      row.labourAmount,
      row.travelAmount,
      row.taxBasisPoints,
      row.note ?? null,
      row.actorId,
    ],
  );
}

export async function findTariff(reader: Reader, id: string): Promise<Tariff | undefined> {
  const rows = await reader.query<Tariff[]>(`select ${columns} from tariff t where t.id = $1`, [id]);
  return rows[0];
}

/** The tariff that holds on a day: the latest begun; of one day, the last stated. */
export async function tariffOn(reader: Reader, day: string): Promise<Tariff | undefined> {
  const rows = await reader.query<Tariff[]>(
    `select ${columns} from tariff t where t.valid_from <= $1 order by t.valid_from desc, t.id desc limit 1`,
    [day],
  );
  return rows[0];
}

/** The latest begun first. */
export async function listTariffs(
  reader: Reader,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<Tariff[]> {
  return reader.query<Tariff[]>(
    `select ${columns} from tariff t where $1::date is null or (t.valid_from, t.id) < ($1::date, $2::uuid)
      order by t.valid_from desc, t.id desc limit $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
