import { type ContentDigest } from '../customers/signature';
import {
  type BarcodeText,
  type CurrencyCode,
  type HumanNumber,
  type Id,
  type Instant,
  type MinorUnits,
  type PieceCountOrZero,
  type ShortText,
} from '../platform/types';
import { type CauseCode } from '../warranty/determinations/determination';

/**
 * A calendar month, ISO 8601 `YYYY-MM`.
 * @pattern ^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$ a month is written YYYY-MM
 * @example "2026-03"
 */
export type MonthName = string;

/** One product with one fault and one cause in the month. Other causes than quality are lines of their own (S040). */
export interface FaultLine {
  modelNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  /** As the kits name the fault; null = the order names none. */
  symptom: ShortText | null;
  /** null = unknown. */
  causeCode: CauseCode | null;
  /** Approved reports. @isInt */
  reports: number;
  /** What the customer found repaired. @isInt */
  repaired: number;
  /** @isInt */
  notRepaired: number;
  pieces: PieceCountOrZero;
  /** What the fitted parts cost, by who pays for them; the ledger's own value. */
  warrantyCost: MinorUnits;
  paidCost: MinorUnits;
  goodwillCost: MinorUnits;
  contractCost: MinorUnits;
}

/** The report of a month by product fault (S039): frozen once it is issued, as it would be now until then. */
export interface FaultReport {
  month: MonthName;
  currency: CurrencyCode;
  lines: FaultLine[];
  /** @isInt */
  reports: number;
  cost: MinorUnits;
  /** Approved for the month and not archived now. @isInt */
  unarchived: number;
  /** Approved for the month now; other than `reports` when something came after it was issued. @isInt */
  reportsNow: number;
  /** When and to whom it was issued; null = not yet. */
  issue: FaultReportIssue | null;
}

/** To whom and when a month was reported. */
export interface FaultReportIssue {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  month: MonthName;
  /** SHA-256 of its lines as canonical JSON. */
  digest: ContentDigest;
  recipientId: Id;
  recipientName: ShortText;
  issuedAt: Instant;
  issuedById: Id;
}

/** Issues the report of a month that is over. */
export interface NewFaultReport {
  month: MonthName;
  /** The general manager: an administrator. */
  recipientId: Id;
}
