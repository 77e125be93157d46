import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { invalid, notFound, wrongState } from '../platform/problem';
import { type Reader, type Tx } from '../platform/transaction';
import { pastInstant } from '../workorders/instants';
import { noSuchWorkOrder } from '../workorders/open-work-order';
import { findWorkOrder } from '../workorders/work-order.queries';
import {
  type NewSupplierInquiry,
  type SupplierAnswer,
  type SupplierContact,
  type SupplierInquiry,
  type SupplierInquiryClosure,
  type SupplierInquiryQuery,
  type SupplierInquiryStatus,
} from './supplier-inquiry';
import {
  answerInquiry,
  closeInquiry,
  contactSupplier,
  findInquiry,
  insertInquiry,
  insertLetter,
  listInquiries,
  lockInquiry,
  partSupplier,
} from './supplier-inquiry.queries';

/** Suppliers in a job: written to within twelve hours, answering within twelve hours after (S091, S092). */
export class SupplierInquiryService {
  constructor(private readonly kernel: Kernel) {}

  async open(context: CallContext, asked: NewSupplierInquiry): Promise<SupplierInquiry> {
    const { clock, database } = this.kernel;
    const openedAt = pastInstant(clock, asked.openedAt, '/openedAt');
    return database.command(context, async (tx) => {
      const order = await findWorkOrder(tx, asked.workOrderId, scopeOf(context), context.language);
      if (!order) noSuchWorkOrder();
      const about = await subjectOf(tx, asked);
      const id = newId();
      await insertInquiry(tx, {
        ...{ id, code: newCode('supplier-inquiry'), workOrderId: order.id, question: asked.question, openedAt },
        ...{ ...about, day: clock.today(), actorId: context.actor.id },
      });
      return this.read(tx, id);
    });
  }

  async find(context: CallContext, id: string): Promise<SupplierInquiry> {
    const now = this.kernel.clock.now();
    const found = await this.kernel.database.read((reader) => findInquiry(reader, id, scopeOf(context), now));
    if (!found) throw notFound('supplier inquiry');
    return found;
  }

  async list(context: CallContext, query: SupplierInquiryQuery): Promise<PageOf<SupplierInquiry>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const now = this.kernel.clock.now();
    const rows = await this.kernel.database.read((reader) =>
      listInquiries(reader, query, scopeOf(context), now, limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The first letter starts the supplier's twelve hours; a later one reminds and changes nothing. */
  async contact(context: CallContext, id: string, asked: SupplierContact): Promise<SupplierInquiry> {
    const at = pastInstant(this.kernel.clock, asked.writtenAt, '/writtenAt');
    const { channel, words } = asked;
    return this.kernel.database.command(context, async (tx) => {
      const inquiry = await this.lockIn(tx, context, id, ['opened', 'contacted']);
      refuseBefore(at, inquiry.contactedAt ?? inquiry.openedAt);
      await insertLetter(tx, id, { direction: 'sent', channel, words, at, actorId: context.actor.id });
      if (inquiry.status === 'opened') await contactSupplier(tx, id, at);
      return this.read(tx, id);
    });
  }

  async answer(context: CallContext, id: string, asked: SupplierAnswer): Promise<SupplierInquiry> {
    const at = pastInstant(this.kernel.clock, asked.writtenAt, '/writtenAt');
    const { channel, words, position } = asked;
    return this.kernel.database.command(context, async (tx) => {
      const inquiry = await this.lockIn(tx, context, id, ['contacted']);
      refuseBefore(at, inquiry.contactedAt!);
      await insertLetter(tx, id, { direction: 'received', channel, words, at, actorId: context.actor.id });
      await answerInquiry(tx, id, at, position);
      return this.read(tx, id);
    });
  }

  async close(context: CallContext, id: string, { reason }: SupplierInquiryClosure): Promise<SupplierInquiry> {
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      await this.lockIn(tx, context, id, ['opened', 'contacted']);
      await closeInquiry(tx, id, at, reason);
      return this.read(tx, id);
    });
  }

  private async lockIn(
    tx: Tx,
    context: CallContext,
    id: string,
    allowed: readonly SupplierInquiryStatus[],
  ): Promise<SupplierInquiry> {
    const inquiry = await lockInquiry(tx, id, scopeOf(context), this.kernel.clock.now());
    if (!inquiry) throw notFound('supplier inquiry');
    if (allowed.includes(inquiry.status)) return inquiry;
    const { number, status } = inquiry;
    throw wrongState('supplier-inquiry-in-other-state', nextStep[status], { number, status });
  }

  private async read(reader: Reader, id: string): Promise<SupplierInquiry> {
    return (await findInquiry(reader, id, { engineerId: null, siteId: null }, this.kernel.clock.now()))!;
  }
}

const nextStep: Record<SupplierInquiryStatus, string> = {
  opened: 'The supplier was not written to yet: record the contact first.',
  contacted: 'The answer is waited for.',
  answered: 'It is answered: open another one for another question.',
  closed: 'It is closed: open another one.',
};

/** Who is asked about what: the part's supplier, unless another one is named. */
async function subjectOf(
  reader: Reader,
  asked: NewSupplierInquiry,
): Promise<{ supplierId: string; partId: string | null; component: string | null }> {
  if ((asked.partId === undefined) === (asked.component === undefined)) {
    throw invalid([
      { pointer: '/partId', detail: 'name the part or the component that the supplier made, one of them' },
    ]);
  }
  const part = asked.partId === undefined ? undefined : await partSupplier(reader, asked.partId);
  if (asked.partId !== undefined && !part) throw invalid([{ pointer: '/partId', detail: 'there is no such part' }]);
  const supplierId = asked.supplierId ?? part?.supplierId;
  if (!supplierId) throw invalid([{ pointer: '/supplierId', detail: 'say which supplier made it' }]);
  return { supplierId, partId: asked.partId ?? null, component: asked.component ?? part?.component ?? null };
}

function refuseBefore(at: Date, earlier: string): void {
  if (at >= new Date(earlier)) return;
  throw invalid([{ pointer: '/writtenAt', detail: `the step before it was on ${earlier}` }]);
}
