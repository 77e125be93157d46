import { column, tableOf, tableOfLines, type ListTable } from '../platform/table';
import { type Backorder, type Requisition, type RequisitionLine } from './requisition';

/** Requisitions by line, and what of them is short. */
export const requisitionTables: readonly ListTable[] = [
  tableOfLines<Requisition, RequisitionLine>('/requisitions', 'requisitions', (document) => document.lines, [
    column('text', '领料单', 'Requisition', ({ document }) => document.number),
    column('day', '单据日期', 'Document date', ({ document }) => document.documentDate),
    column('text', '状态', 'Status', ({ document }) => document.status),
    column('staff', '工程师', 'Engineer', ({ document }) => document.engineerId),
    column('site', '仓库/服务站', 'Site', ({ document }) => document.siteId),
    column('workOrder', '派工单', 'Work order', ({ document }) => document.workOrderId),
    column('day', '需求日期', 'Needed by', ({ document }) => document.needBy),
    column('day', '预留到期', 'Expires', ({ document }) => document.expiresOn),
    column('count', '行号', 'Line', ({ line }) => line.lineNumber),
    column('part', '备件号', 'Part', ({ line }) => line.partId),
    column('part', '供应备件号', 'Part supplied', ({ line }) => line.supplyPartId),
    column('count', '申请数量', 'Asked for', ({ line }) => line.quantity),
    column('count', '批准数量', 'Approved', ({ line }) => line.approvedQuantity),
    column('count', '预留数量', 'Reserved', ({ line }) => line.reservedQuantity),
    column('count', '已发数量', 'Issued', ({ line }) => line.issuedQuantity),
    column('count', '放弃数量', 'Released', ({ line }) => line.releasedQuantity),
    column('count', '欠料数量', 'Short', ({ line }) => line.backorderedQuantity),
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
