import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type Account, postMovement, type StockLine } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { binFaults, factsOfLines, partFaults, unitFaults } from './line-facts';
import {
  type ArrivedLine,
  type ListedTransfer,
  type NewTransfer,
  type Transfer,
  type TransferLine,
  type TransferLoss,
  type TransferQuery,
  type TransferReceipt,
} from './transfer';
import {
  findTransfer,
  insertTransfer,
  isTransfer,
  listTransferLines,
  listTransfers,
  lockTransfer,
  recordArrival,
  recordEnd,
  recordLoss,
} from './transfer.queries';

/** Transfers 调拨: parts that travel from one site to another, in transit in between. */
export class TransferService {
  constructor(private readonly kernel: Kernel) {}

  /** Takes the parts off the shelves of one site; until they are received they are in transit. */
  async send(context: CallContext, asked: NewTransfer): Promise<Transfer> {
    return this.kernel.database.command(context, (tx) => this.sendWithin(tx, context, asked));
  }

  /** As one step of a larger unit of work. */
  async sendWithin(tx: Tx, context: CallContext, asked: NewTransfer): Promise<Transfer> {
    const scope = scopeOf(context);
    if (scope.siteId !== null && asked.fromSiteId.toLowerCase() !== scope.siteId) throw notFound('site');
    const dates = datesOf(this.kernel.clock, context, asked);
    const faults = (await factsOfLines(tx, asked.lines)).flatMap((facts) => {
      const line = asked.lines[facts.index]!;
      return [...partFaults(facts), ...binFaults(facts, line.binId, asked.fromSiteId), ...unitFaults(facts, line)];
    });
    if (faults.length > 0) throw invalid(faults);
    const id = newId();
    const actorId = context.actor.id;
    await insertTransfer(tx, { ...asked, ...dates, id, code: newCode('transfer'), actorId });
    const movement = { reason: 'send', documentKind: 'transfer', documentId: id, ...dates };
    const to = inTransitTo(asked.toSiteId);
    const lines = asked.lines.map((line) => ({ ...line, from: shelf(line.binId), to }));
    await postMovement(tx, context, movement, lines);
    return (await findTransfer(tx, id, scope))!;
  }

  async find(context: CallContext, id: string): Promise<Transfer> {
    const found = await this.kernel.database.read((reader) => findTransfer(reader, id, scopeOf(context)));
    if (!found) throw notFound('transfer');
    return found;
  }

  async list(context: CallContext, query: TransferQuery): Promise<PageOf<ListedTransfer>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.list((reader) =>
      listTransfers(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async lines(context: CallContext, id: string, query: PageQuery): Promise<PageOf<TransferLine>> {
    const limit = query.limit ?? defaultPageSize;
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
    return this.kernel.database.list(async (reader) => {
      if (!(await isTransfer(reader, id, scopeOf(context)))) throw notFound('transfer');
      const rows = await listTransferLines(reader, id, limit + 1, after);
      return pageOf(rows, limit, (row) => [row.lineNumber]);
    });
  }

  /** Puts what arrived onto shelves. What did not stays in transit, and the transfer short, until found or given up. */
  async receive(context: CallContext, id: string, asked: TransferReceipt): Promise<Transfer> {
    return this.kernel.database.command(context, (tx) => this.receiveWithin(tx, context, id, asked));
  }

  /** As one step of a larger unit of work. */
  async receiveWithin(tx: Tx, context: CallContext, id: string, asked: TransferReceipt): Promise<Transfer> {
    const dates = datesOf(this.kernel.clock, context, asked);
    const transfer = await openTransfer(tx, context, id);
    const { siteId } = scopeOf(context);
    if (siteId !== null && transfer.toSiteId !== siteId) {
      throw forbidden('The site it was sent to receives it.', 'not-receiver');
    }
    const faults = await arrivalFaults(tx, transfer, asked.lines);
    if (faults.length > 0) throw invalid(faults);
    const arrived = asked.lines.filter((line) => line.receivedQuantity > 0);
    if (arrived.length > 0) {
      const movement = { reason: 'arrive', documentKind: 'transfer', documentId: id, ...dates };
      const lines = arrived.map((line) => arrivalLine(transfer, line));
      const partIds = [...new Set(lines.map((line) => line.partId))];
      const arrival = { siteId: transfer.toSiteId, partIds, lines, ...dates };
      await this.kernel.stockArrives(tx, context, arrival, () => postMovement(tx, context, movement, lines));
    }
    await recordArrival(tx, id, asked.lines);
    const short = inTransit(transfer) > sum(asked.lines.map((line) => line.receivedQuantity));
    const end = { receivedById: context.actor.id, receivedAt: this.kernel.clock.now() };
    await recordEnd(tx, id, { status: short ? 'short' : 'closed', ...end });
    return (await findTransfer(tx, id, scopeOf(context)))!;
  }

  /** Gives up what is missing: written off, by someone who neither sent nor received it (R4). */
  async lose(context: CallContext, id: string, asked: TransferLoss): Promise<Transfer> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const transfer = await openTransfer(tx, context, id);
      await recordEnd(tx, id, { status: 'closed', lossDecidedById: context.actor.id, lossReason: asked.reason });
      const movement = { reason: 'lose', documentKind: 'transfer', documentId: id, ...dates };
      const lines = transfer.lines
        .filter((line) => line.inTransitQuantity > 0)
        .map((line) => lineTo(transfer, line, { kind: 'written_off' }, line.inTransitQuantity));
      await postMovement(tx, context, movement, lines);
      await recordLoss(tx, id);
      return (await findTransfer(tx, id, scopeOf(context)))!;
    });
  }
}

