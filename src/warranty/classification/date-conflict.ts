/** Dates that contradict each other: nothing may be computed from them (README, "Dates that conflict"). */
import { type CaseFacts } from './case-facts';
import { type DayNumber } from './calendar-days';
import { type DateKind } from './measures';

/** Two dates in the wrong order; the first named should not be the later one. */
export interface DateConflict {
  first: DateKind;
  then: DateKind | 'REPORT';
}

// INVOICE and DELIVERY may come in either order and are therefore not on this chain.
const CHAIN: readonly DateKind[] = ['DELIVERY', 'INSTALL_DONE', 'ACCEPTANCE'];

function brokenChain(dates: ReadonlyMap<DateKind, DayNumber>): DateConflict | null {
  let last: { kind: DateKind; day: DayNumber } | null = null;
  for (const kind of CHAIN) {
    const day = dates.get(kind);
    if (day === undefined) continue;
    if (last && day < last.day) return { first: last.kind, then: kind };
    last = { kind, day };
  }
  return null;
}

/** The first conflict, or null: report before the sale, manufacture after anything, delivery–installation–acceptance. */
export function findDateConflict({ dates, sale, report }: CaseFacts): DateConflict | null {
  if (sale !== null && report < sale) return { first: dates.has('INVOICE') ? 'INVOICE' : 'DELIVERY', then: 'REPORT' };
  const manufacture = dates.get('MANUFACTURE');
  if (manufacture !== undefined) {
    for (const [kind, day] of dates) if (day < manufacture) return { first: 'MANUFACTURE', then: kind };
    if (report < manufacture) return { first: 'MANUFACTURE', then: 'REPORT' };
  }
  return brokenChain(dates);
}
