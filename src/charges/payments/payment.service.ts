import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { type CallContext, hasRole } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { forbidden, notFound, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import { pastInstant } from '../../workorders/instants';
import { chargePolicy } from '../tariffs/charge-policy.service';
import { type NewPayment, type Payment, type PaymentMethod, type PaymentQuery, type PaymentReversal } from './payment';
import { findPayment, insertPayment, listPayments, outstandingOf, reversePayment } from './payment.queries';
import { type Quotation } from '../quotations/quotation';
import { lockQuotation } from '../quotations/quotation.queries';
import { lockQuotationIn } from '../quotations/quotation-steps';

const anyone = { engineerId: null, siteId: null };

/** Payments 收款 and their receipts 收据. */
export class PaymentService {
  constructor(private readonly kernel: Kernel) {}

  /** The quotation is taken first: of two payments at once, the second sees what the first has left to pay. */
  async create(context: CallContext, asked: NewPayment): Promise<Payment> {
    const receivedAt = pastInstant(this.kernel.clock, asked.receivedAt, '/receivedAt');
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, asked.quotationId, ['accepted', 'charged']);
      await refuseCollector(tx, context, asked.method);
      await refuseMoreThanOwed(tx, quotation, asked.amount);
      const id = newId();
      await insertPayment(tx, {
        ...{ id, code: newCode('payment'), quotationId: quotation.id, method: asked.method, amount: asked.amount },
        collectorId: asked.method === 'cash' ? quotation.engineerId : null,
        ...{ payer: asked.payer, reference: asked.reference ?? null, receivedAt },
        ...{ day: this.kernel.clock.today(), actorId: context.actor.id },
      });
      return (await findPayment(tx, id, anyone))!;
    });
  }

  async find(context: CallContext, id: string): Promise<Payment> {
    const found = await this.kernel.database.read((reader) => findPayment(reader, id, scopeOf(context)));
    if (!found) throw notFound('payment');
    return found;
  }

  async list(context: CallContext, query: PaymentQuery): Promise<PageOf<Payment>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listPayments(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** It was entered wrongly, or the money went back. Not once its cash was handed in: then it is the office's to repay. */
  async reverse(context: CallContext, id: string, asked: PaymentReversal): Promise<Payment> {
    return this.kernel.database.command(context, async (tx) => {
      const known = await findPayment(tx, id, scopeOf(context));
      if (!known) throw notFound('payment');
      await lockQuotation(tx, known.quotationId, anyone);
      await tx.query(`select from payment where id = $1 for update`, [id]);
      const payment = (await findPayment(tx, id, anyone))!;
      if (payment.reversedAt !== null) throw wrongState('already-reversed', 'The payment was reversed before.');
      if (payment.method === 'cash' && payment.heldAmount < payment.amount) {
        throw wrongState(
          'cash-handed-in',
          'Its cash was handed in. The office pays it back by a payment of its own books.',
        );
      }
      if ([payment.actorId, payment.collectorId].includes(context.actor.id)) {
        throw forbidden('Somebody else than who took or recorded a payment reverses it.', 'own-payment');
      }
      await reversePayment(tx, payment, {
        at: this.kernel.clock.now(),
        actorId: context.actor.id,
        reason: asked.reason,
      });
      return (await findPayment(tx, id, anyone))!;
    });
  }
}

/** Whether field staff take money is a switch (S068); what is paid to the office, the office records. */
async function refuseCollector(tx: Tx, context: CallContext, method: PaymentMethod): Promise<void> {
  if (method === 'direct') {
    if (hasRole(context, 'administrator', 'clerk', 'finance')) return;
    throw forbidden('What was paid to the office is recorded by the office. Tell a clerk.', 'not-office');
  }
  const { engineersCollectCash } = await chargePolicy(tx);
  if (engineersCollectCash) return;
  throw wrongState('cash-not-collected', 'Engineers take no money here (S068). Have the customer pay the office.');
}

async function refuseMoreThanOwed(tx: Tx, quotation: Quotation, amount: number): Promise<void> {
  const owed = (await outstandingOf(tx, quotation.id)) ?? quotation.totalAmount - quotation.receivedAmount;
  if (amount <= owed) return;
  throw wrongState('overpaid', 'That is more than is owed. Take what is outstanding.', { owed: Math.max(owed, 0) });
}
