import { type CallContext } from '../../platform/context';
import { Problem } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import { type ScanPurpose, type SessionHead } from '../purposes/purpose';
import { Bench, judge, unitKey } from './judge';
import {
  type AcceptedScan,
  acceptedScans,
  countedPieces,
  type DevicePlace,
  devicePlace,
  keepScans,
  type KeptScan,
  keptScans,
  moveDevice,
  type Outcome,
  waitingScans,
  writeOutcomes,
} from './scan-log.queries';
import { type NewScan, type ScanBurst } from './scan-session';
import { type Item, understand } from './understanding';
import { kinshipOf } from './understanding.queries';

/**
 * Takes the scans of a burst: keeps those that are new and judges, in the order of the device's own numbers, whatever has
 * no gap before it. The caller holds the session locked. Answers the numbers that were sent or judged.
 */
export async function takeScans(
  tx: Tx,
  context: CallContext,
  session: SessionHead,
  purpose: ScanPurpose,
  burst: ScanBurst,
): Promise<number[]> {
  const { device } = burst;
  const sent = burst.scans.map(asKept);
  const known = await keptScans(
    tx,
    session.id,
    device,
    sent.map(({ sequence }) => sequence),
  );
  refuseOtherContent(device, sent, known);
  const fresh = sent.filter(
    ({ sequence }, index) =>
      !known.some((kept) => kept.sequence === sequence) &&
      sent.findIndex((each) => each.sequence === sequence) === index,
  );
  const sequences = sent.map(({ sequence }) => sequence);
  if (fresh.length === 0) return sequences;
  await keepScans(tx, session.id, device, context.actor.id, fresh);
  return [...sequences, ...(await judgeWaiting(tx, session, purpose, device, false))];
}

/** Judges what waits of a device: up to the next gap, or, when what is missing is given up, all of it. */
export async function judgeWaiting(
  tx: Tx,
  session: SessionHead,
  purpose: ScanPurpose,
  device: string,
  overGaps: boolean,
): Promise<number[]> {
  const place = await devicePlace(tx, session.id, device);
  const waiting = await waitingScans(tx, session.id, device);
  const due = overGaps ? waiting : waiting.filter((scan, index) => scan.sequence === place.judgedTo + index + 1);
  if (due.length === 0) return [];
  const told = due.map(({ text, told: { serialNumber } }) => ({ text: text ?? '', serialNumber }));
  const items = await understand(tx, told);
  const bench = await benchOf(tx, session, purpose, items);
  const accepted = due.some(({ text }) => text === null) ? await acceptedScans(tx, session.id, device) : [];
  const end: DevicePlace = { judgedTo: due[due.length - 1]!.sequence, binId: place.binId };
  const outcomes = judgeInOrder(bench, due, items, accepted, end);
  await writeOutcomes(tx, session.id, device, [...outcomes.values()]);
  await moveDevice(tx, session.id, device, end);
  return [...outcomes.keys()];
}

function judgeInOrder(
  bench: Bench,
  due: readonly KeptScan[],
  items: readonly Item[],
  accepted: AcceptedScan[],
  place: DevicePlace,
): Map<number, Outcome> {
  const outcomes = new Map<number, Outcome>();
  due.forEach((scan, index) => {
    const { sequence, quantity, told } = scan;
    if (scan.text === null) {
      const last = accepted.shift();
      outcomes.set(sequence, last ? { sequence, outcome: 'undo' } : nothingToUndo(sequence));
      if (!last) return;
      bench.count(last.lineKey, last.binId, unitOf(bench, last), -last.quantity);
      outcomes.set(last.sequence, { ...outcomes.get(last.sequence), sequence: last.sequence, outcome: 'undone' });
      return;
    }
    const judgement = judge(bench, { sequence, quantity, ...told }, items[index]!, place.binId);
    outcomes.set(sequence, { sequence, ...judgement });
    if (judgement.outcome === 'bin') place.binId = judgement.binId!;
    if (judgement.outcome === 'accepted') accepted.unshift(countedAs(scan, judgement));
  });
  return outcomes;
}

function countedAs(scan: KeptScan, judgement: ReturnType<typeof judge>): AcceptedScan {
  const { lineKey, partId, unitId, serialNumber, binId } = judgement;
  return {
    ...{ sequence: scan.sequence, quantity: scan.quantity, lineKey: lineKey!, partId: partId! },
    ...{ unitId: unitId ?? null, serialNumber: serialNumber ?? null, binId: binId ?? null },
  };
}

function nothingToUndo(sequence: number): Outcome {
  const sentence = 'This device has no accepted piece that could be taken back.';
  return { sequence, outcome: 'refused', problem: 'nothing-to-undo', sentence };
}

function unitOf(bench: Bench, piece: { partId: string; unitId: string | null; serialNumber: string | null }) {
  if (piece.unitId !== null) return piece.unitId;
  return bench.purpose.newUnits && piece.serialNumber !== null ? unitKey(piece.partId, piece.serialNumber) : null;
}

/** The lines with what was counted of them, and how parts that nobody asked for stand to those that were. */
async function benchOf(tx: Tx, session: SessionHead, purpose: ScanPurpose, items: readonly Item[]): Promise<Bench> {
  const scanned = [...new Set(items.flatMap((item) => (item.kind === 'parts' ? item.parts.map(({ id }) => id) : [])))];
  const lines = await purpose.lines(tx, session, scanned);
  const asked = [...new Set(lines.map(({ partId }) => partId))];
  const strangers = scanned.filter((id) => !asked.includes(id));
  const openBins = await purpose.openBins?.(tx, session);
  const bench = new Bench(session, purpose, lines, await kinshipOf(tx, strangers, asked), openBins);
  for (const piece of await countedPieces(tx, session.id)) {
    bench.count(piece.key, piece.binId, unitOf(bench, piece), piece.quantity);
  }
  return bench;
}

/** What PostgreSQL cannot keep (U+0000, halves of characters) is made visible rather than lost. */
function asKept(scan: NewScan): KeptScan {
  const visible = (text: string) => text.replace(/\0/g, '␀').replace(/\p{Cs}/gu, '�');
  return {
    sequence: scan.sequence,
    text: scan.undo ? null : visible(scan.text ?? ''),
    quantity: scan.quantity ?? 1,
    told: {
      ...(scan.serialNumber !== undefined && { serialNumber: scan.serialNumber && visible(scan.serialNumber) }),
      ...(scan.returned !== undefined && { returned: scan.returned }),
    },
  };
}

/** A number names one scan for ever; another content under it is a device that counts wrongly. */
function refuseOtherContent(device: string, sent: readonly KeptScan[], known: readonly KeptScan[]): void {
  const first = new Map(known.map((kept) => [kept.sequence, kept]));
  const differing = sent.filter((scan) => {
    const kept = first.get(scan.sequence) ?? scan;
    first.set(scan.sequence, kept);
    return contentOf(kept) !== contentOf(scan);
  });
  if (differing.length === 0) return;
  const sequences = differing.map(({ sequence }) => sequence);
  const detail = `Nothing of this request was taken: device ${device} sent other scans under the numbers ${sequences.slice(0, 20).join(', ')} before. Go on counting where it was, or use another device name.`;
  throw new Problem(409, 'sequence-reused', 'A number was used for another scan', detail, { facts: { sequences } });
}

function contentOf({ text, quantity, told }: KeptScan): string {
  return JSON.stringify([text, quantity, told.serialNumber, told.returned]);
}
