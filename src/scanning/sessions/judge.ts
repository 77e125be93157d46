import { type OpenLine, type Refusal, type ScanPurpose, type SessionHead } from '../purposes/purpose';
import { type Item, type ScannedPart } from './understanding';
import { type BinFacts, type Kinship } from './understanding.queries';

/** A scan that is to be judged. */
export interface PendingScan {
  sequence: number;
  quantity: number;
  /** Scanned with it; null = it cannot be read. */
  serialNumber?: string | null;
  returned?: string;
}

/** What became of it. */
export interface Judgement {
  outcome: 'accepted' | 'refused' | 'bin';
  problem?: string;
  sentence?: string;
  lineKey?: string;
  partId?: string;
  unitId?: string;
  serialNumber?: string;
  binId?: string;
}

/** What is on the bench: the lines, and what was counted of them so far. Judging changes it. */
export class Bench {
  private readonly byLine = new Map<string, number>();
  private readonly byBin = new Map<string, number>();
  private readonly lineBins = new Map<string, string>();
  private readonly units = new Set<string>();

  constructor(
    readonly session: SessionHead,
    readonly purpose: ScanPurpose,
    readonly lines: readonly OpenLine[],
    readonly kinships: readonly Kinship[],
    readonly openBins?: ReadonlySet<string>,
  ) {}

  count(key: string, binId: string | null, unit: string | null, quantity: number): void {
    this.byLine.set(key, this.counted(key) + quantity);
    if (binId) this.byBin.set(`${key}/${binId}`, this.countedAt(key, binId) + quantity);
    if (binId && quantity > 0) this.lineBins.set(key, binId);
    if (this.counted(key) === 0) this.lineBins.delete(key);
    if (unit && quantity > 0) this.units.add(unit);
    if (unit && quantity < 0) this.units.delete(unit);
  }

  counted(key: string): number {
    return this.byLine.get(key) ?? 0;
  }

  countedAt(key: string, binId: string): number {
    return this.byBin.get(`${key}/${binId}`) ?? 0;
  }

  binOfLine(key: string): string | undefined {
    return this.lineBins.get(key);
  }

  hasUnit(unit: string): boolean {
    return this.units.has(unit);
  }
}

/** How a unit is told from others of its part, whether it is known already or not. */
export function unitKey(partId: string, serialNumber: string): string {
  return `${partId}/${serialNumber}`;
}

const refuse = (problem: string, sentence: string): Judgement => ({ outcome: 'refused', problem, sentence });
const refusing = (refusal: Refusal): Judgement => refuse(refusal.problem, refusal.sentence);

/** Judges one scan at the place where its device stands. Pure, but for the counts on the bench. */
export function judge(bench: Bench, scan: PendingScan, item: Item, binId: string | null): Judgement {
  const judgement = judged(bench, scan, item, binId);
  if (judgement.outcome === 'accepted') {
    const { lineKey, partId, serialNumber } = judgement;
    const unit = judgement.unitId ?? (bench.purpose.newUnits && serialNumber ? unitKey(partId!, serialNumber) : null);
    bench.count(lineKey!, judgement.binId ?? null, unit, scan.quantity);
  }
  return judgement;
}

function judged(bench: Bench, scan: PendingScan, item: Item, binId: string | null): Judgement {
  if (item.kind === 'unclear') return refusing(item.refusal);
  if (item.kind === 'bin') return atBin(bench, item.bin);
  if (item.kind === 'old-part') return oldPart(bench, scan, item.id);
  if (bench.purpose.oldParts) return refuse('tag-needed', 'Scan the tag of the old part, not the part.');
  const asked = item.parts.filter((part) => bench.lines.some((line) => line.partId === part.id));
  if (asked.length > 1) {
    return refuse('ambiguous-code', 'Several of the parts asked for bear this text. Scan the label of ours.');
  }
  return asked[0] ? piece(bench, scan, asked[0], binId) : notAsked(bench, item.parts);
}

function atBin(bench: Bench, bin: BinFacts): Judgement {
  if (bench.purpose.bins === 'none') return refuse('no-bin-here', 'No bins are needed here. Scan the next piece.');
  if (bin.siteId !== bench.session.siteId) {
    return refuse('bin-of-another-site', `Bin ${bin.number} is at another site. Scan a bin of this one.`);
  }
  if (bench.openBins && !bench.openBins.has(bin.id)) {
    return refuse('bin-not-asked', `Bin ${bin.number} is not part of this. Scan a bin that is.`);
  }
  if (!bin.active) return refuse('bin-not-used', `Bin ${bin.number} is no longer used. Take another one.`);
  return { outcome: 'bin', binId: bin.id, sentence: `At bin ${bin.number}.` };
}

function oldPart(bench: Bench, scan: PendingScan, id: string): Judgement {
  if (!bench.purpose.oldParts) return refuse('not-a-part', 'This is the tag of an old part. Scan a part or a unit.');
  const line = bench.lines.find(({ key }) => key === id);
  if (!line) {
    return refuse(
      'not-asked',
      'This old part is not owed by this engineer: it came in before, or somebody else owes it.',
    );
  }
  const over = overLimit(bench, line, scan.quantity);
  if (over) return over;
  const accepted: Judgement = { outcome: 'accepted', lineKey: id, partId: line.partId };
  if (!line.serialNumber) return accepted;
  if (scan.serialNumber === undefined) {
    return refuse(
      'serial-needed',
      'Send the tag again with the serial number from the part; null if it cannot be read.',
    );
  }
  if (scan.serialNumber === line.serialNumber) return { ...accepted, serialNumber: scan.serialNumber };
  const differs = `Reported was ${line.serialNumber}. It is taken in, and the difference is recorded.`;
  return {
    ...accepted,
    ...(scan.serialNumber !== null && { serialNumber: scan.serialNumber }),
    ...{ problem: 'serial-differs', sentence: differs },
  };
}

