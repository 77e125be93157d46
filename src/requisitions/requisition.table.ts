import { column, tableOf, type ListTable } from '../platform/table';
import { type Backorder, type ListedRequisition, type ListedRequisitionLine } from './requisition';

type Either = ListedRequisition | ListedRequisitionLine;

const circumstances = [
  column<Either>('day', '单据日期', 'Document date', (row) => row.documentDate),
  column<Either>('text', '状态', 'Status', (row) => row.status),
  column<Either>('staff', '工程师', 'Engineer', (row) => row.engineerId),
  column<Either>('site', '仓库/服务站', 'Site', (row) => row.siteId),
  column<Either>('workOrder', '派工单', 'Work order', (row) => row.workOrderId),
  column<Either>('day', '需求日期', 'Needed by', (row) => row.needBy),
  column<Either>('day', '预留到期', 'Expires', (row) => row.expiresOn),
];

const quantities = [
  column<Either>('count', '申请数量', 'Asked for', (row) => row.quantity),
  column<Either>('count', '批准数量', 'Approved', (row) => row.approvedQuantity),
  column<Either>('count', '预留数量', 'Reserved', (row) => row.reservedQuantity),
  column<Either>('count', '已发数量', 'Issued', (row) => row.issuedQuantity),
  column<Either>('count', '放弃数量', 'Released', (row) => row.releasedQuantity),
  column<Either>('count', '欠料数量', 'Short', (row) => row.backorderedQuantity),
];

/** Requisitions, by document and by line, and what of them is short. */
export const requisitionTables: readonly ListTable[] = [
  tableOf<ListedRequisition>('/requisitions', 'requisitions', [
    column('text', '领料单', 'Requisition', (row) => row.number),
    ...circumstances,
    column('count', '行数', 'Lines', (row) => row.lineCount),
    ...quantities,
  ]),
  tableOf<ListedRequisitionLine>('/requisitions/lines', 'requisition-lines', [
    column('text', '领料单', 'Requisition', (row) => row.requisitionNumber),
    ...circumstances,
    column('count', '行号', 'Line', (row) => row.lineNumber),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('text', '供应备件号', 'Part supplied', (row) => row.supplyPartNumber),
    ...quantities,
  ]),
  tableOf<Backorder>('/requisitions/backorders', 'backorders', [
    column('text', '领料单', 'Requisition', (row) => row.requisitionNumber),
    column('staff', '工程师', 'Engineer', (row) => row.engineerId),
    column('site', '仓库/服务站', 'Site', (row) => row.siteId),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('day', '需求日期', 'Needed by', (row) => row.needBy),
    column('count', '欠料数量', 'Short', (row) => row.backorderedQuantity),
  ]),
];
