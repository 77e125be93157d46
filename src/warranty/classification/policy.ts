/**
 * A warranty policy: one rule book for one product, as data, in the external (snake_case) format. Policies are
 * versioned and never edited once used; see `check-policy.ts` for what a policy must satisfy.
 */
import { type CalendarUnit, type Duration, type IsoDate } from './calendar-days';
import { type DateKind, type Readings } from './measures';

/** A bound that counts from one of the unit's dates: basis + n/unit, the day it leads to counts in. */
export interface DatedDuration extends Duration {
  basis: DateKind;
}

/** Where the period starts. */
export interface StartRule {
  /** The candidate dates. */
  basis: DateKind[];
  /** FIRST_KNOWN: the first of the list that is known; EARLIEST, LATEST: of those known. */
  combine: 'FIRST_KNOWN' | 'EARLIEST' | 'LATEST';
}

/** What happens when the purchase is not proved. */
export interface NoProofRule {
  /** FALLBACK: start = basis + n/unit (or snapped); PAID, REVIEW: the verdict. */
  action: 'FALLBACK' | 'PAID' | 'REVIEW';
  basis?: DateKind;
  /** Default 0.
   * @isInt */
  n?: number;
  unit?: CalendarUnit;
  /** Start = first day of the month after the basis date. */
  snap?: 'NEXT_MONTH_FIRST';
}

/** One period of cover, for the whole unit or for listed components. */
export interface Term {
  id: string;
  /** WHOLE_UNIT, or the components with a term of their own, even where it is shorter (wear parts). */
  covers: 'WHOLE_UNIT' | string[];
  /** Length; missing = no calendar limit.
   * @isInt */
  n?: number;
  unit?: CalendarUnit;
  /** Length, in `unit`, when the unit is registered.
   * @isInt */
  registered_n?: number;
  /** Limit per meter; a reading equal to the limit is covered. */
  limits?: Readings;
  /** ABSOLUTE (default): the reading itself; SINCE_START: minus `claim.usage_at_start`. */
  limit_basis?: 'ABSOLUTE' | 'SINCE_START';
  /** Missing = as parts; null = never; a duration = a term of its own. */
  labor?: Duration | null;
  /** The term for coming to the site; missing = not part of the rule. */
  onsite?: Duration;
  /** A wear part; documentation only. */
  wear?: boolean;
}

/** What prolongs a running period, day by day. */
export interface SuspendRule {
  /** Which repairs: NONE, those under WARRANTY, or ALL. */
  repairs: 'NONE' | 'WARRANTY' | 'ALL';
  /** DATE_DIFF (default): out - in; INCLUSIVE: one more. */
  day_count?: 'DATE_DIFF' | 'INCLUSIVE';
  /** Delays by force majeure suspend as well. */
  force_majeure?: boolean;
}

/** Cover of a part that was replaced free of charge. */
export interface FreePartRule {
  /**
   * REMAINDER: the unit's own end. REMAINDER_OR_LONGER, REMAINDER_AT_LEAST (one rule, two sources' words): n/unit from
   * the replacement if that is later. RESTART_FROM_RETURN: the term's full length from the replacement.
   */
  mode: 'REMAINDER' | 'REMAINDER_OR_LONGER' | 'REMAINDER_AT_LEAST' | 'RESTART_FROM_RETURN';
  /** @isInt */
  n?: number;
  unit?: CalendarUnit;
}

/** Cover of a part that the customer paid for: its own term, beside the unit's own cover. */
export interface PaidPartRule extends Duration {
  /** Limits counted from the reading at the fitting. */
  limits?: Readings;
  /** Spells out what always holds: counted from the fitting. */
  basis?: 'SINCE_PART';
  /** Spells out what always holds: the unit's own cover counts too. */
  or_remainder?: boolean;
}

/** What the customer must have done; evidence that is missing fails the condition. */
export type Condition = RegisteredWithin | FirstOwner | ReportedWithin | MaintenanceEvery;

/** `claim.registered_on` is at most n/unit after the basis date. */
export interface RegisteredWithin extends DatedDuration {
  type: 'REGISTERED_WITHIN';
}

/** `unit.owner` is the first one. */
export interface FirstOwner {
  type: 'FIRST_OWNER';
}

/** The report is at most n/unit after `claim.fault_date`. */
export interface ReportedWithin extends Duration {
  type: 'REPORTED_WITHIN';
}

/** No gap from the start through each maintenance date to the report is longer than n/unit. */
export interface MaintenanceEvery extends Duration {
  type: 'MAINTENANCE_EVERY';
}

