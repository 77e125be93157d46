import { type RecordKind } from '../../barcodes/code';
import { parseScannedText, type ScannedText } from '../../barcodes/scanned-text';
import { type Reader } from '../../platform/transaction';
import { foreignTexts, serialNumberIn } from '../foreign-texts';
import { type Refusal } from '../purposes/purpose';
import { byKeys, type Candidate } from '../record-keys.queries';
import {
  type BinFacts,
  binsById,
  byBorneNumbers,
  byOwnCodes,
  type PartFacts,
  partsById,
  type UnitFacts,
  unitsBy,
} from './understanding.queries';

/** A part that was scanned, perhaps by one of its units. */
export interface ScannedPart extends PartFacts {
  serialNumber?: string;
  unit?: UnitFacts;
}

/** What a scanned text names, as far as a session has use for it. Several parts: which one is meant, the lines must say. */
export type Item =
  | { kind: 'parts'; parts: ScannedPart[] }
  | { kind: 'bin'; bin: BinFacts }
  | { kind: 'old-part'; id: string }
  | { kind: 'unclear'; refusal: Refusal };

/** A text to be understood, and the serial number that was scanned with it. */
export interface Told {
  text: string;
  serialNumber?: string | null;
}

const unclear = (problem: string, sentence: string): Item => ({ kind: 'unclear', refusal: { problem, sentence } });

/** Understands the scans of a burst together: a handful of queries, however many there are. */
export async function understand(reader: Reader, told: readonly Told[]): Promise<Item[]> {
  const scanned = told.map(({ text }) => parseScannedText(text));
  const found = await candidatesOf(reader, scanned);
  const idsOf = (kind: RecordKind) => [
    ...new Set(found.flatMap((each) => each.filter((one) => one.kind === kind).map((one) => one.id))),
  ];
  const serials = scanned.map((each, index) => told[index]!.serialNumber ?? serialNumberIn(each));
  const named = found.flatMap((each, index) => {
    const serialNumber = serials[index];
    if (serialNumber === undefined || serialNumber === null) return [];
    return each.filter(({ kind }) => kind === 'part').map(({ id }) => ({ partId: id, serialNumber }));
  });
  const units = await unitsBy(reader, idsOf('serial-unit'), named);
  const parts = await partsById(reader, [...idsOf('part'), ...units.map(({ partId }) => partId)]);
  const bins = await binsById(reader, idsOf('bin'));
  return scanned.map((each, index) => itemOf(each, found[index]!, serials[index] ?? undefined, { parts, units, bins }));
}

/** For each text the records that it may name: own code, then linked code, then a number that something bears. */
async function candidatesOf(reader: Reader, scanned: readonly ScannedText[]): Promise<Candidate[][]> {
  const own = await byOwnCodes(
    reader,
    scanned.flatMap((each) => (each.form === 'own' ? [each.code] : [])),
  );
  const readable = (each: ScannedText) =>
    each.form !== 'own' && (each.form !== 'refused' || each.reason === 'wrong-check');
  const texts = scanned.map((each) => (readable(each) ? foreignTexts(each) : { linked: [], borne: [] }));
  const linked = await byKeys(reader, [...new Set(texts.flatMap((each) => each.linked))]);
  const unlinked = texts.filter((each) => !linked.some(({ text }) => each.linked.includes(text)));
  const borne = await byBorneNumbers(reader, [...new Set(unlinked.flatMap((each) => each.borne))]);
  return scanned.map((each, index) => {
    if (each.form === 'own') return own.filter(({ text }) => text === each.code);
    const first = texts[index]!.linked.find((text) => linked.some((candidate) => candidate.text === text));
    if (first !== undefined) return linked.filter(({ text }) => text === first);
    return borne.filter(({ text }) => texts[index]!.borne.includes(text));
  });
}

interface Known {
  parts: ReadonlyMap<string, PartFacts>;
  units: readonly UnitFacts[];
  bins: ReadonlyMap<string, BinFacts>;
}

function itemOf(scanned: ScannedText, found: readonly Candidate[], serial: string | undefined, known: Known): Item {
  const of = (kind: RecordKind) => found.filter((candidate) => candidate.kind === kind).map(({ id }) => id);
  const [binId, oldPartId] = [of('bin')[0], of('old-part')[0]];
  if (binId !== undefined) return { kind: 'bin', bin: known.bins.get(binId)! };
  if (oldPartId !== undefined) return { kind: 'old-part', id: oldPartId };
  const byUnit = of('serial-unit').map((id) =>
    scannedUnit(
      known,
      known.units.find(({ unitId }) => unitId === id)!,
    ),
  );
  const byPart = of('part').map((id) => scannedPart(known, id, serial));
  // A label with part number and serial number names the unit of that part.
  const precise = byPart.filter((part) => part.unit !== undefined);
  const parts = precise.length > 0 ? precise : [...byPart, ...byUnit];
  if (parts.length > 0) return { kind: 'parts', parts };
  if (scanned.form === 'refused') return unclear(scanned.reason, scanned.sentence);
  if (scanned.form === 'own' && !['part', 'bin', 'serial-unit', 'old-part'].includes(scanned.kind)) {
    return unclear('not-a-part', `This is the label of a ${scanned.kind}. Scan a part, a unit or a bin.`);
  }
  if (found.length > 0) return unclear('not-a-part', `This names a ${found[0]!.kind}. Scan a part, a unit or a bin.`);
  return unclear(
    'unknown-code',
    'No record has this code. Link it to a part (POST /v1/linked-codes), or scan our label.',
  );
}

function scannedUnit(known: Known, unit: UnitFacts): ScannedPart {
  return { ...known.parts.get(unit.partId)!, serialNumber: unit.serialNumber, unit };
}

function scannedPart(known: Known, id: string, serialNumber: string | undefined): ScannedPart {
  const part = known.parts.get(id)!;
  const unit = known.units.find((each) => each.partId === id && each.serialNumber === serialNumber);
  return { ...part, ...(serialNumber !== undefined && { serialNumber }), ...(unit && { unit }) };
}
