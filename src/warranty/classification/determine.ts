/** The determination, from the choice of the policy to the outcome; reads like the README's arithmetic and verdict order. */
import { formatDay, type DayNumber } from './calendar-days';
import { type CaseFacts, readCase } from './case-facts';
import { choosePolicy, chooseTerm } from './choose-policy';
import { type CoverCase } from './cover-case';
import { decideCover, findCovers } from './covers';
import { findDateConflict } from './date-conflict';
import { findEntitlements } from './entitlements';
import { type Facts } from './facts';
import { findSupplierClaim } from './inbound';
import { laborEnd, onsiteEnd, type SideEnd } from './labor';
import { type Policy } from './policy';
import { findStart, type Start } from './start-date';
import { type Determination, type Reason, type Side } from './verdict';
import { rule, type Ruling } from './verdict-order';

/** A determination with what it was made from, for the words and for what would change it. */
export interface Finding {
  determination: Determination;
  /** Null where a date does not exist. */
  known: CaseFacts | null;
  policy: Policy | null;
  start: Start | null;
  /** Null where the case was decided before an end was computed. */
  cover: CoverCase | null;
}

type Stop = Pick<Finding, 'known'> & Partial<Pick<Finding, 'policy' | 'start'>>;

/** The first group of the verdict order: decided before any end is computed, so that the expiry is null. */
function stopEarly(outcome: 'PAID' | 'REVIEW', reason: Reason, { known, policy = null, start = null }: Stop): Finding {
  // Dates that conflict say nothing reliable about the supplier's period either.
  const supplier = known && reason !== 'DATE_CONFLICT' ? findSupplierClaim(known) : null;
  const determination: Determination = {
    outcome,
    parts: outcome,
    labor: outcome,
    start_date: null,
    expiry_date: null,
    labor_expiry_date: null,
    onsite: null,
    onsite_expiry: null,
    reasons: [reason],
    entitlements: [],
    goodwill_pct: null,
    charge_basis: outcome === 'PAID' ? (policy?.paid?.price_basis ?? null) : null,
    supplier_claim: supplier?.supplier_claim ?? null,
    supplier_expiry: supplier?.supplier_expiry ?? null,
    policy: policy?.id ?? null,
    policy_version: policy?.version ?? null,
    term: null,
  };
  return { determination, known, policy, start, cover: null };
}

const isoOrNull = (day: DayNumber | null) => (day === null ? null : formatDay(day));

const endOf = (end: SideEnd | null) => (end?.kind === 'UNTIL' ? isoOrNull(end.day) : null);

/** Coming to the site: over with its own term, else as the parts; goodwill does not send anybody. */
function onsiteSide({ onsite, known }: CoverCase, ruling: Ruling): Side | null {
  if (!onsite) return null;
  if (onsite.kind === 'UNTIL' && onsite.day !== null && known.report > onsite.day) return 'PAID';
  if (ruling.parts === 'GOODWILL') return 'PAID';
  return onsite.kind === 'UNKNOWN' && ruling.parts === 'WARRANTY' ? 'REVIEW' : ruling.parts;
}

function describe(cover: CoverCase, ruling: Ruling): Determination {
  const { known, policy, term, start, decision, labor, onsite } = cover;
  const startDay = start.kind === 'FROM' ? start.day : null;
  const isPaid = ruling.parts === 'PAID' || ruling.labor === 'PAID';
  const { supplier_claim, supplier_expiry } = findSupplierClaim(known);
  return {
    outcome: ruling.outcome,
    parts: ruling.parts,
    labor: ruling.labor,
    start_date: isoOrNull(startDay),
    expiry_date: isoOrNull(decision.cover.end.day),
    labor_expiry_date: endOf(labor),
    onsite: onsiteSide(cover, ruling),
    onsite_expiry: endOf(onsite),
    reasons: ruling.reasons,
    entitlements: ruling.outcome === 'WARRANTY' ? findEntitlements(policy, startDay, known) : [],
    goodwill_pct: ruling.goodwill,
    charge_basis: isPaid ? (policy.paid?.price_basis ?? null) : null,
    supplier_claim,
    supplier_expiry,
    policy: policy.id,
    policy_version: policy.version ?? null,
    term: term.id,
  };
}

/** Determines the case: choose the policy, the term, the start, the end; then rule in the verdict order. */
export function determine(facts: Facts, policies: readonly Policy[]): Finding {
  const known = readCase(facts);
  if (!known || findDateConflict(known)) return stopEarly('REVIEW', 'DATE_CONFLICT', { known });

  const policy = choosePolicy(known, policies);
  if (!policy) return stopEarly('REVIEW', 'NO_POLICY', { known });

  const { component } = facts.claim;
  const isExcluded = component !== undefined && policy.excluded_parts?.includes(component);
  const term = isExcluded ? null : chooseTerm(policy.terms, component);
  if (!term && component === undefined) return stopEarly('REVIEW', 'UNKNOWN_COMPONENT', { known, policy });
  if (!term) return stopEarly('PAID', 'EXCLUDED_PART', { known, policy });

  const start = findStart(policy, known);
  if (start.kind === 'NO_PROOF') return stopEarly(start.action, 'NO_PROOF', { known, policy, start });
  if (start.kind === 'UNKNOWN') return stopEarly('REVIEW', 'UNKNOWN_START', { known, policy, start });

  const decision = decideCover(findCovers(policy, term, start, known), known);
  const labor = laborEnd(policy, term, start, decision.cover.end.day, known);
  const onsite = onsiteEnd(policy, term, start, known);
  const cover: CoverCase = { known, policy, term, start, decision, labor, onsite };
  return { determination: describe(cover, rule(cover)), known, policy, start, cover };
}
