/** Steps 3 to 8: the last covered day of a period (README, "Arithmetic, in this order"). */
import { addDuration, type DayNumber, type Duration, isWeekend, parseDay } from './calendar-days';
import { type CaseFacts, type Stay } from './case-facts';
import { type WorkCalendar } from './facts';
import { type CoverRule } from './policy';
import { type Start } from './start-date';
import { prolong } from './suspension';

/** A step that changed the end. */
export type EndMove = 'EXTENDED_REPAIR' | 'OUTER_CAP' | 'HOLIDAY_ROLLED';

/** The last covered day; null = no calendar limit. */
export interface End {
  day: DayNumber | null;
  moves: EndMove[];
}

/** Steps 3 and 4: the length in one step; DAY_BEFORE takes a day off unless the month already did. */
export function addTerm(start: DayNumber, length: Duration, lastDay: CoverRule['last_day']): DayNumber {
  const { day, clamped } = addDuration(start, length);
  return lastDay === 'DAY_BEFORE' && !clamped ? day - 1 : day;
}

/** Stays that prolong: under RESTART those of the unit that has left since no longer count. */
export function countingStays(rule: CoverRule, { stays, unitReplaced }: CaseFacts): Stay[] {
  if (rule.unit_replaced !== 'RESTART' || unitReplaced === null) return stays;
  return stays.filter((stay) => stay.in >= unitReplaced);
}

/** Step 7: never later than basis + n/unit. A cap whose basis date is not known cannot be shown to have been reached. */
export function capEnd(end: DayNumber | null, { outer_cap }: CoverRule, { dates }: CaseFacts): DayNumber | null {
  const basis = outer_cap && dates.get(outer_cap.basis);
  if (!outer_cap || basis === undefined) return end;
  const cap = addDuration(basis, outer_cap).day;
  return end === null ? cap : Math.min(end, cap);
}

/** Step 8: a last day on a day of rest moves to the next day that is none. */
export function rollEnd(end: DayNumber, roll: CoverRule['roll'], calendar: WorkCalendar | undefined): DayNumber {
  if (roll === undefined || roll === 'NONE') return end;
  const off = new Set((calendar?.off ?? []).map(parseDay));
  const work = new Set((calendar?.work ?? []).map(parseDay));
  const isRest = (day: DayNumber) => off.has(day) || (roll === 'NON_WORKING_DAY' && isWeekend(day) && !work.has(day));
  let day = end;
  while (isRest(day)) day += 1;
  return day;
}

function extendOnce(end: DayNumber, rule: CoverRule, stays: readonly Stay[]): DayNumber {
  const extension = rule.extend_once_after_repair;
  // A remedy presupposes cover: a repair that began after the end extends nothing.
  if (!extension || !stays.some((stay) => stay.remedy && stay.in <= end)) return end;
  return addDuration(end, extension).day;
}

/** Steps 3 to 8 for a period of the unit; `length` null = no calendar limit of its own. */
export function findEnd(rule: CoverRule, start: Start, length: Duration | null, known: CaseFacts): End {
  const end: End = { day: null, moves: [] };
  if (start.kind === 'UNTIL') end.day = start.day;
  else if (start.kind === 'FROM' && length) end.day = addTerm(start.day, length, rule.last_day);
  if (end.day !== null) {
    const stays = countingStays(rule, known);
    const prolonged = prolong(end.day, stays, rule.suspend);
    const extended = extendOnce(prolonged, rule, stays);
    if (extended !== end.day) end.moves.push('EXTENDED_REPAIR');
    end.day = extended;
  }
  return finishEnd(end, rule, known);
}

/** Steps 7 and 8. */
function finishEnd(end: End, rule: CoverRule, known: CaseFacts): End {
  const capped = capEnd(end.day, rule, known);
  const moves = capped === end.day ? end.moves : [...end.moves, 'OUTER_CAP' as const];
  if (capped === null) return { day: null, moves };
  const rolled = rollEnd(capped, rule.roll, known.facts.calendar);
  return { day: rolled, moves: rolled === capped ? moves : [...moves, 'HOLIDAY_ROLLED'] };
}
