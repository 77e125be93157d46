import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type PieceCount,
  type PieceCountOrZero,
  type ShortText,
} from '../../platform/types';
import { type ReturnOutcome } from '../../returns/unused-return';

/** What is scanned for: out to an engineer, in from a supplier, to and from another site, back from an engineer, to count. */
export type ScanPurposeName =
  'issue' | 'receipt' | 'transfer-sending' | 'transfer-receipt' | 'unused-return' | 'old-part-return' | 'count';

/** `open` takes scans; `posted` made its documents; `closed` was given up and posted nothing. */
export type ScanSessionStatus = 'open' | 'posted' | 'closed';

/**
 * What became of a scan. `waiting`: an earlier number of its device has not arrived, so it is kept and judged in its turn.
 * `bin`: the pieces that follow are taken from, or put into, this bin. `undo` took the device's last accepted piece back,
 * which is then `undone`.
 */
export type ScanOutcome = 'waiting' | 'accepted' | 'refused' | 'undone' | 'bin' | 'undo';

/** A part on the paper that is scanned against. */
export interface NewSessionLine {
  partId: Id;
  quantity: PieceCount;
  /** For a receipt: what the line costs in all. What is received of it costs its share. */
  value?: MinorUnits;
}

/** What a session is started on; which fields it needs depends on its purpose. */
export interface NewScanSession {
  purpose: ScanPurposeName;
  /** issue: the approved requisition. */
  requisitionId?: Id;
  /** transfer-receipt: the transfer that arrived. */
  transferId?: Id;
  /** count: the count under way. */
  countId?: Id;
  /** count: what somebody counted before in this round is counted anew. */
  again?: boolean;
  /** receipt, transfer-sending, unused-return, old-part-return: the site where it happens; your own when left out. */
  siteId?: Id;
  /** transfer-sending: where to. */
  toSiteId?: Id;
  /** unused-return, old-part-return: who brings them back. */
  engineerId?: Id;
  /** receipt: who delivers. */
  supplierId?: Id;
  /** receipt: the supplier's paper. @example "DN-88213" */
  deliveryNote?: ShortText;
  /** unused-return: for which order they were taken along. */
  workOrderId?: Id;
  /**
   * receipt: what the delivery note says, needed. transfer-sending: what is to be sent; whatever is scanned when left out.
   * @minItems 1
   * @maxItems 200
   */
  lines?: NewSessionLine[];
}

/** One scan as a device sends it. */
export interface NewScan {
  /**
   * The device's own number of the scan in this session: 1, 2, 3 … The same number sent again is the same scan.
   * @isInt sequence is a whole number
   * @minimum 1 sequence begins at 1
   * @maximum 2147483647 sequence is at most 2147483647
   */
  sequence: number;
  /**
   * What the scanner delivered; absent when this takes back the last one.
   * @maxLength 4096 text is at most 4096 characters
   */
  text?: string;
  /** Takes back the last accepted piece of this device. */
  undo?: boolean;
  /** Pieces; 1 when left out. */
  quantity?: PieceCount;
  /** Scanned beside the part or tag, where that does not contain it; null = it cannot be read. */
  serialNumber?: ShortText | null;
  /** unused-return: in which state it came; `unused` when left out. */
  returned?: ReturnOutcome;
}

/** Scans of one device: one, or what a queue held while it was offline. */
export interface ScanBurst {
  /**
   * Which scanner or phone it is; its numbers are its own.
   * @pattern ^[A-Za-z0-9._:-]{1,64}$ a device has letters, digits and . _ : - only, at most 64
   * @example "scanner-3"
   */
  device: string;
  /**
   * @minItems 1
   * @maxItems 500
   */
  scans: NewScan[];
}

/** What became of one scan. */
export interface TakenScan {
  device: string;
  /** @isInt */
  sequence: number;
  text: string | null;
  quantity: PieceCount;
  outcome: ScanOutcome;
  /** Why it was refused, or what is odd about it, for programs. @example "over-quantity" */
  problem: string | null;
  /** The same for people: what happened and what to do. */
  sentence: string | null;
  partId: Id | null;
  unitId: Id | null;
  serialNumber: ShortText | null;
  binId: Id | null;
}

/** How far one line is. */
export interface SessionLine {
  /** The line of the document. */
  key: string;
  partId: Id;
  partNumber: HumanNumber;
  /** What the document expects; 0 where nothing particular is expected. */
  expected: PieceCountOrZero;
  scanned: PieceCountOrZero;
  /** Expected and not scanned. */
  missing: PieceCountOrZero;
}

/** One device of a session. */
export interface SessionDevice {
  device: string;
  /** Up to this number everything arrived and was judged. @isInt */
  judgedTo: number;
  /** Numbers that have not arrived though later ones have. */
  missingNumbers: number[];
}

/** Running totals. */
export interface SessionTotals {
  expected: PieceCountOrZero;
  scanned: PieceCountOrZero;
  missing: PieceCountOrZero;
  refused: PieceCountOrZero;
  waiting: PieceCountOrZero;
}

/** What a burst came to. */
export interface ScanBurstAnswer {
  /** Each scan of the burst, and those that had waited for it or were taken back by it, in the order of their numbers. */
  scans: TakenScan[];
  totals: SessionTotals;
  /** Numbers of this device that have not arrived though later ones have; send them. */
  missingNumbers: number[];
}

/** A document that a session posted. */
export interface PostedDocument {
  /** @example "issue" */
  kind: string;
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
}

/** A scan session (扫码作业). */
export interface ScanSession {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  purpose: ScanPurposeName;
  status: ScanSessionStatus;
  /** The requisition or transfer that is worked off. */
  documentId: Id | null;
  siteId: Id;
  engineerId: Id | null;
  openedById: Id;
  openedAt: Instant;
  endedById: Id | null;
  endedAt: Instant | null;
  note: LongText | null;
  documents: PostedDocument[];
  lines: SessionLine[];
  devices: SessionDevice[];
  totals: SessionTotals;
}

/** A session in a list. */
export interface ScanSessionSummary {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  purpose: ScanPurposeName;
  status: ScanSessionStatus;
  documentId: Id | null;
  siteId: Id;
  engineerId: Id | null;
  openedById: Id;
  openedAt: Instant;
  endedById: Id | null;
  endedAt: Instant | null;
  documents: PostedDocument[];
}

/** The end of a session. */
export interface SessionPosting {
  /** The day it happened; today when left out. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
  /** Post although numbers are missing: they are lost, and what waited for them is judged without them. */
  withoutMissingNumbers?: boolean;
  /** transfer-receipt: why less arrived than was sent. */
  shortageReason?: ShortText;
  /** count: nothing else lies in the bins that were scanned, not even where no piece was. */
  finishedBins?: boolean;
}

/** Why a session is given up. */
export interface SessionClosure {
  note: LongText;
}

/** Which sessions to list. */
export interface ScanSessionQuery extends PageQuery {
  status?: ScanSessionStatus;
  purpose?: ScanPurposeName;
  siteId?: Id;
  /** Of this requisition, transfer or count. */
  documentId?: Id;
}

/** Which scans of a session to list. */
export interface ScanLogQuery extends PageQuery {
  outcome?: ScanOutcome;
  /** @maxLength 64 */
  device?: string;
}
