import { scopeOf } from '../identity/scope';
import { lockSiteStock } from '../ledger/ledger';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { type Fault, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { type Count } from './count';
import { type CountedLines, type NewCountEntries, type NewCountEntry } from './count-entry';
import { insertHeldLines, lockCount } from './count.queries';
import {
  addLines,
  addPlaces,
  countedLines,
  type EntryFacts,
  type EntryRow,
  factsOfEntries,
  finishBins,
  insertEntries,
  openLinesOf,
  stillToCount,
} from './counting.queries';

type Entry = NewCountEntry & { facts: EntryFacts };

/** Taking down what was counted: by hand here, by scan through the same step. */
export class CountingService {
  constructor(private readonly kernel: Kernel) {}

  async enter(context: CallContext, id: string, asked: NewCountEntries): Promise<CountedLines> {
    return this.kernel.database.command(context, (tx) => this.enterWithin(tx, context, id, asked));
  }

  /** As one step of a larger unit of work. */
  async enterWithin(
    tx: Tx,
    context: CallContext,
    id: string,
    asked: NewCountEntries,
    scanSessionId: string | null = null,
  ): Promise<CountedLines> {
    const count = await openCount(tx, context, id);
    const told = asked.lines ?? [];
    const bins = [...new Set((asked.finishedBins ?? []).map((bin) => bin.toLowerCase()))];
    if (told.length + bins.length === 0) {
      throw invalid([{ pointer: '/lines', detail: 'say what was counted, or which bins are finished' }]);
    }
    const entries = told.map((line, index) => ({ ...line, index }));
    const facts = await factsOfEntries(tx, id, entries);
    const counted = entries.map((line, index): Entry => ({ ...line, facts: facts[index]! }));
    const faults = [
      ...momentFaults(this.kernel, count, asked),
      ...entryFaults(count, counted),
      ...(await binFaults(tx, count, bins)),
    ];
    if (faults.length > 0) throw invalid(faults);
    refuseCountedBefore(counted);
    const rows = await rowsOf(tx, count, counted, asked.countedAt ?? null);
    const empty = await nothingElse(tx, count, bins, rows, asked.countedAt ?? null);
    const serial = [
      ...counted.filter((line) => line.facts.serialNumbered),
      ...empty.filter((line) => line.serialNumbers),
    ];
    // Units are compared one by one: none may come or go between reading them and counting their pieces.
    const serialParts = [...new Set(serial.map(({ partId }) => partId.toLowerCase()))];
    if (serialParts.length > 0) await lockSiteStock(tx, count.siteId, serialParts);
    await insertEntries(tx, [...rows, ...empty], { countedById: context.actor.id, scanSessionId });
    await finishBins(tx, id, bins, context.actor.id);
    const lines = await countedLines(
      tx,
      [...rows, ...empty].map(({ lineId }) => lineId),
    );
    const { openLines, unfinishedBins } = await stillToCount(tx, id);
    return { lines, openLines, unfinishedBins };
  }
}

/** The count, locked, while it is counted. */
async function openCount(tx: Tx, context: CallContext, id: string): Promise<Count> {
  const count = await lockCount(tx, id, scopeOf(context));
  if (!count) throw notFound('count');
  if (count.status === 'open') return count;
  const next = count.status === 'submitted' ? 'A supervisor has it counted again or posts it.' : 'Open a new one.';
  throw wrongState('not-being-counted', `The count is ${count.status}. ${next}`, { status: count.status });
}

/** How far this process's clock may be behind the database's, which decides. */
const clockSlackMs = 5000;

function momentFaults(kernel: Kernel, count: Count, asked: NewCountEntries): Fault[] {
  const moments = [
    { pointer: '/countedAt', countedAt: asked.countedAt },
    ...(asked.lines ?? []).map(({ countedAt }, index) => ({ pointer: `/lines/${index}/countedAt`, countedAt })),
  ];
  return moments.flatMap(({ pointer, countedAt }) => {
    if (countedAt === undefined) return [];
    const at = new Date(countedAt).getTime();
    if (Number.isNaN(at)) return [{ pointer, detail: 'there is no such moment' }];
    if (at > kernel.clock.now().getTime() + clockSlackMs) {
      return [{ pointer, detail: 'what is counted has been counted: the moment lies in the future' }];
    }
    const early = at < new Date(count.openedAt).getTime();
    return early ? [{ pointer, detail: `the count was opened later, at ${count.openedAt}` }] : [];
  });
}

function entryFaults(count: Count, entries: readonly Entry[]): Fault[] {
  return entries.flatMap((entry, index) => {
    const { facts, quantity, serialNumbers } = entry;
    const fault = (field: string, detail: string): Fault => ({ pointer: `/lines/${index}/${field}`, detail });
    const first = entries.findIndex((each) => sameplace(each, entry));
    const faults: Fault[] = first < index ? [fault('partId', 'this part in this bin is named twice')] : [];
    if (!facts.binAtSite) faults.push(fault('binId', 'there is no such bin at this site'));
    else if (!facts.binActive) faults.push(fault('binId', 'the bin is no longer used; book it into use first'));
    if (!facts.partKnown) return [...faults, fault('partId', 'there is no such part')];
    if (facts.binAtSite && !facts.covered && !mayLieAnywhere(count, entry)) {
      faults.push(fault('binId', 'the count does not cover this part in this bin; open a count for it'));
    }
    if (!facts.serialNumbered) {
      if (quantity === undefined)
        faults.push(fault('quantity', 'say how many pieces lie there; 0 when there are none'));
      if (serialNumbers) faults.push(fault('serialNumbers', 'the part has no serial numbers; say the quantity'));
      return faults;
    }
    if (!serialNumbers)
      return [...faults, fault('serialNumbers', 'the part is serial-numbered: name each unit; none = []')];
    if (new Set(serialNumbers).size < serialNumbers.length)
      faults.push(fault('serialNumbers', 'a unit is named twice'));
    if (serialNumbers.some((serial) => serial.length > 64)) {
      faults.push(fault('serialNumbers', 'a serial number has at most 64 characters'));
    }
    if (quantity !== undefined && quantity !== serialNumbers.length) {
      faults.push(fault('quantity', 'the quantity is that of the serial numbers; leave it out'));
    }
    return faults;
  });
}

function sameplace(one: NewCountEntry, other: NewCountEntry): boolean {
  return (
    one.binId.toLowerCase() === other.binId.toLowerCase() && one.partId.toLowerCase() === other.partId.toLowerCase()
  );
}

/** A count of parts looks for them at the whole site: found elsewhere than expected, they join it. */
function mayLieAnywhere(count: Count, entry: NewCountEntry): boolean {
  return count.binIds === null && count.partIds !== null && count.partIds.includes(entry.partId.toLowerCase());
}

async function binFaults(tx: Tx, count: Count, bins: readonly string[]): Promise<Fault[]> {
  const covered = await tx.query<{ id: string }[]>(
    `select distinct bin_id as id from count_place where count_id = $1 and bin_id = any ($2)`,
    [count.id, bins],
  );
  return bins.flatMap((bin, index) =>
    covered.some(({ id }) => id === bin)
      ? []
      : [{ pointer: `/finishedBins/${index}`, detail: 'the count does not cover this bin' }],
  );
}

/** Two who count the same place would else overwrite each other unseen. */
function refuseCountedBefore(entries: readonly Entry[]): void {
  const settled = entries.filter(({ facts }) => facts.status === 'settled');
  const before = entries.filter(({ facts, again }) => facts.status === 'counted' && !again);
  const facts = (lines: readonly Entry[]) => ({
    lines: lines.map((line) => ({ binId: line.binId, binNumber: line.facts.binNumber, partId: line.partId })),
  });
  if (settled.length > 0) {
    const detail =
      'Some of these lines are settled (see facts). Count what is to be counted again, or open a new count.';
    throw wrongState('line-settled', detail, facts(settled));
  }
  if (before.length === 0) return;
  throw wrongState(
    'counted-already',
    'Somebody counted some of these lines in this round (see facts). Leave them out, or send them with again: true to count them anew.',
    facts(before),
  );
}

async function rowsOf(tx: Tx, count: Count, entries: readonly Entry[], countedAt: string | null): Promise<EntryRow[]> {
  const elsewhere = entries.filter(({ facts }) => !facts.covered);
  if (elsewhere.length > 0) await addPlaces(tx, count.id, elsewhere);
  const lines = entries.map((entry) => ({ ...entry, lineId: entry.facts.lineId ?? newId() }));
  const fresh = lines.filter(({ facts }) => facts.lineId === null);
  await addLines(
    tx,
    count.id,
    fresh.map(({ lineId, binId, partId }) => ({ id: lineId, binId, partId })),
  );
  return lines.map(({ lineId, quantity, serialNumbers, note, ...line }) => ({
    ...{ id: newId(), lineId, quantity: serialNumbers?.length ?? quantity!, note: note ?? null },
    ...{ countedAt: line.countedAt ?? countedAt, serialNumbers: serialNumbers ?? null },
  }));
}

/** Of whatever else the books have in finished bins, none was found. */
async function nothingElse(
  tx: Tx,
  count: Count,
  bins: readonly string[],
  counted: readonly EntryRow[],
  countedAt: string | null,
): Promise<(EntryRow & { partId: string })[]> {
  if (bins.length === 0) return [];
  await insertHeldLines(tx, count.id, bins);
  const open = await openLinesOf(tx, count.id, bins);
  return open
    .filter((line) => !counted.some(({ lineId }) => lineId === line.id))
    .map(({ id, partId, serialNumbered }) => ({
      ...{ id: newId(), lineId: id, partId, quantity: 0, note: null, countedAt },
      serialNumbers: serialNumbered ? [] : null,
    }));
}
