import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type CurrencyCode,
  type HumanNumber,
  type Id,
  type Instant,
  type LongText,
  type MinorUnits,
  type ShortText,
} from '../../platform/types';

/** `cash` = collected by the engineer, and owed to the office until handed in; `direct` = paid to the office. */
export type PaymentMethod = 'cash' | 'direct';

/**
 * Money that changes hands.
 * @isInt money is a whole number of minor units
 * @minimum 1 something is paid
 * @maximum 9007199254740991 an amount is at most 9007199254740991
 * @example 12850
 */
export type PaidAmount = number;

/** The customer pays, under an accepted quotation or its charge. */
export interface NewPayment {
  quotationId: Id;
  method: PaymentMethod;
  /** At most what is owed. */
  amount: PaidAmount;
  /** Who pays. */
  payer: ShortText;
  /** What a bank or an app calls it. */
  reference?: ShortText;
  /** When; now when left out, never later than now. */
  receivedAt?: Instant;
}

/** A payment (收款) with the number of its receipt (收据). */
export interface Payment {
  id: Id;
  code: BarcodeText;
  /** The number of the receipt. */
  number: HumanNumber;
  quotationId: Id;
  quotationNumber: HumanNumber;
  workOrderNumber: HumanNumber;
  /** The charge it counts for; null = not charged yet. */
  chargeId: Id | null;
  chargeNumber: HumanNumber | null;
  method: PaymentMethod;
  currency: CurrencyCode;
  amount: MinorUnits;
  /** Who took the cash; null when paid directly. */
  collectorId: Id | null;
  /** How much of it that person still holds. */
  heldAmount: MinorUnits;
  payer: ShortText;
  reference: ShortText | null;
  receivedAt: Instant;
  /** Who recorded it. */
  actorId: Id;
  reversedAt: Instant | null;
  reversedById: Id | null;
  reversalReason: LongText | null;
}

/** Why a payment is taken back: it was entered wrongly, or the money was given back. */
export interface PaymentReversal {
  reason: LongText;
}

/** Which payments to list. */
export interface PaymentQuery extends PageQuery {
  quotationId?: Id;
  collectorId?: Id;
}

/** Cash that somebody holds (S068). */
export interface CashHeld {
  engineerId: Id;
  engineerNumber: HumanNumber;
  engineerName: ShortText;
  currency: CurrencyCode;
  amount: MinorUnits;
  /** Since when: the time of the oldest cash that is not handed in. */
  since: Instant;
  /** From so many payments. @isInt */
  payments: number;
}

/** Cash is handed in to the caller. */
export interface NewRemittance {
  engineerId: Id;
  /** At most what is held; the oldest cash is handed in first. */
  amount: PaidAmount;
  note?: LongText;
}

/** Of which payment how much was handed in. */
export interface RemittanceLine {
  paymentId: Id;
  paymentNumber: HumanNumber;
  amount: MinorUnits;
}

/** A remittance (上缴): cash that an engineer handed in, received by another person (R4). */
export interface Remittance {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  engineerId: Id;
  currency: CurrencyCode;
  amount: MinorUnits;
  note: LongText | null;
  receivedAt: Instant;
  receivedById: Id;
  lines: RemittanceLine[];
}

/** Which remittances to list. */
export interface RemittanceQuery extends PageQuery {
  engineerId?: Id;
}
