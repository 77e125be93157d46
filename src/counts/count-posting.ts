import { type Account, postMovement, type StockLine } from '../ledger/ledger';
import { type CallContext } from '../platform/context';
import { invalid, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { type MissingReserved, releaseMissing, requisitionsReserving } from '../requisitions/missing-reserved';
import { lockWaiting } from '../requisitions/requisition.queries';
import { arriveLocked } from '../requisitions/reservation';
import { unitsFor } from '../stock/serial-unit.queries';
import { type StatedCost } from './count-decision';
import { type LineToSettle, type PlaceNow, placesNow, reservationsIn } from './posting.queries';

/** What is posted, and what stands in the way of the rest. */
export interface Posted {
  movementId: number | null;
  posted: LineToSettle[];
  blocked: LineToSettle[];
}

/** How differences are posted. */
export interface PostingTerms {
  countId: string;
  siteId: string;
  documentDate: string;
  postingDate: string;
  releaseReservations: boolean;
  unitCosts: readonly StatedCost[];
  /** Whether what cannot be posted is left for a decision; refused otherwise. */
  leaveBlocked: boolean;
}

/** Why a line cannot be posted as it is. */
type Obstacle =
  | { line: LineToSettle; why: 'reserved'; short: number }
  | { line: LineToSettle; why: 'unit-elsewhere'; units: { serialNumber: string; kind: string | null }[] }
  | { line: LineToSettle; why: 'cost-unknown' };

/** What posting a line takes. */
interface Plan {
  line: LineToSettle;
  outs: StockLine[];
  ins: StockLine[];
  /** Moves of units that nobody has seen before, by their serial numbers. */
  fresh: { move: StockLine; partId: string; serialNumber: string }[];
  release?: MissingReserved;
  obstacle?: Obstacle;
}

const variance: Account = { kind: 'count_variance' };

/**
 * Posts differences, shelf ↔ count_variance. What moved since the counting stays as it moved: the difference of then is
 * posted onto the balance of now. Requisitions first, then the site's balances, in the one order of all arrivals.
 */
export async function postDifferences(
  tx: Tx,
  context: CallContext,
  lines: readonly LineToSettle[],
  terms: PostingTerms,
): Promise<Posted> {
  const odd = lines.filter((line) => line.oddPieces > 0);
  if (odd.length === 0) return { movementId: null, posted: [...lines], blocked: [] };
  const { countId, siteId, documentDate, postingDate } = terms;
  const dates = { documentDate, postingDate };
  const partIds = [...new Set(odd.map(({ partId }) => partId))];
  const own = terms.releaseReservations ? await requisitionsReserving(tx, odd) : [];
  await lockWaiting(tx, siteId, partIds, own);
  return arriveLocked(tx, context, { siteId, partIds, ...dates }, async () => {
    const plans = plansOf(odd, await placesNow(tx, odd.map(({ lineId }) => lineId)), terms); // prettier-ignore
    const obstacles = plans.flatMap(({ obstacle }) => (obstacle ? [obstacle] : []));
    if (obstacles.length > 0 && !terms.leaveBlocked) await refuse(tx, obstacles);
    const able = plans.filter(({ obstacle }) => !obstacle);
    const releases = able.flatMap(({ release }) => (release ? [release] : []));
    if (releases.length > 0) await releaseMissing(tx, context, releases, dates);
    await nameFreshUnits(tx, able);
    // Out before in: a unit that is missing in one bin may be the one that was found in another.
    const moves = [...able.flatMap(({ outs }) => outs), ...able.flatMap(({ ins }) => ins)];
    const movement = { reason: 'count', documentKind: 'count', documentId: countId, ...dates };
    const movementId = moves.length === 0 ? null : await postMovement(tx, context, movement, moves);
    const blocked = obstacles.map(({ line }) => line);
    return { movementId, posted: lines.filter((line) => !blocked.includes(line)), blocked };
  });
}

function plansOf(lines: readonly LineToSettle[], places: Map<string, PlaceNow>, terms: PostingTerms): Plan[] {
  refuseNeedlessCosts(lines, places, terms);
  // Units that leave their bin in this very posting are free to be found in another.
  const leaving = lines.flatMap(({ lineId, binId }) =>
    places
      .get(lineId)!
      .units.flatMap(({ state, unitId, binId: at }) => (state === 'missing' && at === binId ? [unitId] : [])),
  );
  return lines.map((line) => {
    const place = places.get(line.lineId)!;
    return line.serialNumbered ? planUnits(line, place, terms, leaving) : planPieces(line, place, terms);
  });
}

function planPieces(line: LineToSettle, place: PlaceNow, terms: PostingTerms): Plan {
  const plan: Plan = { line, outs: [], ins: [], fresh: [] };
  const { binId, partId, difference } = line;
  const shelf: Account = { kind: 'shelf', ownerId: binId };
  if (difference > 0) {
    const value = worth(line, place, terms, difference);
    if (value === null) return { ...plan, obstacle: { line, why: 'cost-unknown' } };
    return { ...plan, ins: [{ partId, from: variance, to: shelf, quantity: difference, value }] };
  }
  const short = Math.max(0, -difference - place.onShelf);
  const outs = [{ partId, from: shelf, to: variance, quantity: -difference }];
  if (short === 0) return { ...plan, outs };
  if (!terms.releaseReservations) return { ...plan, obstacle: { line, why: 'reserved', short } };
  return { ...plan, outs, release: { binId, partId, quantity: short, unitIds: [] } };
}

/** Unit by unit, as it is now: one that came back or left by itself since it was counted needs no posting. */
function planUnits(
  line: LineToSettle,
  place: PlaceNow,
  terms: PostingTerms,
  leaving: readonly (string | null)[],
): Plan {
  const plan: Plan = { line, outs: [], ins: [], fresh: [] };
  const { binId, partId } = line;
  const shelf: Account = { kind: 'shelf', ownerId: binId };
  const here = place.units.filter((unit) => unit.binId === binId && unit.inside);
  const missing = here.filter(({ state }) => state === 'missing');
  plan.outs = missing.map(({ unitId }) => ({ partId, from: shelf, to: variance, quantity: 1, unitId }));
  const reserved = missing.filter(({ kind }) => kind === 'reserved').map(({ unitId }) => unitId!);
  if (reserved.length > 0) {
    if (!terms.releaseReservations) return { ...plan, obstacle: { line, why: 'reserved', short: reserved.length } };
    plan.release = { binId, partId, quantity: reserved.length, unitIds: reserved };
  }
  const found = place.units.filter((unit) => unit.state === 'unexpected' && !here.includes(unit));
  const elsewhere = found.filter(({ inside, unitId }) => inside && !leaving.includes(unitId));
  if (elsewhere.length > 0) return { ...plan, obstacle: { line, why: 'unit-elsewhere', units: elsewhere } };
  if (found.length === 0) return plan;
  const value = worth(line, place, terms, 1);
  if (value === null) return { ...plan, obstacle: { line, why: 'cost-unknown' } };
  for (const { unitId, serialNumber } of found) {
    const move: StockLine = { partId, from: variance, to: shelf, quantity: 1, value, unitId };
    plan.ins.push(move);
    if (unitId === null) plan.fresh.push({ move, partId, serialNumber });
  }
  return plan;
}

/** Units that were never seen before are from here on. */
async function nameFreshUnits(tx: Tx, plans: readonly Plan[]): Promise<void> {
  const fresh = plans.flatMap((plan) => plan.fresh);
  const ids = await unitsFor(tx, fresh);
  fresh.forEach(({ move }, index) => (move.unitId = ids[index]));
}

/** What found pieces enter the books with: the moving average of their place, else what is stated; null = unknown. */
function worth(line: LineToSettle, place: PlaceNow, terms: PostingTerms, quantity: number): number | null {
  const { worthValue, worthQuantity } = place;
  if (worthValue !== null && worthQuantity !== null) {
    // BigInt: value × quantity may lie beyond 2^53. Half up, as money is everywhere.
    const [value, pieces, of] = [BigInt(worthValue), BigInt(quantity), BigInt(worthQuantity)];
    return Number((2n * value * pieces + of) / (2n * of));
  }
  const stated = terms.unitCosts.find(({ partId }) => partId.toLowerCase() === line.partId);
  return stated ? stated.unitCost * quantity : null;
}

/** A cost is stated only where the ledger knows none: a count re-prices nothing. */
function refuseNeedlessCosts(lines: readonly LineToSettle[], places: Map<string, PlaceNow>, terms: PostingTerms): void {
  const unknown = lines.filter(({ lineId }) => places.get(lineId)!.worthValue === null).map(({ partId }) => partId);
  const faults = terms.unitCosts.flatMap(({ partId }, index) =>
    unknown.includes(partId.toLowerCase())
      ? []
      : [{ pointer: `/unitCosts/${index}`, detail: 'the ledger knows what this part is worth; leave the cost out' }],
  );
  if (faults.length > 0) throw invalid(faults);
}

/** So many lines a refusal names; the differences list all. */
const named = 50;

async function refuse(tx: Tx, obstacles: readonly Obstacle[]): Promise<never> {
  const of = ({ line }: Obstacle) => ({ lineId: line.lineId, bin: line.binNumber, part: line.partNumber });
  const elsewhere = obstacles.flatMap((one) => (one.why === 'unit-elsewhere' ? [one] : []));
  if (elsewhere.length > 0) {
    throw wrongState(
      'found-unit-elsewhere',
      'By the books units that were found are elsewhere (see facts). Book them back first (return, transfer, move), or approve the other lines and have these counted again.',
      {
        lineCount: elsewhere.length,
        lines: elsewhere.slice(0, named).map((one) => ({ ...of(one), units: one.units })),
      },
    );
  }
  const unknown = obstacles.filter(({ why }) => why === 'cost-unknown');
  if (unknown.length > 0) {
    const parts = new Map(unknown.map(({ line }) => [line.partId, line.partNumber]));
    const list = [...parts].map(([partId, part]) => ({ partId, part }));
    throw wrongState('cost-unknown', 'The ledger knows no value of these parts (see facts): state unitCosts.', {
      ...{ lineCount: unknown.length, partCount: list.length, parts: list.slice(0, named) },
    });
  }
  const reserved = obstacles.flatMap((one) => (one.why === 'reserved' ? [one] : []));
  const told = reserved.slice(0, named);
  const holders = await reservationsIn(
    tx,
    told.map(({ line }) => line),
  );
  const reservationsOf = ({ binId, partId }: LineToSettle) =>
    holders
      .filter((one) => one.binId === binId && one.partId === partId)
      .map(({ requisition, needBy, quantity }) => ({ requisition, needBy, quantity }));
  throw wrongState(
    'missing-pieces-reserved',
    'Missing pieces are reserved (see facts). Approve with releaseReservations: true, and those lines are backorders again; or have it counted again.',
    {
      lineCount: reserved.length,
      lines: told.map((one) => ({ ...of(one), short: one.short, reservations: reservationsOf(one.line) })),
    },
  );
}
