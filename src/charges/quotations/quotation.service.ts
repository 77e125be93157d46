import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { datesOf } from '../../ledger/posting-dates';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { invalid, notFound, wrongState } from '../../platform/problem';
import { type Reader, type Tx } from '../../platform/transaction';
import { findDetermination } from '../../warranty/determinations/determination.queries';
import { lockOpenWorkOrder } from '../../workorders/open-work-order';
import { type WorkOrder } from '../../workorders/work-order';
import { findWorkOrder } from '../../workorders/work-order.queries';
import { type PartsBasis } from '../tariffs/charge-policy';
import { chargePolicy } from '../tariffs/charge-policy.service';
import { pricePlan } from './price-plan';
import {
  type NewQuotation,
  type Quotation,
  type QuotationPlan,
  type QuotationQuery,
  type QuotationRevision,
  type QuotationWithdrawal,
} from './quotation';
import {
  findQuotation,
  insertQuotation,
  insertQuotationEvent,
  listQuotations,
  paidPiecesFitted,
  pauseWorkOrder,
  type QuotationRow,
  stepQuotation,
} from './quotation.queries';
import { lockQuotationIn } from './quotation-steps';
import { tariffOn } from '../tariffs/tariff.queries';

const anyone = { engineerId: null, siteId: null };

/** Quotations 报价: made, revised, read and given up. */
export class QuotationService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewQuotation): Promise<Quotation> {
    const { documentDate } = datesOf(this.kernel.clock, context, { postingDate: asked.documentDate });
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, asked.workOrderId);
      return make(tx, context, order, asked, documentDate, null);
    });
  }

  async find(context: CallContext, id: string): Promise<Quotation> {
    const found = await this.kernel.database.read((reader) => findQuotation(reader, id, scopeOf(context)));
    if (!found) throw notFound('quotation');
    return found;
  }

  async list(context: CallContext, query: QuotationQuery): Promise<PageOf<Quotation>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listQuotations(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Another plan or price: a new revision, to be approved, told and accepted anew. A dispute ends with it. */
  async revise(context: CallContext, id: string, asked: QuotationRevision): Promise<Quotation> {
    const { documentDate } = datesOf(this.kernel.clock, context, { postingDate: asked.documentDate });
    return this.kernel.database.command(context, async (tx) => {
      const earlier = await lockQuotationIn(tx, context, id, [
        ...(['made', 'approved', 'rejected', 'told', 'accepted', 'declined', 'disputed'] as const),
      ]);
      refusePaid(earlier);
      await stepQuotation(tx, id, 'superseded');
      await pauseWorkOrder(tx, earlier.workOrderId, false);
      const order = await lockOpenWorkOrder(tx, context, earlier.workOrderId);
      const revisionOf = { number: earlier.number, revision: earlier.revision + 1, reason: asked.reason };
      return make(tx, context, order, asked, documentDate, revisionOf);
    });
  }

  /** Gives it up. Not once paid pieces were fitted under it: then it is revised instead. */
  async withdraw(context: CallContext, id: string, asked: QuotationWithdrawal): Promise<Quotation> {
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, id, ['made', 'approved', 'told', 'accepted']);
      await giveUp(tx, quotation);
      const at = this.kernel.clock.now();
      await insertQuotationEvent(tx, id, { kind: 'withdrawn', words: asked.reason, at, actorId: context.actor.id });
      return readQuotation(tx, id);
    });
  }
}

/** The quotation as it is after a change. */
export async function readQuotation(reader: Reader, id: string): Promise<Quotation> {
  return (await findQuotation(reader, id, anyone))!;
}

/** What was paid or fitted under a quotation needs one. */
export async function giveUp(tx: Tx, quotation: Quotation): Promise<void> {
  refusePaid(quotation);
  if (quotation.acceptedAt !== null && (await paidPiecesFitted(tx, quotation.workOrderId)) > 0) {
    throw wrongState('paid-parts-fitted', 'Paid parts were fitted under this quotation. Revise it instead.');
  }
  await stepQuotation(tx, quotation.id, 'withdrawn');
}

function refusePaid(quotation: Quotation): void {
  if (quotation.receivedAmount === 0) return;
  throw wrongState('quotation-paid', 'The customer has paid under this quotation. Have the payments reversed first.', {
    receivedAmount: quotation.receivedAmount,
  });
}

async function make(
  tx: Tx,
  context: CallContext,
  order: WorkOrder,
  plan: QuotationPlan,
  documentDate: string,
  revisionOf: QuotationRow['revisionOf'],
): Promise<Quotation> {
  const { determination } = (await findWorkOrder(tx, order.id, anyone, context.language))!;
  if (determination === null || determination.outcome === 'REVIEW') {
    throw wrongState(
      'classification-needs-review',
      'Nobody may say yet who pays (S028, S046). A supervisor decides, or the missing facts are entered.',
      { determinationId: determination?.id },
    );
  }
  const tariff = await tariffOn(tx, documentDate);
  if (!tariff) throw wrongState('no-tariff', `No tariff holds on ${documentDate}. State one first (POST /v1/tariffs).`);
  const organisation = await chargePolicy(tx);
  const partsBasis = (await basisOfWarranty(tx, determination.id)) ?? organisation.partsBasis;
  const policy = { ...organisation, partsBasis };
  const { engineerId, siteId } = order;
  const priced = await pricePlan(tx, plan, { engineerId, siteId, day: documentDate, policy, tariff });
  const validUntil = plan.validUntil ?? dayAfter(documentDate, policy.quotationDays);
  if (validUntil < documentDate) {
    throw invalid([{ pointer: '/validUntil', detail: 'a quotation holds at least on the day it is made' }]);
  }
  const id = newId();
  await insertQuotation(tx, {
    ...priced,
    ...{ id, code: newCode('quotation'), workOrderId: order.id, determinationId: determination.id },
    ...{ tariffId: tariff.id, documentDate, validUntil, actorId: context.actor.id, revisionOf },
  });
  return readQuotation(tx, id);
}

/** The warranty policy that found the work to be paid may say how it is priced. */
async function basisOfWarranty(reader: Reader, determinationId: string): Promise<PartsBasis | undefined> {
  const bases: Record<string, PartsBasis> = { COST_ONLY: 'MATERIAL_COST', TARIFF: 'TARIFF' };
  const stated = (await findDetermination(reader, determinationId, 'en'))?.verdict.charge_basis;
  return stated ? bases[stated] : undefined;
}

function dayAfter(day: string, days: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}
