import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { invalid, notFound } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { maySeeEngineer } from '../stock/stock.queries';
import {
  type AccountEntry,
  type BalanceAt,
  type BalanceQuery,
  type LedgerAccount,
  type LedgerAccountQuery,
  type StatementLine,
  type StatementQuery,
} from './statement';
import {
  accountEntries,
  balancesAt,
  findAccount,
  findAccountOf,
  listAccounts,
  outsideStatementLines,
  statementLines,
} from './statement.queries';

/** Statements: what an account held, what came, what went, what it holds; for any period, from the ledger itself. */
export class StatementService {
  constructor(private readonly kernel: Kernel) {}

  async accounts(query: LedgerAccountQuery): Promise<PageOf<LedgerAccount>> {
    const limit = query.limit ?? defaultPageSize;
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
    const rows = await this.kernel.database.list((reader) => listAccounts(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async ofAccount(context: CallContext, accountId: number, query: StatementQuery): Promise<PageOf<StatementLine>> {
    refusePeriodBackwards(query);
    return this.kernel.database.snapshot(async (reader) => {
      const account = await accountOr404(reader, accountId);
      return this.withoutBlind(reader, context, await lines(reader, account, query), () => account);
    });
  }

  async entriesOfAccount(
    context: CallContext,
    accountId: number,
    query: StatementQuery,
  ): Promise<PageOf<AccountEntry>> {
    refusePeriodBackwards(query);
    return this.kernel.database.snapshot(async (reader) => {
      const account = await accountOr404(reader, accountId);
      return this.withoutBlind(reader, context, await entries(reader, account, query), () => account);
    });
  }

  /** An engineer's custody. */
  async ofEngineer(context: CallContext, engineerId: string, query: StatementQuery): Promise<PageOf<StatementLine>> {
    refusePeriodBackwards(query);
    return this.kernel.database.snapshot(async (reader) => {
      const account = await custodyOf(reader, context, engineerId);
      return account ? lines(reader, account, query) : { items: [] };
    });
  }

  async entriesOfEngineer(
    context: CallContext,
    engineerId: string,
    query: StatementQuery,
  ): Promise<PageOf<AccountEntry>> {
    refusePeriodBackwards(query);
    return this.kernel.database.snapshot(async (reader) => {
      const account = await custodyOf(reader, context, engineerId);
      return account ? entries(reader, account, query) : { items: [] };
    });
  }

  async balances(context: CallContext, query: BalanceQuery): Promise<PageOf<BalanceAt>> {
    const limit = query.limit ?? defaultPageSize;
    const at = query.at ?? this.kernel.clock.today();
    const key = decodeCursor(query.cursor, 2);
    const after = key && { accountId: Number(key[0]), partId: String(key[1]) };
    return this.kernel.database.list(async (reader) => {
      const rows = await balancesAt(reader, { ...query, at }, limit + 1, after);
      const page = pageOf(rows, limit, (row) => [row.accountId, row.partId]);
      return this.withoutBlind(reader, context, page, (row) => row.account);
    });
  }

  /** Bins that are being counted are left out for those who count (R13); a page may be shorter for it. */
  private async withoutBlind<T extends { partId: string }>(
    reader: Reader,
    context: CallContext,
    page: PageOf<T>,
    accountOf: (row: T) => { kind: string; ownerId: string | null },
  ): Promise<PageOf<T>> {
    const inBins = page.items.filter((row) => ['shelf', 'reserved'].includes(accountOf(row).kind));
    const places = inBins.map((row) => ({ binId: accountOf(row).ownerId!, partId: row.partId }));
    const blind = await this.kernel.blindAt(reader, context, places);
    return { ...page, items: page.items.filter((row) => !blind[inBins.indexOf(row)]) };
  }
}

async function accountOr404(reader: Reader, id: number): Promise<LedgerAccount> {
  const account = await findAccount(reader, id);
  if (!account) throw notFound('account');
  return account;
}

/** Undefined when the engineer never had anything. */
async function custodyOf(reader: Reader, context: CallContext, engineerId: string): Promise<LedgerAccount | undefined> {
  if (!(await maySeeEngineer(reader, engineerId, scopeOf(context)))) throw notFound('engineer');
  return findAccountOf(reader, 'custody', engineerId);
}

async function lines(reader: Reader, account: LedgerAccount, query: StatementQuery): Promise<PageOf<StatementLine>> {
  const limit = query.limit ?? defaultPageSize;
  const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
  const linesOf = account.inside ? statementLines : outsideStatementLines;
  const rows = await linesOf(reader, account.id, query, limit + 1, after);
  return pageOf(rows, limit, (row) => [row.partId]);
}

async function entries(reader: Reader, account: LedgerAccount, query: StatementQuery): Promise<PageOf<AccountEntry>> {
  const limit = query.limit ?? defaultPageSize;
  const key = decodeCursor(query.cursor, 3);
  const after = key && { partId: String(key[0]), postingDate: String(key[1]), transferId: Number(key[2]) };
  const rows = await accountEntries(reader, account, query, limit + 1, after);
  return pageOf(rows, limit, (row) => [row.partId, row.postingDate, row.transferId]);
}

function refusePeriodBackwards(query: StatementQuery): void {
  if (query.from > query.to) {
    throw invalid([{ pointer: 'query/to', detail: 'the period ends on the day it begins, or later' }]);
  }
}
