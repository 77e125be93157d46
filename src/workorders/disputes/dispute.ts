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

/** Who answers for the fault (S073). A design defect is ours towards the customer (S041). */
export type ResponsibleParty = 'ours' | 'maker' | 'supplier' | 'customer' | 'carrier' | 'third_party' | 'unknown';

/** What brought a fault about, who answers for it, and whether the customer agrees (S073). A later one stands beside it. */
export interface CauseFinding {
  id: Id;
  /** null = unknown. */
  causeCode: CauseCode | null;
  responsibleParty: ResponsibleParty;
  /** null = not asked yet; false opened a dispute. */
  customerAgrees: boolean | null;
  /** What was found, or what the customer says against it. */
  statement: LongText;
  actorId: Id;
  recordedAt: Instant;
}

/** A finding as it is told. Where it names a cause, the work order bears that cause and is determined anew. */
export interface NewCauseFinding {
  causeCode: CauseCode | null;
  responsibleParty: ResponsibleParty;
  /** false = the customer objects: a dispute, and the job waits. null = not asked yet. */
  customerAgrees: boolean | null;
  statement: LongText;
}

/** Everything that was found of the cause of one job, the latest first. */
export interface CauseFindings {
  findings: CauseFinding[];
}

/** `open`: the job waits; `settled` by a supervisor. */
export type DisputeStatus = 'open' | 'settled';

/** `stands`: the finding that the customer objected to; `changed`: something else was found. */
export type DisputeOutcome = 'stands' | 'changed';

/** The dispute for which a job waits. */
export interface OpenDispute {
  id: Id;
  number: HumanNumber;
  code: BarcodeText;
  openedAt: Instant;
}

/** The customer does not agree with the cause or with who answers for it (争议, S073): the job waits. */
export interface Dispute {
  id: Id;
  code: BarcodeText;
  /** @example "DSP-2026-000003" */
  number: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  unitId: Id;
  engineerId: Id;
  siteId: Id | null;
  documentDate: IsoDate;
  status: DisputeStatus;
  /** What the customer objects to. */
  finding: CauseFinding;
  openedAt: Instant;
  actorId: Id;
  outcome: DisputeOutcome | null;
  reason: LongText | null;
  /** What was found instead; null unless changed. */
  settledFinding: CauseFinding | null;
  settledAt: Instant | null;
  settledById: Id | null;
}

/** Which disputes to list, the newest first. */
export interface DisputeQuery extends PageQuery {
  status?: DisputeStatus;
  workOrderId?: Id;
}

/** How a supervisor settles a dispute; the job goes on. */
export interface CauseDisputeSettlement {
  outcome: DisputeOutcome;
  /** On what the settlement rests. */
  reason: LongText;
  /** What is found instead; exactly with `changed`. Its cause goes to the order and its draft report. */
  finding?: SettledFinding;
}

/** What a settlement finds instead. */
export interface SettledFinding {
  causeCode: CauseCode;
  responsibleParty: ResponsibleParty;
}
