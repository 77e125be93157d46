import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type IsoDate,
  type LongText,
  type PieceCount,
  type PieceCountOrZero,
  type ShortText,
} from '../platform/types';

/**
 * Where a requisition stands. `requested` waits for a supervisor; `approved` is reserved as far as stock allows;
 * `rejected` and `cancelled` are ends.
 */
export type RequisitionStatus = 'requested' | 'approved' | 'rejected' | 'cancelled';

/** One part of a requisition. approved = reserved + backordered + issued + released. */
export interface RequisitionLine {
  id: Id;
  /** @isInt */
  lineNumber: number;
  /** What was asked for. */
  partId: Id;
  partNumber: HumanNumber;
  /** What is supplied for it: the part itself, its successor (替代), or an agreed substitute (代用件). */
  supplyPartId: Id;
  supplyPartNumber: HumanNumber;
  /** Why a substitute is supplied. */
  substitutionReason: LongText | null;
  quantity: PieceCount;
  approvedQuantity: PieceCountOrZero;
  reservedQuantity: PieceCountOrZero;
  issuedQuantity: PieceCountOrZero;
  /** Given up: cancelled or expired. */
  releasedQuantity: PieceCountOrZero;
  /** Approved and still short (欠料); reserved as soon as stock arrives, oldest need-by first. */
  backorderedQuantity: PieceCountOrZero;
}

/** Who asks for parts, what for, and what was decided; the parts apart. */
export interface RequisitionHead {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** The order it is for; null = replenishment of van stock. */
  workOrderId: Id | null;
  engineerId: Id;
  /** The site the parts are asked from. */
  siteId: Id;
  needBy: IsoDate;
  /** The requester's opinion (S080). */
  opinion: LongText | null;
  status: RequisitionStatus;
  documentDate: IsoDate;
  /** What is reserved and not issued after this day may be released. */
  expiresOn: IsoDate | null;
  requestedById: Id;
  decidedById: Id | null;
  decisionNote: LongText | null;
  /** Why it was approved though the engineer had more overdue old parts than the limit (R9); null when there were not. */
  overdueOverride: LongText | null;
  /** @isInt */
  version: number;
}

/** A requisition (领料单): the parts an engineer asks for before departure, or for the own van stock. */
export interface Requisition extends RequisitionHead {
  lines: RequisitionLine[];
}

/** A requisition (领料单) in a list: its lines, all together; each is read from `/requisitions/{id}/lines`. */
export interface ListedRequisition extends RequisitionHead {
  /**
   * How many lines it has.
   * @isInt
   */
  lineCount: number;
  /** Pieces asked for. */
  quantity: PieceCount;
  approvedQuantity: PieceCountOrZero;
  reservedQuantity: PieceCountOrZero;
  issuedQuantity: PieceCountOrZero;
  /** Given up: cancelled or expired. */
  releasedQuantity: PieceCountOrZero;
  /** Approved and still short (欠料). */
  backorderedQuantity: PieceCountOrZero;
}

/** One part of one of many requisitions, with what is to be known of the requisition. */
export interface ListedRequisitionLine extends RequisitionLine {
  requisitionId: Id;
  requisitionNumber: HumanNumber;
  status: RequisitionStatus;
  documentDate: IsoDate;
  engineerId: Id;
  siteId: Id;
  workOrderId: Id | null;
  needBy: IsoDate;
  expiresOn: IsoDate | null;
}

/** One part asked for. */
export interface NewRequisitionLine {
  partId: Id;
  quantity: PieceCount;
}

/** What is told of a new requisition. */
export interface NewRequisition {
  /** The order it is for; leave out for replenishment of van stock. */
  workOrderId?: Id;
  /** For whom; the caller, if an engineer, when left out. */
  engineerId?: Id;
  siteId: Id;
  /** Not before the day it was asked: what is needed first is reserved first. */
  needBy: IsoDate;
  opinion?: LongText;
  /** The day it was asked; today when left out. */
  documentDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: NewRequisitionLine[];
}

/** How much of one line is approved. */
export interface ApprovedLine {
  lineId: Id;
  quantity: PieceCountOrZero;
}

/** An approval: everything as asked, unless lines say less. */
export interface RequisitionApproval {
  /** Lines approved in part; the others are approved as asked. @maxItems 200 */
  lines?: ApprovedLine[];
  note?: LongText;
  /**
   * Why parts go out to an engineer who has more overdue old parts than the organisation's limit (R9). Recorded where it
   * was needed, left unread where it was not.
   */
  overdueOverride?: LongText;
  documentDate?: IsoDate;
  /** The day of the reservation in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** Why a requisition is refused or given up. */
export interface RequisitionRefusal {
  note: LongText;
  documentDate?: IsoDate;
  postingDate?: IsoDate;
}

/** Another part supplied for a line, and why. */
export interface Substitution {
  partId: Id;
  reason: ShortText;
  documentDate?: IsoDate;
  postingDate?: IsoDate;
}

/** Which requisitions to list. */
export interface RequisitionQuery extends PageQuery {
  status?: RequisitionStatus;
  engineerId?: Id;
  siteId?: Id;
  workOrderId?: Id;
}

/** One line that is short: approved and neither reserved nor issued. */
export interface Backorder {
  requisitionId: Id;
  requisitionNumber: HumanNumber;
  lineId: Id;
  engineerId: Id;
  siteId: Id;
  partId: Id;
  partNumber: HumanNumber;
  needBy: IsoDate;
  backorderedQuantity: PieceCount;
}

/** Which backorders to list. */
export interface BackorderQuery extends PageQuery {
  siteId?: Id;
}

/** What an expiry run gave back to the shelves. */
export interface Expiry {
  /** The requisitions whose reservations were released. */
  requisitionIds: Id[];
}
