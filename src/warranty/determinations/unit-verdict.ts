import { type ComponentName } from '../../catalog/part';
import { type MeterName, type MeterReading } from '../../customers/reading';
import { type Id, type IsoDate, type ShortText } from '../../platform/types';
import { type CauseCode } from './determination';
import { type Facts } from '../classification/facts';
import { type Fault } from '../checks/fault';
import { type Verdict } from '../classification/verdict';

/** A fault of a unit about which one asks who would pay, before anybody travels. */
export interface UnitFault {
  /** The part that would be replaced; its component has a term of its own in many policies. */
  partId?: Id;
  /** The component, where no part is named. */
  component?: ComponentName;
  /** The symptom: earlier repairs of the same one count together. */
  fault?: ShortText;
  /** Absent = unknown. */
  causeCode?: CauseCode;
  /** Absent = today. */
  reportedOn?: IsoDate;
  /**
   * What the customer says the meters show; without them the latest readings on record count.
   * @maxItems 20
   */
  readings?: { meter: MeterName; reading: MeterReading }[];
}

/** Who would pay, from what our records know. Nothing is stored. */
export interface UnitVerdict {
  verdict: Verdict;
  /** A contract that would pay what the customer would have to. */
  contractNumber: string | null;
  /** What it rests on: dates, history, readings. */
  facts: Facts;
  /** What cannot be true in the facts, or is suspicious. */
  faults: Fault[];
}

/** A right beyond repair that a unit has today, were a covered defect reported. */
export interface Entitlement {
  /** As the policy names it. @example "EXCHANGE" */
  grant: string;
  /** The policy and version that name it. */
  policy: string;
  policyVersion: string | null;
  /** It needs a report of this fault again; null = of any. */
  fault: ShortText | null;
  /** It needs this component to have failed; null = any. */
  component: string | null;
}

/** A fault that was repaired more than once. */
export interface RepeatedRepair {
  fault: ShortText;
  /** @isInt */
  repairs: number;
  /** Of these, free under warranty. @isInt */
  underWarranty: number;
}

/** What a unit's history of repairs brings with it today. */
export interface UnitEntitlements {
  unitId: Id;
  on: IsoDate;
  entitlements: Entitlement[];
  /** Most frequent first. */
  repeatedFaults: RepeatedRepair[];
}
