import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type CurrencyCode,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type ShortText,
} from '../platform/types';

/** `maintenance`: maintenance and repair (AMC); `supply`: the sale itself, with its warranty and retention money. */
export type ContractKind = 'maintenance' | 'supply';

/** Only what was `approved` by another person can be in force (S019). The last three are ends. */
export type ContractStatus = 'draft' | 'submitted' | 'approved' | 'rejected' | 'withdrawn';

/** Whether parts that are fitted are paid by the contract: no part, those it lists, or all. */
export type PartsIncluded = 'none' | 'listed' | 'all';

/**
 * How many visits are included.
 * @isInt a number of visits is whole
 * @minimum 1 at least one visit is included
 * @maximum 10000 at most 10000 visits are included
 * @example 4
 */
export type VisitCount = number;

/** What a contract says. The units must be the customer's; of a model it covers each unit that the customer has. */
export interface ContractTerms {
  kind: ContractKind;
  startsOn: IsoDate;
  /** The last day, counted in. */
  endsOn: IsoDate;
  /** The services, in the words of the contract. */
  services: LongText;
  partsIncluded: PartsIncluded;
  labourIncluded: boolean;
  travelIncluded: boolean;
  /** null = as many as it takes. */
  visitsIncluded: VisitCount | null;
  price: MinorUnits;
  /** What the customer holds back until the warranty is over. */
  retentionAmount: MinorUnits;
  /** From when it is due; the day after the last day when null and something is held back. */
  retentionDueOn: IsoDate | null;
  /** @maxItems 1000 */
  unitIds: Id[];
  /** @maxItems 100 */
  modelIds: Id[];
  /**
   * With `partsIncluded: listed`, and only then.
   * @maxItems 1000
   */
  partIds: Id[];
}

/** What is told of a new contract. */
export interface NewServiceContract {
  customerId: Id;
  /** The day it was drawn up; today when left out, never later. */
  documentDate?: IsoDate;
  terms: ContractTerms;
}

/** What may be changed of a draft; everything is stated. */
export interface ServiceContractChange {
  terms: ContractTerms;
}

/** A service contract (服务合同) with a customer. */
export interface ServiceContract {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  customerId: Id;
  customerNumber: HumanNumber;
  status: ContractStatus;
  terms: ContractTerms;
  currency: CurrencyCode;
  documentDate: IsoDate;
  /** Who drew it up. */
  actorId: Id;
  recordedAt: Instant;
  submittedAt: Instant | null;
  submittedById: Id | null;
  decidedAt: Instant | null;
  decidedById: Id | null;
  decisionNote: LongText | null;
  /** The later of its start and the day of its approval (S019); null = it was not approved. */
  inForceFrom: IsoDate | null;
  /** An agreed end before its expiry; the expiry itself (`terms.endsOn`) never moves (S094). */
  terminatedOn: IsoDate | null;
  terminationReason: LongText | null;
  retentionReleasedOn: IsoDate | null;
  retentionReleasedAmount: MinorUnits | null;
  /** Voucher or bank reference. */
  retentionReference: ShortText | null;
  retentionNote: LongText | null;
  /** @isInt */
  version: number;
}

/** Another person's decision about a submitted contract. */
export interface ContractDecision {
  approved: boolean;
  /** Needed for a rejection. */
  note?: LongText;
}

/** An agreed end before the expiry. */
export interface ContractTermination {
  /** The last day, counted in: today or later, before the expiry. */
  lastDay: IsoDate;
  reason: LongText;
}

/** Which contracts to list. */
export interface ServiceContractQuery extends PageQuery {
  customerId?: Id;
  /** That cover this unit, by itself or by its model. */
  unitId?: Id;
  status?: ContractStatus;
  /** In force on this day: approved, begun, neither expired nor ended. */
  inForceOn?: IsoDate;
  /** Expiring on this day or before. */
  expiresUntil?: IsoDate;
  /** Expiring on this day or later. */
  expiresFrom?: IsoDate;
}

/** Retention money (质保金) of an approved contract. */
export interface Retention {
  contractId: Id;
  contractCode: BarcodeText;
  contractNumber: HumanNumber;
  customerId: Id;
  customerNumber: HumanNumber;
  currency: CurrencyCode;
  amount: MinorUnits;
  /** The last day of the contract; it does not move (S094). */
  expiresOn: IsoDate;
  dueOn: IsoDate;
  releasedOn: IsoDate | null;
  releasedAmount: MinorUnits | null;
  reference: ShortText | null;
  note: LongText | null;
}

/** Which retention money to list: what is due first comes first. */
export interface RetentionQuery extends PageQuery {
  /** Due on this day or before. */
  dueUntil?: IsoDate;
  released?: boolean;
  customerId?: Id;
}

/** Retention money was paid out by the customer. */
export interface RetentionRelease {
  /** What was paid; less than was held back needs a note. */
  amount: MinorUnits;
  /** Today when left out; never before it is due, never later than today. */
  releasedOn?: IsoDate;
  /** Voucher or bank reference. */
  reference?: ShortText;
  /** Why less was paid. */
  note?: LongText;
}
