/** The date kinds in the customer's words. */
import { type DateKind } from './measures';
import { type Sentence } from './verdict';

export const DATE_KIND_NAMES: Readonly<Record<DateKind, Sentence>> = {
  MANUFACTURE: { 'zh-CN': '生产日期', en: 'date of manufacture' },
  SHIPMENT: { 'zh-CN': '发货日期', en: 'date of shipment' },
  READY_FOR_SHIPMENT: { 'zh-CN': '备妥待发日期', en: 'date of readiness for shipment' },
  STOCK_RECEIPT: { 'zh-CN': '入库日期', en: 'date of receipt into stock' },
  ARRIVAL: { 'zh-CN': '到货日期', en: 'date of arrival' },
  INVOICE: { 'zh-CN': '发票日期', en: 'invoice date' },
  DELIVERY: { 'zh-CN': '交付日期', en: 'date of delivery' },
  INSTALL_DONE: { 'zh-CN': '安装完成日期', en: 'date of completed installation' },
  COMMISSIONING: { 'zh-CN': '调试投运日期', en: 'date of commissioning' },
  ACCEPTANCE: { 'zh-CN': '验收日期', en: 'date of acceptance' },
  IN_SERVICE: { 'zh-CN': '投入使用日期', en: 'in-service date' },
  FIRST_USE: { 'zh-CN': '首次使用日期', en: 'date of first use' },
  PART_SALE: { 'zh-CN': '备件销售日期', en: 'date of sale of the part' },
  REPAIR_RETURN: { 'zh-CN': '维修交还日期', en: 'date of return from repair' },
};

/** The report, which is no date kind of the unit but takes part in conflicts. */
export const REPORT_NAME: Sentence = { 'zh-CN': '报修日期', en: 'report date' };
