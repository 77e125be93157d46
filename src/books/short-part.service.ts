import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type ShortPart, type ShortPartQuery } from './short-part';
import { listShortParts } from './short-part.queries';

/** Parts short 欠料: what was promised and is not there. */
export class ShortPartService {
  constructor(private readonly kernel: Kernel) {}

  async list(context: CallContext, query: ShortPartQuery): Promise<PageOf<ShortPart>> {
    const limit = query.limit ?? defaultPageSize;
    const key = decodeCursor(query.cursor, 3)?.map(String);
    const after = key && { needBy: key[0]!, partId: key[1]!, siteId: key[2]! };
    const rows = await this.kernel.database.list(async (reader) => {
      const found = await listShortParts(reader, query, scopeOf(context), limit + 1, after);
      const blind = await this.kernel.blindAt(
        reader,
        context,
        found.map(({ partId }) => ({ partId })),
      );
      return found.map((row, index) => (blind[index] ? { ...row, elsewhere: null } : row));
    });
    return pageOf(rows, limit, (row) => [row.needBy, row.partId, row.siteId]);
  }
}
