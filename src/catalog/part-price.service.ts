import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { findRecord } from '../platform/master-data';
import { parts } from './part.entity';
import { type NewPartPrice, type PartPrice, type PartPriceQuery } from './part-price';
import { insertPrice, pricesOf, pricesOn } from './part-price.queries';

/** The price list of parts. */
export class PartPriceService {
  constructor(private readonly kernel: Kernel) {}

  async state(context: CallContext, partId: string, asked: NewPartPrice): Promise<PartPrice> {
    return this.kernel.database.command(context, async (tx) => {
      await findRecord(tx, parts, partId);
      return insertPrice(tx, partId, context.actor.id, asked);
    });
  }

  async list(partId: string, query: PartPriceQuery): Promise<{ items: PartPrice[] }> {
    return this.kernel.database.read(async (reader) => {
      await findRecord(reader, parts, partId);
      const items =
        query.on === undefined
          ? await pricesOf(reader, partId, query.currency)
          : await pricesOn(reader, [partId], query.on, query.currency);
      return { items };
    });
  }
}
