/**
 * The covers that may be alive for a component: the unit's own term, and what a replaced part brings (README,
 * `part_replaced_free`, `part_replaced_paid`).
 */
import { type DayNumber, type Duration } from './calendar-days';
import { type CaseFacts, type FittedPart } from './case-facts';
import { checkMeters, type MeterLimits, type MeterStanding, UNLIMITED } from './meters';
import { type CoverRule, type Term } from './policy';
import { type Start } from './start-date';
import { prolong } from './suspension';
import { addTerm, capEnd, type End, findEnd, rollEnd } from './term-end';

/** One cover: how long, and up to which readings. */
export interface Cover {
  owner: 'UNIT' | 'PART';
  end: End;
  meters: MeterLimits;
}

/** A cover on the day of the report. */
export interface CoverStanding {
  cover: Cover;
  /** UNREAD: alive by date, but a limited meter was not read. */
  state: 'ALIVE' | 'OVER' | 'UNREAD';
  isPastEnd: boolean;
  meters: MeterStanding;
}

/** The calendar length of a term: the registered one where the unit is registered; null = no calendar limit. */
export function termLength({ n, registered_n, unit }: Term, { facts }: CaseFacts): Duration | null {
  const length = facts.claim.registered === true && registered_n !== undefined ? registered_n : n;
  return length === undefined || unit === undefined ? null : { n: length, unit };
}

function termMeters({ limits, limit_basis }: Term, since: FittedPart['usage'] | undefined): MeterLimits {
  return limits ? { limits, since: limit_basis === 'SINCE_START' ? (since ?? {}) : null } : UNLIMITED;
}

function unitCover(rule: CoverRule, term: Term, start: Start, known: CaseFacts): Cover {
  return {
    owner: 'UNIT',
    end: findEnd(rule, start, termLength(term, known), known),
    meters: termMeters(term, known.facts.claim.usage_at_start),
  };
}

/**
 * The end of a part's own term, counted from its fitting. The visit that fitted it does not prolong it, and the once-only
 * extension is the unit's. The outer cap bounds what the seller gives free, not a part the customer bought later.
 */
function partEnd(part: FittedPart, length: Duration | null, rule: CoverRule, known: CaseFacts): End {
  let day: DayNumber | null = null;
  const moves: End['moves'] = [];
  if (length) {
    const plain = addTerm(part.date, length, rule.last_day);
    const later = known.stays.filter((stay) => stay.in > part.date);
    day = prolong(plain, later, rule.suspend);
    if (day !== plain) moves.push('EXTENDED_REPAIR');
  }
  const capped = part.paid ? day : capEnd(day, rule, known);
  if (capped !== day) moves.push('OUTER_CAP');
  if (capped === null) return { day: null, moves };
  const rolled = rollEnd(capped, rule.roll, known.facts.calendar);
  if (rolled !== capped) moves.push('HOLIDAY_ROLLED');
  return { day: rolled, moves };
}

function paidPartCover(part: FittedPart, rule: CoverRule, known: CaseFacts): Cover | null {
  const own = rule.part_replaced_paid;
  if (!own) return null;
  const meters = own.limits ? { limits: own.limits, since: part.usage } : UNLIMITED;
  return { owner: 'PART', end: partEnd(part, own, rule, known), meters };
}

function freePartCover(part: FittedPart, rule: CoverRule, term: Term, known: CaseFacts): Cover | null {
  const own = rule.part_replaced_free;
  if (!own || own.mode === 'REMAINDER') return null;
  if (own.mode === 'RESTART_FROM_RETURN') {
    // The term begins again, and so does what may be run within it.
    const meters = term.limits ? { limits: term.limits, since: part.usage } : UNLIMITED;
    return { owner: 'PART', end: partEnd(part, termLength(term, known), rule, known), meters };
  }
  if (own.n === undefined || own.unit === undefined) return null;
  return { owner: 'PART', end: partEnd(part, { n: own.n, unit: own.unit }, rule, known), meters: UNLIMITED };
}

/**
 * Covers of the part now fitted. A part that is paid for starts anew; one replaced free keeps what its predecessor had and
 * may add to it.
 */
function partCovers(rule: CoverRule, term: Term, known: CaseFacts): Cover[] {
  let covers: Cover[] = [];
  for (const part of known.fittedParts) {
    if (part.component !== known.facts.claim.component) continue;
    const own = part.paid ? paidPartCover(part, rule, known) : freePartCover(part, rule, term, known);
    if (part.paid) covers = [];
    if (own) covers.push(own);
  }
  return covers;
}

/** All covers of the claim's component, the unit's own first. */
export function findCovers(rule: CoverRule, term: Term, start: Start, known: CaseFacts): [Cover, ...Cover[]] {
  return [unitCover(rule, term, start, known), ...partCovers(rule, term, known)];
}

function stand(cover: Cover, { facts, report }: CaseFacts): CoverStanding {
  const isPastEnd = cover.end.day !== null && report > cover.end.day;
  const meters = checkMeters(cover.meters, facts.claim.usage);
  const isOver = isPastEnd || Object.keys(meters.over).length > 0;
  // Where the date or another meter settles it, an unread meter does not matter.
  const state = isOver ? 'OVER' : meters.unread.length > 0 ? 'UNREAD' : 'ALIVE';
  return { cover, state, isPastEnd, meters };
}

const endsLater = (a: CoverStanding, b: CoverStanding) =>
  (a.cover.end.day ?? Infinity) > (b.cover.end.day ?? Infinity) ? a : b;

/** The cover that decides: the latest of those alive; else one that a reading may still prove alive; else the latest. */
export interface Decision extends CoverStanding {
  /** Only the replaced part's own term covers. */
  isPartOnly: boolean;
}

/** Decides between the covers: one that lives is enough; the later end gives the expiry (README, "Reasons"). */
export function decideCover(covers: readonly [Cover, ...Cover[]], known: CaseFacts): Decision {
  const standings = covers.map((cover) => stand(cover, known));
  for (const state of ['ALIVE', 'UNREAD', 'OVER'] as const) {
    const candidates = standings.filter((standing) => standing.state === state);
    if (candidates.length === 0) continue;
    // On equal ends the later argument wins, so that the unit's own cover, which stands first, is named.
    const decisive = candidates.reduce((latest, standing) => endsLater(standing, latest));
    return { ...decisive, isPartOnly: candidates.every(({ cover }) => cover.owner === 'PART') };
  }
  throw new Error('a cover is alive, unread or over'); // unreachable: the list is not empty
}
