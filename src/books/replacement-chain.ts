import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type PieceCount,
} from '../platform/types';
import { type Place } from '../stock/serial-unit';

/** The replacement a chain is about. */
export interface ChainReplacement {
  id: Id;
  /** @isInt */
  lineNumber: number;
  reason: LongText;
  partId: Id;
  partNumber: HumanNumber;
  quantity: PieceCount;
  unitId: Id | null;
  /** @example "WARRANTY" */
  billing: string;
}

/** The report that says it. */
export interface ChainReport {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** @isInt */
  revision: number;
  /** @example "approved" */
  status: string;
  engineerId: Id;
  workOrderId: Id;
  workOrderNumber: HumanNumber | null;
  /** SHA-256 of the content that was signed. */
  digest: string | null;
  completedAt: Instant | null;
  signedAt: Instant | null;
  approvedAt: Instant | null;
}

/** The posting that wrote the pieces off the engineer's custody. */
export interface ChainFitting {
  /** @isInt */
  movementId: number;
  postingDate: IsoDate;
  quantity: PieceCount;
  /** The material cost. */
  value: MinorUnits;
}

/** One step back: a transfer that brought some of the pieces. */
export interface ChainStep {
  /** How many steps before the fitting; 1 is the last one before it. @isInt */
  stepsBack: number;
  /** issue, reserve, arrive, receive … @example "issue" */
  reason: string;
  from: Place;
  to: Place;
  /** How many of the fitted pieces came this way. */
  quantity: PieceCount;
  documentKind: string;
  documentId: Id;
  documentNumber: HumanNumber | null;
  documentDate: IsoDate;
  postingDate: IsoDate;
  actorId: Id;
  /** Whether the pieces entered here: a receipt, the opening, a count. */
  isOrigin: boolean;
}

/** An issue that handed out some of the pieces, with the requisition it was for and the bin they were reserved in. */
export interface ChainIssue {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  quantity: PieceCount;
  binId: Id;
  binNumber: HumanNumber;
  requisitionId: Id;
  requisitionNumber: HumanNumber;
  documentDate: IsoDate;
}

/** The counterpart: what came off, or a portion of it. */
export interface ChainOldPart {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  partId: Id;
  quantity: PieceCount;
  /** @example "owed" */
  status: string;
  dueOn: IsoDate;
  receivedOn: IsoDate | null;
}

/** The life of a replacement: its report, back to the receipt that brought the pieces, and forward to the old part. */
export interface ReplacementChain {
  replacement: ChainReplacement;
  report: ChainReport;
  /** null before the report is approved. */
  fitting: ChainFitting | null;
  issues: ChainIssue[];
  /** Backwards in time, by first in first out; serial-numbered units by their own transfers. */
  steps: ChainStep[];
  /** Empty when none is asked for. */
  oldParts: ChainOldPart[];
  /** Why no old part came off (R7). */
  noOldPartReason: LongText | null;
}