async function openTransfer(tx: Tx, context: CallContext, id: string): Promise<Transfer> {
  const transfer = await lockTransfer(tx, id, scopeOf(context));
  if (!transfer) throw notFound('transfer');
  if (transfer.status === 'closed') {
    throw wrongState('transfer-closed', 'Every piece of this transfer is accounted for; there is nothing left to do.');
  }
  return transfer;
}

/** A receipt speaks of every line in transit, of none twice, of no more than was sent; a shortage has a reason. */
async function arrivalFaults(tx: Tx, transfer: Transfer, lines: readonly ArrivedLine[]): Promise<Fault[]> {
  const known = lines.map((line) => transfer.lines.find((sent) => sent.lineNumber === line.lineNumber));
  const named = lines.map((line, index) => ({ ...line, partId: known[index]?.partId ?? newId(), quantity: 1 }));
  const facts = await factsOfLines(tx, named);
  const missing = transfer.lines.filter((sent) => sent.inTransitQuantity > 0 && !known.includes(sent));
  const faults: Fault[] = missing.map((sent) => ({
    pointer: '/lines',
    detail: `say what arrived of line ${sent.lineNumber}; 0 when nothing did`,
  }));
  lines.forEach((line, index) => {
    const sent = known[index];
    const fault = (field: string, detail: string) => faults.push({ pointer: `/lines/${index}/${field}`, detail });
    if (!sent) return void fault('lineNumber', 'the transfer has no such line');
    if (known.indexOf(sent) < index) return void fault('lineNumber', 'the line is named twice');
    const { inTransitQuantity } = sent;
    if (line.receivedQuantity > inTransitQuantity) {
      fault('receivedQuantity', `only ${inTransitQuantity} of this line are in transit`);
    }
    if (line.receivedQuantity < inTransitQuantity && line.shortageReason === undefined) {
      fault('shortageReason', `say why not all ${inTransitQuantity} arrived`);
    }
    if (line.receivedQuantity > 0) faults.push(...binFaults(facts[index]!, line.binId, transfer.toSiteId));
  });
  return faults;
}

function arrivalLine(transfer: Transfer, line: ArrivedLine): StockLine {
  return lineTo(transfer, lineOf(transfer, line), shelf(line.binId!), line.receivedQuantity);
}

function lineTo(transfer: Transfer, line: TransferLine, to: Account, quantity: number): StockLine {
  return { partId: line.partId, from: inTransitTo(transfer.toSiteId), to, quantity, unitId: line.unitId };
}

function lineOf(transfer: Transfer, line: ArrivedLine): TransferLine {
  return transfer.lines.find((sent) => sent.lineNumber === line.lineNumber)!;
}

function inTransit(transfer: Transfer): number {
  return sum(transfer.lines.map((line) => line.inTransitQuantity));
}

function sum(quantities: readonly number[]): number {
  return quantities.reduce((total, quantity) => total + quantity, 0);
}

function shelf(binId: string): Account {
  return { kind: 'shelf', ownerId: binId };
}

/** What is in transit belongs to the site it is sent to. */
function inTransitTo(siteId: string): Account {
  return { kind: 'in_transit', ownerId: siteId };
}
