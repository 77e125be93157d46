import { type CurrencyCode, type MinorUnits, type PieceCountOrZero } from '../platform/types';

/**
 * Days after approval, or after the day of need where that is later, until a reservation that nobody fetched goes back
 * to the shelf.
 * @isInt days are whole
 * @minimum 1 a reservation is kept for at least one day
 * @maximum 3650 a reservation is kept for at most ten years
 */
export type ReservationDays = number;

/**
 * Days for which the answer to a change is kept, so that the same request sent again gets it. Answers name customers and
 * signers; after these days a repetition is refused as done already.
 * @isInt days are whole
 * @minimum 1 an answer is kept for at least one day
 * @maximum 3650 an answer is kept for at most ten years
 */
export type AnswerDays = number;

/**
 * How many overdue old parts an engineer may have: beyond it, a requisition is approved only with a stated reason (R9).
 * @isInt pieces are whole
 * @minimum 0 the limit is not negative; 0 allows none
 * @maximum 100000 the limit is at most 100000
 */
export type OverdueOldPartsLimit = number;

/** The settings of the organisation this installation serves. */
export interface Organisation {
  /** Of every amount that names no currency. */
  baseCurrency: CurrencyCode;
  reservationDays: ReservationDays;
  answerDays: AnswerDays;
  overdueOldPartsLimit: OverdueOldPartsLimit;
  /**
   * R13: a difference of a counted line posts without approval when it is of at most so many pieces and worth at most
   * `countToleranceValue`, both. 0 = every difference is approved.
   */
  countTolerancePieces: PieceCountOrZero;
  /** Minor units of the base currency. Where only the pieces shall matter, state an amount that none exceeds. */
  countToleranceValue: MinorUnits;
  /** IANA name; decides which day it is in the books. Set where the server is started. @example "Asia/Shanghai" */
  timeZone: string;
  /** @isInt */
  version: number;
}

/** What may be changed of the settings; everything is stated. Reservations that were made keep their day of expiry. */
export interface OrganisationChange {
  /** Another one only before the first posting, tariff or contract. */
  baseCurrency: CurrencyCode;
  reservationDays: ReservationDays;
  answerDays: AnswerDays;
  /** As it is when left out. */
  overdueOldPartsLimit?: OverdueOldPartsLimit;
  /** As it is when left out. */
  countTolerancePieces?: PieceCountOrZero;
  /** As it is when left out. */
  countToleranceValue?: MinorUnits;
}
