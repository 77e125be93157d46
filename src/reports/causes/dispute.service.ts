import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { forbidden, invalid, notFound, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import {
  type CauseDisputeSettlement,
  type CauseFindings,
  type Dispute,
  type DisputeQuery,
  type NewCauseFinding,
} from '../../workorders/disputes/dispute';
import {
  findDispute,
  findingsOf,
  insertDispute,
  insertFinding,
  listDisputes,
  settleDispute,
} from '../../workorders/disputes/dispute.queries';
import { determineWorkOrder, lockOpenWorkOrder, noSuchWorkOrder } from '../../workorders/open-work-order';
import { purchaseDateFor } from '../../workorders/intake/service-request-link.queries';
import { setOrderCause } from '../../workorders/disputes/escalation.queries';
import { type WorkOrder } from '../../workorders/work-order';
import { findWorkOrder, lockWorkOrder } from '../../workorders/work-order.queries';
import { tellVerifiedCause } from './verified-cause';

const anyone = { engineerId: null, siteId: null };

/** Causes, who answers for them, and what the customer says to that (S073). */
export class DisputeService {
  constructor(private readonly kernel: Kernel) {}

  /** Records what was found; where the customer objects, the job waits from now on. */
  async record(context: CallContext, workOrderId: string, asked: NewCauseFinding): Promise<WorkOrder> {
    refuseUnknownCode(asked.causeCode, '/causeCode');
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, workOrderId);
      const findingId = newId();
      await insertFinding(tx, { ...asked, id: findingId, workOrderId, actorId: context.actor.id });
      if (asked.causeCode !== null && asked.causeCode !== order.causeCode) {
        await this.takeForCause(tx, context, order, asked.causeCode);
      }
      if (asked.customerAgrees === false) {
        const opened = { id: newId(), code: newCode('dispute'), workOrderId, findingId };
        const when = { day: this.kernel.clock.today(), at: this.kernel.clock.now() };
        await insertDispute(tx, { ...opened, ...when, actorId: context.actor.id });
      }
      return (await findWorkOrder(tx, workOrderId, anyone, context.language)) ?? noSuchWorkOrder();
    });
  }

  async findings(context: CallContext, workOrderId: string): Promise<CauseFindings> {
    return this.kernel.database.read(async (reader) => {
      if (!(await findWorkOrder(reader, workOrderId, scopeOf(context), context.language))) noSuchWorkOrder();
      return { findings: await findingsOf(reader, workOrderId) };
    });
  }

  async find(context: CallContext, id: string): Promise<Dispute> {
    const found = await this.kernel.database.read((reader) => findDispute(reader, id, scopeOf(context)));
    return found ?? noSuchDispute();
  }

  async list(context: CallContext, query: DisputeQuery): Promise<PageOf<Dispute>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listDisputes(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** A supervisor settles it with a reason; never who opened it, nor whose job it is (R4). The job goes on. */
  async settle(context: CallContext, id: string, asked: CauseDisputeSettlement): Promise<Dispute> {
    if ((asked.outcome === 'changed') !== (asked.finding !== undefined)) {
      throw invalid([
        { pointer: '/finding', detail: 'say what is found instead with outcome changed, and only there' },
      ]);
    }
    refuseUnknownCode(asked.finding?.causeCode ?? null, '/finding/causeCode');
    return this.kernel.database.command(context, async (tx) => {
      const { dispute, order } = await this.lockOpen(tx, context, id);
      if (dispute.actorId === context.actor.id || order.engineerId === context.actor.id) {
        throw forbidden('Nobody settles a dispute about their own job. Ask another supervisor.', 'own-dispute');
      }
      const { outcome, reason, finding } = asked;
      const findingId = finding ? newId() : null;
      if (finding && findingId) {
        const told = { ...finding, customerAgrees: null, statement: reason };
        await insertFinding(tx, { ...told, id: findingId, workOrderId: order.id, actorId: context.actor.id });
      }
      const when = { at: this.kernel.clock.now(), byId: context.actor.id };
      await settleDispute(tx, dispute, { outcome, reason, findingId, ...when });
      if (finding) await tellVerifiedCause(tx, context, order, finding.causeCode);
      return (await findDispute(tx, id, anyone)) ?? noSuchDispute();
    });
  }

  /** The engineer's own finding goes to the order; the draft report is the engineer's to write. */
  private async takeForCause(tx: Tx, context: CallContext, order: WorkOrder, causeCode: string): Promise<void> {
    await setOrderCause(tx, order.id, causeCode);
    const purchaseDate = await purchaseDateFor(tx, order.requestId);
    await determineWorkOrder(tx, context, { ...order, causeCode, purchaseDate });
  }

  /** Its order is taken first, as everybody does. */
  private async lockOpen(tx: Tx, context: CallContext, id: string): Promise<{ dispute: Dispute; order: WorkOrder }> {
    const seen = (await findDispute(tx, id, scopeOf(context))) ?? noSuchDispute();
    const order = (await lockWorkOrder(tx, seen.workOrderId, anyone, context.language)) ?? noSuchWorkOrder();
    const dispute = (await findDispute(tx, id, anyone)) ?? noSuchDispute();
    if (dispute.status === 'open') return { dispute, order };
    throw wrongState('dispute-settled', 'It is settled. Record another finding if the customer objects again.', {
      number: dispute.number,
      outcome: dispute.outcome,
    });
  }
}

function refuseUnknownCode(causeCode: string | null, pointer: string): void {
  if (causeCode !== 'UNKNOWN') return;
  throw invalid([{ pointer, detail: 'unknown is not a code; say null, or ask technical support' }]);
}

function noSuchDispute(): never {
  throw notFound('dispute');
}
