import { type Place } from '../stock/serial-unit';
import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type IsoDate,
  type PieceCountOrZero,
  type SignedMinorUnits,
} from '../platform/types';

/** Pieces and what they are worth. */
export interface Amount {
  /** @isInt */
  quantity: number;
  value: SignedMinorUnits;
}

/** A ledger account: a place in a state. */
export interface LedgerAccount {
  /** @isInt */
  id: number;
  /** shelf, reserved, custody, in_transit … @example "custody" */
  kind: string;
  /** The bin, site, person or supplier it belongs to; null for the organisation's own. */
  ownerId: Id | null;
  /** Whether we answer for its stock: a balance is kept. */
  inside: boolean;
}

/** Which accounts to list. */
export interface LedgerAccountQuery extends PageQuery {
  /**
   * @pattern ^[a-z_]{1,32}$ a kind has small letters and underscores only
   * @example "custody"
   */
  kind?: string;
  ownerId?: Id;
}

/** The period of a statement, both days included. */
export interface StatementQuery extends PageQuery {
  from: IsoDate;
  to: IsoDate;
  partId?: Id;
}

/**
 * What one part did in an account in a period: opening + in − out = closing. Of an account outside, of which no balance is
 * kept, the opening is all that came before less all that went: below zero for a supplier, from whom more comes.
 */
export interface StatementLine {
  partId: Id;
  partNumber: HumanNumber;
  opening: Amount;
  in: Amount;
  out: Amount;
  closing: Amount;
}

/** One posting as one account sees it: signed pieces and value, and the balance after it. */
export interface AccountEntry {
  postingDate: IsoDate;
  documentDate: IsoDate;
  /** issue, fit, return_unused … @example "issue" */
  reason: string;
  documentKind: string;
  documentId: Id;
  /** Of the document that posted it; null where its kind has no number. */
  documentNumber: HumanNumber | null;
  documentCode: BarcodeText | null;
  /** @isInt */
  movementId: number;
  /** @isInt */
  transferId: number;
  partId: Id;
  partNumber: HumanNumber;
  unitId: Id | null;
  /** Where it came from, or went to. */
  counter: Place;
  /** Above zero in, below zero out. @isInt */
  quantity: number;
  value: SignedMinorUnits;
  /** null for an account outside: no balance is kept of the world. */
  balanceAfter: Amount | null;
}

/** One balance at the end of a day. */
export interface BalanceAt {
  /** @isInt */
  accountId: number;
  account: Place;
  partId: Id;
  partNumber: HumanNumber;
  quantity: PieceCountOrZero;
  value: SignedMinorUnits;
}

/** Which balances to list. */
export interface BalanceQuery extends PageQuery {
  /** The end of which day; today when left out. */
  at?: IsoDate;
  /**
   * @pattern ^[a-z_]{1,32}$ a kind has small letters and underscores only
   * @example "shelf"
   */
  kind?: string;
  ownerId?: Id;
  partId?: Id;
}
