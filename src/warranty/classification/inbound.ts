/** The supplier's warranty towards us, on the same arithmetic (README, `inbound_policy`). */
import { formatDay } from './calendar-days';
import { type CaseFacts } from './case-facts';
import { isCauseExcluded } from './causes';
import { chooseTerm } from './choose-policy';
import { decideCover, findCovers } from './covers';
import { type InboundPolicy, type Term } from './policy';
import { findStart } from './start-date';
import { type Determination, type SupplierClaim } from './verdict';

export type SupplierAnswer = Pick<Determination, 'supplier_claim' | 'supplier_expiry'>;

const NO_ANSWER: SupplierAnswer = { supplier_claim: null, supplier_expiry: null };

/** A period written directly on the policy is a term for the whole unit. */
function inboundTerms({ terms, n, unit, limits, limit_basis }: InboundPolicy): Term[] {
  return terms ?? [{ id: 'inbound', covers: 'WHOLE_UNIT', n, unit, limits, limit_basis }];
}

function hasOldPart({ facts }: CaseFacts): boolean {
  const { component } = facts.claim;
  return (facts.history ?? []).some(
    (event) => event.type === 'OLD_PART_RECEIVED' && (component === undefined || event.component === component),
  );
}

/** Whether the supplier still owes us, and until when. What cannot be determined stays null. */
export function findSupplierClaim(known: CaseFacts): SupplierAnswer {
  const rule = known.facts.inbound_policy;
  if (!rule) return NO_ANSWER;
  const { component } = known.facts.claim;
  const term = chooseTerm(inboundTerms(rule), component);
  const start = findStart(rule, known);
  if (!term || (component !== undefined && rule.excluded_parts?.includes(component))) return NO_ANSWER;
  if (start.kind === 'UNKNOWN' || start.kind === 'NO_PROOF') return NO_ANSWER;
  const decision = decideCover(findCovers(rule, term, start, known), known);
  const expiry = decision.cover.end.day;
  const supplier_expiry = expiry === null ? null : formatDay(expiry);
  const answer = (supplier_claim: SupplierClaim | null): SupplierAnswer => ({ supplier_claim, supplier_expiry });
  if (decision.state === 'OVER') return answer('EXPIRED');
  if (decision.state === 'UNREAD' || isCauseExcluded(rule, known)) return answer(null);
  return answer(rule.old_part_required && !hasOldPart(known) ? 'BLOCKED_OLD_PART_MISSING' : 'OPEN');
}
