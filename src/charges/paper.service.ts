import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { localTimes } from '../platform/local-times';
import { notFound } from '../platform/problem';
import { findPayment } from './payments/payment.queries';
import { findQuotation } from './quotations/quotation.queries';

/** Quotations and receipts as documents that people keep. */
export class PaperService {
  constructor(private readonly kernel: Kernel) {}

  // Drawn after the reading, so that no connection waits for it; loaded when first needed, as the report's document is.
  async quotation(context: CallContext, id: string): Promise<Buffer> {
    const { found, local } = await this.kernel.database.snapshot(async (reader) => {
      const found = await findQuotation(reader, id, scopeOf(context));
      if (!found) throw notFound('quotation');
      const local = await localTimes(
        reader,
        found.events.map(({ at }) => at),
      );
      return { found, local };
    });
    const { quotationDocument } = await import('./papers.js');
    return quotationDocument(found, (instant) => local.get(instant) ?? instant);
  }

  async receipt(context: CallContext, id: string): Promise<Buffer> {
    const { found, local } = await this.kernel.database.snapshot(async (reader) => {
      const found = await findPayment(reader, id, scopeOf(context));
      if (!found) throw notFound('payment');
      const { receivedAt, reversedAt } = found;
      return { found, local: await localTimes(reader, [receivedAt, ...(reversedAt === null ? [] : [reversedAt])]) };
    });
    const { receiptDocument } = await import('./papers.js');
    return receiptDocument(found, (instant) => local.get(instant) ?? instant);
  }
}
