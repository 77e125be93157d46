/**
 * What is known about one unit and one claim: the input of a determination, in the external (snake_case) format that
 * integrations and the case files use. All dates are ISO dates at the place of sale.
 */
import { type IsoDate } from './calendar-days';
import { type DateKind, type Readings } from './measures';
import { type InboundPolicy } from './policy';

/** The unit the claim is about. */
export interface UnitFacts {
  /** Product category, free text of the owner's catalogue; documentation only. */
  category?: string;
  /** How the unit is used: PRIVATE, COMMERCIAL, RENTAL, TAXI, ONE_SHIFT, TWO_OR_MORE_SHIFTS …; missing = PRIVATE. */
  usage_class?: string;
  /** Who owns it now: `first`, `second` …; missing = first. */
  owner?: string;
}

/** Which evidence of the purchase was seen. */
export interface Proof {
  /** The invoice was shown. `false` (and not verified in the system) brings the policy's `no_proof` rule in. */
  invoice?: boolean;
  /** The warranty certificate was shown; documentation only. */
  certificate?: boolean;
  /** The purchase was found in our own records: as good as an invoice. */
  verified_in_system?: boolean;
  /** `false` = the papers are not of this unit (DOC_MISMATCH). */
  model_matches?: boolean;
}

/** A visit to the workshop. */
export interface RepairEvent {
  type: 'REPAIR';
  /** Brought in: a date, or a local date-time without offset. */
  in: string;
  /** Given back; missing = still in the workshop, counted to the report date. */
  out?: string;
  /** The repair was free under warranty. */
  under_warranty?: boolean;
  /** The customer chose this repair as the legal remedy (extends once, `extend_once_after_repair`). */
  remedy?: boolean;
  /** Part of the time was spent waiting for parts; it counts like the rest. */
  waiting_parts?: boolean;
  /** Readings taken when it was brought in. */
  usage?: Readings;
  /** Which fault, in the words of `claim.fault`: repairs of the same fault count together (`repairs_over`). */
  fault?: string;
  /** What was found to be the cause; documentation only. */
  cause?: string;
  /** The components exchanged or repaired (`repairs_over`). */
  components?: string[];
  /** Days of the visit that do not count as repair days.
   * @isInt */
  excluded_days?: number;
}

/** The whole unit was exchanged. */
export interface UnitReplacedEvent {
  type: 'UNIT_REPLACED';
  date: IsoDate;
}

/** One component was exchanged. */
export interface PartReplacedEvent {
  type: 'PART_REPLACED';
  date: IsoDate;
  component: string;
  /** `true` = the customer paid for the part. */
  paid?: boolean;
  /** Readings at the fitting. */
  usage?: Readings;
}

/** The unit could not be serviced because of force majeure. */
export interface ForceMajeureEvent {
  type: 'FORCE_MAJEURE_DELAY';
  in: string;
  out?: string;
}

/** The removed part reached us; a receipt after the report counts too. */
export interface OldPartReceivedEvent {
  type: 'OLD_PART_RECEIVED';
  date: IsoDate;
  component: string;
}

export type HistoryEvent =
  RepairEvent | UnitReplacedEvent | PartReplacedEvent | ForceMajeureEvent | OldPartReceivedEvent;

/** What the customer reports. */
export interface Claim {
  /** The date that decides: when the fault was reported. Either this, or `report_at` with `timezone`. */
  report_date?: IsoDate;
  /** The instant of the report, RFC 3339 with offset; its local calendar date at `timezone` decides. */
  report_at?: string;
  /** IANA zone of the place of sale, for `report_at`. */
  timezone?: string;
  /** When it was or will be repaired; documentation only, it never decides. */
  repair_date?: IsoDate;
  /** When the fault appeared (REPORTED_WITHIN). */
  fault_date?: IsoDate;
  /** Which fault, in the owner's words or code; compared with the faults of earlier repairs. */
  fault?: string;
  /** The failed component, in the policy's vocabulary; missing = not known yet, the whole-unit term is applied. */
  component?: string;
  /** Cause code; missing = UNKNOWN. */
  cause?: string;
  /** Readings at the report. */
  usage?: Readings;
  /** Readings when the period started (limits that count SINCE_START). */
  usage_at_start?: Readings;
  /** The unit is registered with the maker (`registered_n`). */
  registered?: boolean;
  registered_on?: IsoDate;
  /** Dates of the maintenance services for which there is evidence. */
  maintenance?: IsoDate[];
  /** What the technician saw. METER_TAMPERED decides; anything else is documentation. */
  observations?: string[];
}

/** What the meters of this physical unit showed on a day. */
export interface ReadingsOfDay {
  read_on: IsoDate;
  usage: Readings;
}

/** Days of rest and of work at the place of sale, for rolling the last day. */
export interface WorkCalendar {
  /** Public holidays. */
  off?: IsoDate[];
  /** Saturdays and Sundays that are worked. */
  work?: IsoDate[];
}

/** The approval record of a goodwill request, or the confirmation of loyalty. */
export interface GoodwillRecord {
  approved?: boolean;
  approved_on?: IsoDate;
  /** Percent of the parts we carry, 0 to 100. */
  parts_pct?: number;
  /** Percent of the labour we carry, 0 to 100. */
  labor_pct?: number;
  /** The customer is in the loyalty programme. */
  loyalty?: boolean;
}

/** Everything a determination rests on, except the policies. */
export interface Facts {
  unit?: UnitFacts;
  /** The known dates of the unit; a kind that is not known is left out. */
  dates?: Partial<Record<DateKind, IsoDate>>;
  /** What happened to the unit before (order does not matter). */
  history?: HistoryEvent[];
  /** Earlier measurements beside those of the history: a meter never shows less than before. */
  readings?: ReadingsOfDay[];
  proof?: Proof;
  claim: Claim;
  calendar?: WorkCalendar;
  goodwill?: GoodwillRecord;
  /** The supplier's warranty towards us, for `supplier_claim`. */
  inbound_policy?: InboundPolicy;
}
