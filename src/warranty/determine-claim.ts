import { type ContractCover, contractSentence, findContractCover } from '../contracts/contract-cover';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { invalid } from '../platform/problem';
import { type Reader, type Tx } from '../platform/transaction';
import { classify } from './classify';
import { type ClaimToDetermine, type DeterminationSummary } from './determination';
import { activePoliciesFor, findKnownProduct, insertDetermination, type KnownProduct } from './determination.queries';
import { type Facts } from './facts';
import { findHistory, type UnitHistory } from './unit-history.queries';
import { type Reason, type Verdict } from './verdict';

/**
 * Determines warranty or paid from what our records know, under the active policies of the product, and stores the answer
 * beside the earlier ones (R10). What is not known is REVIEW, never a guess: no policy (NO_POLICY), no start date (S001).
 */
export async function determineClaim(
  tx: Tx,
  context: CallContext,
  claim: ClaimToDetermine,
): Promise<DeterminationSummary> {
  const product = await productOf(tx, claim);
  const facts = factsOf(claim, product, await findHistory(tx, claim));
  const policies = await activePoliciesFor(tx, product);
  const classified = classify(
    facts,
    policies.map((policy) => policy.body),
  );
  const { contract, verdict } = await underContract(tx, claim, classified);
  const decided = policies.find(
    ({ body }) => body.id === verdict.policy && (body.version ?? null) === verdict.policy_version,
  );
  const id = newId();
  await insertDetermination(tx, {
    id,
    subjectKind: claim.subjectKind,
    subjectId: claim.subjectId,
    unitId: claim.unitId,
    outcome: verdict.outcome,
    lastCoveredDay: verdict.expiry_date,
    policyId: decided?.id ?? null,
    contractId: contract?.id ?? null,
    facts,
    verdict,
    decidedById: null,
    decisionReason: null,
    actorId: context.actor.id,
    reviewReason: verdict.outcome === 'REVIEW' ? (verdict.reasons[0] ?? null) : null,
  });
  return {
    id,
    outcome: verdict.outcome,
    lastCoveredDay: verdict.expiry_date,
    reasons: verdict.reasons,
    entitlements: verdict.entitlements,
    sentence: verdict.explanation[context.language],
    contractId: contract?.id ?? null,
    contractNumber: contract?.number ?? null,
  };
}

/** What no contract pays for: what the user did to the unit, or papers of another one. */
const beyondContracts: readonly Reason[] = ['EXCLUDED_CAUSE', 'METER_TAMPERED', 'DOC_MISMATCH'];

/**
 * A service contract in force on the day of the report pays what the customer would have to pay (S019, S060). It is no
 * warranty: the verdict stays what the rules say, and the customer is told of the contract beside it.
 */
async function underContract(
  reader: Reader,
  claim: ClaimToDetermine,
  verdict: Verdict,
): Promise<{ contract?: ContractCover; verdict: Verdict }> {
  const { unitId, partId = null, reportDate: on } = claim;
  if (verdict.outcome !== 'PAID' || unitId === null) return { verdict };
  if (verdict.reasons.some((reason) => beyondContracts.includes(reason))) return { verdict };
  const contract = await findContractCover(reader, { unitId, partId, on });
  if (!contract) return { verdict };
  const said = contractSentence(contract);
  const explanation = {
    'zh-CN': verdict.explanation['zh-CN'] + said['zh-CN'],
    en: `${verdict.explanation.en} ${said.en}`,
  };
  return { contract, verdict: { ...verdict, explanation } };
}

async function productOf(reader: Reader, claim: ClaimToDetermine): Promise<KnownProduct> {
  const product = await findKnownProduct(reader, claim);
  if (product) return product;
  const pointer = claim.unitId === null ? '/modelId' : '/unitId';
  throw invalid([{ pointer, detail: 'there is no such record; look it up and send the request again' }]);
}

function factsOf(claim: ClaimToDetermine, product: KnownProduct, history: UnitHistory): Facts {
  const dates = { ...product.dates };
  if (dates.INVOICE === undefined && claim.purchaseDate) dates.INVOICE = claim.purchaseDate;
  return {
    unit: {
      category: product.category,
      usage_class: product.usageClass,
      owner: product.firstOwner ? 'first' : 'second',
    },
    dates,
    history: history.events,
    ...(history.readings.length > 0 && { readings: history.readings }),
    claim: {
      report_date: claim.reportDate,
      ...(product.component !== null && { component: product.component }),
      ...(claim.fault && { fault: claim.fault.trim().toLowerCase() }),
      ...(claim.cause && { cause: claim.cause }),
      ...(Object.keys(product.readings).length > 0 && { usage: product.readings }),
    },
  };
}
