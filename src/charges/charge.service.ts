import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { datesOf } from '../ledger/posting-dates';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { forbidden, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { noSuchWorkOrder } from '../workorders/open-work-order';
import { lockWorkOrder } from '../workorders/work-order.queries';
import { type Charge, type ChargeCancellation, type ChargeQuery, type NewCharge } from './charge';
import { chargeWork } from './charge-work';
import {
  cancelCharge,
  findCharge,
  fittedPaidOf,
  insertCharge,
  listCharges,
  lockAcceptedQuotation,
  lockApprovedReports,
  quotationOfCharge,
} from './charge.queries';
import { findQuotation, lockQuotation, stepQuotation } from './quotations/quotation.queries';

const anyone = { engineerId: null, siteId: null };

/** Charges 收费: what the customer owes for paid work that was approved. */
export class ChargeService {
  constructor(private readonly kernel: Kernel) {}

  /** Charges what approved reports of the order say was paid work, under its accepted quotation; no added fees (S016). */
  async create(context: CallContext, asked: NewCharge): Promise<Charge> {
    const { documentDate } = datesOf(this.kernel.clock, context, { postingDate: asked.documentDate });
    return this.kernel.database.command(context, async (tx) => {
      const order =
        (await lockWorkOrder(tx, asked.workOrderId, scopeOf(context), context.language)) ?? noSuchWorkOrder();
      const reports = await lockApprovedReports(tx, order.id);
      const quotationId = await lockAcceptedQuotation(tx, order.id);
      if (quotationId === undefined) {
        throw wrongState('no-accepted-quotation', 'Nothing is charged without an accepted quotation (R11, S046).');
      }
      if (reports === 0) {
        throw wrongState('work-not-approved', 'Work is charged when its report is approved. Have it approved first.');
      }
      const quotation = (await findQuotation(tx, quotationId, anyone))!;
      const work = chargeWork(quotation, await fittedPaidOf(tx, order.id));
      const id = newId();
      await insertCharge(tx, {
        ...work,
        ...{ id, code: newCode('charge'), quotationId, documentDate, quotedAmount: quotation.totalAmount },
        outstandingAmount: work.chargedAmount - quotation.receivedAmount,
        actorId: context.actor.id,
      });
      await stepQuotation(tx, quotationId, 'charged');
      return readCharge(tx, id);
    });
  }

  async find(context: CallContext, id: string): Promise<Charge> {
    const found = await this.kernel.database.read((reader) => findCharge(reader, id, scopeOf(context)));
    if (!found) throw notFound('charge');
    return found;
  }

  async list(context: CallContext, query: ChargeQuery): Promise<PageOf<Charge>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listCharges(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Takes a charge back: by another than who made it. What was paid stays paid, under the quotation. */
  async cancel(context: CallContext, id: string, asked: ChargeCancellation): Promise<Charge> {
    return this.kernel.database.command(context, async (tx) => {
      const charge = await lockCharge(tx, context, id);
      if (charge.actorId === context.actor.id) {
        throw forbidden('Somebody else than who made a charge cancels it. Ask a colleague.', 'own-charge');
      }
      await cancelCharge(tx, id, { at: this.kernel.clock.now(), actorId: context.actor.id, reason: asked.reason });
      await stepQuotation(tx, charge.quotationId, 'accepted');
      return readCharge(tx, id);
    });
  }
}

/** The charge, locked after order and quotation, if it is the caller's and stands. */
export async function lockCharge(tx: Tx, context: CallContext, id: string): Promise<Charge> {
  const quotationId = await quotationOfCharge(tx, id);
  if (quotationId !== undefined) await lockQuotation(tx, quotationId, anyone);
  const charge = await findCharge(tx, id, scopeOf(context));
  if (!charge) throw notFound('charge');
  if (charge.state === 'cancelled') throw wrongState('charge-cancelled', 'The charge was cancelled. Charge anew.');
  return charge;
}

/** The charge as it is after a change. */
export async function readCharge(tx: Tx, id: string): Promise<Charge> {
  return (await findCharge(tx, id, anyone))!;
}
