import { type SerialNumber } from '../customers/installed-unit';
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
} from '../platform/types';

/** What the customer gets for the unit: another one, the money, or nothing. */
export type ReturnRemedy = 'replacement' | 'refund' | 'take_back';

/** The general manager's decision; where there is none yet it is `requested`. */
export type UnitReturnStatus = 'requested' | 'approved' | 'rejected';

/** What is told of a return that is asked for. */
export interface NewUnitReturn {
  unitId: Id;
  /** The job it comes from. */
  workOrderId?: Id;
  remedy: ReturnRemedy;
  reason: LongText;
  customerDemand?: LongText;
  /** What it is expected to cost: freight, value, replacement. */
  estimatedCost: MinorUnits;
}

/** A unit that a customer gives back (退货). */
export interface UnitReturn {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  unitId: Id;
  serialNumber: SerialNumber;
  modelNumber: HumanNumber;
  customerId: Id;
  workOrderId: Id | null;
  remedy: ReturnRemedy;
  reason: LongText;
  customerDemand: LongText | null;
  currency: CurrencyCode;
  estimatedCost: MinorUnits;
  documentDate: IsoDate;
  status: UnitReturnStatus;
  /** `us` only with the general manager's approval; without it all cost is the customer's (S042). */
  costBorneBy: 'us' | 'customer';
  /** Who asked for it. */
  actorId: Id;
  decidedAt: Instant | null;
  decidedById: Id | null;
  decisionNote: LongText | null;
  /** The day the unit came back; null = not yet. */
  returnedOn: IsoDate | null;
  /** What it cost in the end. */
  actualCost: MinorUnits | null;
  /** The unit that took its place. */
  replacementUnitId: Id | null;
}

/** The general manager's decision. */
export interface UnitReturnDecision {
  approved: boolean;
  /** Needed for a rejection. */
  note?: LongText;
}

/** The unit came back. */
export interface UnitArrival {
  /** Today when left out; never later. */
  returnedOn?: IsoDate;
  cost: MinorUnits;
  /** Of a replacement: the unit that takes its place, which is the same customer's. */
  replacementUnitId?: Id;
}

/** Which returns to list. */
export interface UnitReturnQuery extends PageQuery {
  unitId?: Id;
  workOrderId?: Id;
  status?: UnitReturnStatus;
}
