import { column, tableOfLines, type ListTable } from '../platform/table';
import { type ExpenseClaim, type ExpenseLine } from './expense-claim';

/** Expenses, a row for each voucher. */
export const expenseClaimTable: ListTable = tableOfLines<ExpenseClaim, ExpenseLine>(
  '/expense-claims',
  'expense-claims',
  (claim) => claim.lines,
  [
    column('text', '报销单', 'Claim', ({ document }) => document.number),
    column('text', '派工单', 'Work order', ({ document }) => document.workOrderNumber),
    column('staff', '工程师', 'Engineer', ({ document }) => document.engineerId),
    column('text', '状态', 'Status', ({ document }) => document.status),
    column('text', '类别', 'Kind', ({ line }) => line.kind),
    column('day', '日期', 'Day', ({ line }) => line.spentOn),
    column('money', '金额', 'Amount', ({ line }) => line.amount),
    column('text', '收款人', 'Payee', ({ line }) => line.payee),
    column('text', '票据号', 'Voucher', ({ line }) => line.voucherNumber),
    column('staff', '经手人', 'Handler', ({ line }) => line.handledById),
    column('staff', '领导', 'Leader', ({ line }) => line.leaderId),
    column('day', '报销日', 'Refunded', ({ document }) => document.refundedOn),
  ],
);
