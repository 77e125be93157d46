import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type UnitFinding, type UnitFindingQuery } from './service-report';
import { listFindings } from './unit-record.queries';

/** What was found at units beside the orders. */
export class UnitFindingService {
  constructor(private readonly kernel: Kernel) {}

  async list(query: UnitFindingQuery): Promise<PageOf<UnitFinding>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) => listFindings(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.id]);
  }
}
