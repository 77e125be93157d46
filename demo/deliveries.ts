import { type Backorder } from '../src/requisitions/requisition';
import { type BinStock } from '../src/stock/stock';
import { type KnownPart } from './catalogue';
import { on } from './days';
import { type Place } from './places';
import { Random } from './random';
import { type Scene } from './scene';
import { serialNumbers } from './serial-numbers';

/** Pieces of a part that a supplier is asked for. */
interface Wanted {
  part: KnownPart;
  place: Place;
  quantity: number;
}

/** What the shelves of a place hold and nobody is promised, by part. */
export async function availableAt(scene: Scene, place: Place): Promise<Map<string, number>> {
  const rows = await scene.people.clerk.calls.all<BinStock>(`/v1/stock?siteId=${place.id}`);
  return new Map(rows.map((row) => [row.partId, row.available ?? 0]));
}

/**
 * What the warehouse buys for a month: enough for most parts, too little for some, whose buyer guessed wrong. And what is
 * short since last month, as far as suppliers can deliver.
 */
export async function replenish(scene: Scene, month: string, day: string): Promise<void> {
  const { warehouse } = scene.places;
  const available = await availableAt(scene, warehouse);
  const forecast = scene.story.demand
    .filter((row) => row.month === month)
    .map(({ part, quantity }) => ({ part: scene.catalogue.parts.get(part)!, quantity }))
    .map(({ part, quantity }): Wanted => {
      const random = Random.of(scene.seed, 'forecast', month, part.number);
      const enough = random.percent(6) ? quantity - random.between(1, 2) : quantity + random.between(1, 2);
      return { part, place: warehouse, quantity: enough - (available.get(part.id) ?? 0) };
    });
  await deliver(scene, day, [...(await shortParts(scene, day)), ...forecast]);
}

/** Delivers what is short, as far as suppliers can. */
export async function deliverShortParts(scene: Scene, day: string): Promise<void> {
  await deliver(scene, day, await shortParts(scene, day));
}

async function shortParts(scene: Scene, day: string): Promise<Wanted[]> {
  const { warehouse, station } = scene.places;
  const rows = await scene.people.clerk.calls.all<Backorder>('/v1/requisitions/backorders');
  return rows
    .filter((row) => Random.of(scene.seed, 'supplier', day, row.partNumber).percent(75))
    .map((row) => ({
      part: scene.catalogue.byId.get(row.partId)!,
      place: row.siteId === station.id ? station : warehouse,
      quantity: row.backorderedQuantity,
    }));
}

/** One delivery note for each supplier and place, in a fixed order and with at most two hundred lines. */
async function deliver(scene: Scene, day: string, wanted: readonly Wanted[]): Promise<void> {
  const notes = new Map<string, Wanted[]>();
  for (const want of summedUp(wanted)) {
    const key = `${want.place.number} ${want.part.supplier}`;
    notes.set(key, [...(notes.get(key) ?? []), want]);
  }
  for (const key of [...notes.keys()].sort()) {
    const lines = notes.get(key)!;
    for (let start = 0; start < lines.length; start += 200) {
      await receive(scene, day, lines.slice(start, start + 200));
    }
  }
}

/** One line for each part and place. */
function summedUp(wanted: readonly Wanted[]): Wanted[] {
  const sums = new Map<string, Wanted>();
  for (const want of wanted) {
    const key = `${want.part.number} ${want.place.number}`;
    const before = sums.get(key)?.quantity ?? 0;
    if (want.quantity > 0) sums.set(key, { ...want, quantity: before + want.quantity });
  }
  return [...sums.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, want]) => want);
}

async function receive(scene: Scene, day: string, wants: readonly Wanted[]): Promise<void> {
  const { part, place } = wants[0]!;
  await scene.people.clerk.calls.post('/v1/receipts', {
    kind: 'supplier_delivery',
    supplierId: scene.catalogue.suppliers.get(part.supplier),
    siteId: place.id,
    deliveryNote: `DN-${day.replaceAll('-', '')}-${part.supplier}-${place.number}`,
    ...on(day),
    lines: wants.map((want) => lineOf(scene, day, want)),
  });
}

/** Prices move a little from month to month, so that the books have averages to keep. */
function lineOf(scene: Scene, day: string, { part, place, quantity }: Wanted) {
  const percent = Random.of(scene.seed, 'price', day.slice(0, 7), part.number).between(95, 108);
  return {
    partId: part.id,
    binId: place.bins.get(part.bin)!,
    quantity,
    value: Math.round((part.cost * quantity * percent) / 100),
    ...(part.serialNumbered && { serialNumbers: serialNumbers(part, `${day}${place.number}`, quantity) }),
  };
}
