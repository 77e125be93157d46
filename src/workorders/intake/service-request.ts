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
import { type CauseCode, type DeterminationSummary } from '../../warranty/determinations/determination';
import { type ProblemClassNumber, type ProblemRoute } from './problem-class';
import { type RepairBackground } from '../history/repair-history';
import { type WorkOrder, type WorkOrderStatus } from '../work-order';

/**
 * `open` waits for an answer; `solved_by_phone` waits for its follow-up; `visit` has a work order under way; `closed` is the
 * end.
 */
export type ServiceRequestStatus = 'open' | 'solved_by_phone' | 'visit' | 'closed';

/** What a complete request holds and this one does not (S001). */
export type MissingFact = 'phone' | 'address' | 'unit' | 'purchaseDate';

/** A service request (报修): somebody says that a machine does not do what it should. */
export interface ServiceRequest {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** Name, phone and address stand there and nowhere else. */
  customerId: Id;
  customerNumber: HumanNumber;
  unitId: Id | null;
  unitCode: BarcodeText | null;
  serialNumber: ShortText | null;
  modelId: Id;
  modelNumber: HumanNumber;
  /** As the customer says; null = not known, and then nobody can say who pays (S001). */
  purchaseDate: IsoDate | null;
  /** As the unit's file says. Where the two differ, the file counts until a correction says otherwise. */
  purchaseDateOnFile: IsoDate | null;
  fault: LongText;
  /** As the kits name it. */
  symptom: ShortText | null;
  causeCode: CauseCode | null;
  /** How the unit was operated: evidence for defect or misuse (S033). */
  operatingConditions: LongText | null;
  /** What the customer asks for. */
  request: LongText;
  problemClass: ProblemClassNumber;
  routedTo: ProblemRoute;
  engineerId: Id | null;
  siteId: Id | null;
  status: ServiceRequestStatus;
  documentDate: IsoDate;
  receivedAt: Instant;
  answerDueAt: Instant;
  arrivalDueAt: Instant;
  agreedStandard: LongText | null;
  answeredAt: Instant | null;
  arrivedAt: Instant | null;
  /** When model and purchase date were confirmed with the user (S007). */
  confirmedAt: Instant | null;
  phoneCauseCode: CauseCode | null;
  phoneAdvice: LongText | null;
  phoneSolvedAt: Instant | null;
  followUpDueAt: Instant | null;
  followedUpAt: Instant | null;
  faultPersists: boolean | null;
  followUpNote: LongText | null;
  missing: MissingFact[];
  determination: DeterminationSummary | null;
  /** @isInt */
  version: number;
}

/** A value that was corrected; the earlier one stays (S008, S021). */
export interface Correction {
  field: 'unitId' | 'modelId' | 'purchaseDate' | 'fault' | 'symptom' | 'causeCode';
  earlier: string | null;
  later: string | null;
  reason: LongText;
  actorId: Id;
  recordedAt: Instant;
}

/** A visit that came of a request. */
export interface RequestedVisit {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  engineerId: Id;
  status: WorkOrderStatus;
}

/** A request with what was corrected, its visits, and the history of unit and model (S006, S037). */
export interface ServiceRequestDetail extends ServiceRequest {
  corrections: Correction[];
  visits: RequestedVisit[];
  background: RepairBackground;
}

/** What is told of a new service request. */
export interface NewServiceRequest {
  /** Who asks; the unit's customer when left out. */
  customerId?: Id;
  unitId?: Id;
  /** What it is, while nobody knows which unit. */
  modelId?: Id;
  /** Stated on the unit's file too, if that has none. Never later than today. */
  purchaseDate?: IsoDate;
  fault: LongText;
  symptom?: ShortText;
  /** What is taken for the cause so far. */
  causeCode?: CauseCode;
  operatingConditions?: LongText;
  request: LongText;
  problemClass: ProblemClassNumber;
  /** The station or warehouse that answers for it. */
  siteId?: Id;
  /** Now when left out; never later. */
  receivedAt?: Instant;
  /** When the customer was promised a visit; the class's time when left out. */
  agreedArrivalAt?: Instant;
  agreedStandard?: LongText;
}

/** Which service requests to list. */
export interface ServiceRequestQuery extends PageQuery {
  status?: ServiceRequestStatus;
  problemClass?: ProblemClassNumber;
  customerId?: Id;
  unitId?: Id;
  modelId?: Id;
  engineerId?: Id;
  siteId?: Id;
}

/** What is to be corrected; what is left out stays. */
export interface NewCorrection {
  /** Which unit it really is; the model follows. */
  unitId?: Id;
  /** Which model it really is; the unit's file is corrected too. */
  modelId?: Id;
  /** null: it is not known after all. The unit's file is corrected too. */
  purchaseDate?: IsoDate | null;
  fault?: LongText;
  symptom?: ShortText | null;
  causeCode?: CauseCode | null;
  reason: LongText;
}

/** What the user confirmed. */
export interface Confirmation {
  modelId: Id;
  purchaseDate: IsoDate;
}

/** When the customer was called back. */
export interface Answer {
  /** Now when left out; never later. */
  answeredAt?: Instant;
}

/** A request that needed no visit: no parts, no charge (S004). */
export interface PhoneSolution {
  /** @example "NO_FAULT_FOUND" */
  causeCode: CauseCode;
  /** What the customer was told to do. */
  advice: LongText;
}

/** Who goes when. */
export interface NewVisit {
  /** The caller, if an engineer, when left out. */
  engineerId?: Id;
  /** Needed if the request does not say which unit it is. */
  unitId?: Id;
  siteId?: Id;
  plannedOn?: IsoDate;
}

/** What the customer said when called again (S005). */
export interface FollowUp {
  faultPersists: boolean;
  note?: LongText;
  /** Needed if the fault persists: then somebody goes. */
  visit?: NewVisit;
}

/** The answer to a visit: the request and the order that came of it. */
export interface VisitOrdered {
  request: ServiceRequest;
  workOrder: WorkOrder;
}

/** The answer to a follow-up. */
export interface FollowedUp {
  request: ServiceRequest;
  /** The visit, if the fault persists. */
  workOrder: WorkOrder | null;
}

/** Which follow-ups to list. */
export interface FollowUpQuery extends PageQuery {
  /** Due at or before this time; now when left out. */
  due?: Instant;
}

/** Over which days. */
export interface PunctualityQuery {
  from: IsoDate;
  to: IsoDate;
}

/** How many requests of a class were answered and visited in time. Those not yet due count nowhere. */
export interface Punctuality {
  problemClass: ProblemClassNumber;
  /** @isInt */
  requests: number;
  /** @isInt */
  answeredInTime: number;
  /** Answered late, or due and not answered. @isInt */
  answerLate: number;
  /** Whole percent, rounded down; null = nothing to judge. @isInt */
  answeredInTimePercent: number | null;
  /** @isInt */
  arrivedInTime: number;
  /** Arrived late, or due and nobody there. @isInt */
  arrivalLate: number;
  /** Whole percent, rounded down; null = nothing to judge. @isInt */
  arrivedInTimePercent: number | null;
}
