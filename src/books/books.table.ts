import { column, tableOf, type ListTable, type TableColumn } from '../platform/table';
import { type Difference } from './reconciliation';
import { type ShortPart } from './short-part';
import { type AccountEntry, type BalanceAt, type StatementLine } from './statement';

/** Whose an account is: of a bin, a site, a person or a supplier. Other kinds belong to the organisation. */
function ownerColumns<Row>(of: (row: Row) => { kind: string | null; ownerId: string | null }): TableColumn<Row>[] {
  const owner = (kinds: readonly string[]) => (row: Row) => {
    const { kind, ownerId } = of(row);
    return kind !== null && kinds.includes(kind) ? ownerId : null;
  };
  return [
    column('text', '账户', 'Account', (row) => of(row).kind),
    column('bin', '账户库位', 'Account bin', owner(['shelf', 'reserved'])),
    column('site', '账户仓库', 'Account site', owner(['in_transit', 'quarantine', 'old_parts', 'refurbishing'])),
    column('staff', '账户人员', 'Account person', owner(['custody', 'old_custody'])),
    column('supplier', '账户供应商', 'Account supplier', owner(['at_supplier'])),
  ];
}

const statement: readonly TableColumn<StatementLine>[] = [
  column('text', '备件号', 'Part', (row) => row.partNumber),
  column('count', '期初数量', 'Opening quantity', (row) => row.opening.quantity),
  column('money', '期初金额', 'Opening value', (row) => row.opening.value),
  column('count', '收入数量', 'Quantity in', (row) => row.in.quantity),
  column('money', '收入金额', 'Value in', (row) => row.in.value),
  column('count', '发出数量', 'Quantity out', (row) => row.out.quantity),
  column('money', '发出金额', 'Value out', (row) => row.out.value),
  column('count', '期末数量', 'Closing quantity', (row) => row.closing.quantity),
  column('money', '期末金额', 'Closing value', (row) => row.closing.value),
];

const entries: readonly TableColumn<AccountEntry>[] = [
  column('day', '记账日期', 'Posting date', (row) => row.postingDate),
  column('day', '单据日期', 'Document date', (row) => row.documentDate),
  column('text', '事由', 'Reason', (row) => row.reason),
  column('text', '单据类型', 'Document kind', (row) => row.documentKind),
  column('text', '单据号', 'Document', (row) => row.documentNumber ?? row.documentId),
  column('count', '过账号', 'Movement', (row) => row.movementId),
  column('count', '流水号', 'Transfer', (row) => row.transferId),
  column('text', '备件号', 'Part', (row) => row.partNumber),
  ...ownerColumns((row: AccountEntry) => row.counter),
  column('count', '数量', 'Quantity', (row) => row.quantity),
  column('money', '金额', 'Value', (row) => row.value),
  column('count', '结存数量', 'Quantity after', (row) => row.balanceAfter?.quantity ?? null),
  column('money', '结存金额', 'Value after', (row) => row.balanceAfter?.value ?? null),
];

/** The books, as finance takes them into its table programs. */
export const booksTables: readonly ListTable[] = [
  tableOf('/engineers/{id}/statement', 'statement', statement),
  tableOf('/accounts/{id}/statement', 'statement', statement),
  tableOf('/engineers/{id}/entries', 'entries', entries),
  tableOf('/accounts/{id}/entries', 'entries', entries),
  tableOf<BalanceAt>('/balances', 'balances', [
    ...ownerColumns((row: BalanceAt) => row.account),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('count', '数量', 'Quantity', (row) => row.quantity),
    column('money', '金额', 'Value', (row) => row.value),
  ]),
  tableOf<ShortPart>('/parts/short', 'short-parts', [
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('text', '仓库/服务站', 'Site', (row) => row.siteNumber),
    column('count', '欠料数量', 'Short', (row) => row.shortQuantity),
    column('count', '在途', 'In transit', (row) => row.inTransit),
    column('count', '他库可用', 'Elsewhere', (row) => row.elsewhere),
    column('day', '最早需求日期', 'First needed', (row) => row.needBy),
    column('count', '等待行数', 'Lines waiting', (row) => row.waitingLines),
  ]),
  tableOf<Difference>('/reconciliation/{name}', 'differences', [
    ...ownerColumns((row: Difference) => ({ kind: row.accountKind, ownerId: row.ownerId })),
    column('part', '备件号', 'Part', (row) => row.partId),
    column('text', '单据类型', 'Document kind', (row) => row.documentKind),
    column('text', '单据号', 'Document', (row) => row.documentNumber ?? row.documentId),
    column('count', '应有数量', 'Expected quantity', (row) => row.expectedQuantity),
    column('count', '实有数量', 'Found quantity', (row) => row.foundQuantity),
    column('money', '应有金额', 'Expected value', (row) => row.expectedValue),
    column('money', '实有金额', 'Found value', (row) => row.foundValue),
    column('text', '键', 'Key', (row) => row.key),
  ]),
];
