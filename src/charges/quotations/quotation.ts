import { type PageQuery } from '../../platform/page';
import {
  type BarcodeText,
  type CurrencyCode,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type LongText,
  type MinorUnits,
  type PieceCount,
  type ShortText,
} from '../../platform/types';
import { type Outcome } from '../../warranty/classification/verdict';
import { type PartsBasis } from '../tariffs/charge-policy';
import { type BasisPoints } from '../tariffs/tariff';

/**
 * The steps of a quotation: `made`, `approved` or `rejected` by a supervisor, `told` to the customer, then `accepted` or
 * `declined`; `disputed` while the customer objects; `charged` once the work is charged. `superseded` by a later revision;
 * `withdrawn` = given up.
 */
export type QuotationStatus =
  | 'made'
  | 'approved'
  | 'rejected'
  | 'told'
  | 'accepted'
  | 'declined'
  | 'disputed'
  | 'withdrawn'
  | 'superseded'
  | 'charged';

/**
 * Where a line's price comes from: the average value in the engineer's custody, that of the shelves of a site (or of all
 * sites), or the price list.
 */
export type PriceSource = 'custody' | 'site_stock' | 'price_list';

/** How we spoke with the customer; `signed` = by a drawn signature. */
export type ContactWay = 'signed' | 'in_person' | 'phone' | 'message';

/** Who spoke for the customer. */
export type CustomerRelation = 'owner' | 'family' | 'employee' | 'tenant' | 'agent';

/** The language that was spoken with the customer. */
export type CustomerLanguage = 'zh-CN' | 'en';

/** A part that is quoted. */
export interface NewQuotationLine {
  partId: Id;
  quantity: PieceCount;
}

/**
 * Minutes of work.
 * @isInt minutes are whole
 * @minimum 1 work takes at least a minute
 * @maximum 60000 work takes at most 60000 minutes
 * @example 90
 */
export type WorkMinutes = number;

/**
 * Trips to the customer.
 * @isInt trips are whole
 * @minimum 0 trips are never below zero
 * @maximum 100 trips are at most 100
 * @example 1
 */
export type TripCount = number;

/** The plan that is priced. */
export interface QuotationPlan {
  /** Each part once. @maxItems 100 */
  lines: NewQuotationLine[];
  /** The work as it is expected; needed where the tariff counts labour by the hour. */
  labourMinutes?: WorkMinutes;
  /** One when left out, where travel is charged. */
  trips?: TripCount;
  /** Another basis than the organisation's; it is frozen with the quotation and seen by who approves. */
  partsBasis?: PartsBasis;
  labourCharged?: boolean;
  travelCharged?: boolean;
  /** The last day on which it may be accepted; by the policy's days when left out. */
  validUntil?: IsoDate;
}

/** A quotation for a work order. */
export interface NewQuotation extends QuotationPlan {
  workOrderId: Id;
  /** The day it is made; today when left out. An earlier day needs the right to post earlier. */
  documentDate?: IsoDate;
}

/** Another plan or price: the next revision; the earlier one stays readable. */
export interface QuotationRevision extends QuotationPlan {
  reason: LongText;
  documentDate?: IsoDate;
}

/** A line as it was priced, frozen with what its price rests on. */
export interface QuotationLine {
  /** @isInt */
  lineNumber: number;
  partId: Id;
  partNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  quantity: PieceCount;
  source: PriceSource;
  /** The engineer or the site whose average value it is; null = all sites, or the price list. */
  sourceOwnerId: Id | null;
  /** So many pieces … */
  sourceQuantity: PieceCount;
  /** … were worth so much there at that moment; of the price list, 1 and its price. */
  sourceValue: MinorUnits;
  /** The share of `quantity` pieces, rounded half up. */
  amount: MinorUnits;
}

