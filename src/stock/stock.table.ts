import { column, tableOf, type ListTable } from '../platform/table';
import { type BinStock, type CustodyStock, type HeldUnit, type QuarantinedStock } from './stock';

/** The serial numbers that a row tells; dots where there are more. */
export function serialNumbersOf({ units, quantity }: { units: readonly HeldUnit[]; quantity: number }): string {
  const told = units.map((unit) => unit.serialNumber).join(' ');
  return units.length > 0 && units.length < quantity ? `${told} …` : told;
}

/** Stock, as warehouse and finance take it into their table programs. */
export const stockTables: readonly ListTable[] = [
  tableOf<BinStock>('/stock', 'stock', [
    column('site', '仓库/服务站', 'Site', (row) => row.siteId),
    column('text', '库位', 'Bin', (row) => row.binNumber),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('count', '可用', 'Available', (row) => row.available),
    column('count', '预留', 'Reserved', (row) => row.reserved),
    column('money', '金额', 'Value', (row) => row.value),
  ]),
  tableOf<QuarantinedStock>('/stock/quarantine', 'quarantine', [
    column('site', '仓库/服务站', 'Site', (row) => row.siteId),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('count', '数量', 'Quantity', (row) => row.quantity),
    column('money', '金额', 'Value', (row) => row.value),
    column('text', '序列号', 'Serial numbers', serialNumbersOf),
  ]),
  tableOf<CustodyStock>('/engineers/{id}/custody', 'custody', [
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('text', '中文名称', 'Chinese name', (row) => row.nameZh),
    column('text', '英文名称', 'English name', (row) => row.nameEn),
    column('count', '数量', 'Quantity', (row) => row.quantity),
    column('money', '金额', 'Value', (row) => row.value),
    column('text', '序列号', 'Serial numbers', serialNumbersOf),
  ]),
];
