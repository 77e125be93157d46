import { type PageQuery } from '../../platform/page';
import { type HumanNumber, type Id, type Instant, type IsoDate, type LongText } from '../../platform/types';
import { type Facts } from '../classification/facts';
import { type Outcome, type Reason, type Verdict } from '../classification/verdict';

/**
 * What brought the fault about, as the warranty policies name it. Unknown is not a code: it is left out (S028).
 * @pattern ^[A-Z][A-Z0-9_]{0,63}$ a cause code is a word of capital letters, digits and _
 * @example "MANUFACTURING_DEFECT"
 */
export type CauseCode = string;

/** What a determination is about. */
export type DeterminationSubject = 'service_request' | 'work_order' | 'replacement';

/**
 * Warranty or paid, as it was determined (判定). Frozen with its facts and its rule: what changes later makes a new
 * determination beside it (R10).
 */
export interface DeterminationSummary {
  id: Id;
  outcome: Outcome;
  /** The last covered day, counted in; null = none, or it cannot be said. */
  lastCoveredDay: IsoDate | null;
  reasons: Reason[];
  /** What the customer may demand beyond repair, as the policy names it: exchange, refund … */
  entitlements: string[];
  /** Fit to read to the customer, in the caller's language. */
  sentence: string;
  /** The service contract in force that pays what the customer would have to pay without it; null = none does. */
  contractId: Id | null;
  contractNumber: HumanNumber | null;
}

/** A determination with everything it rests on. */
export interface DeterminationRecord extends DeterminationSummary {
  subjectKind: DeterminationSubject;
  subjectId: Id;
  unitId: Id | null;
  /** The policy version that decided; null = none did. */
  policyId: Id | null;
  facts: Facts;
  verdict: Verdict;
  /** Whether it is the latest of its subject. */
  current: boolean;
  /** The person who decided what the rules could not. */
  decidedById: Id | null;
  decisionReason: LongText | null;
  actorId: Id;
  recordedAt: Instant;
}

/** Which determinations to list: the current ones, or with `subjectId` all that were ever made of one subject. */
export interface DeterminationQuery extends PageQuery {
  /** REVIEW is the supervisor's queue. */
  outcome?: Outcome;
  /** Of the queue: why a person must look. */
  reason?: Reason;
  subjectKind?: DeterminationSubject;
  /** Needs `subjectKind`. */
  subjectId?: Id;
}

/** What a supervisor decides where the rules could not. */
export interface DeterminationDecision {
  outcome: 'WARRANTY' | 'PARTIAL' | 'PAID';
  /** On what it rests. */
  reason: LongText;
}

/** A fault of a unit, as far as it decides who pays: what the claims of one report have in common. */
export interface FaultOfUnit {
  /** What it is determined for; absent = just asked. */
  subjectKind?: DeterminationSubject;
  /** null while nobody knows which unit it is; then `modelId` says what it is. */
  unitId: string | null;
  modelId?: string;
  /** The day the fault was reported: it decides. */
  reportDate: IsoDate;
  /** As the customer says; counts only where the unit has no purchase (INVOICE) date on file. */
  purchaseDate?: IsoDate | null;
  /** Where no part is named. */
  component?: string | null;
  /** Absent or null = unknown. */
  cause?: CauseCode | null;
  /** The symptom or the words of the fault: earlier repairs of the same one count together. */
  fault?: string | null;
}

/** One claim among those on a fault. */
export interface ClaimOnFault {
  subjectId?: string;
  /** The part that is replaced: its component has a term of its own in many policies. */
  partId?: string | null;
}

/** What is to be determined. */
export interface FaultToDetermine extends FaultOfUnit {
  subjectKind: DeterminationSubject;
}

export interface ClaimToDetermine extends ClaimOnFault {
  subjectId: string;
}
