import { gtin14 } from '../barcodes/gs1-check-digit';
import { type Columns } from '../platform/csv-table';
import {
  type CellRule,
  humanNumber,
  oneOf,
  optional,
  required,
  shortText,
  wholeNumber,
  word,
  yesOrNo,
} from '../platform/csv-cells';
import { type OldPartRule, type PartUnit } from './part';

/** One row of a file of parts. */
export interface PartRow {
  number: string;
  nameZh: string | null;
  nameEn: string | null;
  unit: PartUnit;
  component: string | null;
  supplier: string | null;
  supplierNumber: string | null;
  makerNumber: string | null;
  gtin: string | null;
  cpid: string | null;
  serialNumbered: boolean;
  oldPartRule: OldPartRule;
  oldPartDays: number;
  supersededBy: string | null;
}

const component = word(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'a word of letters, digits and _');

const gtin: CellRule<string> = {
  expected: 'a GTIN of 8, 12, 13 or 14 digits with its check digit',
  read: (cell) => gtin14(cell),
};

/** The columns as the contract describes them (`PartImportController`). */
export const partColumns: Columns<PartRow> = {
  number: required('备件编号', humanNumber),
  nameZh: optional('中文名称', shortText, null),
  nameEn: optional('英文名称', shortText, null),
  unit: optional('单位', oneOf(['piece', 'cm', 'ml', 'g']), 'piece'),
  component: optional('部件', component, null),
  supplier: optional('供应商', humanNumber, null),
  supplierNumber: optional('供应商编号', shortText, null),
  makerNumber: optional('制造商编号', shortText, null),
  gtin: optional('商品条码', gtin, null),
  cpid: optional(
    'CPID',
    word(/^\d{4}[-#/0-9A-Z]{0,26}$/, '4 to 30 digits, capitals and # - /, four digits first'),
    null,
  ),
  serialNumbered: optional('序列号管理', yesOrNo, false),
  oldPartRule: optional('旧件规则', oneOf(['always', 'warranty_only', 'never']), 'warranty_only'),
  oldPartDays: optional('旧件天数', wholeNumber(1, 3650), 30),
  supersededBy: optional('替代件', humanNumber, null),
};
