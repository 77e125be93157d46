import { renderBarcode } from '../barcodes/rendering';
import { relationWords } from '../customers/signature';
import { PdfSheet } from '../platform/pdf-sheet';
import { type SiteDocument, type SiteDocumentKind, type SiteDocumentStatus } from './site-document';

const titles: Record<SiteDocumentKind, string> = {
  delivery: '交货确认 Delivery',
  installation: '安装确认 Installation',
  commissioning: '调试确认 Commissioning',
  acceptance: '验收确认 Acceptance',
};

const statuses: Record<SiteDocumentStatus, string> = {
  drawn_up: '待签字 Not yet signed',
  signed: '已签字 Signed',
  withdrawn: '已撤回 Withdrawn',
  superseded: '已被后续版本取代 Superseded by a later revision',
};

/** The site document in Chinese and English; the same document in the same state gives the same bytes. */
export async function siteDocumentPaper(papers: {
  document: SiteDocument;
  picture: Buffer | undefined;
  local: (instant: string) => string;
}): Promise<Buffer> {
  const { document, picture, local } = papers;
  const { code, digest, signature } = document;
  const name = `${document.number} · ${document.revision}`;
  const sheet = new PdfSheet(`Site document ${name}`, new Date(document.drawnUpAt));
  const png = await renderBarcode(code, { symbology: 'qrcode', format: 'png', dotsPerModule: 8 });
  const heading = [
    `编号 Number: ${document.number}`,
    `版本 Revision: ${document.revision}`,
    `状态 Status: ${statuses[document.status]}`,
  ];
  sheet.head(titles[document.kind], [...heading, `摘要 SHA-256: ${digest}`], { png, text: code });
  sheet.facts([
    ['日期 Day', document.heldOn],
    ['客户编号 Customer number', document.customerNumber],
    ['机型 Model', document.modelNumber],
    ['整机序列号 Serial number', document.serialNumber],
    ['制单时间 Drawn up', local(document.drawnUpAt)],
  ]);
  if (document.revisionReason !== null) sheet.section('更正原因 Reason of the correction', document.revisionReason);
  sheet.section('现场条件 Conditions on site', document.conditions);
  sheet.section('结果 Result', document.result);
  if (signature !== null && picture !== undefined) {
    sheet.heading("用户签字 Customer's signature", 80);
    sheet.pictureWithLines(picture, [
      `签字人 Signer: ${signature.signerName}`,
      `身份 Relation: ${relationWords[signature.relation]}`,
      `时间 Signed: ${local(signature.signedAt)}`,
    ]);
  }
  return sheet.finish((page, pages) => `${name} · ${page}/${pages} · SHA-256 ${digest}`);
}
