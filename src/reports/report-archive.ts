import { type HumanNumber, type Id, type Instant, type ShortText } from '../platform/types';

/** Where the signed form is kept. */
export interface NewReportArchiving {
  /** File, box or folder. @example "2026/03, box 4" */
  place: ShortText;
}

/** An approved report that a supervisor has put into the archive (归档, S039). */
export interface ReportArchiving {
  reportId: Id;
  reportNumber: HumanNumber;
  /** @isInt */
  revision: number;
  place: ShortText;
  archivedAt: Instant;
  archivedById: Id;
}
