import { type ContractCover, contractSentence, findContractCover } from '../contracts/contract-cover';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Reader, type Tx } from '../platform/transaction';
import { classify } from './classify';
import { type ClaimOnUnit, type ClaimToDetermine, type DeterminationSummary } from './determination';
import { insertDetermination } from './determination.queries';
import { gatherCase } from './gather-case';
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
  const { facts, policies } = await gatherCase(tx, claim);
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
export async function underContract(
  reader: Reader,
  claim: ClaimOnUnit,
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
