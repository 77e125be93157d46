import { newCode } from '../../barcodes/code';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { notFound } from '../../platform/problem';
import { type NewTariff, type Tariff, type TariffQuery } from './tariff';
import { findTariff, insertTariff, listTariffs, tariffOn } from './tariff.queries';

/** The published tariff: labour, travel and tax. */
export class TariffService {
  constructor(private readonly kernel: Kernel) {}

  async state(context: CallContext, asked: NewTariff): Promise<Tariff> {
    const id = newId();
    return this.kernel.database.command(context, async (tx) => {
      await insertTariff(tx, { ...asked, id, code: newCode('tariff'), actorId: context.actor.id });
      return (await findTariff(tx, id))!;
    });
  }

  async find(id: string): Promise<Tariff> {
    const found = await this.kernel.database.read((reader) => findTariff(reader, id));
    if (!found) throw notFound('tariff');
    return found;
  }

  async list(query: TariffQuery): Promise<PageOf<Tariff>> {
    const { on } = query;
    if (on !== undefined) {
      const held = await this.kernel.database.read((reader) => tariffOn(reader, on));
      return { items: held ? [held] : [] };
    }
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read((reader) => listTariffs(reader, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.validFrom, row.id]);
  }
}
