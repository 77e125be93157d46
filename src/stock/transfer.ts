import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type PieceCount,
  type PieceCountOrZero,
  type ShortText,
} from '../platform/types';

/**
 * Where a transfer stands. `sent` is under way; `short` has arrived, but not all of it; `closed` when every piece is
 * received or given up as lost.
 */
export type TransferStatus = 'sent' | 'short' | 'closed';

/** One part of a transfer. quantity = received + lost + in transit. */
export interface TransferLine {
  /** @isInt */
  lineNumber: number;
  partId: Id;
  partNumber: HumanNumber;
  fromBinId: Id;
  /** Where it was put; null before it arrives. */
  toBinId: Id | null;
  quantity: PieceCount;
  unitId: Id | null;
  receivedQuantity: PieceCountOrZero;
  /** Given up by a supervisor. */
  lostQuantity: PieceCountOrZero;
  /** Still under way, or missing and not given up. */
  inTransitQuantity: PieceCountOrZero;
  /** Why less arrived than was sent. */
  shortageReason: ShortText | null;
}

/** What is sent from where to where, and what became of it; the parts apart. */
export interface TransferHead {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  fromSiteId: Id;
  toSiteId: Id;
  status: TransferStatus;
  note: LongText | null;
  documentDate: IsoDate;
  postingDate: IsoDate;
  sentById: Id;
  receivedAt: Instant | null;
  receivedById: Id | null;
  /** Who decided that what is missing is lost. */
  lossDecidedById: Id | null;
  lossReason: LongText | null;
  /** @isInt */
  version: number;
}

/** A transfer (调拨单) of parts from the shelves of one site to those of another. */
export interface Transfer extends TransferHead {
  lines: TransferLine[];
}

/** A transfer (调拨单) in a list: its lines, all together; each is read from `/transfers/{id}/lines`. */
export interface ListedTransfer extends TransferHead {
  /**
   * How many lines it has.
   * @isInt
   */
  lineCount: number;
  /** Pieces sent. */
  quantity: PieceCount;
  receivedQuantity: PieceCountOrZero;
  /** Given up by a supervisor. */
  lostQuantity: PieceCountOrZero;
  /** Still under way, or missing and not given up. */
  inTransitQuantity: PieceCountOrZero;
}

/** One part to send. */
export interface NewTransferLine {
  partId: Id;
  /** The bin it is taken from. */
  binId: Id;
  quantity: PieceCount;
  /** The unit, when the part is serial-numbered; quantity is then 1. */
  unitId?: Id;
}

/** What is told of parts that are sent. */
export interface NewTransfer {
  fromSiteId: Id;
  toSiteId: Id;
  note?: LongText;
  /** The day they were sent; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: NewTransferLine[];
}

/** What arrived of one line. */
export interface ArrivedLine {
  /** @isInt */
  lineNumber: number;
  /** How many arrived this time; 0 when none did. */
  receivedQuantity: PieceCountOrZero;
  /** The bin they were put into; needed when any arrived. */
  binId?: Id;
  /** Needed when less arrived than is in transit. @example "box was open" */
  shortageReason?: ShortText;
}

/** What arrived of a transfer; it speaks of every line that is still in transit. */
export interface TransferReceipt {
  documentDate?: IsoDate;
  postingDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: ArrivedLine[];
}

/** Why what is missing is given up. */
export interface TransferLoss {
  reason: LongText;
  documentDate?: IsoDate;
  postingDate?: IsoDate;
}

/** Which transfers to list. */
export interface TransferQuery extends PageQuery {
  /** Sent from this site. */
  fromSiteId?: Id;
  /** Sent to this site. */
  toSiteId?: Id;
  status?: TransferStatus;
}
