import { type Reader, type Tx } from '../platform/transaction';
import { type NewPartPrice, type PartPrice } from './part-price';

const priceColumns = `
  x.part_id as "partId", x.currency, x.valid_from as "validFrom", x.amount, x.actor_id as "actorId",
  x.recorded_at as "recordedAt"`;

/** Every price ever stated for a part, the latest first. */
export async function pricesOf(reader: Reader, partId: string, currency: string | undefined): Promise<PartPrice[]> {
  return reader.query<PartPrice[]>(
    `select ${priceColumns} from part_price x where x.part_id = $1 and ($2::text is null or x.currency = $2)
      order by x.currency, x.valid_from desc, x.id desc`,
    [partId, currency ?? null],
  );
}

/** The price of each part and currency that holds on a day: the latest begun; of one day, the last stated. */
export async function pricesOn(
  reader: Reader,
  partIds: readonly string[],
  day: string,
  currency?: string,
): Promise<PartPrice[]> {
  return reader.query<PartPrice[]>(
    `select distinct on (x.part_id, x.currency) ${priceColumns} from part_price x
      where x.part_id = any ($1) and x.valid_from <= $2 and ($3::text is null or x.currency = $3)
      order by x.part_id, x.currency, x.valid_from desc, x.id desc`,
    [partIds, day, currency ?? null],
  );
}

export async function insertPrice(tx: Tx, partId: string, actorId: string, price: NewPartPrice): Promise<PartPrice> {
  const rows = await tx.query<PartPrice[]>(
    `insert into part_price as x (part_id, currency, valid_from, amount, actor_id) values ($1, $2, $3, $4, $5)
     returning ${priceColumns}`,
    [partId, price.currency, price.validFrom, price.amount, actorId],
  );
  return rows[0]!;
}
