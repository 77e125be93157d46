import { column, tableOf, type ListTable } from '../platform/table';
import { type InstalledUnit, type UnitDateKind } from './installed-unit';

const dayOf = (kind: UnitDateKind) => (row: InstalledUnit) => row.dates.find((date) => date.kind === kind)?.day;

/** Installed units; the headings of what an import takes are the same. */
export const installedUnitTable: ListTable = tableOf<InstalledUnit>('/installed-units', 'installed-units', [
  column('text', '机型', 'Model', (row) => row.modelNumber),
  column('text', '序列号', 'Serial number', (row) => row.serialNumber),
  column('text', '条码', 'Barcode', (row) => row.code),
  column('text', '类别', 'Category', (row) => row.category),
  column('customer', '客户', 'Customer', (row) => row.customerId),
  column('text', '使用类别', 'Usage class', (row) => row.usageClass),
  column('yesNo', '首任所有者', 'First owner', (row) => row.firstOwner),
  column('day', '发票日期', 'Invoice', dayOf('INVOICE')),
  column('day', '交付日期', 'Delivery', dayOf('DELIVERY')),
  column('day', '安装日期', 'Installed', dayOf('INSTALL_DONE')),
  column('day', '验收日期', 'Accepted', dayOf('ACCEPTANCE')),
  column('yesNo', '在用', 'Active', (row) => row.active),
]);
