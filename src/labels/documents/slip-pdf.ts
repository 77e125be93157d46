import { renderBarcode } from '../../barcodes/rendering';
import { PdfSheet } from '../../platform/pdf-sheet';
import { type Slip } from './slip';

/** A slip on A4, in Chinese and English, with its barcode. */
export async function slipPdf(slip: Slip): Promise<Buffer> {
  const sheet = new PdfSheet(`${slip.title} ${slip.number}`, new Date(`${slip.day}T00:00:00Z`));
  const png = await renderBarcode(slip.code, { symbology: 'qrcode', format: 'png', dotsPerModule: 8 });
  sheet.head(slip.title, [`编号 Number: ${slip.number}`, ...slip.heading], { png, text: slip.code });
  sheet.facts(slip.facts);
  sheet.heading('明细 Lines', 30);
  if (slip.rows.length === 0) sheet.paragraph(slip.nothing);
  else {
    sheet.columnTitles(slip.columns);
    for (const row of slip.rows) sheet.row(slip.columns, row);
  }
  for (const [heading, body] of slip.notes) sheet.section(heading, body);
  if (slip.signatures.length > 0) {
    sheet.heading('签字 Signatures', 50);
    sheet.facts(slip.signatures.map((who) => [`${who}, 日期 date`, '\n__________________________']));
  }
  return sheet.finish((page, pages) => `${slip.number} · ${page}/${pages}`);
}
