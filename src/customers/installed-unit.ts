import { type CategoryName } from '../catalog/product-model';
import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type Instant,
  type IsoDate,
  type ShortText,
} from '../platform/types';

/**
 * How the unit is used, as the warranty policies name it.
 * @pattern ^[A-Z][A-Z0-9_]{0,31}$ a usage class is a word of capital letters, digits and _
 * @example "PRIVATE"
 */
export type UsageClass = string;

/**
 * A serial number as it is read from the plate.
 * @pattern ^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$ a serial number has printable ASCII characters only
 * @minLength 1 a serial number is not empty
 * @maxLength 64 a serial number has at most 64 characters
 * @example "WH24-000137"
 */
export type SerialNumber = string;

/** The dates of a unit's life that a warranty can start from. */
export type UnitDateKind =
  | 'MANUFACTURE'
  | 'SHIPMENT'
  | 'READY_FOR_SHIPMENT'
  | 'STOCK_RECEIPT'
  | 'ARRIVAL'
  | 'INVOICE'
  | 'DELIVERY'
  | 'INSTALL_DONE'
  | 'COMMISSIONING'
  | 'ACCEPTANCE'
  | 'IN_SERVICE'
  | 'FIRST_USE'
  | 'PART_SALE'
  | 'REPAIR_RETURN';

/** A date as it is stated or corrected. */
export interface NewUnitDate {
  kind: UnitDateKind;
  /** null takes the date back: it is not known after all. */
  day: IsoDate | null;
  /** Where it is known from. @example "invoice 2024-118" */
  evidence?: ShortText | null;
}

/** A date as it was stated once; a later statement of the same kind corrects it, and this one stays (S008, S021). */
export interface UnitDate {
  kind: UnitDateKind;
  day: IsoDate | null;
  evidence: ShortText | null;
  /** Who stated it. */
  actorId: Id;
  recordedAt: Instant;
}

/** A machine installed at a customer (整机). */
export interface InstalledUnit {
  id: Id;
  code: BarcodeText;
  modelId: Id;
  modelNumber: HumanNumber;
  category: CategoryName;
  /** The number people know it by, unique within the model. */
  serialNumber: SerialNumber;
  customerId: Id;
  usageClass: UsageClass;
  /** Whether the customer is the unit's first owner. */
  firstOwner: boolean;
  /** The date of each kind that counts now. */
  dates: UnitDate[];
  active: boolean;
  /** @isInt */
  version: number;
}

/** What is told of a new installed unit. */
export interface NewInstalledUnit {
  modelId: Id;
  serialNumber: SerialNumber;
  customerId: Id;
  /** Default: PRIVATE. */
  usageClass?: UsageClass;
  /** Default: true. */
  firstOwner?: boolean;
  /**
   * The dates that are known already.
   * @maxItems 20
   */
  dates?: NewUnitDate[];
}

/** What may be changed of an installed unit; everything is stated. Dates and readings have their own history. */
export interface InstalledUnitChange {
  modelId: Id;
  serialNumber: SerialNumber;
  customerId: Id;
  usageClass: UsageClass;
  firstOwner: boolean;
  active: boolean;
}

/** A unit as it was said to be, by a version of its record. */
export interface InstalledUnitVersion {
  /** @isInt */
  version: number;
  modelId: Id;
  serialNumber: SerialNumber;
  customerId: Id;
  usageClass: UsageClass;
  firstOwner: boolean;
  active: boolean;
  /** Who said so. */
  actorId: Id;
  recordedAt: Instant;
}

/** Everything that was ever stated about a unit, newest first: corrections beside what they correct (S008, S021). */
export interface InstalledUnitHistory {
  versions: InstalledUnitVersion[];
  dates: UnitDate[];
}

/** Which installed units to list. */
export interface InstalledUnitQuery extends PageQuery {
  customerId?: Id;
  /** Exactly this serial number. */
  serialNumber?: SerialNumber;
  modelId?: Id;
}
