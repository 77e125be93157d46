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
  type PieceCount,
  type SignedMinorUnits,
} from '../platform/types';

/** What a line of a charge is for. */
export type ChargeLineKind = 'part' | 'labour' | 'travel' | 'tax';

/** A line of a charge: it comes from the quotation or the tariff, and a part from a posting in the ledger (S016). */
export interface ChargeLine {
  /** @isInt */
  lineNumber: number;
  kind: ChargeLineKind;
  /** Of a part: the report line that says it was fitted. */
  replacementId: Id | null;
  partId: Id | null;
  partNumber: HumanNumber | null;
  quantity: PieceCount | null;
  /** Of a part: the line of the quotation. @isInt */
  quotationLineNumber: number | null;
  amount: MinorUnits;
  /** What the pieces were worth in the ledger when they were fitted. */
  cost: MinorUnits;
}

/** `open` = something is outstanding; `settled` = nothing is; `overpaid` = to be paid back; `cancelled` = taken back. */
export type ChargeState = 'open' | 'settled' | 'overpaid' | 'cancelled';

/** A charge (收费): what the customer owes for the paid work of an order. quoted = charged + waived + not done. */
export interface Charge {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  quotationId: Id;
  quotationNumber: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  engineerId: Id;
  siteId: Id | null;
  documentDate: IsoDate;
  currency: CurrencyCode;
  /** The total of the quotation. */
  quotedAmount: MinorUnits;
  /** Quoted, but not fitted: not charged, with its tax. */
  notDoneAmount: MinorUnits;
  /** Let off by approved waivers. */
  waivedAmount: MinorUnits;
  chargedAmount: MinorUnits;
  /** What the customer has paid. */
  receivedAmount: MinorUnits;
  /** charged − received; below zero it is to be paid back. */
  outstandingAmount: SignedMinorUnits;
  /** What the fitted pieces were worth in the ledger. */
  costAmount: MinorUnits;
  state: ChargeState;
  lines: ChargeLine[];
  /** Who charged it. */
  actorId: Id;
  cancelledAt: Instant | null;
  cancelledById: Id | null;
  cancellationReason: LongText | null;
  /** @isInt */
  version: number;
}

/** Charges the approved paid work of an order. */
export interface NewCharge {
  workOrderId: Id;
  /** The day it is charged; today when left out. An earlier day needs the right to post earlier. */
  documentDate?: IsoDate;
}

/** Why a charge is taken back. */
export interface ChargeCancellation {
  reason: LongText;
}

/** Which charges to list. */
export interface ChargeQuery extends PageQuery {
  workOrderId?: Id;
  quotationId?: Id;
  engineerId?: Id;
  siteId?: Id;
  /** true = only those with something outstanding or to be paid back. */
  unsettled?: boolean;
}

/**
 * Money that is let off.
 * @isInt money is a whole number of minor units
 * @minimum 1 something is let off
 * @maximum 9007199254740991 an amount is at most 9007199254740991
 * @example 500
 */
export type WaivedAmount = number;

/** Asks to let off part of a charge. */
export interface NewWaiver {
  /** With tax; at most what is outstanding. */
  amount: WaivedAmount;
  reason: LongText;
}

/** A waiver (减免): asked with its reason, approved by another person (R4). */
export interface Waiver {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  chargeId: Id;
  chargeNumber: HumanNumber;
  amount: MinorUnits;
  reason: LongText;
  status: 'requested' | 'approved' | 'rejected';
  requestedById: Id;
  decidedById: Id | null;
  decidedAt: Instant | null;
  decisionNote: LongText | null;
}

/** A supervisor's decision; never on what one asked for (R4). */
export interface ApprovalDecision {
  approved: boolean;
  note?: LongText;
}
