import { column, tableOf, type ListTable } from '../platform/table';
import { type FaultLine } from './fault-report';

/** The monthly report by product fault, as the general manager gets it (S039). */
export const faultLineTable: ListTable = tableOf<FaultLine>('/fault-reports/{month}/lines', 'fault-report', [
  column('text', '机型', 'Model', (row) => row.modelNumber),
  column('text', '中文名', 'Chinese name', (row) => row.nameZh),
  column('text', '英文名', 'English name', (row) => row.nameEn),
  column('text', '故障', 'Fault', (row) => row.symptom),
  column('text', '原因', 'Cause', (row) => row.causeCode),
  column('count', '报告数', 'Reports', (row) => row.reports),
  column('count', '已修复', 'Repaired', (row) => row.repaired),
  column('count', '未修复', 'Not repaired', (row) => row.notRepaired),
  column('count', '件数', 'Pieces', (row) => row.pieces),
  column('money', '保修成本', 'Warranty cost', (row) => row.warrantyCost),
  column('money', '收费成本', 'Paid cost', (row) => row.paidCost),
  column('money', '善意成本', 'Goodwill cost', (row) => row.goodwillCost),
  column('money', '合同成本', 'Contract cost', (row) => row.contractCost),
]);
