import { type ShortText } from '../../platform/types';

/**
 * The number of a problem class.
 * @pattern ^[a-z][a-z0-9_]{0,31}$ a problem class is a word of small letters, digits and _
 * @example "breakdown"
 */
export type ProblemClassNumber = string;

/** Who deals with a class first (S034). */
export type ProblemRoute = 'hotline' | 'field_service';

/** A problem class: where a request goes, and by when it is answered and visited (S032, S034). */
export interface ProblemClass {
  number: ProblemClassNumber;
  nameZh: ShortText;
  nameEn: ShortText;
  routedTo: ProblemRoute;
  /** From receipt to the answer. @isInt */
  answerMinutes: number;
  /** From receipt to the engineer at the door. @isInt */
  arrivalMinutes: number;
  /** @isInt */
  version: number;
}

/** What may be changed of a problem class; everything is stated. Requests that are in keep their times. */
export interface ProblemClassChange {
  nameZh: ShortText;
  nameEn: ShortText;
  routedTo: ProblemRoute;
  /**
   * @isInt a time is a whole number of minutes
   * @minimum 1 a time is at least a minute
   * @maximum 525600 a time is at most a year
   */
  answerMinutes: number;
  /**
   * @isInt a time is a whole number of minutes
   * @minimum 1 a time is at least a minute
   * @maximum 525600 a time is at most a year
   */
  arrivalMinutes: number;
}
