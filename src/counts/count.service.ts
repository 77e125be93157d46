import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type CallContext, hasRole } from '../platform/context';
import { newId } from '../platform/id';
import { changedMeanwhile, versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Reader, type Tx } from '../platform/transaction';
import {
  type Count,
  type CountCancellation,
  type CountChange,
  type CountLine,
  type CountLineQuery,
  type CountQuery,
  type NewCount,
} from './count';
import {
  type CountRow,
  countsCovering,
  endCount,
  findCount,
  insertCount,
  insertHeldLines,
  insertPlaces,
  listCounts,
  listLines,
  lockCount,
  recordEvent,
  sizeOf,
} from './count.queries';

/** A count of more places than this is opened in parts: by aisles, by groups of parts. */
const maximalPlaces = 10_000;

/** Counts 盘点: opened over places, read without quantities of the books, given up. */
export class CountService {
  constructor(private readonly kernel: Kernel) {}

  async open(context: CallContext, asked: NewCount): Promise<Count> {
    return this.kernel.database.command(context, async (tx) => {
      const row = await this.rowOf(tx, context, asked);
      await refuseTakenPlaces(tx, row);
      await insertCount(tx, row);
      await insertPlaces(tx, row);
      await insertHeldLines(tx, row.id, null);
      const { places, lines } = await sizeOf(tx, row.id);
      refuseOddSize(places, asked);
      await recordEvent(tx, row.id, { kind: 'opened', actorId: context.actor.id, lineCount: lines, note: row.note });
      return (await findCount(tx, row.id, scopeOf(context)))!;
    });
  }

  async find(context: CallContext, id: string): Promise<Count> {
    const found = await this.kernel.database.read((reader) => findCount(reader, id, scopeOf(context)));
    if (!found) throw notFound('count');
    return found;
  }

  async list(context: CallContext, query: CountQuery): Promise<PageOf<Count>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listCounts(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async lines(context: CallContext, id: string, query: CountLineQuery): Promise<PageOf<CountLine>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read(async (reader) => {
      if (!(await findCount(reader, id, scopeOf(context)))) throw notFound('count');
      return listLines(reader, id, query, limit + 1, after);
    });
    return pageOf(rows, limit, (row) => [row.binNumber, row.partNumber]);
  }

  async change(context: CallContext, id: string, ifMatch: string | undefined, asked: CountChange): Promise<Count> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const count = await lockUnended(tx, context, id);
      if (count.version !== version) throw changedMeanwhile();
      await tx.query(`update stock_count set due_on = $2, note = $3, version = version + 1 where id = $1`, [
        ...[id, asked.dueOn, asked.note],
      ]);
      return (await findCount(tx, id, scopeOf(context)))!;
    });
  }

  /** Gives a count up; what was posted of it stays posted. */
  async cancel(context: CallContext, id: string, asked: CountCancellation): Promise<Count> {
    return this.kernel.database.command(context, async (tx) => {
      const count = await lockUnended(tx, context, id);
      const isOwn = count.openedById === context.actor.id && count.status === 'open';
      if (!isOwn && !hasRole(context, 'supervisor', 'administrator')) {
        throw forbidden(
          'Who opened a count gives it up while it is being counted; later, a supervisor does.',
          'not-your-count',
        );
      }
      await endCount(tx, id, 'cancelled');
      const { open, counted, waiting } = count.progress;
      const event = { actorId: context.actor.id, lineCount: open + counted + waiting, note: asked.reason };
      await recordEvent(tx, id, { kind: 'cancelled', ...event });
      return (await findCount(tx, id, scopeOf(context)))!;
    });
  }

  private async rowOf(tx: Tx, context: CallContext, asked: NewCount): Promise<CountRow> {
    const siteId = asked.siteId?.toLowerCase() ?? context.actor.siteId;
    if (siteId === null) throw invalid([{ pointer: '/siteId', detail: 'name the site that is counted' }]);
    const own = scopeOf(context).siteId;
    const [site] = await tx.query<{ id: string }[]>(`select id from site where id = $1`, [siteId]);
    if (!site || (own !== null && own !== siteId)) throw notFound('site');
    const faults = [...scopeFaults(asked), ...(await unknownFaults(tx, siteId, asked))];
    if (faults.length > 0) throw invalid(faults);
    return {
      ...{ id: newId(), code: newCode('count'), siteId, kind: asked.kind },
      ...{ binIds: distinct(asked.binIds), partIds: distinct(asked.partIds) },
      ...{ dueOn: asked.dueOn ?? null, note: asked.note ?? null },
      ...{ openedById: context.actor.id, day: this.kernel.clock.today() },
    };
  }
}

