import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
} from '../../platform/types';
import { type CauseCode } from '../../warranty/determinations/determination';

/** `open` until technical support answers; `withdrawn` when nobody needs the answer any more. */
export type EscalationStatus = 'open' | 'answered' | 'withdrawn';

/**
 * An unknown cause that is asked of technical support (技术支持升级, S029). While it is open, nobody says who pays for what
 * depends on the cause (S028, S072).
 */
export interface Escalation {
  id: Id;
  code: BarcodeText;
  /** @example "ESC-2026-000012" */
  number: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  unitId: Id;
  engineerId: Id;
  siteId: Id | null;
  documentDate: IsoDate;
  status: EscalationStatus;
  question: LongText;
  /** What the engineer proposes (S076). */
  proposal: LongText | null;
  /** What the user demands (S076). */
  demand: LongText | null;
  openedAt: Instant;
  dueAt: Instant;
  /** Open, and its due time has passed. */
  overdue: boolean;
  actorId: Id;
  /** The cause as technical support verified it; null unless answered. */
  causeCode: CauseCode | null;
  /** On what the answer rests, or why nobody needs one any more. */
  reasoning: LongText | null;
  endedAt: Instant | null;
  endedById: Id | null;
}

/** What is asked of technical support. */
export interface NewEscalation {
  workOrderId: Id;
  /** What was seen, measured and tried. */
  question: LongText;
  proposal?: LongText;
  demand?: LongText;
  /** When the answer is needed; 24 hours from now when left out. */
  dueAt?: Instant;
}

/** The answer: the verified cause, and on what it rests (S072). */
export interface EscalationAnswer {
  causeCode: CauseCode;
  reasoning: LongText;
}

/** Why nobody needs the answer any more. */
export interface EscalationWithdrawal {
  reason: LongText;
}

/** Which escalations to list: the longest due first with `status=open`, else the newest first. */
export interface EscalationQuery extends PageQuery {
  status?: EscalationStatus;
  workOrderId?: Id;
  /** Only what is open and past its due time. */
  overdue?: boolean;
}

/** The open question of a work order. */
export interface OpenEscalation {
  id: Id;
  number: HumanNumber;
  code: BarcodeText;
  dueAt: Instant;
}
