import {
  type CellRule,
  dayUntil,
  humanNumber,
  oneOf,
  optional,
  required,
  shortText,
  wholeNumber,
  word,
  yesOrNo,
} from '../../platform/csv-cells';
import { type Columns } from '../../platform/csv-table';
import { type EventReading, type UnitEventKind } from './unit-event';

/** One row of a file of earlier history. */
export interface UnitEventCells {
  model: string;
  serialNumber: string;
  kind: UnitEventKind;
  from: string;
  to: string | null;
  days: number | null;
  fault: string | null;
  cause: string | null;
  parts: string[];
  paid: boolean;
  underWarranty: boolean;
  remedy: boolean;
  excludedDays: number;
  readings: EventReading[];
  evidence: string | null;
}

/** Several of something in one cell, separated by blanks or `|`. */
function several<V>(one: CellRule<V>): CellRule<V[]> {
  return {
    expected: `${one.expected}; several are separated by blanks`,
    read: (cell) => {
      const values = cell
        .split(/[\s|]+/)
        .filter(Boolean)
        .map((word) => one.read(word));
      return values.includes(undefined) ? undefined : (values as V[]);
    },
  };
}

const serialNumber = word(/^[\x21-\x7e]([\x20-\x7e]{0,62}[\x21-\x7e])?$/, 'at most 64 printable ASCII characters');
const component = word(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'a component: letters, digits and _');
const cause = word(/^[A-Z][A-Z0-9_]{0,63}$/, 'a cause code: capital letters, digits and _');
const reading: CellRule<EventReading> = {
  expected: 'a meter and what it showed, as km=45000',
  read: (cell) => {
    const [, meter, value] = /^([a-z_]{1,32})=(\d{1,15})$/.exec(cell) ?? [];
    return meter === undefined ? undefined : { meter, reading: Number(value) };
  },
};

/** The columns as the contract describes them (`UnitEventImportController`). No day lies in the future. */
export function unitEventColumns(today: string): Columns<UnitEventCells> {
  return {
    model: required('机型', humanNumber),
    serialNumber: required('整机序列号', serialNumber),
    kind: optional('类别', oneOf(['REPAIR', 'UNIT_REPLACED', 'FORCE_MAJEURE_DELAY']), 'REPAIR' as const),
    from: required('开始日期', dayUntil(today)),
    to: optional('结束日期', dayUntil(today), null),
    days: optional('停用天数', wholeNumber(0, 10_000), null),
    fault: optional('故障', shortText, null),
    cause: optional('故障原因', cause, null),
    parts: optional('更换零件', several(component), []),
    paid: optional('收费', yesOrNo, false),
    underWarranty: optional('保修', yesOrNo, false),
    remedy: optional('法定补救', yesOrNo, false),
    excludedDays: optional('不计天数', wholeNumber(0, 10_000), 0),
    readings: optional('读数', several(reading), []),
    evidence: optional('依据', shortText, null),
  };
}
