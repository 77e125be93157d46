import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { notFound } from '../platform/problem';
import { findPayment } from './payments/payment.queries';
import { findQuotation } from './quotations/quotation.queries';

/** Quotations and receipts as documents that people keep. */
export class PaperService {
  constructor(private readonly kernel: Kernel) {}

  // Drawn after the reading, so that no connection waits for it; loaded when first needed, as the report's document is.
  async quotation(context: CallContext, id: string): Promise<Buffer> {
    const found = await this.kernel.database.read((reader) => findQuotation(reader, id, scopeOf(context)));
    if (!found) throw notFound('quotation');
    const { quotationDocument } = await import('./papers.js');
    return quotationDocument(found);
  }

  async receipt(context: CallContext, id: string): Promise<Buffer> {
    const found = await this.kernel.database.read((reader) => findPayment(reader, id, scopeOf(context)));
    if (!found) throw notFound('payment');
    const { receiptDocument } = await import('./papers.js');
    return receiptDocument(found);
  }
}
