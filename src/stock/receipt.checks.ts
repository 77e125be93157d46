import { scopeOf } from '../identity/scope';
import { type CallContext, hasRole } from '../platform/context';
import { type Fault, forbidden, notFound } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { binFaults, factsOfLines, type LineFacts, partFaults } from './line-facts';
import { type NewReceipt, type NewReceiptLine } from './receipt';

/** Onto the shelves of a site, or into an engineer's custody. */
export interface Whereto {
  siteId: string | null;
  engineerId: string | null;
}

export function isPurchase(asked: NewReceipt): boolean {
  return asked.kind === 'on_site_purchase' || asked.kind === 'trip_purchase';
}

/** Where the parts go, and whether this caller may put them there (R15). */
export function whereItGoes(context: CallContext, asked: NewReceipt): Whereto {
  const scope = scopeOf(context);
  const callerIsEngineer = hasRole(context, 'engineer');
  const engineerId =
    asked.siteId === undefined && isPurchase(asked)
      ? (asked.engineerId ?? (callerIsEngineer ? context.actor.id : null))
      : (asked.engineerId ?? null);
  if (scope.engineerId !== null) {
    if (!isPurchase(asked) || asked.siteId !== undefined) {
      throw forbidden('Engineers book in what they bought, into their own custody. A clerk receives deliveries.');
    }
    if (engineerId !== scope.engineerId) throw forbidden('Book purchases into your own custody only.');
  }
  if (scope.siteId !== null && asked.siteId?.toLowerCase() !== scope.siteId) throw notFound('site');
  return { siteId: asked.siteId ?? null, engineerId };
}

/** What is wrong with the receipt as a whole; every fault at once. */
export function headFaults(asked: NewReceipt, to: Whereto): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, detail: string) => faults.push({ pointer, detail });
  if (asked.supplierId === undefined && (asked.seller === undefined || !isPurchase(asked))) {
    fault('/supplierId', isPurchase(asked) ? 'name the supplier, or the seller' : 'name the supplier');
  }
  if (to.siteId === null && to.engineerId === null) {
    fault('/siteId', isPurchase(asked) ? 'name the site, or the engineer whose custody it is' : 'name the site');
  }
  if (to.siteId !== null && to.engineerId !== null) {
    fault('/engineerId', 'the parts go to a site or to an engineer, not to both');
  }
  if (to.engineerId !== null && !isPurchase(asked)) {
    fault('/kind', 'only purchases go straight into custody; the others go onto shelves first');
  }
  if (isPurchase(asked)) {
    if (asked.boughtById === undefined) fault('/boughtById', 'a purchase names who bought (two persons)');
    else if (asked.boughtById === asked.witnessedById) fault('/witnessedById', 'name another person than the buyer');
    if (asked.witnessedById === undefined) fault('/witnessedById', 'a purchase names a second person');
  }
  return faults;
}

/** What is wrong with its lines. A superseded or retired part is no fault: what was delivered is there. */
export async function lineFaults(reader: Reader, asked: NewReceipt, to: Whereto): Promise<Fault[]> {
  const seen = new Set<string>();
  return (await factsOfLines(reader, asked.lines)).flatMap((facts) => {
    const line = asked.lines[facts.index]!;
    const bins = to.siteId === null && to.engineerId === null ? [] : binFaults(facts, line.binId, to.siteId);
    return [...partFaults(facts), ...bins, ...serialFaults(facts, line, seen)];
  });
}

function serialFaults(facts: LineFacts, line: NewReceiptLine, seen: Set<string>): Fault[] {
  const pointer = `/lines/${facts.index}/serialNumbers`;
  const serials = line.serialNumbers ?? [];
  if (!facts.partKnown) return [];
  if (!facts.serialNumbered) {
    return serials.length === 0 ? [] : [{ pointer, detail: 'the part has no serial numbers; leave them out' }];
  }
  if (serials.length !== line.quantity) {
    return [{ pointer, detail: `one serial number for each of the ${line.quantity} pieces` }];
  }
  return serials.flatMap((serial, nth) => {
    const key = `${line.partId.toLowerCase()}/${serial}`;
    if (seen.has(key)) return [{ pointer: `${pointer}/${nth}`, detail: 'this serial number is named twice' }];
    seen.add(key);
    return serial.length <= 64 ? [] : [{ pointer: `${pointer}/${nth}`, detail: 'at most 64 characters' }];
  });
}
