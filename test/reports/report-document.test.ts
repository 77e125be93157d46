import { pdfPages, pdfText } from '../support/pdf-text';
import {
  aCompletedReport,
  aDraft,
  aJob,
  anApprovedReport,
  aReplacement,
  aSignedReport,
  step,
} from '../support/reports';
import { type Caller, World } from '../support/world';

describe('A service report as a document', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const printed = async (caller: Caller, id: string): Promise<Buffer> => {
    const answer = await caller
      .get(`/v1/service-reports/${id}/document.pdf`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(answer.headers['content-type']).toBe('application/pdf');
    return answer.body as Buffer;
  };

  test('it says in Chinese and English what was signed, by whom, with digest, barcode text and signature (S014, S047)', async () => {
    const job = await aJob(world, { ...crew, part: { serialNumbered: true, nameZh: '电加热管总成' } });
    const report = await anApprovedReport(job, {
      customerRemarks: '很好，谢谢',
      replacements: [aReplacement(job, { oldSerialNumber: 'OFF-77' })],
      findings: [{ kind: 'operating_condition', finding: '水压过低 0.2 bar' }],
    });
    const file = await printed(job.engineer, report.id);
    const text = pdfText(file);
    const expected = [
      ...['服务报告 Service report', report.number, report.code, job.order.number, job.unit.serialNumber],
      ...['加热管烧断', 'MANUFACTURING_DEFECT', '65 °C', '每年除垢一次', '很好，谢谢', '水压过低 0.2 bar'],
      ...[job.part.number, '电加热管总成', `S/N ${job.serialNumbers[0]}`, 'S/N OFF-77', 'burnt through'],
      ...[
        'Sample Owner',
        '本人 owner',
        '本人确认维修结果',
        '已修复 repaired',
        '已审批 Approved',
        `SHA-256 ${report.digest}`,
      ],
    ];
    for (const words of expected) expect(text).toContain(words);
    expect(file.toString('latin1').match(/\/Subtype \/Image/g)!.length).toBeGreaterThanOrEqual(2);
  });

  test('the same report gives the same bytes; its next step gives others', async () => {
    const job = await aJob(world, crew);
    const report = await aSignedReport(job);
    const first = await printed(job.engineer, report.id);
    expect((await printed(job.supervisor, report.id)).equals(first)).toBe(true);
    await step(job.supervisor, report, 'approval', { approved: false, note: '请补充原因' });
    const rejected = pdfText(await printed(job.engineer, report.id));
    expect(rejected).toContain('已驳回 Rejected');
    expect(rejected).toContain('请补充原因');
  });

  test('long texts go on over the pages, and each page names the report and its digest', async () => {
    const job = await aJob(world, crew);
    const cause = '加热管因水质过硬结垢而烧断。'.repeat(285);
    const many = Array.from({ length: 25 }, () => aReplacement(job, { noOldPartReason: '原装就没有' }));
    const report = await aCompletedReport(job, { cause, replacements: many });
    const file = await printed(job.engineer, report.id);
    const text = pdfText(file);
    const pages = pdfPages(file);
    expect(pages).toBeGreaterThan(3);
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`${page}/${pages} · SHA-256 ${report.digest}`);
    expect(text.replace(/\s/g, '').split('结垢而烧断').length - 1).toBe(285);
    expect(text.split('原装就没有').length - 1).toBe(25);
  });

  test('a draft has nothing to print, and strangers print nothing (R15)', async () => {
    const job = await aJob(world, crew);
    const draft = await aDraft(job);
    await job.engineer.get(`/v1/service-reports/${draft.id}/document.pdf`).expect(409);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/service-reports/${draft.id}/document.pdf`).expect(404);
  });
});
