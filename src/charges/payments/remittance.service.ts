import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { forbidden, notFound, wrongState } from '../../platform/problem';
import { type CashHeld, type NewRemittance, type Remittance, type RemittanceQuery } from './payment';
import { cashHeld, findRemittance, insertRemittance, listRemittances, lockCashOf } from './remittance.queries';

const anyone = { engineerId: null, siteId: null };

/** Cash on its way to the office 上缴. */
export class RemittanceService {
  constructor(private readonly kernel: Kernel) {}

  /** The caller receives cash that another holds (R4); the oldest is handed in first. */
  async create(context: CallContext, asked: NewRemittance): Promise<Remittance> {
    const { engineerId, amount } = asked;
    if (engineerId.toLowerCase() === context.actor.id) {
      throw forbidden('Cash is received by somebody else than who hands it in. Ask a colleague.', 'own-cash');
    }
    return this.kernel.database.command(context, async (tx) => {
      const cash = await lockCashOf(tx, engineerId);
      const heldAmount = cash.reduce((sum, { held }) => sum + held, 0);
      if (amount > heldAmount) {
        throw wrongState('more-than-held', 'That is more than this person holds. Count again.', { heldAmount });
      }
      let left = amount;
      const lines = cash.flatMap(({ id, held }) => {
        const taken = Math.min(held, left);
        left -= taken;
        return taken > 0 ? [{ paymentId: id, amount: taken }] : [];
      });
      const id = newId();
      await insertRemittance(tx, {
        ...{ id, code: newCode('remittance'), engineerId, amount, note: asked.note ?? null, lines },
        ...{ receivedAt: this.kernel.clock.now(), day: this.kernel.clock.today(), receivedById: context.actor.id },
      });
      return (await findRemittance(tx, id, anyone))!;
    });
  }

  async find(context: CallContext, id: string): Promise<Remittance> {
    const found = await this.kernel.database.read((reader) => findRemittance(reader, id, scopeOf(context)));
    if (!found) throw notFound('remittance');
    return found;
  }

  async list(context: CallContext, query: RemittanceQuery): Promise<PageOf<Remittance>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listRemittances(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Who holds how much since when. */
  async held(context: CallContext): Promise<{ items: CashHeld[] }> {
    return { items: await this.kernel.database.read((reader) => cashHeld(reader, scopeOf(context))) };
  }
}
