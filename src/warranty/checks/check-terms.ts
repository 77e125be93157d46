/** Terms: what they cover, how long, up to which readings. */
import { checkCount, checkDuration, checkReadings } from './check-duration';
import { type Faults, step } from './fault';
import { type Term } from '../classification/policy';

const isName = (name: unknown) => typeof name === 'string' && name !== '';

function checkCovers(faults: Faults, covers: unknown, pointer: string): void {
  const isList = Array.isArray(covers) && covers.length > 0 && covers.every(isName);
  const message = 'must be WHOLE_UNIT or a list of component names';
  faults.unless(covers === 'WHOLE_UNIT' || isList, step(pointer, 'covers'), 'unknown_value', message);
}

function checkTerm(faults: Faults, term: Term, pointer: string): void {
  faults.unless(isName(term.id), step(pointer, 'id'), 'missing', 'a term needs an id');
  checkCovers(faults, term.covers, pointer);
  if (term.n !== undefined || term.unit !== undefined) checkDuration(faults, term, pointer);
  if (term.registered_n !== undefined) {
    checkCount(faults, term.registered_n, step(pointer, 'registered_n'));
    faults.unless(term.unit !== undefined, step(pointer, 'unit'), 'missing', 'registered_n needs a unit');
  }
  checkReadings(faults, term.limits, step(pointer, 'limits'));
  faults.oneOf(term.limit_basis, ['ABSOLUTE', 'SINCE_START'], step(pointer, 'limit_basis'), true);
  if (term.labor) checkDuration(faults, term.labor, step(pointer, 'labor'));
  if (term.onsite) checkDuration(faults, term.onsite, step(pointer, 'onsite'));
}

/** What a claim could not choose between: two terms under one id, for one component, or for the whole unit. */
function checkUniqueness(faults: Faults, terms: readonly Term[], excluded: readonly string[]): void {
  const ids = new Set<string>();
  const covered = new Set<string>();
  terms.forEach((term, index) => {
    const pointer = step('/terms', index);
    faults.unless(!ids.has(term.id), step(pointer, 'id'), 'duplicate', `the id ${term.id} is used twice`);
    ids.add(term.id);
    for (const component of Array.isArray(term.covers) ? term.covers : [term.covers]) {
      const place = step(pointer, 'covers');
      faults.unless(!covered.has(component), place, 'duplicate', `${component} has two terms`);
      faults.unless(!excluded.includes(component), place, 'contradiction', `${component} is also an excluded part`);
      covered.add(component);
    }
  });
}

/** Checks the terms; returns those that can be read. */
export function checkTerms(faults: Faults, terms: unknown, excludedParts: readonly string[] | undefined): Term[] {
  if (!Array.isArray(terms) || terms.length === 0) {
    faults.add('/terms', 'missing', 'a policy needs at least one term');
    return [];
  }
  const list = terms as Term[];
  list.forEach((term, index) => checkTerm(faults, term, step('/terms', index)));
  checkUniqueness(faults, list, excludedParts ?? []);
  return list;
}
