import { type ContractCover, contractSentence, findContractCovers } from '../../contracts/contract-cover';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Reader, type Tx } from '../../platform/transaction';
import { classify } from '../classification/classify';
import { type ClaimOnFault, type ClaimToDetermine, type FaultOfUnit, type FaultToDetermine } from './determination';
import { type DeterminationRow, insertDeterminations } from './determination.queries';
import { gatherCases } from './gather-case';
import { type Reason, type Verdict } from '../classification/verdict';

/**
 * Determines warranty or paid from what our records know, under the active policies of the product, and stores the answers
 * beside the earlier ones (R10). What is not known is REVIEW, never a guess: no policy (NO_POLICY), no start date (S001).
 * All claims on a fault at once: what they have in common is read once, and they are written in one statement.
 */
export async function determineClaims(
  tx: Tx,
  context: CallContext,
  fault: FaultToDetermine,
  claims: readonly ClaimToDetermine[],
): Promise<void> {
  const { facts, policies } = await gatherCases(tx, fault, claims);
  const rules = policies.map((policy) => policy.body);
  const classified = facts.map((known) => classify(known, rules));
  const answers = await underContracts(tx, fault, claims, classified);
  const rows = answers.map(({ contract, verdict }, index): DeterminationRow => {
    const decided = policies.find(
      ({ body }) => body.id === verdict.policy && (body.version ?? null) === verdict.policy_version,
    );
    return {
      id: newId(),
      subjectKind: fault.subjectKind,
      subjectId: claims[index]!.subjectId,
      unitId: fault.unitId,
      outcome: verdict.outcome,
      lastCoveredDay: verdict.expiry_date,
      policyId: decided?.id ?? null,
      contractId: contract?.id ?? null,
      facts: facts[index]!,
      verdict,
      decidedById: null,
      decisionReason: null,
      actorId: context.actor.id,
      reviewReason: verdict.outcome === 'REVIEW' ? (verdict.reasons[0] ?? null) : null,
    };
  });
  await insertDeterminations(tx, rows);
}

/** What no contract pays for: what the user did to the unit, or papers of another one. */
const beyondContracts: readonly Reason[] = ['EXCLUDED_CAUSE', 'METER_TAMPERED', 'DOC_MISMATCH'];

/**
 * A service contract in force on the day of the report pays what the customer would have to pay (S019, S060). It is no
 * warranty: the verdict stays what the rules say, and the customer is told of the contract beside it.
 */
export async function underContracts(
  reader: Reader,
  { unitId, reportDate: on }: FaultOfUnit,
  claims: readonly ClaimOnFault[],
  verdicts: readonly Verdict[],
): Promise<{ contract?: ContractCover; verdict: Verdict }[]> {
  if (unitId === null || !verdicts.some(isPayableByContract)) return verdicts.map((verdict) => ({ verdict }));
  const partIds = claims.map(({ partId }) => partId ?? null);
  const covers = await findContractCovers(reader, { unitId, on }, partIds);
  return verdicts.map((verdict, index) => {
    const contract = isPayableByContract(verdict) ? covers[index] : undefined;
    return contract ? { contract, verdict: toldOf(contract, verdict) } : { verdict };
  });
}

function isPayableByContract({ outcome, reasons }: Verdict): boolean {
  return outcome === 'PAID' && !reasons.some((reason) => beyondContracts.includes(reason));
}

function toldOf(contract: ContractCover, verdict: Verdict): Verdict {
  const said = contractSentence(contract);
  const explanation = {
    'zh-CN': verdict.explanation['zh-CN'] + said['zh-CN'],
    en: `${verdict.explanation.en} ${said.en}`,
  };
  return { ...verdict, explanation };
}
