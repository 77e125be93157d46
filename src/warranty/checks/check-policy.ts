/** Whether a policy can be applied at all: every fault is named at once, so that it is written right before it is used. */
import { addDuration } from '../classification/calendar-days';
import {
  checkCount,
  checkDate,
  checkDatedDuration,
  checkDateKind,
  checkDuration,
  checkPercent,
  checkReadings,
  checkUnit,
} from './check-duration';
import { checkConditions, checkEntitlements } from './check-rights';
import { checkTerms } from './check-terms';
import { type Fault, Faults, step } from './fault';
import { type CoverRule, type InboundPolicy, type Policy } from '../classification/policy';

function checkStart(faults: Faults, { start }: CoverRule): void {
  const basis: unknown = (start as Partial<CoverRule['start']> | undefined)?.basis;
  if (!Array.isArray(basis) || basis.length === 0) {
    faults.add('/start/basis', 'missing', 'name at least one date the period starts from');
  } else {
    basis.forEach((kind, index) => checkDateKind(faults, kind, `/start/basis/${index}`));
    faults.unless(new Set(basis).size === basis.length, '/start/basis', 'duplicate', 'a date kind is named twice');
  }
  faults.oneOf(start?.combine, ['FIRST_KNOWN', 'EARLIEST', 'LATEST'], '/start/combine');
}

function checkNoProof(faults: Faults, { no_proof }: CoverRule): void {
  if (!no_proof) return;
  faults.oneOf(no_proof.action, ['FALLBACK', 'PAID', 'REVIEW'], '/no_proof/action');
  faults.oneOf(no_proof.snap, ['NEXT_MONTH_FIRST'], '/no_proof/snap', true);
  if (no_proof.action !== 'FALLBACK') return;
  checkDateKind(faults, no_proof.basis, '/no_proof/basis');
  const hasLength = no_proof.n !== undefined || no_proof.unit !== undefined;
  if (hasLength) checkDuration(faults, { n: no_proof.n, unit: no_proof.unit }, '/no_proof', true);
  const isOneOfBoth = !(hasLength && no_proof.snap !== undefined);
  faults.unless(isOneOfBoth, '/no_proof/snap', 'contradiction', 'either n and unit, or snap');
}

function checkReplacedParts(faults: Faults, { part_replaced_free: free, part_replaced_paid: paid }: CoverRule): void {
  const modes = ['REMAINDER', 'REMAINDER_OR_LONGER', 'REMAINDER_AT_LEAST', 'RESTART_FROM_RETURN'];
  if (free && faults.oneOf(free.mode, modes, '/part_replaced_free/mode')) {
    const needsLength = free.mode === 'REMAINDER_OR_LONGER' || free.mode === 'REMAINDER_AT_LEAST';
    if (needsLength) checkDuration(faults, free, '/part_replaced_free');
  }
  if (!paid) return;
  checkDuration(faults, paid, '/part_replaced_paid');
  checkReadings(faults, paid.limits, '/part_replaced_paid/limits');
}

/**
 * A cap that counts from the very date the period starts from, and is shorter than every term, cuts all of them: it is then
 * the term that is wrong, or the cap.
 */
function checkCap(
  faults: Faults,
  { start, outer_cap }: CoverRule,
  lengths: { n?: number; unit?: 'DAY' | 'MONTH' | 'YEAR' }[],
) {
  checkDatedDuration(faults, outer_cap, '/outer_cap');
  if (!outer_cap || faults.found.length > 0 || lengths.length === 0) return;
  if (start.basis.length !== 1 || start.basis[0] !== outer_cap.basis) return;
  const cap = addDuration(0, outer_cap).day;
  const isShorterThanAll = lengths.every(
    ({ n, unit }) => n !== undefined && unit !== undefined && addDuration(0, { n, unit }).day > cap,
  );
  faults.unless(!isShorterThanAll, '/outer_cap', 'wrong_order', 'the cap ends before every term does');
}

function checkChoices(faults: Faults, rule: CoverRule): void {
  faults.oneOf(rule.last_day, ['ANNIVERSARY', 'DAY_BEFORE'], '/last_day', true);
  faults.oneOf(rule.roll, ['NONE', 'PUBLIC_HOLIDAY', 'NON_WORKING_DAY'], '/roll', true);
  faults.oneOf(rule.unit_replaced, ['RESTART', 'REMAINDER'], '/unit_replaced', true);
  if (!rule.suspend) return;
  faults.oneOf(rule.suspend.repairs, ['NONE', 'WARRANTY', 'ALL'], '/suspend/repairs');
  faults.oneOf(rule.suspend.day_count, ['DATE_DIFF', 'INCLUSIVE'], '/suspend/day_count', true);
}

function checkCauses(faults: Faults, { excluded_causes, covered_causes }: CoverRule): void {
  for (const cause of excluded_causes ?? []) {
    const isOneSided = !covered_causes?.includes(cause);
    faults.unless(isOneSided, '/excluded_causes', 'contradiction', `${cause} is excluded and covered at once`);
  }
}

