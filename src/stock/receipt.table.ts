import { column, tableOf, type ListTable } from '../platform/table';
import { type ListedReceipt, type ReceiptLine, type UnitOfReceipt } from './receipt';
import { serialNumbersOf } from './stock.table';

/** Receipts, and the lines and units of one. */
export const receiptTables: readonly ListTable[] = [
  tableOf<ListedReceipt>('/receipts', 'receipts', [
    column('text', '入库单', 'Receipt', (row) => row.number),
    column('day', '单据日期', 'Document date', (row) => row.documentDate),
    column('day', '记账日期', 'Posting date', (row) => row.postingDate),
    column('text', '类型', 'Kind', (row) => row.kind),
    column('supplier', '供应商', 'Supplier', (row) => row.supplierId),
    column('text', '销售方', 'Seller', (row) => row.seller),
    column('text', '送货单', 'Delivery note', (row) => row.deliveryNote),
    column('site', '仓库/服务站', 'Site', (row) => row.siteId),
    column('staff', '工程师', 'Engineer', (row) => row.engineerId),
    column('staff', '采购人', 'Bought by', (row) => row.boughtById),
    column('staff', '见证人', 'Witnessed by', (row) => row.witnessedById),
    column('staff', '收货人', 'Received by', (row) => row.receivedById),
    column('count', '行数', 'Lines', (row) => row.lineCount),
    column('money', '金额', 'Value', (row) => row.value),
    column('yesNo', '已红冲', 'Reversed', (row) => row.reversal !== null),
  ]),
  tableOf<ReceiptLine>('/receipts/{id}/lines', 'receipt-lines', [
    column('count', '行号', 'Line', (row) => row.lineNumber),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('bin', '库位', 'Bin', (row) => row.binId),
    column('count', '数量', 'Quantity', (row) => row.quantity),
    column('money', '金额', 'Value', (row) => row.value),
    column('text', '序列号', 'Serial numbers', serialNumbersOf),
    column('text', '质量说明', 'Quality note', (row) => row.qualityNote),
  ]),
  tableOf<UnitOfReceipt>('/receipts/{id}/units', 'receipt-units', [
    column('count', '行号', 'Line', (row) => row.lineNumber),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('text', '序列号', 'Serial number', (row) => row.serialNumber),
    column('text', '条码', 'Barcode', (row) => row.code),
    column('money', '金额', 'Value', (row) => row.value),
  ]),
];