/** Limits within which a person may approve goodwill once date or usage is exceeded. */
export interface GoodwillRule {
  /** Most that may be exceeded, per meter or per DAY, MONTH, YEAR; a dimension without entry may not be exceeded. */
  max_over: Readings;
  /** Most we carry of the parts, percent. */
  max_parts_pct?: number;
  /** Most we carry of the labour, percent. */
  max_labor_pct?: number;
  /** Default true. */
  approval_required?: boolean;
  /** Causes for which there is no goodwill. */
  not_for_causes?: string[];
}

/** What loyal customers are waived after the expiry, up to start + until_n/until_unit. */
export interface LoyaltyRule {
  waive: 'LABOR' | 'PARTS';
  /** @isInt */
  until_n: number;
  until_unit: CalendarUnit;
}

/** A right beyond repair, for verdicts that are WARRANTY; all stated bounds must hold. */
export interface EntitlementRule {
  /** The code of what may be demanded, for instance REPLACE_ASSEMBLY. */
  grant: string;
  components?: string[];
  /** From the start; the last day counts in. */
  within?: Duration;
  /** Readings up to and including these. */
  limits?: Readings;
  /** The sum of repair days under warranty is MORE than this. */
  repair_days_over?: number;
  /** The number of earlier repairs under warranty is MORE than this; of the same fault or component where `same` says so. */
  repairs_over?: number;
  /** Which repairs count for `repairs_over`: of the claim's fault, or of its component; missing = all. */
  same?: 'FAULT' | 'COMPONENT';
  /** CEIL_24H: each visit's hours divided by 24, rounded up per visit. */
  day_count?: 'DATE_DIFF' | 'INCLUSIVE' | 'CEIL_24H';
}

/** What customer policies and inbound (supplier) policies have in common. */
export interface CoverRule {
  start: StartRule;
  no_proof?: NoProofRule;
  /** Replaces start + term when no start date is known: the END is basis + n/unit. */
  if_start_missing?: DatedDuration;
  /** No cover at all. */
  excluded_parts?: string[];
  /** ANNIVERSARY (default): the start day is not counted; DAY_BEFORE: it is. */
  last_day?: 'ANNIVERSARY' | 'DAY_BEFORE';
  /** NONE (default); PUBLIC_HOLIDAY: past `calendar.off`; NON_WORKING_DAY: also past weekends not in `calendar.work`. */
  roll?: 'NONE' | 'PUBLIC_HOLIDAY' | 'NON_WORKING_DAY';
  suspend?: SuspendRule;
  /** RESTART: the period begins again and earlier repairs no longer count; REMAINDER (default): it runs on. */
  unit_replaced?: 'RESTART' | 'REMAINDER';
  part_replaced_free?: FreePartRule;
  part_replaced_paid?: PaidPartRule;
  /** The end is never later than basis + n/unit. */
  outer_cap?: DatedDuration;
  /** Added once when a repair was the remedy. */
  extend_once_after_repair?: Duration;
  excluded_causes?: string[];
  /** When present, a known cause that is not on it is excluded. */
  covered_causes?: string[];
}

/** A warranty policy towards customers. */
export interface Policy extends CoverRule {
  id: string;
  /** Version of the rule under this id; free text. */
  version?: string;
  /** Among the policies that apply, the highest wins; default 0.
   * @isInt */
  priority?: number;
  /** First sale date (invoice, else delivery) it applies to, inclusive. */
  valid_sale_from?: IsoDate;
  /** Last sale date it applies to, inclusive. */
  valid_sale_to?: IsoDate;
  /** The usage classes it applies to; missing = any. */
  usage_class?: string[];
  terms: Term[];
  /** An unknown cause is treated as a defect up to basis + n/unit. */
  presumption?: DatedDuration;
  conditions?: Condition[];
  goodwill?: GoodwillRule;
  loyalty?: LoyaltyRule;
  entitlements?: EntitlementRule[];
  /** What an observed METER_TAMPERED means; missing = REVIEW. */
  meter_tampering?: 'TREAT_AS_LIMIT_REACHED';
  /** How paid sides are priced, reported as `charge_basis`. */
  paid?: { price_basis?: string };
  /** Documentation: a later owner keeps the cover unless FIRST_OWNER says otherwise. */
  transferable?: boolean;
  /** Documentation: only the stated cause of this fault excludes. */
  cause_must_be_causal?: boolean;
}

/**
 * The supplier's warranty towards us: the same shape, seen from us to the supplier. A single period for everything may be
 * written directly (`n`, `unit`, `limits`) instead of as terms.
 */
export interface InboundPolicy extends CoverRule {
  id?: string;
  terms?: Term[];
  /** @isInt */
  n?: number;
  unit?: CalendarUnit;
  limits?: Readings;
  limit_basis?: 'ABSOLUTE' | 'SINCE_START';
  /** The supplier answers only when the old part was received. */
  old_part_required?: boolean;
}
