import { renderBarcode } from '../../barcodes/rendering';
import { type Column, PdfSheet } from '../../platform/pdf-sheet';
import { type MakerAlertDetail, type MakerAlertStatus } from './maker-alert';

const statuses: Record<MakerAlertStatus, string> = {
  open: '待通报 Not sent yet',
  sent: '已通报 Sent',
  acknowledged: '厂家已确认 Acknowledged by the maker',
};

const columns: Column[] = [
  { title: '日期 Day', width: 62 },
  { title: '整机序列号 Serial number', width: 104 },
  { title: '派工单 Work order', width: 94 },
  { title: '故障 Fault', width: 100 },
  { title: '原因 Cause', width: 136 },
];

/** The alert in Chinese and English for the maker: which product, which part, where it occurred; nobody's name. */
export async function makerAlertPaper(papers: { alert: MakerAlertDetail; openedAt: string }): Promise<Buffer> {
  const { alert, openedAt } = papers;
  const { code, number } = alert;
  const sheet = new PdfSheet(`Design defect ${number}`, new Date(alert.openedAt));
  const png = await renderBarcode(code, { symbology: 'qrcode', format: 'png', dotsPerModule: 8 });
  const heading = [`编号 Number: ${number}`, `状态 Status: ${statuses[alert.status]}`];
  sheet.head('设计缺陷通报 Design defect alert', heading, { png, text: code });
  sheet.facts([
    ['机型 Model', [alert.brand, alert.modelNumber].filter((word) => word !== null).join(' ')],
    ['零件 Part', alert.partNumber ?? '–'],
    ["厂家零件号 Maker's part number", alert.makerNumber ?? '–'],
    ['发现时间 Opened', openedAt],
    ['发生次数 Occurrences', String(alert.occurrenceCount)],
  ]);
  sheet.heading('发生记录 Occurrences');
  sheet.columnTitles(columns);
  for (const { occurredOn, serialNumber, workOrderNumber, fault, cause } of alert.occurrences) {
    sheet.row(columns, [occurredOn, serialNumber, workOrderNumber, fault, cause ?? '–']);
  }
  return sheet.finish((page, pages) => `${number} · ${page}/${pages}`);
}
