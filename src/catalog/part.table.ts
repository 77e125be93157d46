import { column, tableOf, type ListTable } from '../platform/table';
import { type Part } from './part';

/** The catalogue. */
export const partTable: ListTable = tableOf<Part>('/parts', 'parts', [
  column('text', '备件号', 'Part', (row) => row.number),
  column('text', '条码', 'Barcode', (row) => row.code),
  column('text', '中文名称', 'Chinese name', (row) => row.nameZh),
  column('text', '英文名称', 'English name', (row) => row.nameEn),
  column('text', '单位', 'Unit', (row) => row.unit),
  column('supplier', '供应商', 'Supplier', (row) => row.supplierId),
  column('text', '供应商料号', 'Supplier number', (row) => row.supplierNumber),
  column('text', '原厂料号', 'Maker number', (row) => row.makerNumber),
  column('text', 'GTIN', 'GTIN', (row) => row.gtin),
  column('text', 'CPID', 'CPID', (row) => row.cpid),
  column('yesNo', '序列号件', 'Serial-numbered', (row) => row.serialNumbered),
  column('text', '旧件规则', 'Old-part rule', (row) => row.oldPartRule),
  column('count', '旧件期限（天）', 'Old part due after days', (row) => row.oldPartDays),
  column('part', '替代件', 'Superseded by', (row) => row.supersededById),
  column('yesNo', '在用', 'Active', (row) => row.active),
]);
