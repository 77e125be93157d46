import { renderBarcode } from '../../barcodes/rendering';
import { PdfSheet } from '../../platform/pdf-sheet';
import { writeSignature } from './customer-signature';
import { type RiskConsent, type RiskConsentStatus } from './risk-consent';

const statuses: Record<RiskConsentStatus, string> = {
  made: '待签字 Not yet signed',
  signed: '已签字 Signed',
  refused: '用户拒绝 Refused by the customer',
  withdrawn: '已撤回 Withdrawn',
};

/** The consent in Chinese and English; the same consent in the same state gives the same bytes. */
export async function riskConsentPaper(papers: {
  consent: RiskConsent;
  picture: Buffer | undefined;
  local: (instant: string) => string;
}): Promise<Buffer> {
  const { consent, picture, local } = papers;
  const { code, number, digest } = consent;
  const sheet = new PdfSheet(`Consent ${number}`, new Date(consent.madeAt));
  const png = await renderBarcode(code, { symbology: 'qrcode', format: 'png', dotsPerModule: 8 });
  const heading = [`编号 Number: ${number}`, `状态 Status: ${statuses[consent.status]}`, `摘要 SHA-256: ${digest}`];
  sheet.head('风险作业同意书 Consent to risky work', heading, { png, text: code });
  sheet.facts([
    ['派工单 Work order', consent.workOrderNumber],
    ['客户编号 Customer number', consent.customerNumber],
    ['机型 Model', consent.modelNumber],
    ['整机序列号 Serial number', consent.serialNumber],
    ['制单时间 Drawn up', local(consent.madeAt)],
  ]);
  sheet.section('拟进行的工作 Work to be done', consent.work);
  sheet.section('风险 Risks', consent.risks.map((risk, index) => `${index + 1}. ${risk.zh}  ${risk.en}`).join('\n'));
  sheet.section('同意内容 Consent', `${consent.textZh}\n${consent.textEn}`);
  if (consent.reason !== null) sheet.section('原因 Reason', consent.reason);
  writeSignature(sheet, "用户签字（施工前） Customer's signature, before the work", consent.signature, picture, local);
  return sheet.finish((page, pages) => `${number} · ${page}/${pages} · SHA-256 ${digest}`);
}
