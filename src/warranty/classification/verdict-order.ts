/** The verdict order of the README, from the meters on: the first failing group names the reason. */
import { causeOf, isCauseExcluded, isPresumedDefect } from './causes';
import { unmetConditions } from './conditions';
import { type CoverCase } from './cover-case';
import { findGrant } from './goodwill';
import { findRollback } from './meters';
import { type GoodwillShare, type Outcome, type Reason, type Side } from './verdict';

/** The outcome with its sides and reasons. */
export interface Ruling {
  outcome: Outcome;
  parts: Side;
  labor: Side;
  reasons: Reason[];
  goodwill: GoodwillShare | null;
}

function oneFor(outcome: 'WARRANTY' | 'PAID' | 'REVIEW', reasons: Reason[]): Ruling {
  return { outcome, parts: outcome, labor: outcome, reasons, goodwill: null };
}

/** The steps that changed the start or the end of the cover that decides; named with covered and with expired verdicts. */
function moves({ start, decision }: CoverCase): Reason[] {
  const endMoves: Reason[] = decision.cover.end.moves;
  // Where only the part's own term covers, the unit's start explains nothing.
  if (decision.isPartOnly) return endMoves;
  if (start.kind === 'UNTIL') return ['START_FALLBACK', ...endMoves];
  return start.moved ? [start.moved, ...endMoves] : endMoves;
}

function ruleOnTampering({ known, policy, term }: CoverCase): Ruling | null {
  if (!known.facts.claim.observations?.includes('METER_TAMPERED')) return null;
  if (policy.meter_tampering !== 'TREAT_AS_LIMIT_REACHED') return oneFor('REVIEW', ['METER_TAMPERED']);
  // A term without limits has none that could count as exceeded.
  return Object.keys(term.limits ?? {}).length > 0 ? oneFor('PAID', ['METER_TAMPERED']) : null;
}

/** Date or usage exceeded: goodwill or loyalty, else paid. */
function ruleOnExpiry(cover: CoverCase): Ruling {
  const { known, policy, start, decision } = cover;
  const reasons = [...moves(cover)];
  if (decision.isPastEnd) reasons.push('EXPIRED_DATE');
  if (Object.keys(decision.meters.over).length > 0) reasons.push('EXPIRED_USAGE');
  const grant = findGrant(policy, decision, start, known);
  if (!grant) return oneFor('PAID', reasons);
  const side = (percent: number): Side => (percent > 0 ? 'GOODWILL' : 'PAID');
  return {
    outcome: 'GOODWILL',
    parts: side(grant.share.parts),
    labor: side(grant.share.labor),
    reasons: [...reasons, grant.reason],
    goodwill: grant.share,
  };
}

/** Covered: all that is left is whether labour and the visit are covered as well. */
function ruleOnLabor(cover: CoverCase, isPresumed: boolean): Ruling {
  const { known, decision, labor, onsite } = cover;
  const reasons = [...moves(cover)];
  if (isPresumed) reasons.push('PRESUMED_DEFECT');
  reasons.push(decision.isPartOnly ? 'PART_OWN_WARRANTY' : 'IN_PERIOD');
  const isOver = (end: typeof onsite) => end?.kind === 'UNTIL' && end.day !== null && known.report > end.day;
  if (isOver(onsite)) reasons.push('ONSITE_EXPIRED');
  if (labor.kind === 'UNKNOWN') {
    return { ...oneFor('REVIEW', ['UNKNOWN_START']), parts: 'WARRANTY' };
  }
  if (labor.kind === 'UNTIL' && !isOver(labor)) return oneFor('WARRANTY', reasons);
  return { ...oneFor('WARRANTY', [...reasons, 'LABOR_NOT_COVERED']), outcome: 'PARTIAL', labor: 'PAID' };
}

/** Rules on a case with a computed end. */
export function rule(cover: CoverCase): Ruling {
  const { known, policy, start, decision } = cover;
  if (findRollback(known)) return oneFor('REVIEW', ['METER_ROLLBACK']);

  if (known.facts.proof?.model_matches === false) return oneFor('PAID', ['DOC_MISMATCH']);
  const tampering = ruleOnTampering(cover);
  if (tampering) return tampering;
  if (isCauseExcluded(policy, known)) return oneFor('PAID', ['EXCLUDED_CAUSE']);

  if (decision.state === 'OVER') return ruleOnExpiry(cover);
  if (decision.state === 'UNREAD') return oneFor('REVIEW', ['MISSING_READING']);

  const unmet = unmetConditions(policy.conditions ?? [], start, known);
  if (unmet.length > 0) return oneFor('PAID', ['CONDITION_FAILED']);

  const isUnknown = causeOf(known) === 'UNKNOWN';
  const isPresumed = isUnknown && isPresumedDefect(policy, known);
  if (isUnknown && !isPresumed) return oneFor('REVIEW', ['UNKNOWN_CAUSE']);

  return ruleOnLabor(cover, isPresumed);
}
