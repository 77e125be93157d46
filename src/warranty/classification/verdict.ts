/** The answer of a determination, in the external (snake_case) format. */
import { type IsoDate } from './calendar-days';

/**
 * WARRANTY: parts and labour free · PARTIAL: parts free, labour paid · GOODWILL: we carry a share although the cover is
 * over · PAID: the customer pays · REVIEW: a person must decide.
 */
export type Outcome = 'WARRANTY' | 'PARTIAL' | 'GOODWILL' | 'PAID' | 'REVIEW';

/** Who carries one side (parts, labour, coming to the site). */
export type Side = 'WARRANTY' | 'PAID' | 'GOODWILL' | 'REVIEW';

/** Why. Each code has its sentence in `explain.ts`. */
export type Reason =
  | 'IN_PERIOD'
  | 'PART_OWN_WARRANTY'
  | 'EXPIRED_DATE'
  | 'EXPIRED_USAGE'
  | 'ONSITE_EXPIRED'
  | 'EXTENDED_REPAIR'
  | 'HOLIDAY_ROLLED'
  | 'OUTER_CAP'
  | 'RESTARTED'
  | 'START_FALLBACK'
  | 'EXCLUDED_PART'
  | 'EXCLUDED_CAUSE'
  | 'DOC_MISMATCH'
  | 'METER_TAMPERED'
  | 'NO_PROOF'
  | 'CONDITION_FAILED'
  | 'DATE_CONFLICT'
  | 'UNKNOWN_START'
  | 'UNKNOWN_COMPONENT'
  | 'METER_ROLLBACK'
  | 'UNKNOWN_CAUSE'
  | 'MISSING_READING'
  | 'NO_POLICY'
  | 'PRESUMED_DEFECT'
  | 'LABOR_NOT_COVERED'
  | 'GOODWILL_APPROVED'
  | 'LOYALTY_LABOR_WAIVED'
  | 'LOYALTY_PARTS_WAIVED';

/** Whether the supplier still owes us: open, over, or open but for the missing old part. */
export type SupplierClaim = 'OPEN' | 'EXPIRED' | 'BLOCKED_OLD_PART_MISSING';

/** The shares we carry, percent. */
export interface GoodwillShare {
  parts: number;
  labor: number;
}

/** A text fit to read to the customer. */
export interface Sentence {
  'zh-CN': string;
  en: string;
}

/** One fact that would change the verdict. */
export interface Change {
  /** JSON pointer to the fact, for instance `/dates/INVOICE`. */
  fact: string;
  /** The outcome it would lead to; null = it depends on what the fact says. */
  outcome: Outcome | null;
  sentence: Sentence;
}

/** What was decided, without words. */
export interface Determination {
  outcome: Outcome;
  parts: Side;
  labor: Side;
  /** Where the period starts; null = not known, or decided before a start was looked for. */
  start_date: IsoDate | null;
  /** Last covered day, counted IN, to 24:00 local time; null = none or not determinable. */
  expiry_date: IsoDate | null;
  /** Last day on which labour is free; null = never, no calendar limit, or not determinable. */
  labor_expiry_date: IsoDate | null;
  /** Coming to the site; null = not part of the rule. */
  onsite: Side | null;
  onsite_expiry: IsoDate | null;
  /** A set; the order carries no meaning. */
  reasons: Reason[];
  /** What the customer may demand beyond repair. */
  entitlements: string[];
  /** The shares we carry; null unless GOODWILL. */
  goodwill_pct: GoodwillShare | null;
  /** How the paid side is priced; null where nothing is paid or the policy does not say. */
  charge_basis: string | null;
  /** The supplier's warranty towards us; null = no inbound policy, not determinable, or excluded by the supplier's rule. */
  supplier_claim: SupplierClaim | null;
  supplier_expiry: IsoDate | null;
  /** Id of the policy that decided. */
  policy: string | null;
  policy_version: string | null;
  /** Id of the term that decided. */
  term: string | null;
}

/** A determination with its words. */
export interface Verdict extends Determination {
  explanation: Sentence;
  what_would_change: Change[];
}
