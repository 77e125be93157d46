import { type RecordKind } from '../barcodes/code';
import { bracketed, elementString, parseElements } from '../barcodes/gs1';

/** The GS1 keys that a record bears, and what goes with them. */
export interface BorneKeys {
  gtin: string | null;
  cpid: string | null;
  giai?: string | null;
  serialNumber?: string;
}

/** SQL over the table's row `r`: its {@link BorneKeys}. */
export const borneKeys: Partial<Record<RecordKind, string>> = {
  part: `json_build_object('gtin', r.gtin, 'cpid', r.cpid)`,
  'serial-unit': `(select json_build_object('gtin', p.gtin, 'cpid', p.cpid, 'giai', r.giai, 'serialNumber', r.serial_number)
                     from part p where p.id = r.part_id)`,
};

/** What a GS1 symbol of a record carries. */
export interface Gs1Content {
  /** As it is encoded and as scanners deliver it. */
  text: string;
  /** As it is printed for people: identifiers in brackets. */
  readable: string;
}

type Pairs = readonly (readonly [ai: string, value: string])[];

/**
 * What a GS1 symbol of a part or a unit carries: the GTIN, with the serial number of a unit; else the unit's GIAI; else the
 * CPID. A serial number that GS1 cannot carry (other characters, more than twenty) leaves only the GIAI.
 *
 * @returns a sentence that says which key to set when there is none
 */
export function gs1Content(kind: RecordKind, keys: BorneKeys | null): Gs1Content | { missing: string } {
  if (!keys) return { missing: `A ${kind} has no GS1 keys. Only parts and serial-numbered units have.` };
  for (const pairs of kind === 'part' ? keysOfPart(keys) : keysOfUnit(keys)) {
    const parsed = parseElements(pairs);
    if ('elements' in parsed) {
      // A blank between elements is where a line may end.
      const readable = parsed.elements.map((element) => bracketed([element])).join(' ');
      return { text: elementString(parsed.elements), readable };
    }
  }
  if (kind === 'part')
    return { missing: 'The part has no GS1 key. State its GTIN or CPID: PUT /v1/parts/{id}/gs1-keys.' };
  const isKnown = keys.gtin !== null || keys.cpid !== null;
  return {
    missing: isKnown
      ? 'GS1 cannot carry this serial number beside the keys of the part. State a GIAI: PUT /v1/serial-units/{id}/gs1-keys.'
      : 'Neither the part nor the unit has a GS1 key. State the GTIN of the part, or a GIAI of the unit: PUT /v1/serial-units/{id}/gs1-keys.',
  };
}

function keysOfPart({ gtin, cpid }: BorneKeys): Pairs[] {
  return [...(gtin ? [[['01', gtin] as const]] : []), ...(cpid ? [[['8010', cpid] as const]] : [])];
}

function keysOfUnit({ gtin, cpid, giai, serialNumber = '' }: BorneKeys): Pairs[] {
  return [
    ...(gtin ? [[['01', gtin] as const, ['21', serialNumber] as const]] : []),
    ...(giai ? [[['8004', giai] as const]] : []),
    ...(cpid ? [[['8010', cpid] as const, ['8011', serialNumber] as const]] : []),
  ];
}
