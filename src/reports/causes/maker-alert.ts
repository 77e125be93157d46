import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type ShortText,
} from '../../platform/types';

/** `open`: not told to the maker yet; `sent`; `acknowledged` by the maker: what occurs later is another alert. */
export type MakerAlertStatus = 'open' | 'sent' | 'acknowledged';

/** A design defect, told to the maker (设计缺陷通报, S041): it counts as ours towards the customer. */
export interface MakerAlert {
  id: Id;
  code: BarcodeText;
  /** @example "MKA-2026-000002" */
  number: HumanNumber;
  modelId: Id;
  modelNumber: HumanNumber;
  brand: ShortText | null;
  /** The part that failed; null = none was replaced. */
  partId: Id | null;
  partNumber: HumanNumber | null;
  /** The maker's own number of the part. */
  makerNumber: HumanNumber | null;
  status: MakerAlertStatus;
  documentDate: IsoDate;
  openedAt: Instant;
  /** Jobs in which it occurred. @isInt */
  occurrenceCount: number;
  sentAt: Instant | null;
  sentById: Id | null;
  sentTo: ShortText | null;
  acknowledgedAt: Instant | null;
  acknowledgedById: Id | null;
  acknowledgement: LongText | null;
}

/** One job in which it occurred. No personal data: it goes to the maker. */
export interface MakerAlertOccurrence {
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  reportId: Id;
  reportNumber: HumanNumber;
  /** Of the installed unit. */
  serialNumber: ShortText;
  occurredOn: IsoDate;
  fault: LongText;
  /** What the report says of the cause. */
  cause: LongText | null;
}

/** An alert with the jobs in which it occurred, the first one first. */
export interface MakerAlertDetail extends MakerAlert {
  occurrences: MakerAlertOccurrence[];
}

/** That the maker was told. */
export interface MakerAlertSending {
  /** Whom at the maker, and how. @example "quality department, by e-mail" */
  sentTo: ShortText;
  /** Now when left out; never later. */
  at?: Instant;
}

/** That the maker has acknowledged it. */
export interface MakerAlertAcknowledgement {
  /** The maker's own number or words. */
  acknowledgement: LongText;
  /** Now when left out; never later, and not before it was sent. */
  at?: Instant;
}

/** Which alerts to list, the newest first. */
export interface MakerAlertQuery extends PageQuery {
  status?: MakerAlertStatus;
  modelId?: Id;
}
