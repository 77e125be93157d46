import { type HumanNumber, type Id, type IsoDate, type PieceCountOrZero, type ShortText } from '../../platform/types';
import { type CauseCode } from '../../warranty/determinations/determination';
import { type ResponsibleParty } from '../../workorders/disputes/dispute';
import { type Billing } from '../replacements/replacement';

/** Where a cause was told: in an approved report, or by phone without a visit (S004). */
export type CauseSource = 'report' | 'phone';

/** How often a cause brought a product down, and who paid for it. */
export interface CauseCount {
  modelNumber: HumanNumber;
  /** null = it stayed unknown. */
  causeCode: CauseCode | null;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  /** One of quality or not; null = nobody has classed this code. */
  quality: boolean | null;
  /** As it was found for the job; else as the cause usually is. */
  responsibleParty: ResponsibleParty;
  source: CauseSource;
  /** Who paid for what was replaced; null = nothing was. */
  outcome: Billing | null;
  /** @isInt */
  jobs: number;
  pieces: PieceCountOrZero;
}

/** Which causes to count. */
export interface CauseStatisticsQuery {
  /** The first day of the work. */
  from: IsoDate;
  /** The last day of the work. */
  to: IsoDate;
  modelId?: Id;
  causeCode?: CauseCode;
  outcome?: Billing;
  /** true = causes of quality only; false = the others only. */
  quality?: boolean;
}

/** Causes of a period by product, cause and outcome (S040); nothing is dropped for not being one of quality. */
export interface CauseStatistics {
  from: IsoDate;
  to: IsoDate;
  counts: CauseCount[];
}
