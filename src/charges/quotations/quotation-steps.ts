import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { notFound, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import { type Quotation, type QuotationStatus } from './quotation';
import { lockQuotation } from './quotation.queries';

/** What to do about a quotation that is in another state than a step needs. */
const nextStep: Record<QuotationStatus, string> = {
  made: 'It is made: a supervisor approves it next.',
  approved: 'It is approved: tell it to the customer next.',
  rejected: 'It was rejected: make another revision.',
  told: 'It was told: record the customer’s answer next.',
  accepted: 'The customer has accepted it; another plan is a new revision.',
  declined: 'The customer has declined it; another offer is a new revision.',
  disputed: 'The customer objects: settle the dispute, or make another revision.',
  withdrawn: 'It was withdrawn: make a new one.',
  superseded: 'A later revision took its place: go on with that one.',
  charged: 'The work is charged: further work needs a new quotation.',
};

/** The quotation, locked after its order, if it is the caller's and in one of these states. */
export async function lockQuotationIn(
  tx: Tx,
  context: CallContext,
  id: string,
  allowed: readonly QuotationStatus[],
): Promise<Quotation> {
  const quotation = await lockQuotation(tx, id, scopeOf(context));
  if (!quotation) throw notFound('quotation');
  if (allowed.includes(quotation.status)) return quotation;
  const { number, revision, status } = quotation;
  throw wrongState('quotation-in-other-state', nextStep[status], { number, revision, status });
}
