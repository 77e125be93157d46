import { booksTables } from '../../books/books.table';
import { faultLineTable } from '../../books/fault-report.table';
import { partTable } from '../../catalog/part.table';
import { chargeTable } from '../../charges/charge.table';
import { retentionTable } from '../../contracts/retention.table';
import { installedUnitTable } from '../../customers/installed-unit.table';
import { countsTables } from '../../counts/counts.table';
import { expenseClaimTable } from '../../expenses/expense-claim.table';
import { type ListTable } from '../../platform/table';
import { requisitionTables } from '../../requisitions/requisition.table';
import { oldPartTable } from '../../returns/old-part.table';
import { receiptTables } from '../../stock/receipt.table';
import { stockTables } from '../../stock/stock.table';

/** Every list that can be had as a file. */
export const tables: readonly ListTable[] = [
  partTable,
  installedUnitTable,
  ...stockTables,
  ...receiptTables,
  ...requisitionTables,
  chargeTable,
  oldPartTable,
  ...countsTables,
  ...booksTables,
  faultLineTable,
  retentionTable,
  expenseClaimTable,
];
