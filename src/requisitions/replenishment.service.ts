import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { notFound } from '../platform/problem';
import { maySeeEngineer } from '../stock/stock.queries';
import { type Replenishment } from './replenishment';
import { proposeReplenishment } from './replenishment.queries';

/** As many as one requisition takes; the others are proposed again once these are asked for. */
const linesOfRequisition = 200;

/** Replenishment of van stock: what to ask for so that the van holds what it should. */
export class ReplenishmentService {
  constructor(private readonly kernel: Kernel) {}

  async propose(context: CallContext, engineerId: string): Promise<Replenishment> {
    return this.kernel.database.read(async (reader) => {
      if (!(await maySeeEngineer(reader, engineerId, scopeOf(context)))) throw notFound('engineer');
      const lines = await proposeReplenishment(reader, engineerId);
      const asked = lines
        .filter((line) => line.proposedQuantity > 0)
        .map(({ partId, proposedQuantity }) => ({ partId, quantity: proposedQuantity }));
      return { engineerId, lines, requisitionLines: asked.slice(0, linesOfRequisition) };
    });
  }
}
