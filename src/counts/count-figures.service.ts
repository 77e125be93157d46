import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type BinToCount, type BinToCountQuery, type CountAccuracy, type CountAccuracyQuery } from './count-figures';
import { listAccuracy, listBinsToCount } from './count-figures.queries';

/** How well books and shelves agree, and where to look next. */
export class CountFiguresService {
  constructor(private readonly kernel: Kernel) {}

  async accuracy(query: CountAccuracyQuery): Promise<PageOf<CountAccuracy>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read((reader) => listAccuracy(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.month, row.siteNumber]);
  }

  async binsToCount(context: CallContext, query: BinToCountQuery): Promise<PageOf<BinToCount>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 3);
    const rows = await this.kernel.database.read((reader) =>
      listBinsToCount(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.lastCountedAt ?? '-infinity', row.binNumber, row.binId]);
  }
}
