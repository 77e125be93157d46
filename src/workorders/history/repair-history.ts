import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type ShortText,
} from '../../platform/types';
import { type CauseCode } from '../../warranty/determinations/determination';
import { type Outcome } from '../../warranty/classification/verdict';
import { type ProbableCause } from '../preparation';

/** A part that a report says was replaced. */
export interface ReplacedPart {
  partId: Id;
  partNumber: HumanNumber;
  /** @isInt */
  quantity: number;
  /** null = not yet settled. */
  billing: 'WARRANTY' | 'PAID' | 'GOODWILL' | 'CONTRACT' | null;
  replacedAt: Instant;
}

/** A service report in the history. */
export interface ReportOfHistory {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** @isInt */
  revision: number;
  status: string;
  documentDate: IsoDate;
  /** null = unknown, or not yet told. */
  causeCode: CauseCode | null;
  cause: LongText | null;
  workDone: LongText | null;
  /** Whether the customer accepted it as repaired (S105); null = not yet said. */
  repaired: boolean | null;
  replacements: ReplacedPart[];
}

/** One matter in the service history: a request with all that came of it, or a visit that was planned without one. */
export interface ServiceHistoryEntry {
  kind: 'service_request' | 'work_order';
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  documentDate: IsoDate;
  customerId: Id;
  unitId: Id | null;
  modelId: Id;
  fault: LongText;
  symptom: ShortText | null;
  status: string;
  /** The cause given by phone, where no visit was needed. */
  phoneCauseCode: CauseCode | null;
  /** Warranty or paid, as it counts now. */
  outcome: Outcome | null;
  /** Repaired on a visit, or solved by phone for good. */
  resolved: boolean;
  /** Oldest first; superseded revisions and withdrawn drafts are left out. */
  reports: ReportOfHistory[];
}

/** Of which unit or customer to tell the history (S018, S036). One of the two is named. */
export interface ServiceHistoryQuery extends PageQuery {
  unitId?: Id;
  customerId?: Id;
  from?: IsoDate;
  to?: IsoDate;
}

/** A symptom of a model, and how often. */
export interface SymptomCount {
  symptom: ShortText | null;
  /** @isInt */
  requests: number;
}

/** What a model's latest two hundred requests were about, most frequent first, and what such a symptom was found to be. */
export interface ModelHistory {
  symptoms: SymptomCount[];
  probableCauses: ProbableCause[];
}

/**
 * How often this unit had this fault before: the same symptom, or, where none is named, the same words (S106). Needed for
 * rules such as "two repairs" and "four times".
 */
export interface RepeatedFault {
  /** Earlier requests and planned visits for it. @isInt */
  earlier: number;
  /** Those of them that were never resolved. @isInt */
  unresolved: number;
  /** Approved reports for it: repairs tried. @isInt */
  repairs: number;
  firstTime: boolean;
  repeatedUnresolved: boolean;
}

/** A defect or an operating condition that was seen beside an order and is kept on the unit (S022, S023). */
export interface FindingOfUnit {
  id: Id;
  kind: 'other_defect' | 'operating_condition';
  finding: LongText;
  actorId: Id;
  recordedAt: Instant;
}

/** What is known of unit and model when a new matter comes up (S006, S037). */
export interface RepairBackground {
  /** Earlier service on this unit, newest first, at most twenty. */
  unitHistory: ServiceHistoryEntry[];
  /** Newest first, at most fifty. */
  findings: FindingOfUnit[];
  modelHistory: ModelHistory;
  repeatedFault: RepeatedFault;
}
