import { renderBarcode } from '../barcodes/rendering';
import { relationWords } from '../customers/signature';
import { PdfSheet, type Column } from '../platform/pdf-sheet';
import { type Billing } from './replacements/replacement';
import { type NamedPart, type ReportContent, type SignedReplacement } from './report-content';
import { type ReportStatus, type ServiceReport } from './service-report';

/** What the document shows beside the frozen content. */
export interface ReportPapers {
  report: ServiceReport;
  content: ReportContent;
  /** The drawn signature, once there is one. */
  signature: Buffer | undefined;
  /** A time as it is told where the organisation keeps its books. */
  local: (instant: string) => string;
}

const statuses: Record<ReportStatus, string> = {
  draft: '草稿 Draft',
  withdrawn: '已撤回 Withdrawn',
  completed: '已完成，待验收 Completed, not yet accepted',
  accepted: '已验收，待签字 Accepted, not yet signed',
  signed: '已签字，待审批 Signed, not yet approved',
  approved: '已审批 Approved',
  rejected: '已驳回 Rejected',
  superseded: '已被后续版本取代 Superseded by a later revision',
};

const billings: Record<Billing, string> = {
  WARRANTY: '保修\nwarranty',
  PAID: '用户付费\npaid',
  GOODWILL: '善意免费\ngoodwill',
  CONTRACT: '合同\ncontract',
};

const findingKinds = { other_defect: '其他缺陷 Other defect', operating_condition: '使用条件 Operating condition' };

const columns: Column[] = [
  { title: '#', width: 26 },
  { title: '新件 New part', width: 158 },
  { title: '数量 Quantity', width: 58 },
  { title: '旧件 Old part', width: 160 },
  { title: '费用 Payer', width: 96 },
];

/** The report as a document in Chinese and English; the same report in the same state gives the same bytes. */
export async function reportDocument(papers: ReportPapers): Promise<Buffer> {
  const { report, content } = papers;
  const name = `${content.number} · ${content.revision}`;
  const sheet = new PdfSheet(`Service report ${name}`, new Date(content.completedAt));
  const png = await renderBarcode(report.code, { symbology: 'qrcode', format: 'png', dotsPerModule: 8 });
  const heading = [
    `编号 Number: ${content.number}`,
    `版本 Revision: ${content.revision}`,
    `状态 Status: ${statuses[report.status]}`,
    `摘要 SHA-256: ${report.digest}`,
  ];
  sheet.head('服务报告 Service report', heading, { png, text: report.code });
  writeFacts(sheet, papers);
  writeTexts(sheet, content);
  writeReplacements(sheet, papers);
  writeSignature(sheet, papers);
  writeDecision(sheet, papers);
  return sheet.finish((page, pages) => `${name} · ${page}/${pages} · SHA-256 ${report.digest}`);
}

function writeFacts(sheet: PdfSheet, { content, local }: ReportPapers): void {
  const { unit, workOrder, engineer } = content;
  sheet.facts([
    ['派工单 Work order', workOrder.number],
    ['客户编号 Customer number', content.customer.number],
    ['机型 Model', `${unit.model.number} ${bothNames(unit.model)}`],
    ['整机序列号 Serial number', unit.serialNumber],
    ['工程师 Engineer', `${engineer.name} (${engineer.number})`],
    ['服务日期 Day of the work', content.documentDate],
    ['完成时间 Completed', local(content.completedAt) + (content.lateEntry ? ' 补录 late entry' : '')],
    ['报修日期 Reported', workOrder.reportedOn],
  ]);
}

