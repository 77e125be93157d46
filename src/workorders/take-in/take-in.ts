import { type ContentDigest } from '../../customers/signature';
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
import { type CustomerSignature, type NewCustomerSignature } from '../consent/customer-signature';

/**
 * `made`: drawn up, not signed yet; `taken_in`: signed, the repair-time clock runs; `handed_back`: signed again, the clock
 * has stopped; `withdrawn`: nothing was taken along.
 */
export type TakeInStatus = 'made' | 'taken_in' | 'handed_back' | 'withdrawn';

/** Whether the customer's data were saved before; not_applicable where the unit holds none. */
export type DataBackup = 'done' | 'declined' | 'not_applicable';

/** One thing about how the unit is made up or set. */
export interface ConfigurationItem {
  /** @example "memory" */
  name: ShortText;
  /** @example "2 × 8 GB" */
  value: ShortText;
}

/**
 * What was taken to the workshop (取机单, S024, S095): as it was, with what belonged to it, with the customer's consent. The
 * days from take-in to hand-back are days out of use: they count in the warranty of the unit.
 */
export interface TakeIn {
  id: Id;
  code: BarcodeText;
  /** @example "TKI-2026-000007" */
  number: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  customerNumber: HumanNumber;
  unitId: Id;
  modelNumber: HumanNumber;
  /** Of the installed unit. */
  serialNumber: ShortText;
  /** In whose custody it is: the engineer of the order. */
  engineerId: Id;
  siteId: Id | null;
  documentDate: IsoDate;
  status: TakeInStatus;
  /**
   * Which part of the unit; null = all of it. Its days count as repair days of the whole unit too (S024): the clock is the
   * customer's, and policies know repairs of a unit, not of a component.
   */
  item: ShortText | null;
  configuration: ConfigurationItem[];
  accessories: ShortText[];
  condition: LongText;
  dataBackup: DataBackup;
  dataNote: LongText | null;
  /** When the customer may expect it back. */
  expectedOn: IsoDate;
  /** Still in the workshop after that day. */
  overdue: boolean;
  /** What the customer signs, at the take-in and at the hand-back. */
  digest: ContentDigest;
  madeAt: Instant;
  actorId: Id;
  takenInAt: Instant | null;
  takeInSignature: CustomerSignature | null;
  handedBackAt: Instant | null;
  handBackSignature: CustomerSignature | null;
  /** Days from take-in to hand-back, or to today; null while nothing was taken in. @isInt */
  daysOutOfUse: number | null;
  /** What differs at the hand-back from what was taken in. */
  remarks: LongText | null;
  withdrawalReason: LongText | null;
}

/** What is to be taken to the workshop. */
export interface NewTakeIn {
  workOrderId: Id;
  /** Which part of the unit; all of it when left out. */
  item?: ShortText;
  /**
   * How it is made up and set, so that no swap of parts can go unseen.
   * @minItems 1
   * @maxItems 100
   */
  configuration: ConfigurationItem[];
  /**
   * What is taken along with it; empty = nothing.
   * @maxItems 100
   */
  accessories: ShortText[];
  /** How it looks: dents, missing screws, what works. */
  condition: LongText;
  dataBackup: DataBackup;
  /** Where the data were saved, or what the customer was told. Needed unless not_applicable. */
  dataNote?: LongText;
  expectedOn: IsoDate;
}

/** The customer has it back and signs for it. */
export interface HandBack {
  signature: NewCustomerSignature;
  /** What differs from what was taken in; nothing does when left out. */
  remarks?: LongText;
}

/** Why nothing was taken along. */
export interface TakeInWithdrawal {
  reason: LongText;
}

/** Which take-ins to list: the longest expected first with `overdue` or `status=taken_in`, else the newest first. */
export interface TakeInQuery extends PageQuery {
  status?: TakeInStatus;
  workOrderId?: Id;
  unitId?: Id;
  /** Only what is in the workshop after the day it was expected back. */
  overdue?: boolean;
}
