/** Labour and coming to the site may end before the parts do (README, `labor`, `onsite`). */
import { type DayNumber } from './calendar-days';
import { type CaseFacts } from './case-facts';
import { type CoverRule, type Term } from './policy';
import { type Start } from './start-date';
import { findEnd } from './term-end';

/** NONE = never; UNKNOWN = it has a term of its own, but no start to count from. */
export type SideEnd = { kind: 'UNTIL'; day: DayNumber | null } | { kind: 'NONE' } | { kind: 'UNKNOWN' };

function ownEnd(rule: CoverRule, length: NonNullable<Term['labor']>, start: Start, known: CaseFacts): SideEnd {
  if (start.kind !== 'FROM') return { kind: 'UNKNOWN' };
  return { kind: 'UNTIL', day: findEnd(rule, start, length, known).day };
}

/** The last day of free labour: missing = as parts, null = never, else its own term through the same steps. */
export function laborEnd(
  rule: CoverRule,
  { labor }: Term,
  start: Start,
  partsEnd: DayNumber | null,
  known: CaseFacts,
): SideEnd {
  if (labor === undefined) return { kind: 'UNTIL', day: partsEnd };
  return labor === null ? { kind: 'NONE' } : ownEnd(rule, labor, start, known);
}

/** The last day of free visits; null = the term says nothing about coming to the site. */
export function onsiteEnd(rule: CoverRule, { onsite }: Term, start: Start, known: CaseFacts): SideEnd | null {
  return onsite ? ownEnd(rule, onsite, start, known) : null;
}
