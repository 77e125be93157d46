import { column, tableOf, type ListTable } from '../platform/table';
import { type OldPart } from './old-part';

/** Old parts, as those who run after them list them. */
export const oldPartTable: ListTable = tableOf<OldPart>('/old-parts', 'old-parts', [
  column('text', '旧件单号', 'Old part', (row) => row.number),
  column('text', '条码', 'Barcode', (row) => row.code),
  column('text', '备件号', 'Part', (row) => row.partNumber),
  column('text', '序列号', 'Serial number', (row) => row.serialNumber),
  column('count', '数量', 'Quantity', (row) => row.quantity),
  column('text', '服务报告', 'Service report', (row) => row.reportNumber),
  column('text', '派工单', 'Work order', (row) => row.workOrderNumber),
  column('staff', '工程师', 'Engineer', (row) => row.engineerId),
  column('site', '仓库/服务站', 'Site', (row) => row.siteId),
  column('day', '欠件日期', 'Owed since', (row) => row.owedSince),
  column('day', '应还日期', 'Due', (row) => row.dueOn),
  column('text', '状态', 'Status', (row) => row.status),
  column('yesNo', '逾期', 'Overdue', (row) => row.overdue),
  column('day', '收到日期', 'Received', (row) => row.receivedOn),
  column('text', '收到序列号', 'Serial number received', (row) => row.receivedSerialNumber),
  column('yesNo', '序列号相符', 'Serial number matches', (row) => row.serialMatches),
  column('day', '免还日期', 'Waived', (row) => row.waivedOn),
  column('text', '免还原因', 'Waiver reason', (row) => row.waiverReason),
  column('text', '处理方式', 'Disposition', (row) => row.disposition),
  column('day', '处理日期', 'Disposed', (row) => row.disposedOn),
  column('supplier', '送往供应商', 'Sent to supplier', (row) => row.supplierId),
]);
