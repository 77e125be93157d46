import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { notFound, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import { type FaultToDetermine } from '../../warranty/determinations/determination';
import { determineClaims } from '../../warranty/determinations/determine-claim';
import { type ServiceRequest } from './service-request';
import { findRequest, lockRequest } from './service-request.queries';

/** Determines who would pay, from what is known of the request now. */
export async function determineRequest(tx: Tx, context: CallContext, id: string): Promise<void> {
  const anyone = { engineerId: null, siteId: null };
  const request = (await findRequest(tx, id, anyone, context.language)) ?? noSuchRequest();
  const fault: FaultToDetermine = {
    subjectKind: 'service_request',
    unitId: request.unitId,
    modelId: request.modelId,
    reportDate: request.documentDate,
    purchaseDate: request.purchaseDate,
    cause: request.causeCode,
    fault: request.symptom ?? request.fault,
  };
  await determineClaims(tx, context, fault, [{ subjectId: request.id }]);
}

/** The request, locked, if it is the caller's and has not ended. */
export async function lockLiveRequest(tx: Tx, context: CallContext, id: string): Promise<ServiceRequest> {
  const request = (await lockRequest(tx, id, scopeOf(context), context.language)) ?? noSuchRequest();
  if (request.status !== 'closed') return request;
  throw wrongState('request-closed', 'The request is closed. Register a new one.', { number: request.number });
}

export function noSuchRequest(): never {
  throw notFound('service request');
}
