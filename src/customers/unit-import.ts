import { type Columns } from '../platform/csv-table';
import {
  type Column,
  dayUntil,
  humanNumber,
  optional,
  required,
  shortText,
  word,
  yesOrNo,
} from '../platform/csv-cells';
import { type UnitDateKind } from './installed-unit';

/** The date columns of a file, by the kind of date they state. */
const dateHeadings: Record<UnitDateKind, string> = {
  MANUFACTURE: '生产日期',
  SHIPMENT: '发货日期',
  READY_FOR_SHIPMENT: '待发日期',
  STOCK_RECEIPT: '入库日期',
  ARRIVAL: '到货日期',
  INVOICE: '发票日期',
  DELIVERY: '交付日期',
  INSTALL_DONE: '安装日期',
  COMMISSIONING: '调试日期',
  ACCEPTANCE: '验收日期',
  IN_SERVICE: '投运日期',
  FIRST_USE: '首次使用日期',
  PART_SALE: '配件销售日期',
  REPAIR_RETURN: '修复返还日期',
};
export const dateKinds = Object.keys(dateHeadings) as UnitDateKind[];

/** One row of a file of installed units. */
export type UnitRow = {
  customer: string;
  customerName: string | null;
  phone: string | null;
  address: string | null;
  model: string;
  serialNumber: string;
  usageClass: string;
  firstOwner: boolean;
  evidence: string | null;
} & Record<UnitDateKind, string | null>;

const phone = word(/^[+]?[0-9(][0-9()\x20/-]{2,31}$/, 'digits, + ( ) / - and blanks');
const serialNumber = word(/^[\x21-\x7e]([\x20-\x7e]{0,62}[\x21-\x7e])?$/, 'at most 64 printable ASCII characters');
const usageClass = word(/^[A-Z][A-Z0-9_]{0,31}$/, 'a word of capital letters, digits and _');

/** The columns as the contract describes them (`UnitImportController`). No day lies in the future. */
export function unitColumns(today: string): Columns<UnitRow> {
  const date = (kind: UnitDateKind): Column<string | null> => optional(dateHeadings[kind], dayUntil(today), null);
  return {
    customer: required('客户编号', humanNumber),
    customerName: optional('客户名称', shortText, null),
    phone: optional('电话', phone, null),
    address: optional('地址', shortText, null),
    model: required('机型', humanNumber),
    serialNumber: required('整机序列号', serialNumber),
    usageClass: optional('使用类别', usageClass, 'PRIVATE'),
    firstOwner: optional('首任用户', yesOrNo, true),
    evidence: optional('日期依据', shortText, null),
    ...(Object.fromEntries(dateKinds.map((kind) => [kind, date(kind)])) as Record<UnitDateKind, Column<string | null>>),
  };
}
