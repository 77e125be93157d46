import { type BarcodeText, type HumanNumber, type Id, type Instant, type SignedMinorUnits } from '../platform/types';

/** How far one statement is from true. Zero means zero. */
export interface IdentityResult {
  /** @example "balances-equal-postings" */
  name: string;
  /** What must hold, in Chinese. */
  statementZh: string;
  /** What must hold, in English. */
  statementEn: string;
  /** Whether it holds. */
  holds: boolean;
  /** Rows that contradict it. @isInt */
  rows: number;
  /** Pieces by which they differ, all added up. @isInt */
  pieces: number;
  /** Value by which they differ, all added up. */
  value: SignedMinorUnits;
  /** Where the offending rows are listed. @example "/v1/reconciliation/balances-equal-postings" */
  drillDown: string;
}

/** The reconciliation (对账): every identity of the books, read at one moment. */
export interface Reconciliation {
  /** The moment it speaks of. */
  at: Instant;
  /** Whether all of them hold: stock equals books (账实相符). */
  holds: boolean;
  identities: IdentityResult[];
}

/** One row that contradicts an identity. */
export interface Difference {
  key: string;
  /** The kind of account it is about, if it is about one. */
  accountKind: string | null;
  /** The bin, site or person of that account. */
  ownerId: Id | null;
  partId: Id | null;
  documentKind: string | null;
  documentId: Id | null;
  documentNumber: HumanNumber | null;
  documentCode: BarcodeText | null;
  /** What should be there by the documents or postings. @isInt */
  expectedQuantity: number;
  /** What is there. @isInt */
  foundQuantity: number;
  expectedValue: SignedMinorUnits;
  foundValue: SignedMinorUnits;
}
