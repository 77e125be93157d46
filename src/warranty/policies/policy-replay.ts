import { type BarcodeText, type HumanNumber, type Id, type IsoDate, type ShortText } from '../../platform/types';
import { type DeterminationSubject } from '../determinations/determination';
import { type Outcome, type Reason } from '../classification/verdict';

/** Which determinations a policy is replayed over: those that count now, of the products it is for. */
export interface PolicyReplayQuery {
  /** Faults reported on this day or later. */
  from?: IsoDate;
  /** Faults reported on this day or earlier. */
  to?: IsoDate;
  modelId?: Id;
  brand?: ShortText;
}

/** The first line: what is replayed over how many determinations. */
export interface ReplayStarted {
  kind: 'started';
  policyId: Id;
  number: HumanNumber;
  /** @isInt */
  versionNumber: number;
  /** The versions that its activation would retire. */
  replaces: Id[];
  /** How many will be looked at. @isInt */
  determinations: number;
}

/** How far it has come. */
export interface ReplayProgress {
  kind: 'progress';
  /** @isInt */
  examined: number;
  /** @isInt */
  of: number;
  /** @isInt */
  differences: number;
}

/**
 * Why a decision stays whatever the policy says: the report it stands in is signed, the work it priced was accepted by the
 * customer, or a person decided it (R10).
 */
export type ReplayStays = 'SIGNED' | 'PRICED' | 'DECIDED';

/** What a determination says. */
export interface ReplayedAnswer {
  outcome: Outcome;
  lastCoveredDay: IsoDate | null;
  reasons: Reason[];
}

/** A determination that the policy would answer otherwise. */
export interface ReplayDifference {
  kind: 'difference';
  determinationId: Id;
  subjectKind: DeterminationSubject;
  subjectId: Id;
  unitId: Id | null;
  serialNumber: ShortText | null;
  workOrderId: Id | null;
  workOrderNumber: HumanNumber | null;
  workOrderCode: BarcodeText | null;
  /** As it was determined. */
  old: ReplayedAnswer;
  /** As it would be determined from the same facts, were the policy in force. */
  new: ReplayedAnswer;
  /** false: the policies that are in force today would already answer as in `new`. */
  byThisPolicy: boolean;
  /** null = it would follow the new answer when it is determined again. */
  stays: ReplayStays | null;
}

/** How many went from one outcome to another; equal ones differ in their last covered day only. */
export interface ReplayOutcomePair {
  old: Outcome;
  new: Outcome;
  /** @isInt */
  determinations: number;
  /** Of these, decisions that stay. @isInt */
  staying: number;
}

/** The last line of a replay that came to its end. */
export interface ReplaySummary {
  kind: 'summary';
  /** @isInt */
  examined: number;
  /** @isInt */
  differences: number;
  /** Of the differences, decisions that stay. @isInt */
  staying: number;
  pairs: ReplayOutcomePair[];
}

/** The last line of a replay that broke off; what was said before it is true but not all. */
export interface ReplayFailed {
  kind: 'failed';
  /** What broke and what to do next. */
  detail: string;
}

/** A line of a replay. */
export type ReplayLine = ReplayStarted | ReplayProgress | ReplayDifference | ReplaySummary | ReplayFailed;
