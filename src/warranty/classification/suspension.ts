/** Step 5: days on which the customer could not use the unit prolong the period (README, `suspend`). */
import { type DayNumber } from './calendar-days';
import { type Stay } from './case-facts';
import { type SuspendRule } from './policy';

function suspends(stay: Stay, rule: SuspendRule): boolean {
  if (stay.kind === 'FORCE_MAJEURE_DELAY') return rule.force_majeure === true;
  return rule.repairs === 'ALL' || (rule.repairs === 'WARRANTY' && stay.underWarranty);
}

/**
 * The end prolonged by the suspension days. Overlapping stays are joined and counted once; a stay counts in full when it
 * begins on or before the end as it runs by then, and not at all when it begins later: a repair after the end revives
 * nothing. `stays` are in order of their beginning.
 */
export function prolong(end: DayNumber, stays: readonly Stay[], rule: SuspendRule | undefined): DayNumber {
  if (!rule) return end;
  const bothEnds = rule.day_count === 'INCLUSIVE' ? 1 : 0;
  let runningEnd = end;
  let joined: { from: DayNumber; to: DayNumber } | null = null;
  for (const stay of stays) {
    // Excluded days shorten the stay itself, so that joining it with another can never take days from that one.
    const to = stay.out - stay.excludedDays;
    if (!suspends(stay, rule) || to + bothEnds <= stay.in) continue;
    if (joined && stay.in <= joined.to) {
      joined.to = Math.max(joined.to, to);
      continue;
    }
    if (joined) runningEnd += joined.to - joined.from + bothEnds;
    joined = null;
    if (stay.in > runningEnd) break;
    joined = { from: stay.in, to };
  }
  return joined ? runningEnd + joined.to - joined.from + bothEnds : runningEnd;
}
