import { type CallContext } from '../../platform/context';
import { type Tx } from '../../platform/transaction';
import { purchaseDateFor } from '../../workorders/intake/service-request-link.queries';
import { determineWorkOrder } from '../../workorders/open-work-order';
import { setOrderCause } from '../../workorders/disputes/escalation.queries';
import { type WorkOrder } from '../../workorders/work-order';
import { determineLines } from '../replacements/line-billing';
import { setBillings } from '../replacements/replacement.queries';
import { readReport } from '../report-steps';
import { changeReport, draftsWithOtherCause } from '../service-report.queries';

/**
 * A cause that was unknown or disputed is settled from now on: order and draft bear it, and both are determined anew,
 * beside what was determined before (R10). What a person decided for a line under the other cause lapses with it. The
 * order is locked.
 */
export async function tellVerifiedCause(
  tx: Tx,
  context: CallContext,
  order: WorkOrder,
  causeCode: string,
): Promise<void> {
  await setOrderCause(tx, order.id, causeCode);
  const purchaseDate = await purchaseDateFor(tx, order.requestId);
  await determineWorkOrder(tx, context, { ...order, causeCode, purchaseDate });
  for (const draftId of await draftsWithOtherCause(tx, order.id, causeCode)) {
    const draft = await readReport(tx, context, draftId);
    await changeReport(tx, draftId, { ...draft, causeCode });
    await setBillings(
      tx,
      draft.replacements.map(({ id }) => ({ id, billing: null })),
    );
    await determineLines(tx, context, order, { unitId: draft.unitId, causeCode }, draft.replacements);
  }
}