function notAsked(bench: Bench, parts: readonly ScannedPart[]): Judgement {
  const kin = bench.kinships.find(({ scannedId }) => parts.some(({ id }) => id === scannedId));
  const number = parts[0]!.number;
  if (kin?.relation === 'substitute') {
    const sentence = `${number} may be supplied instead of ${kin.askedNumber}, but that is decided first: record the substitution on the requisition line.`;
    return refuse('substitute', sentence);
  }
  if (kin?.relation === 'superseded') {
    return refuse('superseded', `${number} was superseded by ${kin.askedNumber}. Take that one.`);
  }
  if (kin)
    return refuse('successor', `${number} is a successor of ${kin.askedNumber}, which is asked for. Take that one.`);
  return refuse('not-asked', `${number} is not asked for here. Put it back.`);
}

/** A piece of a part that is asked for: which line, which bin, which unit. */
function piece(bench: Bench, scan: PendingScan, part: ScannedPart, binId: string | null): Judgement {
  const lines = bench.lines.filter((line) => line.partId === part.id);
  const unitLines = lines.filter((line) => line.unitId && line.unitId === part.unit?.unitId);
  const own = part.unit && unitLines.length > 0 ? unitLines : lines;
  const fits = (line: OpenLine) => bench.counted(line.key) + scan.quantity <= line.limit;
  const line = own.find(fits) ?? own[own.length - 1]!;
  const unit = unitFault(bench, scan, part, line);
  if (unit) return unit;
  const over = overLimit(bench, line, scan.quantity);
  if (over) return over;
  const place = placeOf(bench, scan, part, line, binId);
  if (typeof place === 'object' && place !== null) return place;
  return {
    outcome: 'accepted',
    lineKey: line.key,
    partId: part.id,
    ...(part.unit && part.serialNumbered && { unitId: part.unit.unitId }),
    ...(part.serialNumbered && part.serialNumber !== undefined && { serialNumber: part.serialNumber }),
    ...(place !== null && { binId: place }),
  };
}

function overLimit(bench: Bench, line: OpenLine, quantity: number): Judgement | undefined {
  const left = line.limit - bench.counted(line.key);
  if (quantity <= left) return undefined;
  const sentence =
    left > 0 ? `only ${left} more of ${line.limit} can be taken` : `all ${line.limit} are scanned already`;
  return refuse('over-quantity', `Of ${line.partNumber} ${sentence}. Put the rest back.`);
}

function unitFault(bench: Bench, scan: PendingScan, part: ScannedPart, line: OpenLine): Judgement | undefined {
  const { purpose, session } = bench;
  if (!part.serialNumbered) return undefined;
  if (scan.quantity !== 1) return refuse('unit-is-one-piece', 'Serial-numbered parts are scanned one by one.');
  const { serialNumber, unit } = part;
  if (serialNumber === undefined) {
    return refuse('unit-needed', `${part.number} is serial-numbered. Scan the unit's label, or its serial number too.`);
  }
  if (!unit && !purpose.newUnits) {
    return refuse('wrong-serial', `No unit of ${part.number} has the serial number ${serialNumber}. Scan it again.`);
  }
  if (bench.hasUnit(unit?.unitId ?? unitKey(part.id, serialNumber)) || bench.hasUnit(unitKey(part.id, serialNumber))) {
    return refuse('unit-scanned-before', `${serialNumber} was scanned before in this session.`);
  }
  if (line.unitId && line.unitId !== unit?.unitId) {
    return refuse('wrong-serial', `${serialNumber} is not the unit that is expected. Look for that one.`);
  }
  const refusal = unit && purpose.unitRefusal?.(unit, line, session);
  return refusal && refusing(refusal);
}

/** The bin of a piece: where the unit stands, where the device stands, or the only one there is. */
function placeOf(
  bench: Bench,
  scan: PendingScan,
  part: ScannedPart,
  line: OpenLine,
  deviceBin: string | null,
): string | null | Judgement {
  const { purpose } = bench;
  if (purpose.bins === 'none') return null;
  if (purpose.bins === 'at') {
    if (deviceBin === null) return refuse('bin-needed', 'Scan the bin first in which they lie.');
    if (!line.countedBins?.includes(deviceBin)) return deviceBin;
    return refuse('counted-already', `${line.partNumber} was counted in this bin. Go on with the next part.`);
  }
  if (purpose.bins === 'into') {
    if (scan.returned === 'bad_on_arrival') return null;
    if (deviceBin === null) return refuse('bin-needed', 'Scan the bin first into which the pieces go.');
    const other = purpose.oneBinPerLine ? bench.binOfLine(line.key) : undefined;
    if (other === undefined || other === deviceBin) return deviceBin;
    return refuse(
      'one-bin-per-line',
      `The other pieces of ${line.partNumber} went into another bin. Put all into one.`,
    );
  }
  const from = part.unit && part.serialNumbered ? part.unit.binId : deviceBin;
  const bins = line.bins ?? [];
  if (from === null) {
    if (bins.length === 1) return bins[0]!.binId;
    const places = bins.map(({ number }) => number).join(', ');
    return refuse('bin-needed', `${line.partNumber} lies in ${places}. Scan the bin first from which you take it.`);
  }
  const bin = bins.find((each) => each.binId === from);
  if (bin && bench.countedAt(line.key, from) + scan.quantity <= bin.quantity) return from;
  const where = bins.map((each) => `${each.number}: ${each.quantity}`).join(', ') || 'no bin';
  return refuse('not-in-this-bin', `Of ${line.partNumber} that many cannot be taken from this bin (${where}).`);
}
