import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type Account, postMovement } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, invalid, notFound } from '../platform/problem';
import { type Reader, type Tx } from '../platform/transaction';
import { binFaults, factsOfLines, partFaults, unitFaults } from '../stock/line-facts';
import {
  type NewUnusedReturn,
  type NewUnusedReturnLine,
  type UnusedReturn,
  type UnusedReturnQuery,
} from './unused-return';
import { findUnusedReturn, insertUnusedReturn, listUnusedReturns, wasOrderOf } from './unused-return.queries';

/** Unused returns 余料退库: out of the engineer's custody, back in their true state. */
export class UnusedReturnService {
  constructor(private readonly kernel: Kernel) {}

  /** Takes parts back; what is fit for use is on the shelf at once and reserved for whoever waits. */
  async create(context: CallContext, asked: NewUnusedReturn): Promise<UnusedReturn> {
    return this.kernel.database.command(context, (tx) => this.createWithin(tx, context, asked));
  }

  /** As one step of a larger unit of work. */
  async createWithin(tx: Tx, context: CallContext, asked: NewUnusedReturn): Promise<UnusedReturn> {
    const scope = scopeOf(context);
    if (scope.siteId !== null && asked.siteId.toLowerCase() !== scope.siteId) throw notFound('site');
    const dates = datesOf(this.kernel.clock, context, asked);
    const faults = await faultsOf(tx, asked);
    if (faults.length > 0) throw invalid(faults);
    const id = newId();
    const movement = { reason: 'return_unused', documentKind: 'unused-return', documentId: id, ...dates };
    const from: Account = { kind: 'custody', ownerId: asked.engineerId };
    const lines = asked.lines.map((line) => ({ ...line, from, to: whereto(asked, line) }));
    const shelved = asked.lines.filter((line) => line.binId !== undefined);
    const partIds = [...new Set(shelved.map((line) => line.partId))];
    const arrival = { siteId: asked.siteId, partIds, lines, ...dates };
    const movementId = await this.kernel.stockArrives(tx, context, arrival, () =>
      postMovement(tx, context, movement, lines),
    );
    const code = newCode('unused-return');
    await insertUnusedReturn(tx, { ...asked, ...dates, id, code, movementId, actorId: context.actor.id });
    return (await findUnusedReturn(tx, id, scope))!;
  }

  async find(context: CallContext, id: string): Promise<UnusedReturn> {
    const found = await this.kernel.database.read((reader) => findUnusedReturn(reader, id, scopeOf(context)));
    if (!found) throw notFound('unused return');
    return found;
  }

  async list(context: CallContext, query: UnusedReturnQuery): Promise<PageOf<UnusedReturn>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listUnusedReturns(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }
}

/** What is bad on arrival goes to quarantine, everything else onto a shelf of the site. */
async function faultsOf(reader: Reader, asked: NewUnusedReturn): Promise<Fault[]> {
  const ofLines = (await factsOfLines(reader, asked.lines)).flatMap((facts) => {
    const line = asked.lines[facts.index]!;
    return [...partFaults(facts), ...stateFaults(facts, line, asked.siteId), ...unitFaults(facts, line)];
  });
  return [...(await orderFaults(reader, asked)), ...ofLines];
}

/** The order may have gone over to somebody else since; the parts for it were this engineer's all the same. */
async function orderFaults(reader: Reader, { workOrderId, engineerId }: NewUnusedReturn): Promise<Fault[]> {
  if (workOrderId === undefined || (await wasOrderOf(reader, workOrderId, engineerId))) return [];
  const detail = 'is no work order of this engineer, who asked for no parts for it either; leave it out or correct it';
  return [{ pointer: '/workOrderId', detail }];
}

function stateFaults(facts: Parameters<typeof binFaults>[0], line: NewUnusedReturnLine, siteId: string): Fault[] {
  if (line.outcome !== 'bad_on_arrival') return binFaults(facts, line.binId, siteId);
  if (line.binId === undefined) return [];
  return [
    { pointer: `/lines/${facts.index}/binId`, detail: 'what is bad on arrival goes to quarantine; leave binId out' },
  ];
}

function whereto(asked: NewUnusedReturn, line: NewUnusedReturnLine): Account {
  return line.binId === undefined
    ? { kind: 'quarantine', ownerId: asked.siteId }
    : { kind: 'shelf', ownerId: line.binId };
}
