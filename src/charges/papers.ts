import { renderBarcode } from '../barcodes/rendering';
import { type Column, PdfSheet } from '../platform/pdf-sheet';
import { moneyText } from './tariffs/amounts';
import { type Payment } from './payments/payment';
import { type PriceSource, type Quotation, type QuotationEvent, type QuotationStatus } from './quotations/quotation';

const statuses: Record<QuotationStatus, string> = {
  made: '待审批 Not yet approved',
  approved: '已批准，待告知 Approved, not yet told',
  rejected: '已驳回 Rejected',
  told: '已告知，待确认 Told, not yet accepted',
  accepted: '用户已接受 Accepted',
  declined: '用户已拒绝 Declined',
  disputed: '有异议 Disputed',
  withdrawn: '已撤回 Withdrawn',
  superseded: '已被后续版本取代 Superseded by a later revision',
  charged: '已收费 Charged',
};

const sources: Record<PriceSource, string> = {
  custody: '材料成本（工程师库） cost, engineer',
  site_stock: '材料成本（仓库） cost, site',
  price_list: '价目表 price list',
};

const kinds: Record<QuotationEvent['kind'], string> = {
  told: '告知 Told',
  accepted: '接受 Accepted',
  confirmed: '再次确认 Confirmed again',
  declined: '拒绝 Declined',
  objected: '异议 Objected',
  settled: '异议处理 Settled',
  withdrawn: '撤回 Withdrawn',
};

const columns: Column[] = [
  { title: '#', width: 26 },
  { title: '备件 Part', width: 202 },
  { title: '数量 Quantity', width: 60 },
  { title: '计价 Priced by', width: 118 },
  { title: '金额 Amount', width: 92 },
];

/** A time as it is told where the organisation keeps its books. */
export type Local = (instant: string) => string;

/** The quotation in Chinese and English; the same quotation in the same state gives the same bytes. */
export async function quotationDocument(quotation: Quotation, local: Local): Promise<Buffer> {
  const name = `${quotation.number} · ${quotation.revision}`;
  const sheet = new PdfSheet(`Quotation ${name}`, new Date(`${quotation.documentDate}T00:00:00Z`));
  await head(sheet, '报价单 Quotation', quotation.code, [
    `编号 Number: ${quotation.number}`,
    `版本 Revision: ${quotation.revision}`,
    `状态 Status: ${statuses[quotation.status]}`,
  ]);
  sheet.facts([
    ['派工单 Work order', quotation.workOrderNumber],
    ['客户编号 Customer number', quotation.customerNumber],
    ['日期 Date', quotation.documentDate],
    ['有效期至 Valid until', quotation.validUntil],
    ['判定 Determination', quotation.outcome],
    ['收费标准 Tariff', quotation.tariffNumber],
  ]);
  writeLines(sheet, quotation);
  writeSums(sheet, quotation);
  for (const event of quotation.events) {
    const who = [event.person, event.how, local(event.at)].filter((word) => word !== null).join(' · ');
    sheet.section(kinds[event.kind], [who, event.words].filter((line) => line !== null).join('\n'));
  }
  return sheet.finish((page, pages) => `${name} · ${page}/${pages}`);
}

function writeLines(sheet: PdfSheet, quotation: Quotation): void {
  sheet.heading('备件 Parts');
  if (quotation.lines.length === 0) return sheet.paragraph('无 none');
  sheet.columnTitles(columns);
  for (const line of quotation.lines) {
    const names = [line.nameZh, line.nameEn].filter((part) => part !== null).join(' ');
    sheet.row(columns, [
      String(line.lineNumber),
      `${line.partNumber}\n${names}`,
      String(line.quantity),
      sources[line.source],
      moneyText(line.amount, quotation.currency),
    ]);
  }
}

function writeSums(sheet: PdfSheet, quotation: Quotation): void {
  const money = (amount: number) => moneyText(amount, quotation.currency);
  const minutes = quotation.labourMinutes === null ? '' : ` (${quotation.labourMinutes} min)`;
  sheet.heading('费用 Price', 80);
  sheet.facts([
    ['配件 Parts', money(quotation.partsAmount)],
    ['人工 Labour', money(quotation.labourAmount) + minutes],
    ['交通 Travel', `${money(quotation.travelAmount)} (${quotation.trips} ×)`],
    ['小计 Sum', money(quotation.netAmount)],
    ['税 Tax', `${money(quotation.taxAmount)} (${quotation.taxBasisPoints / 100} %)`],
    ['合计 Total', money(quotation.totalAmount)],
  ]);
}

/** The receipt in Chinese and English. */
export async function receiptDocument(payment: Payment, local: Local): Promise<Buffer> {
  const sheet = new PdfSheet(`Receipt ${payment.number}`, new Date(payment.receivedAt));
  const reversed = payment.reversedAt === null ? [] : [`已冲销 Reversed: ${local(payment.reversedAt)}`];
  await head(sheet, '收据 Receipt', payment.code, [`编号 Number: ${payment.number}`, ...reversed]);
  sheet.facts([
    ['金额 Amount', moneyText(payment.amount, payment.currency)],
    ['方式 Method', payment.method === 'cash' ? '现金 cash' : '直接付款 paid directly'],
    ['付款人 Payer', payment.payer],
    ['收款时间 Received', local(payment.receivedAt)],
    ['派工单 Work order', payment.workOrderNumber],
    ['报价单 Quotation', payment.quotationNumber],
    ['收费单 Charge', payment.chargeNumber ?? '–'],
    ['凭证号 Reference', payment.reference ?? '–'],
  ]);
  return sheet.finish((page, pages) => `${payment.number} · ${page}/${pages}`);
}

async function head(sheet: PdfSheet, title: string, code: string, lines: readonly string[]): Promise<void> {
  const png = await renderBarcode(code, { symbology: 'qrcode', format: 'png', dotsPerModule: 8 });
  sheet.head(title, lines, { png, text: code });
}
