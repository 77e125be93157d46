import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type Account, postMovement, type StockLine } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { type NewReversal, reversalOf, reverseUnderDocument } from '../ledger/reversal';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import {
  type ListedReceipt,
  type NewReceipt,
  type Receipt,
  type ReceiptLine,
  type ReceiptQuery,
  type UnitOfReceipt,
} from './receipt';
import { headFaults, lineFaults, whereItGoes, type Whereto } from './receipt.checks';
import {
  findReceipt,
  insertReceipt,
  isReceipt,
  listReceiptLines,
  listReceiptUnits,
  listReceipts,
  movementOfReceipt,
  type ReceiptRow,
} from './receipt.queries';
import { unitsFor } from './serial-unit.queries';

/** Receipts 入库: what comes in, from a delivery, a purchase or a settled claim. */
export class ReceiptService {
  constructor(private readonly kernel: Kernel) {}

  /** Books parts in (R17) and reserves them for whoever waits. */
  async create(context: CallContext, asked: NewReceipt): Promise<Receipt> {
    return this.kernel.database.command(context, (tx) => this.createWithin(tx, context, asked));
  }

  /** As one step of a larger unit of work. */
  async createWithin(tx: Tx, context: CallContext, asked: NewReceipt): Promise<Receipt> {
    const dates = datesOf(this.kernel.clock, context, asked);
    const to = whereItGoes(context, asked);
    const faults = [...headFaults(asked, to), ...(await lineFaults(tx, asked, to))];
    if (faults.length > 0) throw invalid(faults);
    const id = newId();
    const lines = await receivedLines(tx, asked);
    const movement = { reason: 'receive', documentKind: 'receipt', documentId: id, ...dates };
    const moved = lines.flatMap((line) => stockLines(asked, to, line));
    const post = () => postMovement(tx, context, movement, moved);
    const partIds = [...new Set(asked.lines.map((line) => line.partId))];
    const { siteId } = to;
    const movementId =
      siteId === null ? await post() : await this.kernel.stockArrives(tx, context, { siteId, partIds, ...dates }, post);
    await insertReceipt(tx, rowOf(context, id, asked, to, dates, movementId, lines));
    return (await findReceipt(tx, id, everything))!;
  }

  async find(context: CallContext, id: string): Promise<Receipt> {
    const found = await this.kernel.database.read((reader) => findReceipt(reader, id, scopeOf(context)));
    if (!found) throw notFound('receipt');
    return found;
  }

  async lines(context: CallContext, id: string, query: PageQuery): Promise<PageOf<ReceiptLine>> {
    const limit = query.limit ?? defaultPageSize;
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
    return this.kernel.database.list(async (reader) => {
      if (!(await isReceipt(reader, id, scopeOf(context)))) throw notFound('receipt');
      const rows = await listReceiptLines(reader, id, limit + 1, after);
      return pageOf(rows, limit, (line) => [line.lineNumber]);
    });
  }

  async units(context: CallContext, id: string, query: PageQuery): Promise<PageOf<UnitOfReceipt>> {
    const limit = query.limit ?? defaultPageSize;
    const key = decodeCursor(query.cursor, 2);
    const after = key && { lineNumber: Number(key[0]), serialNumber: String(key[1]) };
    return this.kernel.database.list(async (reader) => {
      if (!(await isReceipt(reader, id, scopeOf(context)))) throw notFound('receipt');
      const rows = await listReceiptUnits(reader, id, limit + 1, after);
      return pageOf(rows, limit, (unit) => [unit.lineNumber, unit.serialNumber]);
    });
  }

  async list(context: CallContext, query: ReceiptQuery): Promise<PageOf<ListedReceipt>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.list((reader) =>
      listReceipts(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Takes a receipt back (红冲), as long as all of it is still where it was put. */
  async reverse(context: CallContext, id: string, asked: NewReversal): Promise<Receipt> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      if (!(await findReceipt(tx, id, scopeOf(context)))) throw notFound('receipt');
      const movementId = await movementOfReceipt(tx, id);
      if (await reversalOf(tx, movementId)) {
        throw wrongState('already-reversed', 'This receipt was reversed before; enter a new one for what came in.');
      }
      await reverseUnderDocument(tx, context, movementId, asked.reason, dates);
      return (await findReceipt(tx, id, everything))!;
    });
  }
}

const everything = { engineerId: null, siteId: null };

type ReceivedLine = ReceiptRow['lines'][number];

/** The lines as they are written: with their units, each with its share of the line's value. */
async function receivedLines(tx: Tx, asked: NewReceipt): Promise<ReceivedLine[]> {
  const arriving = asked.lines.flatMap((line) =>
    (line.serialNumbers ?? []).map((serialNumber) => ({ partId: line.partId, serialNumber })),
  );
  const unitIds = await unitsFor(tx, arriving);
  return asked.lines.map((line, index) => {
    const own = unitIds.splice(0, line.serialNumbers?.length ?? 0);
    return {
      lineNumber: index + 1,
      partId: line.partId,
      binId: line.binId ?? null,
      quantity: line.quantity,
      value: line.value,
      qualityNote: line.qualityNote ?? null,
      units: own.map((unitId, nth) => ({ unitId, value: shareOf(line.value, nth, own.length) })),
    };
  });
}

/** What the nth of several units cost: equal shares in whole minor units that add up to the line's value. */
export function shareOf(value: number, nth: number, count: number): number {
  return shareOfFirst(value, nth + 1, count) - shareOfFirst(value, nth, count);
}

/** What the first so many of several units cost together. */
export function shareOfFirst(value: number, pieces: number, count: number): number {
  return Number((BigInt(value) * BigInt(pieces)) / BigInt(count));
}

function stockLines(asked: NewReceipt, to: Whereto, line: ReceivedLine): StockLine[] {
  const from: Account = { kind: 'supplier', ownerId: asked.supplierId };
  const into: Account =
    to.engineerId === null ? { kind: 'shelf', ownerId: line.binId! } : { kind: 'custody', ownerId: to.engineerId };
  const base = { partId: line.partId, from, to: into };
  if (line.units.length === 0) return [{ ...base, quantity: line.quantity, value: line.value }];
  return line.units.map((unit) => ({ ...base, quantity: 1, ...unit }));
}

function rowOf(
  context: CallContext,
  id: string,
  asked: NewReceipt,
  to: Whereto,
  dates: { documentDate: string; postingDate: string },
  movementId: number,
  lines: ReceivedLine[],
): ReceiptRow {
  return {
    id,
    code: newCode('receipt'),
    kind: asked.kind,
    supplierId: asked.supplierId ?? null,
    seller: asked.seller ?? null,
    ...to,
    deliveryNote: asked.deliveryNote ?? null,
    boughtById: asked.boughtById ?? null,
    witnessedById: asked.witnessedById ?? null,
    ...dates,
    movementId,
    actorId: context.actor.id,
    lines,
  };
}
