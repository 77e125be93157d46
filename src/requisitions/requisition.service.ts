import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { lockSiteStock } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { type CallContext, hasRole } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { lockOpenWorkOrder } from '../workorders/open-work-order';
import { overrideNeeded } from './overdue-old-parts';
import { needByFaults } from './requisition.checks';
import { suppliedParts } from './supplied-parts';
import {
  type ApprovedLine,
  type Expiry,
  type NewRequisition,
  type Requisition,
  type RequisitionApproval,
  type RequisitionRefusal,
  type Substitution,
} from './requisition';
import {
  approveLines,
  decideRequisition,
  expiredRequisitions,
  findRequisition,
  findRequisitions,
  giveUpLines,
  insertRequisition,
  lockRequisition,
  lockWaiting,
  supplyInstead,
} from './requisition.queries';
import { arriveLocked, type PostingDates, releaseLines, reserve } from './reservation';

/** At most this many expired requisitions are worked off in one request. */
const expiryBatch = 100;

/** Requisitions 领料单: ask, approve = reserve, refuse, give up. */
export class RequisitionService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewRequisition): Promise<Requisition> {
    return this.kernel.database.command(context, async (tx) => {
      const engineerId = forWhom(context, asked.engineerId);
      if (asked.workOrderId !== undefined) await refuseOrderOfAnother(tx, context, asked.workOrderId, engineerId);
      const documentDate = asked.documentDate ?? this.kernel.clock.today();
      const supplied = await suppliedParts(tx, asked.lines, needByFaults(asked.needBy, documentDate));
      const id = newId();
      await insertRequisition(tx, {
        id,
        code: newCode('requisition'),
        workOrderId: asked.workOrderId ?? null,
        engineerId,
        siteId: asked.siteId,
        needBy: asked.needBy,
        opinion: asked.opinion ?? null,
        documentDate,
        requestedById: context.actor.id,
        lines: supplied.map((line, index) => ({ ...line, id: newId(), lineNumber: index + 1 })),
      });
      return (await findRequisition(tx, id, scopeOf(context))) ?? notYours();
    });
  }

  async find(context: CallContext, id: string): Promise<Requisition> {
    return (await this.kernel.database.read((reader) => findRequisition(reader, id, scopeOf(context)))) ?? notYours();
  }

  /** Approves and reserves in one transaction: what is approved is promised, or is a backorder (R3, R4). */
  async approve(context: CallContext, id: string, asked: RequisitionApproval): Promise<Requisition> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const requisition = await this.lockForDecision(tx, context, id);
      const approved = approvedQuantities(requisition, asked.lines ?? []);
      await decideRequisition(tx, id, {
        ...this.decision(context, asked.note),
        overdueOverride: await overrideNeeded(tx, requisition, asked.overdueOverride, dates.postingDate),
        status: 'approved',
        from: dates.postingDate,
      });
      await approveLines(tx, approved);
      const wants = approved
        .filter((line) => line.quantity > 0)
        .map((line) => ({ requisitionId: id, ...line, partId: supplyPartOf(requisition, line.lineId) }));
      await reserve(tx, context, requisition.siteId, wants, dates);
      return (await findRequisition(tx, id, scopeOf(context))) ?? notYours();
    });
  }

  async reject(context: CallContext, id: string, asked: RequisitionRefusal): Promise<Requisition> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      await this.lockForDecision(tx, context, id);
      await decideRequisition(tx, id, {
        ...this.decision(context, asked.note),
        status: 'rejected',
        from: dates.postingDate,
      });
      return (await findRequisition(tx, id, scopeOf(context))) ?? notYours();
    });
  }

  /** Gives up what is not yet issued; what was reserved goes back to the shelves and on to whoever waits for it. */
  async cancel(context: CallContext, id: string, asked: RequisitionRefusal): Promise<Requisition> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const requisition = await this.lockWithWaiting(tx, context, id);
      if (!['requested', 'approved'].includes(requisition.status)) throw ended(requisition);
      await this.giveUp(tx, context, requisition, dates, anyIssued(requisition) ? null : 'cancelled');
      return (await findRequisition(tx, id, scopeOf(context))) ?? notYours();
    });
  }

  /** Supplies another part for what is not yet issued of a line, and keeps the reason (代用件). */
  async substitute(context: CallContext, id: string, lineId: string, asked: Substitution): Promise<Requisition> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const requisition = await this.lockWithWaiting(tx, context, id);
      const line = requisition.lines.find((candidate) => candidate.id === lineId);
      if (!line) throw notFound('requisition line');
      if (requisition.status !== 'approved') throw ended(requisition);
      if (line.issuedQuantity > 0) {
        throw wrongState(
          'line-partly-issued',
          'Part of this line is issued already. Requisition the substitute as a new line.',
        );
      }
      const { siteId } = requisition;
      const quantity = line.approvedQuantity - line.releasedQuantity;
      const want = { requisitionId: id, lineId, partId: asked.partId, quantity };
      await lockSiteStock(tx, siteId, [line.supplyPartId, asked.partId]);
      await arriveLocked(tx, context, { siteId, partIds: [line.supplyPartId], ...dates }, async () => {
        await releaseLines(tx, context, id, [lineId], dates);
        await supplyInstead(tx, lineId, asked.partId, asked.reason);
        await reserve(tx, context, siteId, [want], dates);
      });
      return (await findRequisition(tx, id, scopeOf(context))) ?? notYours();
    });
  }

  async anyExpired(): Promise<boolean> {
    const today = this.kernel.clock.today();
    return (await this.kernel.database.read((reader) => expiredRequisitions(reader, today, 1))).length > 0;
  }

  /**
   * Releases reservations that nobody fetched in time. Repeat until the answer is empty. One at a time, so that the
   * second of two finds what the first has left, not what it is about to take.
   */
  async expire(context: CallContext): Promise<Expiry> {
    const today = this.kernel.clock.today();
    const dates = { documentDate: today, postingDate: today };
    return this.kernel.database.command(context, async (tx) => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('counterpart expiry'))`);
      const requisitionIds = await expiredRequisitions(tx, today, expiryBatch);
      const expired = await findRequisitions(tx, requisitionIds);
      // All of them first, and the sites in one order.
      await lockWaiting(tx, null, expired.flatMap(suppliedPartsOf), requisitionIds);
      for (const siteId of [...new Set(expired.map((requisition) => requisition.siteId))].sort()) {
        const there = expired.filter((requisition) => requisition.siteId === siteId);
        await lockSiteStock(tx, siteId, there.flatMap(suppliedPartsOf));
      }
      for (const requisition of expired) await this.giveUp(tx, context, requisition, dates, null);
      return { requisitionIds };
    });
  }

  private async giveUp(
    tx: Tx,
    context: CallContext,
    requisition: Requisition,
    dates: PostingDates,
    status: 'cancelled' | null,
  ): Promise<void> {
    const { id, siteId } = requisition;
    const lineIds = requisition.lines.map((line) => line.id);
    await arriveLocked(tx, context, { siteId, partIds: suppliedPartsOf(requisition), ...dates }, async () => {
      await releaseLines(tx, context, id, lineIds, dates);
      await giveUpLines(tx, id, status);
    });
  }

  /** Locks the requisition together with those that wait for what it will give back. */
  private async lockWithWaiting(tx: Tx, context: CallContext, id: string): Promise<Requisition> {
    const scope = scopeOf(context);
    const seen = (await findRequisition(tx, id, scope)) ?? notYours();
    await lockWaiting(tx, seen.siteId, suppliedPartsOf(seen), [id]);
    return (await findRequisition(tx, id, scope)) ?? notYours();
  }

  private async lockForDecision(tx: Tx, context: CallContext, id: string): Promise<Requisition> {
    const requisition = (await lockRequisition(tx, id, scopeOf(context))) ?? notYours();
    if (requisition.status !== 'requested') throw ended(requisition);
    if ([requisition.requestedById, requisition.engineerId].includes(context.actor.id)) {
      throw forbidden('Nobody decides on what they requested themselves. Ask another supervisor.', 'own-request');
    }
    return requisition;
  }

  private decision(context: CallContext, note: string | undefined) {
    return {
      decidedById: context.actor.id,
      decidedAt: this.kernel.clock.now(),
      note: note ?? null,
      overdueOverride: null,
    };
  }
}

/** An engineer asks for that engineer alone; the office may ask for any engineer, and says for whom. */
function forWhom(context: CallContext, engineerId: string | undefined): string {
  const own = scopeOf(context).engineerId;
  if (own !== null && engineerId !== undefined && engineerId !== own) {
    throw forbidden('You may requisition for yourself only.');
  }
  if (own !== null || hasRole(context, 'station')) return engineerId ?? context.actor.id;
  if (engineerId === undefined)
    throw invalid([{ pointer: '/engineerId', detail: 'say for which engineer the parts are' }]);
  return engineerId;
}

/** Parts are asked for an order that is open, by the engineer it is given to; the order stays open meanwhile. */
async function refuseOrderOfAnother(
  tx: Tx,
  context: CallContext,
  workOrderId: string,
  engineerId: string,
): Promise<void> {
  const order = await lockOpenWorkOrder(tx, context, workOrderId);
  if (order.engineerId === engineerId) return;
  throw invalid([{ pointer: '/workOrderId', detail: 'the order is another engineer’s; have it assigned first' }]);
}

function approvedQuantities(requisition: Requisition, lessThanAsked: readonly ApprovedLine[]): ApprovedLine[] {
  const faults: Fault[] = [];
  lessThanAsked.forEach((line, index) => {
    const asked = requisition.lines.find((candidate) => candidate.id === line.lineId);
    const detail = !asked
      ? 'is not a line of this requisition'
      : line.quantity > asked.quantity
        ? 'is more than asked'
        : '';
    if (detail) faults.push({ pointer: `/lines/${index}`, detail });
  });
  if (faults.length > 0) throw invalid(faults);
  return requisition.lines.map(
    (line) => lessThanAsked.find((less) => less.lineId === line.id) ?? { lineId: line.id, quantity: line.quantity },
  );
}

function supplyPartOf(requisition: Requisition, lineId: string): string {
  return requisition.lines.find((line) => line.id === lineId)!.supplyPartId;
}

function suppliedPartsOf(requisition: Requisition): string[] {
  return [...new Set(requisition.lines.map((line) => line.supplyPartId))];
}

function anyIssued(requisition: Requisition): boolean {
  return requisition.lines.some((line) => line.issuedQuantity > 0);
}

function ended(requisition: Requisition) {
  const detail = `The requisition is ${requisition.status}; this can be done only before. Make a new requisition.`;
  return wrongState('requisition-state', detail, { status: requisition.status });
}

function notYours(): never {
  throw notFound('requisition');
}
