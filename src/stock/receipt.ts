import { type Reversal } from '../ledger/reversal';
import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type PieceCount,
  type ShortText,
} from '../platform/types';

/**
 * How parts came in. `supplier_delivery` and `claim_replacement` go onto the shelves of a site; `on_site_purchase` and
 * `trip_purchase` into the buying engineer's custody, or onto shelves (R17, S043).
 */
export type ReceiptKind = 'supplier_delivery' | 'on_site_purchase' | 'trip_purchase' | 'claim_replacement';

/** One unit of a serial-numbered part, and what it cost. */
export interface ReceivedUnit {
  id: Id;
  code: BarcodeText;
  serialNumber: ShortText;
  value: MinorUnits;
}

/** One unit of a serial-numbered part that came with a receipt. */
export interface UnitOfReceipt extends ReceivedUnit {
  /** The line of the receipt. @isInt */
  lineNumber: number;
  partId: Id;
  partNumber: HumanNumber;
}

/** One part of a receipt. */
export interface ReceiptLine {
  /** @isInt */
  lineNumber: number;
  partId: Id;
  partNumber: HumanNumber;
  /** Where it was put; null when it went into custody. */
  binId: Id | null;
  quantity: PieceCount;
  /** What the line cost in all. */
  value: MinorUnits;
  /** The first 100 units, when the part is serial-numbered; `/receipts/{id}/units` lists all. */
  units: ReceivedUnit[];
  /** What the buyer found (S011). */
  qualityNote: LongText | null;
  /** A hint: the part has this successor (替代关系); order that one next time. */
  supersededById: Id | null;
}

/** What came in and how; the parts apart. */
export interface ReceiptHead {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  kind: ReceiptKind | 'opening';
  supplierId: Id | null;
  /** Where a purchase was made, when that is no supplier of ours. */
  seller: ShortText | null;
  /** The site on whose shelves the parts were put; null when they went into custody. */
  siteId: Id | null;
  /** The engineer into whose custody they went; null when they were put on shelves. */
  engineerId: Id | null;
  deliveryNote: ShortText | null;
  boughtById: Id | null;
  witnessedById: Id | null;
  documentDate: IsoDate;
  postingDate: IsoDate;
  receivedById: Id;
  /** Set when the receipt was taken back (红冲). */
  reversal: Reversal | null;
}

/** A receipt (入库单) in a list: an opening import has thousands of lines, which are read from `/receipts/{id}/lines`. */
export interface ListedReceipt extends ReceiptHead {
  /**
   * How many lines it has.
   * @isInt
   */
  lineCount: number;
  /** How many pieces came in, all lines together. */
  quantity: PieceCount;
  /** What all of it cost. */
  value: MinorUnits;
}

/** A receipt (入库单): parts that came in, with what they cost. */
export interface Receipt extends ListedReceipt {
  /**
   * Its first lines, 200 at most and about 100 kilobytes: all of them, unless it is an import of opening stock or has
   * hundreds of serial numbers. `lineCount` says how many there are, and `/receipts/{id}/lines` reads on.
   */
  lines: ReceiptLine[];
}

/** One part that came in. */
export interface NewReceiptLine {
  /** A superseded part is accepted: what is delivered is delivered. */
  partId: Id;
  /** Where it is put; needed when the receipt is of a site, absent when it is of an engineer. */
  binId?: Id;
  quantity: PieceCount;
  /** What the line cost in all, not a piece. */
  value: MinorUnits;
  /**
   * One for each piece of a serial-numbered part.
   * @maxItems 1000
   */
  serialNumbers?: ShortText[];
  /** What the buyer found (S011). */
  qualityNote?: LongText;
}

/** What is told of parts that came in. */
export interface NewReceipt {
  kind: ReceiptKind;
  /** From whom; for a purchase, `seller` may say it instead. */
  supplierId?: Id;
  /** The shop a purchase was made at, when it is no supplier of ours. */
  seller?: ShortText;
  /** The site on whose shelves the parts are put. */
  siteId?: Id;
  /** For purchases: the engineer into whose custody the parts go; the caller, if an engineer, when left out. */
  engineerId?: Id;
  /** The supplier's paper. @example "DN-88213" */
  deliveryNote?: ShortText;
  /** A purchase names two persons (S020): who bought … */
  boughtById?: Id;
  /** … and who was there. */
  witnessedById?: Id;
  /** The day it came in; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
  /**
   * @minItems 1
   * @maxItems 200
   */
  lines: NewReceiptLine[];
}

/** Which receipts to list. */
export interface ReceiptQuery extends PageQuery {
  siteId?: Id;
  supplierId?: Id;
  engineerId?: Id;
  /** Who bought: the purchases a refund is asked for (R17). */
  boughtById?: Id;
}