function checkCoverRule(faults: Faults, rule: CoverRule, lengths: Policy['terms']): void {
  checkStart(faults, rule);
  checkNoProof(faults, rule);
  checkDatedDuration(faults, rule.if_start_missing, '/if_start_missing');
  checkChoices(faults, rule);
  checkReplacedParts(faults, rule);
  if (rule.extend_once_after_repair) checkDuration(faults, rule.extend_once_after_repair, '/extend_once_after_repair');
  checkCauses(faults, rule);
  checkCap(faults, rule, lengths);
}

function checkGoodwill(faults: Faults, { goodwill, loyalty }: Policy): void {
  if (goodwill) {
    const hasBounds = typeof goodwill.max_over === 'object' && goodwill.max_over !== null;
    faults.unless(hasBounds, '/goodwill/max_over', 'missing', 'say how much may be exceeded');
    checkReadings(faults, goodwill.max_over, '/goodwill/max_over');
    checkPercent(faults, goodwill.max_parts_pct, '/goodwill/max_parts_pct');
    checkPercent(faults, goodwill.max_labor_pct, '/goodwill/max_labor_pct');
  }
  if (!loyalty) return;
  faults.oneOf(loyalty.waive, ['LABOR', 'PARTS'], '/loyalty/waive');
  checkCount(faults, loyalty.until_n, '/loyalty/until_n');
  checkUnit(faults, loyalty.until_unit, '/loyalty/until_unit');
}

function checkValidity(faults: Faults, { valid_sale_from, valid_sale_to, usage_class, priority }: Policy): void {
  const from = checkDate(faults, valid_sale_from, '/valid_sale_from');
  const to = checkDate(faults, valid_sale_to, '/valid_sale_to');
  const isInOrder = from === null || to === null || from <= to;
  faults.unless(isInOrder, '/valid_sale_to', 'wrong_order', 'ends before it begins');
  faults.unless(usage_class?.length !== 0, '/usage_class', 'missing', 'an empty list applies to nobody');
  const isRank = priority === undefined || Number.isInteger(priority);
  faults.unless(isRank, '/priority', 'not_a_whole_number', 'must be a whole number');
}

/** Every fault of one policy; empty where it can be applied. */
export function checkPolicy(policy: Policy): Fault[] {
  const faults = new Faults();
  faults.unless(typeof policy.id === 'string' && policy.id !== '', '/id', 'missing', 'a policy needs an id');
  checkValidity(faults, policy);
  const terms = checkTerms(faults, policy.terms, policy.excluded_parts);
  checkCoverRule(faults, policy, terms);
  checkDatedDuration(faults, policy.presumption, '/presumption');
  checkConditions(faults, policy.conditions);
  checkEntitlements(faults, policy, terms);
  checkGoodwill(faults, policy);
  faults.oneOf(policy.meter_tampering, ['TREAT_AS_LIMIT_REACHED'], '/meter_tampering', true);
  return faults.found;
}

/** Every fault of a supplier's policy. */
export function checkInboundPolicy(policy: InboundPolicy): Fault[] {
  const faults = new Faults();
  const own = { id: 'inbound', covers: 'WHOLE_UNIT' as const, n: policy.n, unit: policy.unit };
  if (policy.terms) checkTerms(faults, policy.terms, policy.excluded_parts);
  else if (policy.n !== undefined || policy.unit !== undefined) checkDuration(faults, own, '');
  checkReadings(faults, policy.limits, '/limits');
  checkCoverRule(faults, policy, policy.terms ?? [own]);
  return faults.found;
}

const isOverlapping = (a: Policy, b: Policy) =>
  (a.valid_sale_from ?? '') <= (b.valid_sale_to ?? '9999-12-31') &&
  (b.valid_sale_from ?? '') <= (a.valid_sale_to ?? '9999-12-31') &&
  (!a.usage_class || !b.usage_class || a.usage_class.some((usage) => b.usage_class?.includes(usage)));

/**
 * Every fault of the candidate policies of one product: each by itself, and pairs of which a sale could not choose one, being
 * valid for the same sale dates and usage with the same priority (NO_POLICY).
 */
export function checkPolicies(policies: readonly Policy[]): Fault[] {
  const faults = policies.flatMap((policy, index) =>
    checkPolicy(policy).map((fault) => ({ ...fault, pointer: step('', index) + fault.pointer })),
  );
  policies.forEach((policy, index) => {
    const rival = policies
      .slice(0, index)
      .find((other) => (other.priority ?? 0) === (policy.priority ?? 0) && isOverlapping(other, policy));
    if (!rival) return;
    const message = `applies to the same sales as ${rival.id} ${rival.version ?? ''}`.trimEnd();
    faults.push({ pointer: step('', index), rule: 'overlap', message: `${message}, with the same priority` });
  });
  return faults;
}
