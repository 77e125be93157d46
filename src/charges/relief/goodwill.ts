import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type MinorUnits,
} from '../../platform/types';

/** Small free help beside the claim is asked for (S048), with what the customer demands (S076). */
export interface NewGoodwill {
  workOrderId: Id;
  /** What was or will be done for nothing. */
  help: LongText;
  reason: LongText;
  /** What it would have cost; zero or small. */
  value: MinorUnits;
  customerDemand?: LongText;
  /** The day of the help; today when left out. An earlier day needs the right to post earlier. */
  documentDate?: IsoDate;
}

/** Free help (善意免费): kept with its value and approved by another person (R4). */
export interface Goodwill {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  engineerId: Id;
  siteId: Id | null;
  help: LongText;
  reason: LongText;
  value: MinorUnits;
  customerDemand: LongText | null;
  documentDate: IsoDate;
  status: 'requested' | 'approved' | 'rejected';
  requestedById: Id;
  decidedById: Id | null;
  decidedAt: Instant | null;
  decisionNote: LongText | null;
}

/** Which free help to list. */
export interface GoodwillQuery extends PageQuery {
  workOrderId?: Id;
  engineerId?: Id;
  status?: 'requested' | 'approved' | 'rejected';
}
