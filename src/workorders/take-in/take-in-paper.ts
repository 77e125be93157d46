import { renderBarcode } from '../../barcodes/rendering';
import { PdfSheet } from '../../platform/pdf-sheet';
import { writeSignature } from '../consent/customer-signature';
import { type SignaturePurpose } from '../consent/customer-signature.queries';
import { type DataBackup, type TakeIn, type TakeInStatus } from './take-in';

const statuses: Record<TakeInStatus, string> = {
  made: '待签字 Not yet signed',
  taken_in: '已取回维修 In the workshop',
  handed_back: '已交还 Handed back',
  withdrawn: '已撤回 Withdrawn',
};

const backups: Record<DataBackup, string> = {
  done: '已备份 saved',
  declined: "用户放弃备份 not saved, at the customer's wish",
  not_applicable: '不含数据 holds no data',
};

/** The take-in sheet in Chinese and English; the same sheet in the same state gives the same bytes. */
export async function takeInPaper(papers: {
  document: TakeIn;
  pictures: Map<SignaturePurpose, Buffer>;
  local: (instant: string) => string;
}): Promise<Buffer> {
  const { document, pictures, local } = papers;
  const { code, number, digest } = document;
  const sheet = new PdfSheet(`Take-in ${number}`, new Date(document.madeAt));
  const png = await renderBarcode(code, { symbology: 'qrcode', format: 'png', dotsPerModule: 8 });
  const heading = [`编号 Number: ${number}`, `状态 Status: ${statuses[document.status]}`, `摘要 SHA-256: ${digest}`];
  sheet.head('取机维修单 Take-in for repair', heading, { png, text: code });
  sheet.facts([
    ['派工单 Work order', document.workOrderNumber],
    ['客户编号 Customer number', document.customerNumber],
    ['机型 Model', document.modelNumber],
    ['整机序列号 Serial number', document.serialNumber],
    ['取回内容 What is taken', document.item ?? '整机 the whole unit'],
    ['预计交还 Expected back', document.expectedOn],
    ['制单时间 Drawn up', local(document.madeAt)],
  ]);
  const { configuration, accessories, dataNote } = document;
  sheet.section('配置 Configuration', configuration.map(({ name, value }) => `${name}: ${value}`).join('\n'));
  sheet.section('随附物品 Accessories', accessories.length === 0 ? '无 none' : accessories.join('\n'));
  sheet.section('外观与状态 Condition', document.condition);
  sheet.section('数据备份 Data', [backups[document.dataBackup], dataNote].filter((line) => line !== null).join('\n'));
  const consent = "用户同意取回签字 Customer's consent to the take-in";
  writeSignature(sheet, consent, document.takeInSignature, pictures.get('take_in'), local);
  if (document.remarks !== null) sheet.section('交还备注 Remarks at the hand-back', document.remarks);
  const back = "用户取回签字 Customer's signature at the hand-back";
  writeSignature(sheet, back, document.handBackSignature, pictures.get('hand_back'), local);
  return sheet.finish((page, pages) => `${number} · ${page}/${pages} · SHA-256 ${digest}`);
}
