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
} from '../../platform/types';

/** How labour is charged: by the hour (to the minute), or one amount for the job. */
export type LabourBasis = 'PER_HOUR' | 'PER_JOB';

/**
 * A rate of tax in basis points: 1300 is 13 %.
 * @isInt a rate is a whole number of basis points
 * @minimum 0 a rate is never below zero
 * @maximum 10000 a rate is at most 10000 basis points
 * @example 1300
 */
export type BasisPoints = number;

/** What a tariff states, in the currency of the organisation. */
export interface NewTariff {
  /** The first day it holds; it holds until the next tariff begins. */
  validFrom: IsoDate;
  labourBasis: LabourBasis;
  /** For an hour, or for the job. */
  labourAmount: MinorUnits;
  /** For each trip to the customer. */
  travelAmount: MinorUnits;
  taxBasisPoints: BasisPoints;
  note?: LongText;
}

/** A published tariff (S002). Never changed: stated again for the same day it is corrected, and what was stated stays. */
export interface Tariff {
  id: Id;
  code: BarcodeText;
  number: HumanNumber;
  validFrom: IsoDate;
  labourBasis: LabourBasis;
  labourAmount: MinorUnits;
  travelAmount: MinorUnits;
  taxBasisPoints: BasisPoints;
  currency: CurrencyCode;
  note: LongText | null;
  /** Who stated it. */
  actorId: Id;
  recordedAt: Instant;
}

/** Which tariffs to list. */
export interface TariffQuery extends PageQuery {
  /** Only the tariff that holds on this day. */
  on?: IsoDate;
}
