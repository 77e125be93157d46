import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type ShortText,
} from '../platform/types';
import { type CauseCode, type DeterminationSummary } from '../warranty/determinations/determination';
import { type CauseFinding, type OpenDispute } from './disputes/dispute';
import { type OpenEscalation } from './disputes/escalation';

/** `disputed` pauses the job until an objection is settled; `closed` and `cancelled` are ends. */
export type WorkOrderStatus = 'open' | 'disputed' | 'closed' | 'cancelled';

/** A work order (派工单): an engineer is sent to a unit. */
export interface WorkOrder {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** The service request it comes from; null = planned by ourselves. */
  requestId: Id | null;
  requestNumber: HumanNumber | null;
  /** When model and purchase date were confirmed with the user (S007); null = not yet. */
  confirmedAt: Instant | null;
  customerId: Id;
  customerNumber: HumanNumber;
  unitId: Id;
  unitCode: BarcodeText;
  serialNumber: ShortText;
  modelId: Id;
  modelNumber: HumanNumber;
  engineerId: Id;
  /** The station or warehouse that answers for the job. */
  siteId: Id | null;
  fault: LongText;
  /** As the kits name it. */
  symptom: ShortText | null;
  /** What is taken for the cause so far; null = unknown. */
  causeCode: CauseCode | null;
  plannedOn: IsoDate | null;
  documentDate: IsoDate;
  /** The day the fault was reported; it decides what the warranty covers. */
  reportedOn: IsoDate;
  status: WorkOrderStatus;
  arrivedAt: Instant | null;
  closedAt: Instant | null;
  cancellationReason: LongText | null;
  /** Warranty or paid, as known before departure; determined anew when facts change. */
  determination: DeterminationSummary | null;
  /** What is asked of technical support and not answered yet (S029). */
  escalation: OpenEscalation | null;
  /** The latest cause finding (S073); null = nobody said yet who answers for the fault. */
  finding: CauseFinding | null;
  /** The dispute for which the job waits. */
  dispute: OpenDispute | null;
  /** @isInt */
  version: number;
}

/** What is told of a new work order. Customer and model are the unit's. */
export interface NewWorkOrder {
  unitId: Id;
  /** Who goes; the caller, if an engineer, when left out. */
  engineerId?: Id;
  siteId?: Id;
  fault: LongText;
  symptom?: ShortText;
  causeCode?: CauseCode;
  plannedOn?: IsoDate;
  /** The day it was ordered; today when left out, never later. */
  documentDate?: IsoDate;
}

/** What may be changed of an open work order; everything is stated. A change of the cause determines anew. */
export interface WorkOrderChange {
  fault: LongText;
  symptom: ShortText | null;
  causeCode: CauseCode | null;
  plannedOn: IsoDate | null;
}

/** Which work orders to list. */
export interface WorkOrderQuery extends PageQuery {
  engineerId?: Id;
  unitId?: Id;
  customerId?: Id;
  siteId?: Id;
  requestId?: Id;
  status?: WorkOrderStatus;
}

/** Another engineer goes. */
export interface Assignment {
  engineerId: Id;
  reason: LongText;
}

/** Why an order is given up. */
export interface WorkOrderCancellation {
  reason: LongText;
}

/** When the engineer stood at the door. */
export interface Arrival {
  /** Now when left out; never later than now. */
  arrivedAt?: Instant;
}
