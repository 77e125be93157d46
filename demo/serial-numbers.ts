import { type SerialUnit } from '../src/stock/serial-unit';
import { type Caller } from './api';
import { type KnownPart } from './catalogue';

/** Serial numbers of pieces that come in together. @example "21029627-199801-1" */
export function serialNumbers(part: KnownPart, arrival: string, quantity: number): string[] {
  return Array.from({ length: quantity }, (_, nth) => `${part.number}-${arrival.replaceAll('-', '')}-${nth + 1}`);
}

/** The units of a part that are in one of these states at a place, in the order in which a clerk takes them. */
export async function unitsAt(
  caller: Caller,
  part: KnownPart,
  kinds: readonly string[],
  ownerId: string,
): Promise<SerialUnit[]> {
  const units = await caller.all<SerialUnit>(`/v1/serial-units?partId=${part.id}`);
  return units
    .filter(({ place }) => place !== null && place.ownerId === ownerId && kinds.includes(place.kind))
    .sort((one, other) => (one.serialNumber < other.serialNumber ? -1 : 1));
}
