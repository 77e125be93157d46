import { tariffOn } from '../../charges/tariffs/tariff.queries';
import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { noSuchWorkOrder } from '../../workorders/open-work-order';
import { readinessOf } from '../../workorders/preparation.queries';
import { findWorkOrder } from '../../workorders/work-order.queries';
import { type TripKit } from './trip-kit';
import { kitCustomer, kitForm, kitIssues, kitQuotation, kitReceipts } from './trip-kit.queries';

/** What goes with the engineer on a trip: parts, form, receipts and the current tariff, tied to the order (S009). */
export class TripKitService {
  constructor(private readonly kernel: Kernel) {}

  async find(context: CallContext, id: string): Promise<TripKit> {
    const today = this.kernel.clock.today();
    return this.kernel.database.snapshot(async (reader) => {
      const order = (await findWorkOrder(reader, id, scopeOf(context), context.language)) ?? noSuchWorkOrder();
      const parts = await readinessOf(reader, id);
      const { plannedOn } = order;
      return {
        ...{ workOrderId: order.id, workOrderCode: order.code, workOrderNumber: order.number },
        ...{ engineerId: order.engineerId, plannedOn, determination: order.determination, fault: order.fault },
        ...{ unitId: order.unitId, modelNumber: order.modelNumber, serialNumber: order.serialNumber },
        customer: await kitCustomer(reader, id),
        ...{ ready: parts.every((line) => line.missing === 0), parts },
        issues: await kitIssues(reader, id),
        form: await kitForm(reader, id),
        quotation: await kitQuotation(reader, id),
        receipts: await kitReceipts(reader, id),
        tariff: (await tariffOn(reader, plannedOn !== null && plannedOn > today ? plannedOn : today)) ?? null,
      };
    });
  }
}
