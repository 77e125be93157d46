import { type PageQuery } from '../platform/page';
import {
  type BarcodeText,
  type HumanNumber,
  type Id,
  type MinorUnits,
  type PieceCount,
  type PieceCountOrZero,
  type ShortText,
} from '../platform/types';

/** What lies in one bin of one part. */
export interface BinStock {
  siteId: Id;
  binId: Id;
  binNumber: HumanNumber;
  partId: Id;
  partNumber: HumanNumber;
  /** On the shelf and promised to nobody; null where the bin is being counted and you are one of those who count (R13). */
  available: PieceCountOrZero | null;
  /** Still in the bin, promised to a requisition (预留); null like `available`. */
  reserved: PieceCountOrZero | null;
  /** What both are worth together; null like `available`. */
  value: MinorUnits | null;
}

/** Which stock to list. */
export interface StockQuery extends PageQuery {
  partId?: Id;
  siteId?: Id;
  /** What lies in this bin. */
  binId?: Id;
}

/** What one site has of a part. */
export interface SiteStock {
  siteId: Id;
  siteNumber: HumanNumber;
  /** Null where the part is being counted at the site and you are one of those who count (R13). */
  available: PieceCountOrZero | null;
  /** Null like `available`. */
  reserved: PieceCountOrZero | null;
  /** On its way to this site (在途). */
  inTransit: PieceCountOrZero;
  /** Waiting for inspection. */
  quarantine: PieceCountOrZero;
}

/** What one engineer has of a part. */
export interface EngineerStock {
  engineerId: Id;
  quantity: PieceCount;
}

/** Where the pieces of one part are. */
export interface PartStock {
  partId: Id;
  partNumber: HumanNumber;
  sites: SiteStock[];
  custody: EngineerStock[];
}

/** What waits for inspection at a site. */
export interface QuarantinedStock {
  siteId: Id;
  partId: Id;
  partNumber: HumanNumber;
  quantity: PieceCount;
  value: MinorUnits;
  /** The first 100 units, when the part is serial-numbered; `/serial-units?partId=…` lists all, and where each is. */
  units: HeldUnit[];
}

/** Which quarantine to list. */
export interface QuarantineQuery extends PageQuery {
  siteId?: Id;
}

/** A unit of a serial-numbered part, where it is held. */
export interface HeldUnit {
  id: Id;
  code: BarcodeText;
  serialNumber: ShortText;
}

/** What an engineer answers for, of one part. */
export interface CustodyStock {
  partId: Id;
  partNumber: HumanNumber;
  nameZh: ShortText | null;
  nameEn: ShortText | null;
  quantity: PieceCount;
  value: MinorUnits;
  /** The first 100 units, when the part is serial-numbered; `/serial-units?partId=…` lists all, and where each is. */
  units: HeldUnit[];
}
