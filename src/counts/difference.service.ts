import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { notFound } from '../platform/problem';
import { type CountDifference, type CountDifferenceQuery } from './count-decision';
import { findCount } from './count.queries';
import { listDifferences } from './difference.queries';

/** What was counted beside what the books had, for those who decide. */
export class DifferenceService {
  constructor(private readonly kernel: Kernel) {}

  async list(context: CallContext, id: string, query: CountDifferenceQuery): Promise<PageOf<CountDifference>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read(async (reader) => {
      if (!(await findCount(reader, id, scopeOf(context)))) throw notFound('count');
      return listDifferences(reader, id, query, limit + 1, after);
    });
    return pageOf(rows, limit, (row) => [row.binNumber, row.partNumber]);
  }
}
