import { type PageQuery } from '../../platform/page';
import { type HumanNumber, type Id, type Instant, type ShortText } from '../../platform/types';
import { type Facts } from '../classification/facts';
import { type Fault } from '../checks/fault';
import { type Policy } from '../classification/policy';
import { type Verdict } from '../classification/verdict';

/** `draft` is tried out; `active` decides; `retired` decided once and stays readable. */
export type PolicyStatus = 'draft' | 'active' | 'retired';

/** Which products a policy is for; what is left out or null means any. */
export interface PolicyScope {
  /**
   * Product categories, as the models name them.
   * @minItems 1
   * @maxItems 100
   * @example ["water_heater"]
   */
  categories?: ShortText[] | null;
  /**
   * @minItems 1
   * @maxItems 100
   */
  brands?: ShortText[] | null;
  /**
   * @minItems 1
   * @maxItems 1000
   */
  modelIds?: Id[] | null;
}

/** A version of a warranty policy (质保条款). */
export interface WarrantyPolicy {
  id: Id;
  /** The policy's own name (`body.id`); versions share it. @example "CN-3B-APPLIANCE" */
  number: HumanNumber;
  /** @isInt */
  versionNumber: number;
  status: PolicyStatus;
  scope: PolicyScope;
  /** The rules; `version` is the version number. */
  body: Policy;
  activatedAt: Instant | null;
  retiredAt: Instant | null;
  /** Of the record, for its ETag. @isInt */
  version: number;
}

/** What is told of a new policy, of a new version of one, or of a changed draft. */
export interface NewWarrantyPolicy {
  scope?: PolicyScope;
  /** The rules. `id` becomes the policy's number; `version` is given by the server. */
  body: Policy;
}

/** Which policies to list. */
export interface WarrantyPolicyQuery extends PageQuery {
  status?: PolicyStatus;
  /** Exactly this number: the versions of one policy. */
  number?: HumanNumber;
}

/**
 * A case to be tried out: under the policies stated here, under stored ones, or under those active for a model. Exactly one of
 * the three.
 */
export interface NewClassification {
  facts: Facts;
  /**
   * @minItems 1
   * @maxItems 100
   */
  policies?: Policy[];
  /**
   * Stored policies, drafts included.
   * @minItems 1
   * @maxItems 100
   */
  policyIds?: Id[];
  modelId?: Id;
}

/** The answer of a dry run; nothing is stored. */
export interface Classification {
  verdict: Verdict;
  /** What cannot be true in the facts, or is suspicious; the verdict does not hide it. */
  faults: Fault[];
}
