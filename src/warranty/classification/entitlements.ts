/** Rights beyond repair, for verdicts that are WARRANTY (README, `entitlements[]`). */
import { addDuration, type DayNumber } from './calendar-days';
import { type CaseFacts, type Stay } from './case-facts';
import { checkMeters } from './meters';
import { type EntitlementRule, type Policy } from './policy';
import { countingStays } from './term-end';

function visitDays(stay: Stay, dayCount: EntitlementRule['day_count']): number {
  if (dayCount === 'CEIL_24H') return Math.ceil(stay.hours / 24);
  return stay.out - stay.in + (dayCount === 'INCLUSIVE' ? 1 : 0);
}

/** The sum over the repairs under warranty, each minus its excluded days. */
function repairDays(stays: readonly Stay[], dayCount: EntitlementRule['day_count']): number {
  return stays
    .filter((stay) => stay.kind === 'REPAIR' && stay.underWarranty)
    .reduce((days, stay) => days + Math.max(0, visitDays(stay, dayCount) - stay.excludedDays), 0);
}

/** Repairs under warranty, of the same fault or component where the rule says so; what is not known is not the same. */
function countRepairs(stays: readonly Stay[], same: EntitlementRule['same'], { facts }: CaseFacts): number {
  const { fault, component } = facts.claim;
  return stays.filter((stay) => {
    if (stay.kind !== 'REPAIR' || !stay.underWarranty) return false;
    if (same === 'FAULT') return fault !== undefined && stay.fault === fault;
    return same === undefined || (component !== undefined && stay.components.includes(component));
  }).length;
}

function isGranted(rule: EntitlementRule, policy: Policy, start: DayNumber | null, known: CaseFacts): boolean {
  const { component, usage } = known.facts.claim;
  if (rule.components && (component === undefined || !rule.components.includes(component))) return false;
  if (rule.within && (start === null || known.report > addDuration(start, rule.within).day)) return false;
  if (rule.limits) {
    const { over, unread } = checkMeters({ limits: rule.limits, since: null }, usage);
    if (unread.length > 0 || Object.keys(over).length > 0) return false;
  }
  const stays = countingStays(policy, known);
  if (rule.repairs_over !== undefined && countRepairs(stays, rule.same, known) <= rule.repairs_over) return false;
  return rule.repair_days_over === undefined || repairDays(stays, rule.day_count) > rule.repair_days_over;
}

/** The codes of what may be demanded, in the policy's order. */
export function findEntitlements(policy: Policy, start: DayNumber | null, known: CaseFacts): string[] {
  return (policy.entitlements ?? []).filter((rule) => isGranted(rule, policy, start, known)).map(({ grant }) => grant);
}
