import { column, tableOf, type ListTable } from '../platform/table';
import { type Charge } from './charge';

/** Charges, as finance follows them. */
export const chargeTable: ListTable = tableOf<Charge>('/charges', 'charges', [
  column('text', '收费单', 'Charge', (row) => row.number),
  column('day', '单据日期', 'Document date', (row) => row.documentDate),
  column('text', '报价单', 'Quotation', (row) => row.quotationNumber),
  column('text', '派工单', 'Work order', (row) => row.workOrderNumber),
  column('staff', '工程师', 'Engineer', (row) => row.engineerId),
  column('site', '仓库/服务站', 'Site', (row) => row.siteId),
  column('text', '状态', 'State', (row) => row.state),
  column('money', '报价金额', 'Quoted', (row) => row.quotedAmount),
  column('money', '未做金额', 'Not done', (row) => row.notDoneAmount),
  column('money', '减免金额', 'Waived', (row) => row.waivedAmount),
  column('money', '收费金额', 'Charged', (row) => row.chargedAmount),
  column('money', '已收金额', 'Received', (row) => row.receivedAmount),
  column('money', '未收金额', 'Outstanding', (row) => row.outstandingAmount),
  column('money', '材料成本', 'Cost of material', (row) => row.costAmount),
]);
