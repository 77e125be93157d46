import { type IsoDate, type ShortText } from '../../platform/types';

/** A day of rest or of work that the week alone does not tell (调休). */
export interface CalendarDay {
  day: IsoDate;
  /** `off`: a public holiday; `work`: a Saturday or Sunday that is worked. */
  kind: 'off' | 'work';
  /** @example "国庆节" */
  name: ShortText | null;
}

/** A day as it is stated. */
export interface NewCalendarDay {
  day: IsoDate;
  kind: 'off' | 'work';
  name?: ShortText | null;
}

/** Days that are stated, usually a year's; what was stated of the same days before is replaced. */
export interface NewCalendarDays {
  /**
   * @minItems 1
   * @maxItems 400
   */
  days: NewCalendarDay[];
}

/** Which days to list. */
export interface CalendarDayQuery {
  /**
   * @isInt
   * @minimum 1900
   * @maximum 2199
   * @example 2026
   */
  year: number;
}

/** The days of a year that differ from the week. */
export interface CalendarYear {
  /** @isInt */
  year: number;
  days: CalendarDay[];
}
