import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { datesOf } from '../../ledger/posting-dates';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { forbidden, notFound, wrongState } from '../../platform/problem';
import { noSuchWorkOrder } from '../../workorders/open-work-order';
import { findWorkOrder } from '../../workorders/work-order.queries';
import { type ApprovalDecision } from '../charge';
import { type Goodwill, type GoodwillQuery, type NewGoodwill } from './goodwill';
import { decideGoodwill, findGoodwill, insertGoodwill, listGoodwill, lockGoodwill } from './goodwill.queries';

/** Free help beside the claim 善意免费. */
export class GoodwillService {
  constructor(private readonly kernel: Kernel) {}

  async ask(context: CallContext, asked: NewGoodwill): Promise<Goodwill> {
    const { documentDate } = datesOf(this.kernel.clock, context, { postingDate: asked.documentDate });
    return this.kernel.database.command(context, async (tx) => {
      const scope = scopeOf(context);
      if (!(await findWorkOrder(tx, asked.workOrderId, scope, context.language))) noSuchWorkOrder();
      const id = newId();
      const requestedById = context.actor.id;
      await insertGoodwill(tx, { ...asked, id, code: newCode('goodwill'), documentDate, requestedById });
      return (await findGoodwill(tx, id, scope))!;
    });
  }

  async find(context: CallContext, id: string): Promise<Goodwill> {
    const found = await this.kernel.database.read((reader) => findGoodwill(reader, id, scopeOf(context)));
    if (!found) throw notFound('goodwill');
    return found;
  }

  async list(context: CallContext, query: GoodwillQuery): Promise<PageOf<Goodwill>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listGoodwill(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Approves or rejects; never one's own (R4). */
  async decide(context: CallContext, id: string, asked: ApprovalDecision): Promise<Goodwill> {
    return this.kernel.database.command(context, async (tx) => {
      const goodwill = await lockGoodwill(tx, id, scopeOf(context));
      if (!goodwill) throw notFound('goodwill');
      if (goodwill.status !== 'requested') {
        throw wrongState('goodwill-decided', 'It was decided before. Ask anew.', { status: goodwill.status });
      }
      if ([goodwill.requestedById, goodwill.engineerId].includes(context.actor.id)) {
        throw forbidden('Nobody approves their own goodwill. Ask another supervisor.', 'own-goodwill');
      }
      const decision = { at: this.kernel.clock.now(), byId: context.actor.id, note: asked.note ?? null };
      await decideGoodwill(tx, id, { ...decision, status: asked.approved ? 'approved' : 'rejected' });
      return (await findGoodwill(tx, id, scopeOf(context)))!;
    });
  }
}
