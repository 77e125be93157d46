/** Step 2: where the period starts (README, `start`, `no_proof`, `if_start_missing`, `unit_replaced`). */
import { addDuration, type DayNumber, firstOfNextMonth } from './calendar-days';
import { type CaseFacts } from './case-facts';
import { type CoverRule, type NoProofRule, type StartRule } from './policy';

export type Start =
  /** The period runs from this day. */
  | { kind: 'FROM'; day: DayNumber; moved: 'RESTARTED' | 'START_FALLBACK' | null }
  /** No start is known, but the end is (`if_start_missing`). */
  | { kind: 'UNTIL'; day: DayNumber }
  | { kind: 'UNKNOWN' }
  /** The purchase is not proved and the policy does not go on without. */
  | { kind: 'NO_PROOF'; action: 'PAID' | 'REVIEW' };

function combineKnown({ basis, combine }: StartRule, { dates }: CaseFacts): DayNumber | null {
  let start: DayNumber | null = null;
  for (const kind of basis) {
    const day = dates.get(kind);
    if (day === undefined) continue;
    if (combine === 'FIRST_KNOWN') return day;
    if (start === null) start = day;
    else start = combine === 'EARLIEST' ? Math.min(start, day) : Math.max(start, day);
  }
  return start;
}

function fallback({ basis, n = 0, unit = 'DAY', snap }: NoProofRule, { dates }: CaseFacts): DayNumber | null {
  const day = basis === undefined ? undefined : dates.get(basis);
  if (day === undefined) return null;
  return snap === 'NEXT_MONTH_FIRST' ? firstOfNextMonth(day) : addDuration(day, { n, unit }).day;
}

/** Proof is missing only where the invoice was asked for, not shown, and the purchase not found in our records either. */
function lacksProof({ facts }: CaseFacts): boolean {
  return facts.proof?.invoice === false && facts.proof.verified_in_system !== true;
}

/** The start of the period, or why there is none. */
export function findStart(rule: CoverRule, known: CaseFacts): Start {
  const noProof = rule.no_proof && lacksProof(known) ? rule.no_proof : null;
  if (noProof && noProof.action !== 'FALLBACK') return { kind: 'NO_PROOF', action: noProof.action };
  const first = noProof ? fallback(noProof, known) : combineKnown(rule.start, known);
  const replaced = rule.unit_replaced === 'RESTART' ? known.unitReplaced : null;
  // An exchange before the period even began (dead on arrival) takes nothing away from it.
  if (replaced !== null && (first === null || replaced > first)) {
    return { kind: 'FROM', day: replaced, moved: 'RESTARTED' };
  }
  if (first !== null) return { kind: 'FROM', day: first, moved: noProof ? 'START_FALLBACK' : null };
  const missing = rule.if_start_missing;
  const basis = missing && known.dates.get(missing.basis);
  if (!missing || basis === undefined) return { kind: 'UNKNOWN' };
  return { kind: 'UNTIL', day: addDuration(basis, missing).day };
}
