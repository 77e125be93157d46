/** Free or shared although the cover is over: goodwill and loyalty (README, `goodwill`, `loyalty`). */
import { addDuration, type CalendarUnit } from './calendar-days';
import { type CaseFacts } from './case-facts';
import { type CoverStanding } from './covers';
import { type GoodwillRule, type Policy } from './policy';
import { type Start } from './start-date';
import { type GoodwillShare, type Reason } from './verdict';

/** What is granted, and why. */
export interface Grant {
  share: GoodwillShare;
  reason: Extract<Reason, 'GOODWILL_APPROVED' | 'LOYALTY_LABOR_WAIVED' | 'LOYALTY_PARTS_WAIVED'>;
}

const PERIODS: readonly CalendarUnit[] = ['DAY', 'MONTH', 'YEAR'];

function isDateWithin({ max_over }: GoodwillRule, { cover, isPastEnd }: CoverStanding, { report }: CaseFacts): boolean {
  const expiry = cover.end.day;
  if (!isPastEnd || expiry === null) return true;
  const bounds = PERIODS.filter((unit) => max_over[unit] !== undefined);
  return (
    bounds.length > 0 && bounds.every((unit) => report <= addDuration(expiry, { n: max_over[unit] ?? 0, unit }).day)
  );
}

/** Every exceeded dimension has an entry and lies within it. */
export function isWithinGoodwill(rule: GoodwillRule, standing: CoverStanding, known: CaseFacts): boolean {
  const metersWithin = Object.entries(standing.meters.over).every(([meter, over]) => {
    const most = rule.max_over[meter];
    return most !== undefined && over <= most;
  });
  const cause = known.facts.claim.cause ?? 'UNKNOWN';
  return metersWithin && isDateWithin(rule, standing, known) && !(rule.not_for_causes ?? []).includes(cause);
}

/**
 * The lower of approved and maximum, per side. An approval that names one side's percent approves that side; one that names
 * none approves up to the maximum.
 */
function goodwillShare(rule: GoodwillRule, { facts }: CaseFacts): GoodwillShare | null {
  const record = facts.goodwill;
  if ((rule.approval_required ?? true) && record?.approved !== true) return null;
  const namesPercent = record?.parts_pct !== undefined || record?.labor_pct !== undefined;
  const approved = namesPercent ? { parts: record.parts_pct ?? 0, labor: record.labor_pct ?? 0 } : null;
  const side = (asked: number | undefined, most: number | undefined) => Math.min(asked ?? most ?? 100, most ?? 100);
  const share = {
    parts: side(approved?.parts, rule.max_parts_pct),
    labor: side(approved?.labor, rule.max_labor_pct),
  };
  return share.parts > 0 || share.labor > 0 ? share : null;
}

function loyaltyGrant({ loyalty }: Policy, standing: CoverStanding, start: Start, known: CaseFacts): Grant | null {
  if (!loyalty || known.facts.goodwill?.loyalty !== true || !standing.isPastEnd || start.kind !== 'FROM') return null;
  const until = addDuration(start.day, { n: loyalty.until_n, unit: loyalty.until_unit }).day;
  if (known.report > until) return null;
  return loyalty.waive === 'LABOR'
    ? { share: { parts: 0, labor: 100 }, reason: 'LOYALTY_LABOR_WAIVED' }
    : { share: { parts: 100, labor: 0 }, reason: 'LOYALTY_PARTS_WAIVED' };
}

/** What is granted where date or usage is exceeded; null = nothing. */
export function findGrant(policy: Policy, standing: CoverStanding, start: Start, known: CaseFacts): Grant | null {
  const rule = policy.goodwill;
  const share = rule && isWithinGoodwill(rule, standing, known) ? goodwillShare(rule, known) : null;
  return share ? { share, reason: 'GOODWILL_APPROVED' } : loyaltyGrant(policy, standing, start, known);
}
