import { lockSiteStock, postMovement, type StockLine } from '../ledger/ledger';
import { type CallContext } from '../platform/context';
import { type StockArrival } from '../platform/kernel';
import { type Tx } from '../platform/transaction';
import { listBackorders, lockWaiting, lockWaitingNow } from './requisition.queries';
import {
  addReservations,
  clearReservations,
  reservedPieces,
  shelvesHolding,
  unitsOnShelf,
} from './reservation.queries';

/** A line that wants pieces. */
export interface Want {
  requisitionId: string;
  lineId: string;
  partId: string;
  quantity: number;
}

export interface PostingDates {
  documentDate: string;
  postingDate: string;
}

/** One promise: pieces of a bin for a line. */
interface Promised extends Want {
  binId: string;
}

/**
 * Promises what the shelves of a site hold, in the order of the wants, bin by bin along the pick path; what is short
 * stays a backorder. The shelves are locked before they are read: two approvals must not promise the same piece.
 */
export async function reserve(
  tx: Tx,
  context: CallContext,
  siteId: string,
  wants: readonly Want[],
  dates: PostingDates,
): Promise<void> {
  const partIds = [...new Set(wants.map((want) => want.partId))];
  await lockSiteStock(tx, siteId, partIds);
  const shelves = await shelvesHolding(tx, siteId, partIds);
  const promised: Promised[] = [];
  for (const want of wants) {
    let left = want.quantity;
    for (const shelf of shelves) {
      const taken = shelf.partId === want.partId ? Math.min(left, shelf.quantity) : 0;
      if (taken === 0) continue;
      promised.push({ ...want, binId: shelf.binId, quantity: taken });
      shelf.quantity -= taken;
      left -= taken;
    }
  }
  for (const requisitionId of new Set(promised.map((promise) => promise.requisitionId))) {
    const promises = promised.filter((promise) => promise.requisitionId === requisitionId);
    await post(tx, context, 'reserve', requisitionId, promises, dates);
    await addReservations(tx, promises);
  }
}

/** Gives back to the shelves whatever is reserved for these lines of a requisition. */
export async function releaseLines(
  tx: Tx,
  context: CallContext,
  requisitionId: string,
  lineIds: readonly string[],
  dates: PostingDates,
): Promise<void> {
  const reserved = await reservedPieces(tx, lineIds);
  if (reserved.length === 0) return;
  const promises = reserved.map((piece) => ({ ...piece, requisitionId }));
  await post(tx, context, 'release', requisitionId, promises, dates);
  await clearReservations(tx, lineIds);
}

/**
 * Around whatever puts pieces on a shelf: locks the requisitions that wait for the parts, then the balances, and after
 * `post` reserves for the lines that wait, oldest need-by first. Documents before balances, each in one order: two
 * arrivals would else promise twice to the same line, or wait for each other for ever.
 */
export async function arrive<T>(
  tx: Tx,
  context: CallContext,
  arrival: StockArrival,
  post: () => Promise<T>,
): Promise<T> {
  if (arrival.partIds.length === 0) return post();
  await lockWaiting(tx, arrival.siteId, arrival.partIds);
  return arriveLocked(tx, context, arrival, post);
}

/** The same where those who wait are locked already, together with the caller's own requisition. */
export async function arriveLocked<T>(
  tx: Tx,
  context: CallContext,
  arrival: StockArrival,
  post: () => Promise<T>,
): Promise<T> {
  await lockSiteStock(tx, arrival.siteId, arrival.partIds, arrival.lines);
  const posted = await post();
  await reserveBackorders(tx, context, arrival);
  return posted;
}

async function reserveBackorders(tx: Tx, context: CallContext, arrival: StockArrival): Promise<void> {
  const everyone = { engineerId: null, siteId: null };
  const filter = { siteId: arrival.siteId, partIds: arrival.partIds, scope: everyone };
  if ((await listBackorders(tx, filter, 1, undefined)).length === 0) return;
  // One that was approved after the others were locked cannot be waited for any more: the whole unit runs again.
  await lockWaitingNow(tx, arrival.siteId, arrival.partIds);
  const waiting = await listBackorders(tx, filter, 1000, undefined);
  const wants = waiting.map((line) => ({ ...line, quantity: line.backorderedQuantity }));
  if (wants.length > 0) await reserve(tx, context, arrival.siteId, wants, arrival);
}

async function post(
  tx: Tx,
  context: CallContext,
  reason: 'reserve' | 'release',
  requisitionId: string,
  promises: readonly Promised[],
  dates: PostingDates,
): Promise<void> {
  const movement = { reason, documentKind: 'requisition', documentId: requisitionId, ...dates };
  const kind = reason === 'reserve' ? 'shelf' : 'reserved';
  const units = await unitsOnShelf(tx, kind, promises);
  const lines = promises.flatMap((promise) => linesOf(reason, promise, units));
  await postMovement(tx, context, movement, lines);
}

/** Serial-numbered parts move unit by unit; the others in one line. `units` is used up as lines take from it. */
function linesOf(reason: 'reserve' | 'release', promise: Promised, units: Map<string, string[]>): StockLine[] {
  const shelf = { kind: 'shelf' as const, ownerId: promise.binId };
  const reserved = { kind: 'reserved' as const, ownerId: promise.binId };
  const [from, to] = reason === 'reserve' ? [shelf, reserved] : [reserved, shelf];
  const line = { partId: promise.partId, from, to };
  const here = units.get(`${promise.binId}/${promise.partId}`);
  if (!here) return [{ ...line, quantity: promise.quantity }];
  return here.splice(0, promise.quantity).map((unitId) => ({ ...line, quantity: 1, unitId }));
}
