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

/** What it was spent on; `warranty_freight` is freight on warranty parts that were shipped, kept by itself (S082). */
export type ExpenseKind = 'travel' | 'lodging' | 'meals' | 'purchase' | 'warranty_freight' | 'other';

/** Reviewed first, then refunded (S079). */
export type ExpenseClaimStatus = 'submitted' | 'approved' | 'rejected' | 'refunded';

/**
 * A sum above zero, in minor units.
 * @isInt money is a whole number of minor units
 * @minimum 1 an expense is above zero
 * @maximum 9007199254740 an expense is at most 9007199254740
 * @example 12850
 */
export type ExpenseAmount = number;

/** One expense as it is claimed. */
export interface NewExpenseLine {
  kind: ExpenseKind;
  spentOn: IsoDate;
  amount: ExpenseAmount;
  description: LongText;
  /** Who was paid. */
  payee: ShortText;
  /** The number of the paper that proves it; claimed once. */
  voucherNumber: ShortText;
  /** Of a purchase, and only there: the receipt that put it into stock (R17, S043). */
  receiptId?: Id;
  /** Of freight on warranty parts, and only there: the issue that was shipped. */
  issueId?: Id;
}

/** What an engineer spent for a work order. */
export interface NewExpenseClaim {
  workOrderId: Id;
  /**
   * @minItems 1
   * @maxItems 50
   */
  lines: NewExpenseLine[];
}

/** One expense of a claim. */
export interface ExpenseLine {
  /** @isInt */
  lineNumber: number;
  kind: ExpenseKind;
  spentOn: IsoDate;
  amount: MinorUnits;
  description: LongText;
  payee: ShortText;
  voucherNumber: ShortText;
  receiptId: Id | null;
  issueId: Id | null;
  /** Who handled the shipment (S082). */
  handledById: Id | null;
  handledAt: Instant | null;
  /** The leader who signed after; another person. */
  leaderId: Id | null;
  leaderSignedAt: Instant | null;
}

/** Expenses of a job with their vouchers (报销单). */
export interface ExpenseClaim {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  /** Whose money it was. */
  engineerId: Id;
  siteId: Id | null;
  documentDate: IsoDate;
  currency: CurrencyCode;
  amount: MinorUnits;
  status: ExpenseClaimStatus;
  lines: ExpenseLine[];
  /** Who wrote it. */
  actorId: Id;
  decidedAt: Instant | null;
  decidedById: Id | null;
  decisionNote: LongText | null;
  refundedOn: IsoDate | null;
  refundedById: Id | null;
  refundReference: ShortText | null;
}

/** A reviewer's decision. */
export interface ExpenseDecision {
  approved: boolean;
  /** Needed for a rejection. */
  note?: LongText;
}

/** The money was paid out. */
export interface ExpenseRefund {
  /** Today when left out; never later. */
  refundedOn?: IsoDate;
  /** Voucher or bank reference. */
  reference?: ShortText;
}

/** Which claims to list. */
export interface ExpenseClaimQuery extends PageQuery {
  workOrderId?: Id;
  engineerId?: Id;
  status?: ExpenseClaimStatus;
}

/** Of which days to total what was refunded. */
export interface ExpenseTotalsQuery {
  from: IsoDate;
  until: IsoDate;
}

/** What was refunded for one kind of expense. */
export interface ExpenseTotal {
  kind: ExpenseKind;
  /** @isInt */
  lines: number;
  amount: MinorUnits;
}

/** What was refunded, by kind. */
export interface ExpenseTotals {
  from: IsoDate;
  until: IsoDate;
  currency: CurrencyCode;
  amount: MinorUnits;
  kinds: ExpenseTotal[];
}
