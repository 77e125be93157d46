import { type HumanNumber } from '../../platform/types';
import { type CountSheetHead, type CountSheetRow } from './count-sheet.queries';
import { type Slip } from './slip';

/** For which stretch of the walk a sheet is printed: several people share a count. */
export interface CountSheetQuery {
  /** From this bin on. @example "A-01-1" */
  fromBin?: HumanNumber;
  /** Up to this bin. @example "A-09-9" */
  toBin?: HumanNumber;
}

/** The sheet on which is written what lies there (盘点表): places and parts, never a quantity (R13). */
export function countSheet(head: CountSheetHead, rows: readonly CountSheetRow[]): Slip {
  const kind = head.kind === 'full' ? '全盘 full' : '循环盘点 cycle';
  return {
    ...{ title: '盘点表 Count sheet', number: head.number, code: head.code, day: head.day },
    heading: [
      `日期 Date: ${head.day}`,
      `方式 Kind: ${kind}`,
      ...(head.round > 1 ? [`复盘 Recount: ${head.round}`] : []),
    ],
    facts: [
      ['仓库 Site', head.site],
      ['制单人 Opened by', head.openedBy],
      ['完成期限 Due', head.dueOn ?? '–'],
      ['盘点时间 Counted at (day, time)', '__________________________'],
    ],
    columns: [
      { title: '库位 Bin', width: 90 },
      { title: '备件 Part', width: 190 },
      { title: '实盘数量 Counted', width: 80 },
      { title: '序列号 / 备注 Serial numbers, remarks', width: 139 },
    ],
    rows: rows.map(rowOf),
    nothing: '已全部盘完 Nothing is left to be counted.',
    notes: head.note === null ? [] : [['备注 Note', head.note]],
    signatures: ['盘点人 Counted by', '监盘人 Witnessed by'],
  };
}

const blank = '\n_________';

function rowOf(row: CountSheetRow): string[] {
  if (row.part === null) {
    return [row.bin, '其他备件 Any other part:\n___________________________', blank, '[    ] 无其他 nothing else'];
  }
  const names = [row.nameZh, row.nameEn].filter((name) => name !== null).join(' ');
  const remarks = row.serialNumbered ? '序列号 S/N:\n\n_________________________' : '\n_________________________';
  return [row.bin, `${row.part}\n${names}`, `${blank} ${row.unit}`, remarks];
}
