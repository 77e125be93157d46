import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { notFound } from '../platform/problem';
import {
  type Backorder,
  type BackorderQuery,
  type ListedRequisition,
  type ListedRequisitionLine,
  type RequisitionLine,
  type RequisitionQuery,
} from './requisition';
import { isRequisition, listLinesOf, listRequisitionLines, listRequisitions } from './requisition-list.queries';
import { listBackorders } from './requisition.queries';

/** Requisitions 领料单 as lists: by document, by line, and what of them is short. */
export class RequisitionListService {
  constructor(private readonly kernel: Kernel) {}

  async list(context: CallContext, query: RequisitionQuery): Promise<PageOf<ListedRequisition>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.list((reader) =>
      listRequisitions(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Of all requisitions. */
  async lines(context: CallContext, query: RequisitionQuery): Promise<PageOf<ListedRequisitionLine>> {
    const limit = query.limit ?? defaultPageSize;
    const key = decodeCursor(query.cursor, 2);
    const after = key && { requisitionId: String(key[0]), lineNumber: Number(key[1]) };
    const rows = await this.kernel.database.list((reader) =>
      listRequisitionLines(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.requisitionId, row.lineNumber]);
  }

  /** Of one requisition. */
  async linesOf(context: CallContext, id: string, query: PageQuery): Promise<PageOf<RequisitionLine>> {
    const limit = query.limit ?? defaultPageSize;
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
    return this.kernel.database.list(async (reader) => {
      if (!(await isRequisition(reader, id, scopeOf(context)))) throw notFound('requisition');
      const rows = await listLinesOf(reader, id, limit + 1, after);
      return pageOf(rows, limit, (row) => [row.lineNumber]);
    });
  }

  async backorders(context: CallContext, query: BackorderQuery): Promise<PageOf<Backorder>> {
    const limit = query.limit ?? defaultPageSize;
    const key = decodeCursor(query.cursor, 2);
    const after = key && { needBy: String(key[0]), lineId: String(key[1]) };
    const filter = { siteId: query.siteId ?? null, partIds: null, scope: scopeOf(context) };
    const rows = await this.kernel.database.list((reader) => listBackorders(reader, filter, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.needBy, row.lineId]);
  }
}
