import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { changedMeanwhile, versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { invalid, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { stopAwaiting } from '../warranty/determinations/determination.queries';
import { withdrawEscalationOf } from './disputes/escalation.queries';
import { pastInstant } from './instants';
import { determineWorkOrder, engineerFor, lockOpenWorkOrder, noSuchWorkOrder, openWorkOrder } from './open-work-order';
import { followWorkOrderEnd, purchaseDateFor } from './intake/service-request-link.queries';
import {
  type Arrival,
  type Assignment,
  type NewWorkOrder,
  type WorkOrder,
  type WorkOrderCancellation,
  type WorkOrderChange,
  type WorkOrderQuery,
} from './work-order';
import {
  arriveAt,
  assignWorkOrder,
  changeWorkOrder,
  endWorkOrder,
  findWorkOrder,
  listWorkOrders,
  openPapers,
} from './work-order.queries';

/** Work orders 派工单: who goes to which unit, on whose account. */
export class WorkOrderService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewWorkOrder): Promise<WorkOrder> {
    const today = this.kernel.clock.today();
    const documentDate = asked.documentDate ?? today;
    if (documentDate > today) {
      throw invalid([{ pointer: '/documentDate', detail: 'the day lies in the future; plannedOn says when to go' }]);
    }
    return this.kernel.database.command(context, (tx) =>
      openWorkOrder(tx, context, {
        requestId: null,
        unitId: asked.unitId,
        engineerId: asked.engineerId,
        siteId: asked.siteId,
        fault: asked.fault,
        symptom: asked.symptom ?? null,
        causeCode: asked.causeCode ?? null,
        purchaseDate: null,
        plannedOn: asked.plannedOn ?? null,
        documentDate,
        reportedOn: documentDate,
      }),
    );
  }

  async find(context: CallContext, id: string): Promise<WorkOrder> {
    return this.kernel.database.read(
      async (reader) => (await findWorkOrder(reader, id, scopeOf(context), context.language)) ?? noSuchWorkOrder(),
    );
  }

  async list(context: CallContext, query: WorkOrderQuery): Promise<PageOf<WorkOrder>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listWorkOrders(reader, query, scopeOf(context), context.language, limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: WorkOrderChange,
  ): Promise<WorkOrder> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, id);
      if (!(await changeWorkOrder(tx, id, version, asked))) throw changedMeanwhile();
      if (asked.causeCode !== order.causeCode) await determineAnew(tx, context, { ...order, ...asked });
      return this.read(tx, context, id);
    });
  }

  /** Determines anew, because facts that stand elsewhere (dates, readings, policies) have changed. */
  async classify(context: CallContext, id: string): Promise<WorkOrder> {
    return this.kernel.database.command(context, async (tx) => {
      await determineAnew(tx, context, await lockOpenWorkOrder(tx, context, id));
      return this.read(tx, context, id);
    });
  }

  async arrive(context: CallContext, id: string, asked: Arrival): Promise<WorkOrder> {
    const at = pastInstant(this.kernel.clock, asked.arrivedAt, '/arrivedAt');
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, id);
      if (order.arrivedAt !== null) {
        throw wrongState('already-arrived', 'The arrival is recorded already.', { arrivedAt: order.arrivedAt });
      }
      await arriveAt(tx, id, at);
      return this.read(tx, context, id);
    });
  }

  /** Another engineer goes. What the first one has asked for is given up before: parts go to who asked (R3). */
  async assign(context: CallContext, id: string, asked: Assignment): Promise<WorkOrder> {
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, id);
      const engineerId = await engineerFor(tx, context, asked.engineerId);
      if (engineerId === order.engineerId) {
        throw wrongState('already-assigned', 'This engineer has the order already.', { engineerId });
      }
      await refuseOpenPapers(tx, order);
      await assignWorkOrder(tx, order, { engineerId, reason: asked.reason, actorId: context.actor.id });
      return this.read(tx, context, id);
    });
  }

  async cancel(context: CallContext, id: string, asked: WorkOrderCancellation): Promise<WorkOrder> {
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, id);
      const { approvedReports } = await refuseOpenPapers(tx, order);
      if (approvedReports > 0) {
        throw wrongState('work-order-has-report', 'Work was done and reported on this order: close it instead.');
      }
      return this.end(tx, context, order, { status: 'cancelled', reason: asked.reason });
    });
  }

  /** The signed and approved report closes the order (S063). */
  async close(context: CallContext, id: string): Promise<WorkOrder> {
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, id);
      const { approvedReports } = await refuseOpenPapers(tx, order);
      if (approvedReports === 0) {
        throw wrongState(
          'work-order-without-report',
          'A work order is closed by its signed and approved service report. Report first, or cancel the order.',
        );
      }
      return this.end(tx, context, order, { status: 'closed', reason: null });
    });
  }

  private async end(
    tx: Tx,
    context: CallContext,
    order: WorkOrder,
    end: { status: 'closed' | 'cancelled'; reason: string | null },
  ): Promise<WorkOrder> {
    await endWorkOrder(tx, order.id, { ...end, at: this.kernel.clock.now() });
    await stopAwaiting(tx, 'work_order', order.id);
    const ended = { reasoning: `${order.number}: ${end.reason ?? end.status}`, at: this.kernel.clock.now() };
    await withdrawEscalationOf(tx, order.id, { ...ended, byId: context.actor.id });
    await followWorkOrderEnd(tx, order.requestId);
    return this.read(tx, context, order.id);
  }

  private async read(tx: Tx, context: CallContext, id: string): Promise<WorkOrder> {
    const anyone = { engineerId: null, siteId: null };
    return (await findWorkOrder(tx, id, anyone, context.language)) ?? noSuchWorkOrder();
  }
}

async function determineAnew(tx: Tx, context: CallContext, order: WorkOrder): Promise<void> {
  const purchaseDate = await purchaseDateFor(tx, order.requestId);
  await determineWorkOrder(tx, context, { ...order, purchaseDate });
}

async function refuseOpenPapers(tx: Tx, order: WorkOrder): Promise<{ approvedReports: number }> {
  const papers = await openPapers(tx, order.id);
  const { requisitions, reports, takeIns } = papers;
  if (requisitions.length + reports.length + takeIns.length === 0) return papers;
  throw wrongState(
    'work-order-has-open-papers',
    'Requisitions or reports of this order are under way, or it is in the workshop. Cancel, finish or hand back first.',
    { requisitions, reports, takeIns },
  );
}
