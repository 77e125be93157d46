import { column, tableOf, type ListTable } from '../platform/table';
import { type Retention } from './service-contract';

/** Retention money by its due date (S094). */
export const retentionTable: ListTable = tableOf<Retention>('/retentions', 'retentions', [
  column('text', '合同号', 'Contract', (row) => row.contractNumber),
  column('text', '客户', 'Customer', (row) => row.customerNumber),
  column('money', '质保金', 'Retention', (row) => row.amount),
  column('day', '到期日', 'Expires', (row) => row.expiresOn),
  column('day', '应收日', 'Due', (row) => row.dueOn),
  column('day', '收款日', 'Released', (row) => row.releasedOn),
  column('money', '实收', 'Received', (row) => row.releasedAmount),
  column('text', '凭证号', 'Reference', (row) => row.reference),
  column('text', '备注', 'Note', (row) => row.note),
]);
