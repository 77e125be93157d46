/** The cause of the fault: excluded, covered, or unknown (README, `excluded_causes`, `covered_causes`, `presumption`). */
import { addDuration } from './calendar-days';
import { type CaseFacts } from './case-facts';
import { type CoverRule, type Policy } from './policy';

/** The stated cause; what nobody stated is UNKNOWN. */
export function causeOf({ facts }: CaseFacts): string {
  return facts.claim.cause ?? 'UNKNOWN';
}

/** The cause is on the excluded list, or known and not on the covered list. */
export function isCauseExcluded({ excluded_causes, covered_causes }: CoverRule, known: CaseFacts): boolean {
  const cause = causeOf(known);
  if (excluded_causes?.includes(cause)) return true;
  return cause !== 'UNKNOWN' && covered_causes !== undefined && !covered_causes.includes(cause);
}

/** An unknown cause is still presumed a defect on the day of the report. */
export function isPresumedDefect({ presumption }: Policy, { dates, report }: CaseFacts): boolean {
  const basis = presumption && dates.get(presumption.basis);
  return basis !== undefined && report <= addDuration(basis, presumption as NonNullable<typeof presumption>).day;
}