/** The count, locked, that is not yet posted or cancelled. */
export async function lockUnended(tx: Tx, context: CallContext, id: string): Promise<Count> {
  const count = await lockCount(tx, id, scopeOf(context));
  if (!count) throw notFound('count');
  if (count.status === 'posted' || count.status === 'cancelled') {
    throw wrongState('count-ended', `The count is ${count.status}. Open a new one for what is still to be counted.`, {
      status: count.status,
    });
  }
  return count;
}

/** Named here; what another count takes at this very moment the constraint refuses. */
async function refuseTakenPlaces(tx: Tx, row: CountRow): Promise<void> {
  const places = await countsCovering(tx, row);
  if (places.length === 0) return;
  throw wrongState(
    'counted-elsewhere',
    'Another count under way covers some of these places (see facts). Finish or cancel that one, or leave them out.',
    { places },
  );
}

function scopeFaults(asked: NewCount): Fault[] {
  const chosen = asked.binIds !== undefined || asked.partIds !== undefined;
  if (asked.kind === 'full' && chosen) {
    return [
      { pointer: '/kind', detail: 'a full count is of the whole site; open a cycle count for chosen bins or parts' },
    ];
  }
  if (asked.kind === 'cycle' && !chosen) {
    return [
      { pointer: '/binIds', detail: 'a cycle count names bins, parts or both; a full count is of the whole site' },
    ];
  }
  return [];
}

async function unknownFaults(reader: Reader, siteId: string, asked: NewCount): Promise<Fault[]> {
  const lower = (ids: readonly string[] | undefined) => (ids ?? []).map((id) => id.toLowerCase());
  const [bins, parts] = [lower(asked.binIds), lower(asked.partIds)];
  const known = await reader.query<{ id: string; active: boolean }[]>(
    `select id, active from bin where id = any ($1) and site_id = $2 union all select id, true from part where id = any ($3)`,
    [bins, siteId, parts],
  );
  const faultsOf = (ids: readonly string[], field: string, what: string) =>
    ids.flatMap((id, index) => {
      const found = known.find((row) => row.id === id);
      if (found?.active) return [];
      return [
        { pointer: `/${field}/${index}`, detail: found ? 'the bin is no longer used' : `there is no such ${what}` },
      ];
    });
  return [...faultsOf(bins, 'binIds', 'bin at this site'), ...faultsOf(parts, 'partIds', 'part')];
}

function refuseOddSize(places: number, asked: NewCount): void {
  if (places === 0) {
    const detail =
      asked.partIds === undefined
        ? 'the site has no bin in use'
        : 'none of these parts lies at this site by the books; name the bins too, to look for them there';
    throw invalid([{ pointer: asked.partIds === undefined ? '/siteId' : '/partIds', detail }]);
  }
  if (places > maximalPlaces) {
    const detail = `that are ${places} places; a count has at most ${maximalPlaces}: open one for each aisle or group of parts`;
    throw invalid([{ pointer: asked.partIds === undefined ? '/kind' : '/partIds', detail }]);
  }
}

function distinct(ids: readonly string[] | undefined): string[] | null {
  return ids === undefined ? null : [...new Set(ids.map((id) => id.toLowerCase()))];
}
