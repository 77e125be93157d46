import { postMovement, type StockLine } from '../ledger/ledger';
import { type CallContext } from '../platform/context';
import { type Reader, type Tx } from '../platform/transaction';
import { type PostingDates } from './reservation';

/** Reserved pieces that are not in their bin. */
export interface MissingReserved {
  binId: string;
  partId: string;
  quantity: number;
  /** The units, of serial-numbered parts. */
  unitIds: readonly string[];
}

/** A promise of pieces in a bin to a line of a requisition. */
interface Promised {
  requisitionId: string;
  lineId: string;
  binId: string;
  partId: string;
  quantity: number;
}

/** The requisitions with reservations in these places. */
export async function requisitionsReserving(
  reader: Reader,
  places: readonly { binId: string; partId: string }[],
): Promise<string[]> {
  const rows = await reader.query<{ id: string }[]>(
    `select distinct l.requisition_id as id
       from jsonb_to_recordset($1::jsonb) as w ("binId" uuid, "partId" uuid)
       join reservation r on r.bin_id = w."binId" and r.part_id = w."partId" and r.quantity > 0
       join requisition_line l on l.id = r.line_id order by 1`,
    [JSON.stringify(places.map(({ binId, partId }) => ({ binId, partId })))],
  );
  return rows.map((row) => row.id);
}

/**
 * Takes promises back that cannot be kept, because the pieces are missing: latest need-by first. The lines are backorders
 * again. The caller holds the balances; a requisition that somebody else holds meanwhile makes the unit of work run again.
 */
export async function releaseMissing(
  tx: Tx,
  context: CallContext,
  missing: readonly MissingReserved[],
  dates: PostingDates,
): Promise<void> {
  const ids = await requisitionsReserving(tx, missing);
  await tx.query(`select from requisition where id = any ($1) order by id for update nowait`, [ids]);
  const promised = await promisesIn(tx, missing);
  const taken: (Promised & { unitIds: string[] })[] = [];
  for (const { binId, partId, quantity, unitIds } of missing) {
    let left = quantity;
    const units = [...unitIds];
    for (const promise of promised.filter((each) => each.binId === binId && each.partId === partId)) {
      const share = Math.min(left, promise.quantity);
      if (share === 0) continue;
      taken.push({ ...promise, quantity: share, unitIds: units.splice(0, share) });
      left -= share;
    }
  }
  for (const requisitionId of new Set(taken.map((promise) => promise.requisitionId))) {
    const movement = { reason: 'release', documentKind: 'requisition', documentId: requisitionId, ...dates };
    const lines = taken.filter((promise) => promise.requisitionId === requisitionId).flatMap(linesOf);
    await postMovement(tx, context, movement, lines);
  }
  await tx.query(
    `update reservation r set quantity = r.quantity - t.quantity
       from jsonb_to_recordset($1::jsonb) as t ("lineId" uuid, "binId" uuid, "partId" uuid, quantity integer)
      where r.line_id = t."lineId" and r.bin_id = t."binId" and r.part_id = t."partId"`,
    [JSON.stringify(taken)],
  );
}

async function promisesIn(tx: Tx, places: readonly MissingReserved[]): Promise<Promised[]> {
  return tx.query<Promised[]>(
    `select q.id as "requisitionId", r.line_id as "lineId", r.bin_id as "binId", r.part_id as "partId", r.quantity
       from jsonb_to_recordset($1::jsonb) as w ("binId" uuid, "partId" uuid)
       join reservation r on r.bin_id = w."binId" and r.part_id = w."partId" and r.quantity > 0
       join requisition_line l on l.id = r.line_id join requisition q on q.id = l.requisition_id
      order by q.need_by desc, q.id desc, r.line_id`,
    [JSON.stringify(places.map(({ binId, partId }) => ({ binId, partId })))],
  );
}

function linesOf({ binId, partId, quantity, unitIds }: Promised & { unitIds: readonly string[] }): StockLine[] {
  const from = { kind: 'reserved' as const, ownerId: binId };
  const to = { kind: 'shelf' as const, ownerId: binId };
  if (unitIds.length === 0) return [{ partId, from, to, quantity }];
  return unitIds.map((unitId) => ({ partId, from, to, quantity: 1, unitId }));
}
