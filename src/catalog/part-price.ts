import { type CurrencyCode, type Id, type Instant, type IsoDate, type MinorUnits } from '../platform/types';

/** A price as it is told. */
export interface NewPartPrice {
  currency: CurrencyCode;
  /** The first day it holds; it holds until the next price begins. */
  validFrom: IsoDate;
  /** For one unit of the part (piece, cm, ml, g). */
  amount: MinorUnits;
}

/** A line of the price list. Stated again for the same day it is corrected; what was stated before stays. */
export interface PartPrice {
  partId: Id;
  currency: CurrencyCode;
  validFrom: IsoDate;
  amount: MinorUnits;
  /** Who stated it. */
  actorId: Id;
  recordedAt: Instant;
}

/** Which prices of a part to read. */
export interface PartPriceQuery {
  currency?: CurrencyCode;
  /** Only the price that holds on this day. Absent: every price ever stated, the latest first. */
  on?: IsoDate;
}