function writeTexts(sheet: PdfSheet, content: ReportContent): void {
  const cause = content.causeCode === null ? '原因未知 UNKNOWN' : content.causeCode;
  const sections: [string, string | null][] = [
    ['更正原因 Reason of the correction', content.correctionReason],
    ['故障 Fault', content.workOrder.fault],
    ['原因 Cause', `${content.cause}\n${cause}`],
    ['处理 Work done', content.workDone],
    ['测试结果 Test result', content.testResult],
    ['预防 Prevention', content.prevention],
    ["用户意见 Customer's remarks", content.customerRemarks],
  ];
  for (const [heading, body] of sections) if (body !== null) sheet.section(heading, body);
  const consents = content.consents.map(({ number, digest }) => `${number} · SHA-256 ${digest}`);
  if (consents.length > 0) sheet.section('施工前同意书 Consent before the work', consents.join('\n'));
  if (content.readings.length > 0) sheet.section('读数 Meter readings', content.readings.map(readingLine).join('\n'));
  for (const { kind, finding } of content.findings) sheet.section(findingKinds[kind], finding);
}

function readingLine({ meter, stated, measured }: ReportContent['readings'][number]): string {
  return `${meter}: 用户自述 stated ${stated ?? '–'}, 实测 measured ${measured ?? '–'}`;
}

function writeReplacements(sheet: PdfSheet, { content, local }: ReportPapers): void {
  sheet.heading('换件 Replacements');
  if (content.replacements.length === 0) return sheet.paragraph('无 none');
  sheet.columnTitles(columns);
  for (const line of content.replacements) {
    sheet.row(columns, [
      String(line.lineNumber),
      partLines(line.part, line.serialNumber),
      `${line.quantity} ${line.part.unit}`,
      line.oldPart === null ? '无 none' : oldPartLines(line.oldPart),
      billings[line.billing] + (line.billing === 'WARRANTY' && line.lastCoveredDay ? `\n≤ ${line.lastCoveredDay}` : ''),
    ]);
    const without = line.noOldPartReason === null ? [] : [`无旧件原因 No old part because: ${line.noOldPartReason}`];
    const reason = `更换原因 Reason: ${line.reason}`;
    sheet.paragraph([`更换时间 Replaced: ${local(line.replacedAt)}`, reason, ...without].join('\n'), columns[0]!.width);
  }
}

function partLines(part: NamedPart, serialNumber: string | null): string {
  return [part.number, bothNames(part), ...(serialNumber === null ? [] : [`S/N ${serialNumber}`])].join('\n');
}

function oldPartLines(part: NonNullable<SignedReplacement['oldPart']>): string {
  const back =
    part.backWithinDays === null
      ? '不收回 not taken back'
      : `${part.backWithinDays} 天内交回 due in ${part.backWithinDays} days`;
  return `${partLines(part, part.serialNumber)}\n× ${part.quantity} · ${back}`;
}

function bothNames(named: { nameZh: string | null; nameEn: string | null }): string {
  return [named.nameZh, named.nameEn].filter((name) => name !== null).join(' ');
}

function writeSignature(sheet: PdfSheet, { report, signature, local }: ReportPapers): void {
  if (report.acceptedAt === null) return;
  const answer = report.repaired ? '已修复 repaired' : '未修复 not repaired';
  sheet.section("用户验收 Customer's acceptance", `${answer} · ${local(report.acceptedAt)}`);
  const signed = report.signature;
  if (signed === null || signature === undefined) return;
  sheet.heading("用户签字 Customer's signature", 80);
  sheet.pictureWithLines(signature, [
    `签字人 Signer: ${signed.signerName}`,
    `身份 Relation: ${relationWords[signed.relation]}`,
    `时间 Signed: ${local(signed.signedAt)}`,
    ...(signed.device === null ? [] : [`设备 Device: ${signed.device}`]),
  ]);
  sheet.section('同意内容 What was agreed to', signed.consentText);
}

function writeDecision(sheet: PdfSheet, { report, local }: ReportPapers): void {
  if (report.decidedAt === null) return;
  const decision = report.postingDate === null ? '驳回 rejected' : '批准 approved';
  const note = report.decisionNote === null ? '' : `\n${report.decisionNote}`;
  sheet.section("主管审批 Supervisor's decision", `${decision} · ${local(report.decidedAt)}${note}`);
}
