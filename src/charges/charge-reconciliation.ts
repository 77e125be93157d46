import { type CurrencyCode, type HumanNumber, type Id, type IsoDate, type SignedMinorUnits } from '../platform/types';

/** Which days are reconciled, both counted in. */
export interface ChargeReconciliationQuery {
  from: IsoDate;
  to: IsoDate;
}

/** A sum that makes up one side of a statement. */
export interface ReconciliationTerm {
  name: string;
  amount: SignedMinorUnits;
}

/** A document that does not add up. */
export interface ReconciliationRow {
  /** The kind of document: charge, payment or service-report. */
  kind: 'charge' | 'payment' | 'service-report';
  id: Id;
  number: HumanNumber;
  left: SignedMinorUnits;
  right: SignedMinorUnits;
  difference: SignedMinorUnits;
}

/** One statement: left = the sum of the right. It holds when the difference is zero and no document differs. */
export interface ChargeStatement {
  name: 'quoted-charged-waived' | 'charged-received-outstanding' | 'received-remitted-held' | 'ledger-cost';
  statementZh: string;
  statementEn: string;
  holds: boolean;
  left: ReconciliationTerm;
  right: ReconciliationTerm[];
  /** left − right. */
  difference: SignedMinorUnits;
  /** How many documents differ. @isInt */
  rows: number;
  /** The first 200 of them. */
  offending: ReconciliationRow[];
}

/**
 * Paid work reconciled to the minor unit. The first three statements are about the charges dated in these days and the
 * payments for them; the last about what was posted to `fitted_paid` in these days, charged or not.
 */
export interface ChargeReconciliation {
  from: IsoDate;
  to: IsoDate;
  currency: CurrencyCode;
  holds: boolean;
  statements: ChargeStatement[];
}
