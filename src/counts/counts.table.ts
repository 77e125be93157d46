import { column, type ListTable, tableOf } from '../platform/table';
import { type CountLine } from './count';
import { type CountAccuracy, type BinToCount } from './count-figures';
import { type CountDifference } from './count-decision';

/** Counts, as warehouse and finance take them into their table programs. */
export const countsTables: readonly ListTable[] = [
  tableOf<CountLine>('/counts/{id}/lines', 'count-lines', [
    column('text', '库位', 'Bin', (row) => row.binNumber),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('text', '中文名称', 'Chinese name', (row) => row.nameZh),
    column('text', '英文名称', 'English name', (row) => row.nameEn),
    column('text', '单位', 'Unit', (row) => row.unit),
    column('text', '状态', 'State', (row) => row.status),
    column('count', '实盘数量', 'Counted', (row) => row.countedQuantity),
    column('text', '序列号', 'Serial numbers', (row) => row.serialNumbers.join(' ')),
    column('staff', '盘点人', 'Counted by', (row) => row.countedById),
    column('text', '备注', 'Remark', (row) => row.note),
  ]),
  tableOf<CountDifference>('/counts/{id}/differences', 'count-differences', [
    column('text', '库位', 'Bin', (row) => row.binNumber),
    column('text', '备件号', 'Part', (row) => row.partNumber),
    column('text', '状态', 'State', (row) => row.status),
    column('count', '账面数量', 'Books', (row) => row.bookQuantity),
    column('count', '实盘数量', 'Counted', (row) => row.countedQuantity),
    column('count', '差异数量', 'Difference', (row) => row.difference),
    column('money', '差异金额', 'Difference in value', (row) => row.differenceValue),
    column('text', '原因', 'Cause', (row) => row.cause),
    column('staff', '批准人', 'Decided by', (row) => row.decidedById),
    column('count', '过账数量', 'Posted quantity', (row) => row.postedQuantity),
    column('money', '过账金额', 'Posted value', (row) => row.postedValue),
  ]),
  tableOf<CountAccuracy>('/counts/accuracy', 'count-accuracy', [
    column('text', '月份', 'Month', (row) => row.month),
    column('text', '仓库/服务站', 'Site', (row) => row.siteNumber),
    column('count', '盘点单', 'Counts', (row) => row.counts),
    column('count', '盘点行', 'Lines', (row) => row.lines),
    column('count', '相符行', 'Right lines', (row) => row.rightLines),
    column('text', '准确率（%）', 'Accuracy (%)', (row) => row.accuracyPercent.toFixed(1)),
    column('count', '盘亏数量', 'Missing pieces', (row) => row.missingPieces),
    column('money', '盘亏金额', 'Missing value', (row) => row.missingValue),
    column('count', '盘盈数量', 'Found pieces', (row) => row.foundPieces),
    column('money', '盘盈金额', 'Found value', (row) => row.foundValue),
    column('money', '净差异', 'Net value', (row) => row.netValue),
  ]),
  tableOf<BinToCount>('/counts/next-bins', 'bins-to-count', [
    column('site', '仓库/服务站', 'Site', (row) => row.siteId),
    column('text', '库位', 'Bin', (row) => row.binNumber),
    column('text', '上次盘点', 'Last counted', (row) => row.lastCountedAt),
    column('count', '备件种数', 'Parts', (row) => row.parts),
  ]),
];
