import { newCode } from '../barcodes/code';
import { postMovement, type StockLine } from '../ledger/ledger';
import { type DatesAsked, datesOf } from '../ledger/posting-dates';
import { type CallContext } from '../platform/context';
import { CsvTable, type TableRow } from '../platform/csv-table';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { openingColumns, type OpeningQuery, type OpeningRow, type OpeningStockResult } from './opening-stock';
import { foundPieces, openingFacts, type OpeningFacts, receiptNumbers, unitsSeenBefore } from './opening-stock.queries';
import { insertReceipt, type ReceiptRow } from './receipt.queries';
import { shareOf } from './receipt.service';
import { unitsFor } from './serial-unit.queries';

type Dates = Required<DatesAsked>;
type OpeningLine = ReceiptRow['lines'][number] & { siteId: string };

/** Opening stock: what lay on the shelves when the books began, from a CSV file (R18). */
export class OpeningStockService {
  constructor(private readonly kernel: Kernel) {}

  async import(context: CallContext, query: OpeningQuery, body: string): Promise<OpeningStockResult> {
    const dates = datesOf(this.kernel.clock, context, query);
    const table = CsvTable.read(body, openingColumns);
    refuseWithinFile(table);
    return this.kernel.database.command(context, async (tx) => {
      const facts = await openingFacts(
        tx,
        table.rows.map(({ cells: { site, bin, part } }) => ({ site, bin, part })),
      );
      refusePlaces(table, facts);
      await refuseUnits(tx, table, facts);
      const lines = await openingLines(tx, table.complete(), facts);
      const receiptIds: string[] = [];
      // Sites in one order: two imports would else wait for each other's shelves for ever.
      for (const siteId of [...new Set(lines.map((line) => line.siteId))].sort()) {
        const ofSite = lines.filter((line) => line.siteId === siteId);
        const partIds = [...new Set(ofSite.map((line) => line.partId))];
        const open = () => openShelves(tx, context, siteId, ofSite, dates);
        receiptIds.push(await this.kernel.stockArrives(tx, context, { siteId, partIds, ...dates }, open));
      }
      return { imported: lines.length, receipts: await receiptNumbers(tx, receiptIds) };
    });
  }
}

function refuseWithinFile(table: CsvTable<OpeningRow>): void {
  table.refuseTwice('part', ({ site, bin, part }) =>
    site === undefined || bin === undefined || part === undefined ? undefined : [site, bin, part].join('\n'),
  );
  const first = new Map<string, number>();
  for (const { line, cells } of table.rows) {
    for (const serialNumber of cells.serialNumbers ?? []) {
      const key = `${cells.part} ${serialNumber}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, line);
      else table.fault(line, 'serialNumbers', `a unit of this part stands in line ${before} already`);
    }
  }
}

function refusePlaces(table: CsvTable<OpeningRow>, facts: readonly OpeningFacts[]): void {
  table.rows.forEach(({ line, cells }, place) => {
    const known = facts[place]!;
    if (cells.site !== undefined && known.siteId === null) {
      table.fault(line, 'site', 'there is no site with this number');
    } else if (cells.bin !== undefined && cells.site !== undefined && known.binId === null) {
      table.fault(line, 'bin', 'there is no bin with this number at this site');
    } else if (known.binId !== null && !known.binActive) {
      table.fault(line, 'bin', 'the bin is no longer used; name another one');
    }
    if (cells.part !== undefined && known.partId === null) {
      table.fault(line, 'part', 'there is no part with this number');
    } else if (known.held > 0) {
      table.fault(line, 'part', 'this shelf holds pieces of the part already; a count corrects how many');
    }
  });
}

async function refuseUnits(tx: Tx, table: CsvTable<OpeningRow>, facts: readonly OpeningFacts[]): Promise<void> {
  const units: { place: number; partId: string; serialNumber: string }[] = [];
  table.rows.forEach(({ line, cells }, place) => {
    const { partId, serialNumbered } = facts[place]!;
    const { quantity, serialNumbers } = cells;
    if (partId === null || serialNumbers === undefined) return;
    if (!serialNumbered && serialNumbers.length > 0) {
      table.fault(line, 'serialNumbers', 'the part has no serial numbers; leave the cell empty');
    }
    if (serialNumbered && quantity !== undefined && serialNumbers.length !== quantity) {
      table.fault(
        line,
        'serialNumbers',
        `${quantity} pieces need ${quantity} serial numbers, not ${serialNumbers.length}`,
      );
    }
    if (serialNumbered) units.push(...serialNumbers.map((serialNumber) => ({ place, partId, serialNumber })));
  });
  for (const place of await unitsSeenBefore(tx, units)) {
    table.fault(table.rows[place]!.line, 'serialNumbers', 'one of these units is known already, by an earlier posting');
  }
}

/** The rows as lines of receipts, with their units, each with its share of the line's value. */
async function openingLines(
  tx: Tx,
  rows: readonly TableRow<OpeningRow>[],
  facts: readonly OpeningFacts[],
): Promise<OpeningLine[]> {
  const arriving = rows.flatMap(({ cells }, place) =>
    cells.serialNumbers.map((serialNumber) => ({ partId: facts[place]!.partId!, serialNumber })),
  );
  const unitIds = await unitsFor(tx, arriving);
  let taken = 0;
  return rows.map(({ line, cells }, place) => {
    const { siteId, binId, partId } = facts[place]!;
    const own = unitIds.slice(taken, (taken += cells.serialNumbers.length));
    return {
      lineNumber: line,
      siteId: siteId!,
      binId: binId!,
      partId: partId!,
      quantity: cells.quantity,
      value: cells.value,
      qualityNote: null,
      units: own.map((unitId, nth) => ({ unitId, value: shareOf(cells.value, nth, own.length) })),
    };
  });
}

/** One receipt and one movement for the shelves of a site. Lines keep the numbers of the file's lines. */
async function openShelves(
  tx: Tx,
  context: CallContext,
  siteId: string,
  lines: readonly OpeningLine[],
  dates: Dates,
): Promise<string> {
  const id = newId();
  const movement = { reason: 'opening', documentKind: 'receipt', documentId: id, ...dates };
  const movementId = await postMovement(tx, context, movement, lines.flatMap(stockLines));
  // Asked under the lock that the posting took on the shelves: nobody puts pieces there between question and answer.
  if (await foundPieces(tx, movementId)) {
    throw wrongState('shelf-not-empty', 'A shelf got pieces while the file was read. Send the file again.');
  }
  await insertReceipt(tx, {
    ...{ id, code: newCode('receipt'), kind: 'opening', siteId, movementId, actorId: context.actor.id, ...dates },
    ...{ supplierId: null, seller: null, engineerId: null, deliveryNote: null, boughtById: null, witnessedById: null },
    lines: [...lines],
  });
  return id;
}

function stockLines(line: OpeningLine): StockLine[] {
  const from = { kind: 'opening' } as const;
  const to = { kind: 'shelf', ownerId: line.binId! } as const;
  const base = { partId: line.partId, from, to };
  if (line.units.length === 0) return [{ ...base, quantity: line.quantity, value: line.value }];
  return line.units.map((unit) => ({ ...base, quantity: 1, ...unit }));
}
