import type { IsoDate } from '../platform/types';

/** Whether YYMMDD names a day. With `monthAlone`, day 00 stands for the whole month. */
export function isGs1Date(yymmdd: string, monthAlone: boolean): boolean {
  const [year, month, day] = [yymmdd.slice(0, 2), yymmdd.slice(2, 4), yymmdd.slice(4, 6)].map(Number);
  if (month! < 1 || month! > 12) return false;
  // The century is not known here; 2000 is the leap year that every fourth year of two digits has in common.
  return day! <= lastDayOfMonth(2000 + year!, month!) && (day! > 0 || monthAlone);
}

/** Whether YYYYMMDD names a day. */
export function isDay(yyyymmdd: string): boolean {
  const [year, month, day] = [yyyymmdd.slice(0, 4), yyyymmdd.slice(4, 6), yyyymmdd.slice(6)].map(Number);
  return month! >= 1 && month! <= 12 && day! >= 1 && day! <= lastDayOfMonth(year!, month!);
}

/**
 * The day that YYMMDD means when it is read on `today` (GS1 General Specifications 7.12): the century that puts it from
 * 49 years back to 50 years ahead; day 00 is the last day of its month.
 *
 * @param yymmdd a date that {@link isGs1Date} accepts
 */
export function gs1Date(yymmdd: string, today: IsoDate): IsoDate {
  const thisYear = Number(today.slice(0, 4));
  const ahead = Number(yymmdd.slice(0, 2)) - (thisYear % 100);
  const century = Math.floor(thisYear / 100) * 100 + (ahead >= 51 ? -100 : ahead <= -50 ? 100 : 0);
  const year = century + Number(yymmdd.slice(0, 2));
  const month = yymmdd.slice(2, 4);
  const day = yymmdd.slice(4, 6) === '00' ? String(lastDayOfMonth(year, Number(month))) : yymmdd.slice(4, 6);
  return `${year}-${month}-${day}`;
}

function lastDayOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
