/** Conditions on the customer and rights beyond repair. */
import { checkCount, checkDatedDuration, checkDuration, checkReadings } from './check-duration';
import { type Faults, step } from './fault';
import { type Condition, type EntitlementRule, type Policy, type Term } from '../classification/policy';

const CONDITIONS = ['REGISTERED_WITHIN', 'FIRST_OWNER', 'REPORTED_WITHIN', 'MAINTENANCE_EVERY'];

export function checkConditions(faults: Faults, conditions: readonly Condition[] | undefined): void {
  conditions?.forEach((condition, index) => {
    const pointer = step('/conditions', index);
    if (!faults.oneOf(condition.type, CONDITIONS, step(pointer, 'type')) || condition.type === 'FIRST_OWNER') return;
    if (condition.type === 'REGISTERED_WITHIN') checkDatedDuration(faults, condition, pointer);
    else checkDuration(faults, condition, pointer);
  });
}

function checkEntitlement(faults: Faults, rule: EntitlementRule, pointer: string): void {
  faults.unless(Boolean(rule.grant), step(pointer, 'grant'), 'missing', 'say what may be demanded');
  if (rule.within) checkDuration(faults, rule.within, step(pointer, 'within'));
  checkReadings(faults, rule.limits, step(pointer, 'limits'));
  const days = rule.repair_days_over;
  faults.unless(
    days === undefined || days >= 0,
    step(pointer, 'repair_days_over'),
    'out_of_range',
    'must not be negative',
  );
  if (rule.repairs_over !== undefined) {
    checkCount(faults, rule.repairs_over, step(pointer, 'repairs_over'), undefined, true);
  }
  faults.oneOf(rule.same, ['FAULT', 'COMPONENT'], step(pointer, 'same'), true);
  const hasCount = rule.same === undefined || rule.repairs_over !== undefined;
  faults.unless(hasCount, step(pointer, 'same'), 'incomplete', 'says which repairs repairs_over counts');
  faults.oneOf(rule.day_count, ['DATE_DIFF', 'INCLUSIVE', 'CEIL_24H'], step(pointer, 'day_count'), true);
}

/** A right for a component that the policy does not cover could never be had: its name is unknown, or misspelt. */
function checkComponents(
  faults: Faults,
  rule: EntitlementRule,
  terms: readonly Term[],
  pointer: string,
  excluded: readonly string[],
) {
  const isCovered = (component: string) =>
    terms.some(({ covers }) => covers === 'WHOLE_UNIT' || (Array.isArray(covers) && covers.includes(component)));
  rule.components?.forEach((component, index) => {
    const place = step(step(pointer, 'components'), index);
    faults.unless(isCovered(component), place, 'unknown_value', `no term covers the component ${component}`);
    faults.unless(!excluded.includes(component), place, 'contradiction', `${component} is also an excluded part`);
  });
}

export function checkEntitlements(
  faults: Faults,
  { entitlements, excluded_parts = [] }: Policy,
  terms: readonly Term[],
): void {
  entitlements?.forEach((rule, index) => {
    const pointer = step('/entitlements', index);
    checkEntitlement(faults, rule, pointer);
    checkComponents(faults, rule, terms, pointer, excluded_parts);
  });
}
