import { type NewTransferLine, type Transfer } from '../src/stock/transfer';
import { on } from './days';
import { availableAt } from './deliveries';
import { type Order, type OrderLine } from './orders';
import { Random } from './random';
import { type Scene } from './scene';
import { unitsAt } from './serial-numbers';

/** Sends to the station what its orders of the month will need, as far as the warehouse has it. */
export async function supplyStation(
  scene: Scene,
  orders: readonly Order[],
  sentOn: string,
  day: string,
): Promise<void> {
  const { warehouse, station } = scene.places;
  const available = await availableAt(scene, warehouse);
  const needed = orders.filter((order) => order.place === station).flatMap((order) => order.lines);
  const sent: NewTransferLine[] = [];
  for (const line of needed) sent.push(...(await linesOf(scene, line, available)));
  if (sent.length === 0) return;
  const { clerk, station: account } = scene.people;
  const told = { fromSiteId: warehouse.id, toSiteId: station.id, ...on(sentOn), lines: sent };
  const transfer = await clerk.calls.post<Transfer>('/v1/transfers', told);
  const lines = transfer.lines.map((line) => arrived(scene, line, day));
  const received = await account.calls.post<Transfer>(`/v1/transfers/${transfer.id}/receipt`, { ...on(day), lines });
  if (received.status !== 'short') return;
  const reason = 'the box was open when it arrived';
  await scene.people.supervisor.calls.post(`/v1/transfers/${transfer.id}/loss`, { reason, ...on(day) });
}

async function linesOf(scene: Scene, line: OrderLine, available: Map<string, number>): Promise<NewTransferLine[]> {
  const { part, needed, spare } = line;
  const quantity = Math.min(needed + spare, available.get(part.id) ?? 0);
  if (quantity === 0) return [];
  const binId = scene.places.warehouse.bins.get(part.bin)!;
  if (!part.serialNumbered) return [{ partId: part.id, binId, quantity }];
  const units = await unitsAt(scene.people.clerk.calls, part, ['shelf'], binId);
  return units.slice(0, quantity).map((unit) => ({ partId: part.id, binId, quantity: 1, unitId: unit.id }));
}

/** Now and then a piece is missing. */
function arrived(scene: Scene, line: Transfer['lines'][number], day: string) {
  const { lineNumber, quantity, partNumber, partId } = line;
  const isMissing = quantity > 1 && Random.of(scene.seed, 'lost on the way', day, partNumber).percent(8);
  const binId = scene.places.station.bins.get(scene.catalogue.byId.get(partId)!.bin)!;
  return isMissing
    ? { lineNumber, receivedQuantity: quantity - 1, binId, shortageReason: 'one piece is missing' }
    : { lineNumber, receivedQuantity: quantity, binId };
}
