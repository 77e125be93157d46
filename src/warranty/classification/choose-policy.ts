/** Step 1: which policy applies (README, `policies`). */
import { type DayNumber, parseDay } from './calendar-days';
import { type CaseFacts } from './case-facts';
import { type Policy, type Term } from './policy';

function isSoldWithin(sale: DayNumber | null, { valid_sale_from, valid_sale_to }: Policy): boolean {
  if (valid_sale_from === undefined && valid_sale_to === undefined) return true;
  // A bounded policy applies to a known sale date only: an unknown one is never guessed to lie inside.
  if (sale === null) return false;
  const from = valid_sale_from === undefined ? -Infinity : parseDay(valid_sale_from);
  const to = valid_sale_to === undefined ? Infinity : parseDay(valid_sale_to);
  return from !== null && to !== null && from <= sale && sale <= to;
}

/** The one policy that applies: sale date and usage class match, highest priority; null where none or several do. */
export function choosePolicy({ facts, sale }: CaseFacts, policies: readonly Policy[]): Policy | null {
  const usageClass = facts.unit?.usage_class ?? 'PRIVATE';
  let chosen: Policy | null = null;
  let several = false;
  for (const policy of policies) {
    if (policy.usage_class && !policy.usage_class.includes(usageClass)) continue;
    if (!isSoldWithin(sale, policy)) continue;
    const rank = (policy.priority ?? 0) - (chosen?.priority ?? 0);
    if (chosen && rank < 0) continue;
    several = chosen !== null && rank === 0;
    chosen = policy;
  }
  return several ? null : chosen;
}

/**
 * The term of a component: its own where it is listed, even if that is shorter, else the whole unit's. A component that is
 * not known yet has the whole unit's.
 */
export function chooseTerm(terms: readonly Term[], component: string | undefined): Term | null {
  let wholeUnit: Term | null = null;
  for (const term of terms) {
    if (term.covers === 'WHOLE_UNIT') wholeUnit ??= term;
    else if (component !== undefined && term.covers.includes(component)) return term;
  }
  return wholeUnit;
}
