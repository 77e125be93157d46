import { type Bin } from '../src/catalog/bin';
import { type Site } from '../src/catalog/site';
import { type OpeningStockResult } from '../src/stock/opening-stock';
import { type Caller } from './api';
import { binNumbers, type Catalogue, type KnownPart } from './catalogue';
import { type Story } from './demand';
import { Random } from './random';
import { serialNumbers } from './serial-numbers';

/** Where stock lies. */
export interface Place {
  id: string;
  number: string;
  name: string;
  /** Ids of the bins, by number. */
  bins: Map<string, string>;
}

export interface Places {
  warehouse: Place;
  station: Place;
}

export async function openPlaces(office: Caller): Promise<Places> {
  return {
    warehouse: await openPlace(office, { number: 'WH-1', name: 'Sample warehouse', kind: 'warehouse' }),
    station: await openPlace(office, { number: 'ST-1', name: 'Sample service station', kind: 'station' }),
  };
}

async function openPlace(office: Caller, told: { number: string; name: string; kind: Site['kind'] }): Promise<Place> {
  const { id, number, name } = await office.post<Site>('/v1/sites', told);
  const bins = binNumbers.map((bin) => office.post<Bin>('/v1/bins', { siteId: id, number: bin }));
  return { id, number, name, bins: new Map((await Promise.all(bins)).map((bin) => [bin.number, bin.id])) };
}

/** Puts on the shelves of the warehouse what lay there when the books began; answers how many pieces. */
export async function importOpeningStock(
  clerk: Caller,
  asked: { seed: string; story: Story; catalogue: Catalogue; warehouse: Place },
  day: string,
): Promise<number> {
  const { seed, story, catalogue, warehouse } = asked;
  const first = new Map(
    story.demand.filter((row) => row.month === story.months[0]).map((row) => [row.part, row.quantity]),
  );
  const rows = [...catalogue.parts.values()].flatMap((part) => {
    const quantity = openingQuantity(seed, part, first.get(part.number) ?? 0);
    return quantity > 0 ? [openingRow(part, warehouse, quantity)] : [];
  });
  const days = `documentDate=${day}&postingDate=${day}`;
  const heading = 'site,bin,part,quantity,value,serialNumbers';
  await clerk.import<OpeningStockResult>(`/v1/imports/opening-stock?${days}`, heading, rows);
  return rows.reduce((sum, row) => sum + Number(row[3]), 0);
}

/** As much as the first month will need and a little more; of some parts less, of some nothing. */
function openingQuantity(seed: string, part: KnownPart, demand: number): number {
  const random = Random.of(seed, 'opening', part.number);
  return random.percent(6) ? demand - random.between(1, 3) : demand + random.between(0, 4);
}

function openingRow(part: KnownPart, warehouse: Place, quantity: number): (string | number)[] {
  const serials = part.serialNumbered ? serialNumbers(part, 'opening', quantity).join(' ') : '';
  return [warehouse.number, part.bin, part.number, quantity, quantity * part.cost, serials];
}
