import { type Permission } from '../../identity/permissions';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { type Reader, type Tx } from '../../platform/transaction';
import { type ReturnOutcome } from '../../returns/unused-return';
import { type NewScanSession, type PostedDocument, type SessionPosting } from '../sessions/scan-session';

/** A field with which a session is started. */
export type StartField = Exclude<keyof NewScanSession, 'purpose'>;

/** What a session is about, as it was started. */
export interface SessionHead {
  id: string;
  purpose: string;
  documentId: string | null;
  siteId: string;
  engineerId: string | null;
  terms: NewScanSession;
}

/** Where a unit is. */
export interface UnitPlace {
  unitId: string;
  /** null before its first transfer. */
  kind: string | null;
  binId: string | null;
  staffMemberId: string | null;
}

/** A line that pieces are scanned against. */
export interface OpenLine {
  key: string;
  partId: string;
  partNumber: string;
  serialNumbered: boolean;
  /** What the document expects; 0 = nothing in particular. */
  expected: number;
  /** More is refused at the scan. */
  limit: number;
  /** Exactly this unit. */
  unitId?: string | null;
  /** Reported of an old part: scanned with it, and compared. */
  serialNumber?: string | null;
  /** Where the pieces are taken from. */
  bins?: { binId: string; number: string; quantity: number }[];
  /** Where somebody counted the part before. */
  countedBins?: string[];
}

/** Why a scan is refused: for programs, and for people. */
export interface Refusal {
  problem: string;
  sentence: string;
}

/** Pieces that were accepted alike. */
export interface Counted {
  key: string;
  partId: string;
  unitId: string | null;
  serialNumber: string | null;
  binId: string | null;
  returned: ReturnOutcome | null;
  quantity: number;
  /** When the last of them was taken in. */
  scannedAt: string;
}

/**
 * What distinguishes one use of scanning from another: on what it is started, what is expected, how it is posted.
 * Everything between (order, repeats, totals, undo) is the same for all.
 */
export interface ScanPurpose {
  permission: Permission;
  /** What its start needs, and may have. */
  needs: readonly StartField[];
  may: readonly StartField[];
  /** `from`: pieces are taken from bins; `into`: put into bins; `at`: they lie there and stay; `none`: no bins. */
  bins: 'from' | 'into' | 'at' | 'none';
  /** All pieces of a line go into one bin. */
  oneBinPerLine?: boolean;
  /** Units that nobody has seen before may come. */
  newUnits?: boolean;
  /** Tags of old parts are scanned, not parts. */
  oldParts?: boolean;
  /** Checks what it is started on. */
  start(tx: Tx, context: CallContext, asked: NewScanSession): Promise<Omit<SessionHead, 'id' | 'purpose' | 'terms'>>;
  /** The lines as they are now; where anything may come, those of the parts that were scanned. */
  lines(reader: Reader, session: SessionHead, partIds: readonly string[]): Promise<OpenLine[]>;
  /** The bins at which one may scan; any of the site when absent or undefined. */
  openBins?(reader: Reader, session: SessionHead): Promise<ReadonlySet<string> | undefined>;
  /** Whether this posting says something although no piece was scanned. */
  mayPostNothing?(asked: SessionPosting): boolean;
  /** Why this unit cannot be meant, although its part is. */
  unitRefusal?(unit: UnitPlace, line: OpenLine, session: SessionHead): Refusal | undefined;
  /** Posts what was counted, through the services that post without scanning too. */
  post(
    tx: Tx,
    kernel: Kernel,
    context: CallContext,
    session: SessionHead,
    counted: readonly Counted[],
    asked: SessionPosting,
  ): Promise<PostedDocument[]>;
}
