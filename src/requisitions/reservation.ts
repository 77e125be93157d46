import { postMovement, type StockLine } from '../ledger/ledger';
import { type CallContext } from '../platform/context';
import { type StockArrival } from '../platform/kernel';
import { type Tx } from '../platform/transaction';
import { listBackorders } from './requisition.queries';
import { addReservations, clearReservations, lockShelves, reservedPieces, unitsOnShelf } from './reservation.queries';

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
 * stays a backorder. The shelves are locked first: two approvals must not promise the same piece.
 */
export async function reserve(
  tx: Tx,
  context: CallContext,
  siteId: string,
  wants: readonly Want[],
  dates: PostingDates,
): Promise<void> {
  const shelves = await lockShelves(tx, siteId, [...new Set(wants.map((want) => want.partId))]);
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
): Promise<string[]> {
  const reserved = await reservedPieces(tx, lineIds);
  if (reserved.length === 0) return [];
  const promises = reserved.map((piece) => ({ ...piece, requisitionId }));
  await post(tx, context, 'release', requisitionId, promises, dates);
  await clearReservations(tx, lineIds);
  return [...new Set(reserved.map((piece) => piece.partId))];
}

/** Reserves what has arrived for the lines that wait for it, oldest need-by first. */
export async function reserveBackorders(tx: Tx, context: CallContext, arrival: StockArrival): Promise<void> {
  const everyone = { engineerId: null, siteId: null };
  const filter = { siteId: arrival.siteId, partIds: arrival.partIds, scope: everyone };
  const waiting = await listBackorders(tx, filter, 1000, undefined);
  if (waiting.length === 0) return;
  const wants = waiting.map((line) => ({ ...line, quantity: line.backorderedQuantity }));
  await reserve(tx, context, arrival.siteId, wants, arrival);
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