/** Something that passed between us and the customer about the price, with its time (S025, S096). */
export interface QuotationEvent {
  kind: 'told' | 'accepted' | 'confirmed' | 'declined' | 'objected' | 'settled' | 'withdrawn';
  person: ShortText | null;
  relation: CustomerRelation | null;
  how: ContactWay | null;
  language: CustomerLanguage | null;
  /** The words that were said, or why. */
  words: LongText | null;
  at: Instant;
  /** SHA-256 of the drawn signature's file. */
  imageDigest: string | null;
  /** Who recorded it, and when. */
  actorId: Id;
  recordedAt: Instant;
}

/** A quotation (报价): what paid work will cost the customer, told and accepted before parts are fitted (R11). */
export interface Quotation {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  /** @isInt */
  revision: number;
  revisionReason: LongText | null;
  workOrderId: Id;
  workOrderNumber: HumanNumber;
  customerId: Id;
  customerNumber: HumanNumber;
  engineerId: Id;
  siteId: Id | null;
  /** The classification it rests on, as it was then (S046, R10). */
  determinationId: Id;
  outcome: Outcome;
  tariffId: Id;
  tariffNumber: HumanNumber;
  partsBasis: PartsBasis;
  labourCharged: boolean;
  travelCharged: boolean;
  currency: CurrencyCode;
  lines: QuotationLine[];
  partsAmount: MinorUnits;
  labourMinutes: WorkMinutes | null;
  labourAmount: MinorUnits;
  trips: TripCount;
  travelAmount: MinorUnits;
  netAmount: MinorUnits;
  taxBasisPoints: BasisPoints;
  /** On the sum, once, rounded half up. */
  taxAmount: MinorUnits;
  totalAmount: MinorUnits;
  /** What the customer has paid under it. */
  receivedAmount: MinorUnits;
  status: QuotationStatus;
  documentDate: IsoDate;
  /** The last day on which it may be accepted. */
  validUntil: IsoDate;
  /** Who made it. */
  actorId: Id;
  decidedAt: Instant | null;
  decidedById: Id | null;
  decisionNote: LongText | null;
  toldAt: Instant | null;
  acceptedAt: Instant | null;
  events: QuotationEvent[];
  /** @isInt */
  version: number;
}

/** A supervisor's decision; never on one's own (R4). */
export interface QuotationDecision {
  approved: boolean;
  /** Needed for a rejection. */
  note?: LongText;
}

/** The price is told to the customer. */
export interface QuotationTelling {
  /** To whom. */
  person: ShortText;
  how: 'in_person' | 'phone' | 'message';
  /** The language of the words that are said; the caller's when left out. */
  language?: CustomerLanguage;
  /** When; now when left out, never later than now. */
  at?: Instant;
}

/** The customer accepts: by a drawn signature, or recorded with who and how. */
export interface QuotationAcceptance {
  person: ShortText;
  relation: CustomerRelation;
  how: ContactWay;
  /**
   * With `signed`: the drawn signature, a PNG file in base64, at most 256 KiB, not empty, never used before.
   * @pattern ^[A-Za-z0-9+/]+={0,2}$ a picture is written in base64
   * @maxLength 349528
   */
  imagePng?: string;
  at?: Instant;
}

/** The price is confirmed with the customer once more, before the visit (S096). */
export interface QuotationConfirmation {
  person: ShortText;
  how: 'in_person' | 'phone' | 'message';
  at?: Instant;
}

/** The customer declines, or objects. */
export interface QuotationAnswer {
  person: ShortText;
  how: 'in_person' | 'phone' | 'message';
  /** In the customer's words. */
  reason: LongText;
  at?: Instant;
}

/** How a dispute ends. `stands`: the price is told again and wants a new acceptance; `withdrawn`: it is given up. */
export interface DisputeSettlement {
  outcome: 'stands' | 'withdrawn';
  reason: LongText;
}

/** Why a quotation is given up. */
export interface QuotationWithdrawal {
  reason: LongText;
}

/** Which quotations to list. */
export interface QuotationQuery extends PageQuery {
  workOrderId?: Id;
  customerId?: Id;
  engineerId?: Id;
  siteId?: Id;
  status?: QuotationStatus;
}
