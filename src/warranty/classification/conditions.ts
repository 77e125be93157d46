/** What the customer must have done (README, `conditions`). Evidence that is missing fails the condition. */
import { addDuration, type DayNumber, type Duration, parseDay } from './calendar-days';
import { type CaseFacts } from './case-facts';
import { type Condition } from './policy';
import { type Start } from './start-date';

function isAtMostAfter(day: string | undefined, basis: DayNumber | undefined | null, length: Duration): boolean {
  const on = day === undefined ? null : parseDay(day);
  if (on === null || basis === undefined || basis === null) return false;
  return on <= addDuration(basis, length).day;
}

function isMaintained(every: Duration, start: Start, { facts, report }: CaseFacts): boolean {
  if (start.kind !== 'FROM') return false;
  let last = start.day;
  const services = (facts.claim.maintenance ?? []).map(parseDay).filter((day) => day !== null);
  for (const day of [...services.sort((a, b) => a - b), report]) {
    if (day < last || day > report) continue;
    if (day > addDuration(last, every).day) return false;
    last = day;
  }
  return true;
}

function isMet(condition: Condition, start: Start, known: CaseFacts): boolean {
  const { claim, unit } = known.facts;
  switch (condition.type) {
    case 'FIRST_OWNER':
      return (unit?.owner ?? 'first') === 'first';
    case 'REGISTERED_WITHIN':
      return isAtMostAfter(claim.registered_on, known.dates.get(condition.basis), condition);
    case 'REPORTED_WITHIN': {
      const fault = claim.fault_date === undefined ? null : parseDay(claim.fault_date);
      return fault !== null && known.report <= addDuration(fault, condition).day;
    }
    case 'MAINTENANCE_EVERY':
      return isMaintained(condition, start, known);
  }
}

/** The conditions that are not met, in the policy's order. */
export function unmetConditions(conditions: readonly Condition[], start: Start, known: CaseFacts): Condition[] {
  return conditions.filter((condition) => !isMet(condition, start, known));
}
