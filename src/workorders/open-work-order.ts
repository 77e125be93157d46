import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type CallContext, hasRole } from '../platform/context';
import { newId } from '../platform/id';
import { forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Reader, type Tx } from '../platform/transaction';
import { type FaultToDetermine } from '../warranty/determinations/determination';
import { determineClaims } from '../warranty/determinations/determine-claim';
import { type WorkOrder } from './work-order';
import { findEngineer, findWorkOrder, insertWorkOrder, lockWorkOrder } from './work-order.queries';

/** A visit that is ordered. */
export interface Visit {
  requestId: string | null;
  unitId: string;
  engineerId: string | undefined;
  siteId: string | null | undefined;
  fault: string;
  symptom: string | null;
  causeCode: string | null;
  purchaseDate: string | null;
  plannedOn: string | null;
  documentDate: string;
  reportedOn: string;
}

/** Opens a work order and determines, before anyone travels, who pays (S060). */
export async function openWorkOrder(tx: Tx, context: CallContext, visit: Visit): Promise<WorkOrder> {
  const siteId = siteFor(context, visit.siteId);
  const engineerId = await engineerFor(tx, context, visit.engineerId);
  const id = newId();
  const { requestId, unitId, fault, symptom, causeCode, plannedOn, documentDate, reportedOn } = visit;
  const known = await insertWorkOrder(tx, {
    ...{ id, requestId, unitId, fault, symptom, causeCode, plannedOn, documentDate, reportedOn },
    code: newCode('work-order'),
    engineerId,
    siteId,
    actorId: context.actor.id,
  });
  if (!known) throw invalid([{ pointer: '/unitId', detail: 'there is no such installed unit; look it up' }]);
  await determineWorkOrder(tx, context, { id, ...visit });
  return (await findWorkOrder(tx, id, { engineerId: null, siteId: null }, context.language)) ?? noSuchWorkOrder();
}

/** Determines anew from the facts as they are now; the earlier determination stays (R10). */
export async function determineWorkOrder(
  tx: Tx,
  context: CallContext,
  order: {
    id: string;
    unitId: string;
    reportedOn: string;
    causeCode: string | null;
    fault: string;
    symptom: string | null;
    purchaseDate?: string | null;
  },
): Promise<void> {
  const fault: FaultToDetermine = {
    subjectKind: 'work_order',
    unitId: order.unitId,
    reportDate: order.reportedOn,
    purchaseDate: order.purchaseDate ?? null,
    cause: order.causeCode,
    fault: order.symptom ?? order.fault,
  };
  await determineClaims(tx, context, fault, [{ subjectId: order.id }]);
}

/**
 * The order, locked, if it is the caller's and open: whoever asks for parts for it or reports on it asks here, so that
 * nothing hangs on an order that ends at the same moment.
 */
export async function lockOpenWorkOrder(tx: Tx, context: CallContext, id: string): Promise<WorkOrder> {
  const order = (await lockWorkOrder(tx, id, scopeOf(context), context.language)) ?? noSuchWorkOrder();
  if (order.status === 'open') return order;
  const detail =
    order.status === 'disputed'
      ? 'The customer objects; the job waits until that is settled.'
      : 'The work order has ended. Open a new one for further work.';
  throw wrongState('work-order-not-open', detail, { number: order.number, status: order.status });
}

/** Engineers order for themselves; a station sends its own people; the office sends anyone (R15). */
export async function engineerFor(reader: Reader, context: CallContext, asked: string | undefined): Promise<string> {
  const scope = scopeOf(context);
  if (scope.engineerId !== null && asked !== undefined && asked !== scope.engineerId) {
    throw forbidden('You take work orders for yourself only. Ask the office to send somebody else.', 'not-yourself');
  }
  const id = asked ?? (hasRole(context, 'engineer', 'station') ? context.actor.id : undefined);
  if (id === undefined) throw invalid([{ pointer: '/engineerId', detail: 'say which engineer goes' }]);
  const engineer = await findEngineer(reader, id);
  if (!engineer || (scope.siteId !== null && engineer.siteId !== scope.siteId)) {
    throw invalid([{ pointer: '/engineerId', detail: 'there is no such engineer, or none that you can send' }]);
  }
  return engineer.id;
}

/** A station answers for its own site and no other. */
export function siteFor(context: CallContext, asked: string | null | undefined): string | null {
  const { siteId } = scopeOf(context);
  if (siteId !== null && asked && asked !== siteId) throw notFound('site');
  return siteId ?? asked ?? null;
}

export function noSuchWorkOrder(): never {
  throw notFound('work order');
}
