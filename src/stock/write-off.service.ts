import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type Account, postMovement } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { type NewReversal, reverseUnderDocument } from '../ledger/reversal';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { binFaults, factsOfLines, partFaults, unitFaults } from './line-facts';
import {
  type NewWriteOff,
  type WriteOff,
  type WriteOffApproval,
  type WriteOffQuery,
  type WriteOffRejection,
} from './write-off';
import {
  decideWriteOff,
  findWriteOff,
  insertWriteOff,
  listWriteOffs,
  lockWriteOff,
  movementOfWriteOff,
} from './write-off.queries';

/** Write-offs 销账: asked by one person, posted when another approves (R4). */
export class WriteOffService {
  constructor(private readonly kernel: Kernel) {}

  /** Asks; nothing moves yet. */
  async create(context: CallContext, asked: NewWriteOff): Promise<WriteOff> {
    const scope = scopeOf(context);
    if (scope.siteId !== null && asked.siteId?.toLowerCase() !== scope.siteId) throw notFound('site');
    if (scope.engineerId !== null && asked.engineerId?.toLowerCase() !== scope.engineerId) {
      throw forbidden('Ask for what is in your own custody: name yourself as engineerId.');
    }
    const { documentDate } = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const faults = await faultsOf(tx, asked);
      if (faults.length > 0) throw invalid(faults);
      const id = newId();
      const requestedById = context.actor.id;
      await insertWriteOff(tx, { ...asked, id, code: newCode('write-off'), documentDate, requestedById });
      return (await findWriteOff(tx, id, scope))!;
    });
  }

  async find(context: CallContext, id: string): Promise<WriteOff> {
    const found = await this.kernel.database.read((reader) => findWriteOff(reader, id, scopeOf(context)));
    if (!found) throw notFound('write-off');
    return found;
  }

  async list(context: CallContext, query: WriteOffQuery): Promise<PageOf<WriteOff>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listWriteOffs(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Posts what was asked. */
  async approve(context: CallContext, id: string, asked: WriteOffApproval): Promise<WriteOff> {
    const { postingDate } = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const writeOff = await undecided(tx, context, id);
      const { documentDate } = writeOff;
      if (documentDate > postingDate) {
        throw invalid([
          { pointer: '/postingDate', detail: `It happened on ${documentDate}; post on that day or later.` },
        ]);
      }
      const movement = { reason: 'write_off', documentKind: 'write-off', documentId: id, documentDate, postingDate };
      const to: Account = { kind: 'written_off' };
      const lines = writeOff.lines.map((line) => ({ ...line, from: accountOf(writeOff, line.binId), to }));
      const movementId = await postMovement(tx, context, movement, lines);
      const decided = { decidedById: context.actor.id, decidedAt: this.kernel.clock.now(), note: asked.note ?? null };
      await decideWriteOff(tx, id, { status: 'approved', ...decided, postingDate, movementId });
      return (await findWriteOff(tx, id, scopeOf(context)))!;
    });
  }

  async reject(context: CallContext, id: string, asked: WriteOffRejection): Promise<WriteOff> {
    return this.kernel.database.command(context, async (tx) => {
      await undecided(tx, context, id);
      const decided = { decidedById: context.actor.id, decidedAt: this.kernel.clock.now(), note: asked.note };
      await decideWriteOff(tx, id, { status: 'rejected', ...decided, postingDate: null, movementId: null });
      return (await findWriteOff(tx, id, scopeOf(context)))!;
    });
  }

  /** The pieces were found: they come back where they were, at the value they left with (红冲). */
  async reverse(context: CallContext, id: string, asked: NewReversal): Promise<WriteOff> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const writeOff = await lockWriteOff(tx, id, scopeOf(context));
      if (!writeOff) throw notFound('write-off');
      const movementId = await movementOfWriteOff(tx, id);
      if (movementId === null) throw wrongState('not-posted', 'Only an approved write-off can be reversed.');
      const reverse = () => reverseUnderDocument(tx, context, movementId, asked.reason, dates);
      const { siteId } = writeOff;
      const partIds = [...new Set(writeOff.lines.map((line) => line.partId))];
      if (siteId === null) await reverse();
      else await this.kernel.stockArrives(tx, context, { siteId, partIds, ...dates }, reverse);
      return (await findWriteOff(tx, id, scopeOf(context)))!;
    });
  }
}

async function undecided(tx: Tx, context: CallContext, id: string): Promise<WriteOff> {
  const writeOff = await lockWriteOff(tx, id, scopeOf(context));
  if (!writeOff) throw notFound('write-off');
  if (writeOff.status !== 'requested') {
    throw wrongState('already-decided', `This write-off was ${writeOff.status} before. Ask anew if need be.`);
  }
  return writeOff;
}

async function faultsOf(tx: Tx, asked: NewWriteOff): Promise<Fault[]> {
  const siteId = asked.siteId ?? null;
  if ((siteId === null) === (asked.engineerId === undefined)) {
    return [
      { pointer: '/siteId', detail: 'name the site whose shelves, or the engineer whose custody it is; not both' },
    ];
  }
  return (await factsOfLines(tx, asked.lines)).flatMap((facts) => {
    const line = asked.lines[facts.index]!;
    return [...partFaults(facts), ...binFaults(facts, line.binId, siteId), ...unitFaults(facts, line)];
  });
}

function accountOf(writeOff: WriteOff, binId: string | null): Account {
  return writeOff.engineerId === null
    ? { kind: 'shelf', ownerId: binId! }
    : { kind: 'custody', ownerId: writeOff.engineerId };
}
