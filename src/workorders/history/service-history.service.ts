import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { invalid } from '../../platform/problem';
import { type ServiceHistoryEntry, type ServiceHistoryQuery } from './repair-history';
import { serviceHistory } from './repair-history.queries';

/** Everything that was done for a unit or a customer. */
export class ServiceHistoryService {
  constructor(private readonly kernel: Kernel) {}

  async list(context: CallContext, query: ServiceHistoryQuery): Promise<PageOf<ServiceHistoryEntry>> {
    if (query.unitId === undefined && query.customerId === undefined) {
      throw invalid([{ pointer: 'query/unitId', detail: 'name a unit or a customer' }]);
    }
    const limit = query.limit ?? defaultPageSize;
    const before = decodeCursor(query.cursor, 1)?.[0]?.toString() ?? null;
    const filter = {
      unitId: query.unitId ?? null,
      customerId: query.customerId ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      scope: scopeOf(context),
    };
    const rows = await this.kernel.database.read((reader) => serviceHistory(reader, filter, limit + 1, before));
    return pageOf(rows, limit, (row) => [row.id]);
  }
}
