import { dayIn } from '../../src/platform/clock';
import { timeZone } from './world';

/** A day so many days from today, where the organisation keeps its books: its day may have begun while UTC's has not. */
export function inDays(days: number): string {
  return dayIn(timeZone, new Date(Date.now() + days * 86_400_000));
}

/** A day so many days before today. */
export function daysAgo(days: number): string {
  return inDays(-days);
}
