import { type QuotationStatus } from '../../charges/quotations/quotation';
import { type Tariff } from '../../charges/tariffs/tariff';
import { type PhoneNumber } from '../../customers/customer';
import { type SerialNumber } from '../../customers/installed-unit';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type PieceCount,
  type ShortText,
} from '../../platform/types';
import { type DeterminationSummary } from '../../warranty/determinations/determination';
import { type ReadinessLine } from '../../workorders/preparation';
import { type ReportStatus } from '../service-report';

/** Parts that were issued for the order, as they are checked off before departure (S010). */
export interface KitIssue {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  issuedOn: IsoDate;
  /** When the engineer checked them off; null = not yet. */
  acknowledgedAt: Instant | null;
  lines: KitIssueLine[];
}

/** Pieces of one part. */
export interface KitIssueLine {
  partId: Id;
  partNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  quantity: PieceCount;
  serialNumber: ShortText | null;
}

/** The repair form: the report that is being written, or the latest one. */
export interface KitForm {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** @isInt */
  revision: number;
  status: ReportStatus;
}

/** What was quoted for the order, under which tariff. */
export interface KitQuotation {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  status: QuotationStatus;
  tariffNumber: HumanNumber;
  totalAmount: MinorUnits;
}

/** A receipt that the customer got for this order. */
export interface KitReceipt {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  amount: MinorUnits;
  receivedAt: Instant;
  /** Taken back. */
  reversed: boolean;
}

/** To whom the engineer goes. */
export interface KitCustomer {
  id: Id;
  number: HumanNumber;
  name: ShortText;
  phone: PhoneNumber | null;
  address: ShortText | null;
}

/** All that goes with the engineer on a trip, tied to its order (S009). */
export interface TripKit {
  workOrderId: Id;
  workOrderCode: BarcodeText;
  workOrderNumber: HumanNumber;
  engineerId: Id;
  plannedOn: IsoDate | null;
  /** What the customer complains of. */
  fault: LongText;
  customer: KitCustomer;
  unitId: Id;
  modelNumber: HumanNumber;
  serialNumber: SerialNumber;
  /** Warranty or paid, with the contract that pays; as known now. */
  determination: DeterminationSummary | null;
  /** Whether everything requisitioned is in the engineer's hands, and what is missing (S013). */
  ready: boolean;
  parts: ReadinessLine[];
  /** Newest first. */
  issues: KitIssue[];
  form: KitForm | null;
  /** The living one, else the latest. */
  quotation: KitQuotation | null;
  receipts: KitReceipt[];
  /** The published tariff of the day of the trip: the planned day, today where none is planned or it has passed. */
  tariff: Tariff | null;
}
