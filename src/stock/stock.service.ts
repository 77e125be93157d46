import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { notFound } from '../platform/problem';
import {
  type BinStock,
  type CustodyStock,
  type PartStock,
  type QuarantinedStock,
  type QuarantineQuery,
  type StockQuery,
} from './stock';
import { findPartStock, listCustody, listQuarantine, listStock, maySeeEngineer } from './stock.queries';

/** What is where, answered from the balances: never from the ledger's history. */
export class StockService {
  constructor(private readonly kernel: Kernel) {}

  async list(context: CallContext, query: StockQuery): Promise<PageOf<BinStock>> {
    const limit = query.limit ?? defaultPageSize;
    const rows = await this.kernel.database.list(async (reader) => {
      const found = await listStock(reader, query, scopeOf(context), limit + 1, balanceAfter(query));
      const blind = await this.kernel.blindAt(reader, context, found);
      return found.map((row, index) => (blind[index] ? { ...row, available: null, reserved: null, value: null } : row));
    });
    return withoutKeys(rows, limit);
  }

  async ofPart(context: CallContext, partId: string): Promise<PartStock> {
    return this.kernel.database.list(async (reader) => {
      const found = await findPartStock(reader, partId, scopeOf(context));
      if (!found) throw notFound('part');
      const places = found.sites.map(({ siteId }) => ({ siteId, partId }));
      const blind = await this.kernel.blindAt(reader, context, places);
      const sites = found.sites.map((site, index) =>
        blind[index] ? { ...site, available: null, reserved: null } : site,
      );
      return { ...found, sites };
    });
  }

  async quarantine(context: CallContext, query: QuarantineQuery): Promise<PageOf<QuarantinedStock>> {
    const limit = query.limit ?? defaultPageSize;
    const rows = await this.kernel.database.list((reader) =>
      listQuarantine(reader, query, scopeOf(context), limit + 1, balanceAfter(query)),
    );
    return withoutKeys(rows, limit);
  }

  async custody(context: CallContext, engineerId: string, query: PageQuery): Promise<PageOf<CustodyStock>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.list(async (reader) => {
      if (!(await maySeeEngineer(reader, engineerId, scopeOf(context)))) throw notFound('engineer');
      return listCustody(reader, engineerId, limit + 1, after);
    });
    return pageOf(rows, limit, (row) => [row.partId]);
  }
}

function balanceAfter(query: PageQuery): { accountId: number; partId: string } | undefined {
  const key = decodeCursor(query.cursor, 2);
  return key && { accountId: Number(key[0]), partId: String(key[1]) };
}

/** The account is what pages are keyed by and no public name of anything: undefined is not sent. */
function withoutKeys<T extends { partId: string }>(rows: (T & { accountId: number })[], limit: number): PageOf<T> {
  const page = pageOf(rows, limit, (row) => [row.accountId, row.partId]);
  return { ...page, items: page.items.map((row) => ({ ...row, accountId: undefined })) };
}
