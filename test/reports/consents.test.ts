import { type RiskConsent } from '../../src/workorders/consent/risk-consent';
import { acceptedBy, aToldQuotation } from '../support/charges';
import { documentOf, pdfText } from '../support/pdf-text';
import { aDraft, aJob, aReplacement, aReportChange, aSignature, signed, step, type Job } from '../support/reports';
import { aSignatureImage } from '../support/signature-image';
import { type Caller, World } from '../support/world';

describe('Consent before risky work', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const theJob = () => aJob(world, crew);
  const risks = [{ zh: '数据可能丢失', en: 'data may be lost' }];
  const aConsent = async (job: Job, more: object = {}): Promise<RiskConsent> => {
    const body = { workOrderId: job.order.id, work: 'open the pressure vessel 打开承压容器', risks, ...more };
    return (await job.engineer.post('/v1/consents', body).expect(201)).body as RiskConsent;
  };
  const signatureOf = (consent: { digest: string }, more: object = {}) => {
    const body: Record<string, unknown> = { ...aSignature(consent), ...more };
    delete body['consentText'];
    return body;
  };
  const sign = (job: Job, consent: RiskConsent, more: object = {}) =>
    job.engineer.post(`/v1/consents/${consent.id}/signature`, signatureOf(consent, more));
  const complete = (job: Job, draft: { id: string }) => job.engineer.post(`/v1/service-reports/${draft.id}/completion`);
  const missing = 'urn:counterpart:problem:consent-missing';

  test('the customer consents before risky work on a document of its own, another one than the report (S100)', async () => {
    const job = await theJob();
    const consent = await aConsent(job);
    expect(consent).toMatchObject({ status: 'made', number: expect.stringMatching(/^CST-/), signature: null, risks });
    const done = (await sign(job, consent).expect(200)).body as RiskConsent;
    expect(done).toMatchObject({ status: 'signed', signature: { signerName: 'Sample Owner', digest: consent.digest } });
    const draft = await aDraft(job, { riskyWork: true });
    const completed = await step(job.engineer, draft, 'completion');
    expect(completed.riskyWork).toBe(true);
    const content = await job.engineer.get(`/v1/service-reports/${draft.id}/content`).expect(200);
    expect(JSON.parse(content.text)).toMatchObject({
      riskyWork: true,
      consents: [{ number: consent.number, digest: consent.digest }],
    });
    const report = await signed(job, completed);
    expect(report.signature!.imageDigest).not.toBe(done.signature!.imageDigest);
    await step(job.supervisor, report, 'approval', { approved: true });
  });

  test('risky work is not reported without a consent, nor with one that came after the work (S100)', async () => {
    const job = await theJob();
    const replacedAt = new Date(Date.now() - 60_000).toISOString();
    const draft = await aDraft(job, { riskyWork: true, replacements: [aReplacement(job, { replacedAt })] });
    expect((await complete(job, draft).expect(409)).body.type).toBe(missing);
    await sign(job, await aConsent(job)).expect(200);
    expect((await complete(job, draft).expect(409)).body.type).toBe(missing);
    const frozen = `update service_report set status = 'completed', completed_at = now(), completed_by_id = engineer_id,
                           content = '{}', digest = encode(sha256('{}'), 'hex') where id = $1`;
    await world.sql(`update replacement set billing = 'WARRANTY' where report_id = $1`, [draft.id]);
    await expect(world.sqlAsApplication(frozen, [draft.id])).rejects.toMatchObject({
      constraint: 'risky_work_needs_consent',
    });
    const again = [aReplacement(job)];
    const change = aReportChange(job, { replacements: again });
    const changed = await job.engineer
      .put(`/v1/service-reports/${draft.id}`, change, `"v${draft.version}"`)
      .expect(200);
    expect(changed.body.riskyWork).toBe(true);
    await complete(job, draft).expect(200);
    await expect(
      world.sqlAsApplication(`update service_report set risky_work = false where id = $1`, [draft.id]),
    ).rejects.toMatchObject({ constraint: 'service_report_content_frozen' });
  });

  test('while a consent waits for the customer no report is completed; refused or withdrawn it stops nothing', async () => {
    const job = await theJob();
    const draft = await aDraft(job);
    const [first, second] = [await aConsent(job), await aConsent(job)];
    const awaited = await complete(job, draft).expect(409);
    expect(awaited.body.type).toBe('urn:counterpart:problem:consent-awaited');
    expect(awaited.body.facts.consents).toEqual([first.number, second.number]);
    const refused = await job.engineer
      .post(`/v1/consents/${first.id}/refusal`, { reason: 'too dangerous' })
      .expect(200);
    expect(refused.body).toMatchObject({ status: 'refused', reason: 'too dangerous' });
    await job.engineer.post(`/v1/consents/${second.id}/withdrawal`, { reason: 'not needed' }).expect(200);
    await complete(job, draft).expect(200);
    const late = await sign(job, first).expect(409);
    expect(late.body.type).toBe('urn:counterpart:problem:consent-in-other-state');
  });

  test('nobody signs other content, nor with a drawing that was used before, on whatever document (R6)', async () => {
    const job = await theJob();
    const [first, second] = [await aConsent(job), await aConsent(job)];
    const other = await sign(job, first, { digest: second.digest }).expect(409);
    expect(other.body.type).toBe('urn:counterpart:problem:other-content');
    const seed = Buffer.from('the same line, drawn twice');
    await sign(job, first, { imagePng: aSignatureImage({ seed }) }).expect(200);
    const copy = await sign(job, second, { imagePng: aSignatureImage({ seed, level: 1 }) }).expect(409);
    expect(copy.body.type).toBe('urn:counterpart:problem:signature-image-reused');
    await sign(job, second).expect(200);
    const report = await step(job.engineer, await aDraft(job), 'completion');
    await step(job.engineer, report, 'acceptance', { repaired: true });
    const reused = aSignature(report, { imagePng: aSignatureImage({ seed }) });
    const refused = await job.engineer.post(`/v1/service-reports/${report.id}/signature`, reused).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:signature-image-reused');
    await sign(job, await aConsent(job), { imagePng: 'AAAA' }).expect(422);
  });

  test('a drawing that signed a consent does not accept a price as well (R6)', async () => {
    const job = await aJob(world, { ...crew, cover: 'expired', quoted: false });
    const quotation = await aToldQuotation(job);
    const imagePng = aSignatureImage({ seed: Buffer.from('for the consent alone') });
    await sign(job, await aConsent(job), { imagePng }).expect(200);
    const accepted = { ...acceptedBy, how: 'signed', imagePng };
    const path = `/v1/quotations/${quotation.id}/acceptance`;
    const refused = await job.engineer.post(path, accepted).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:signature-image-reused');
    await job.engineer.post(path, { ...accepted, imagePng: aSignatureImage() }).expect(200);
  });

  test('what was consented to stays as it was', async () => {
    const job = await theJob();
    const consent = await aConsent(job);
    const unsigned = `update risk_consent set status = 'signed', ended_at = now() where id = $1`;
    await expect(world.sqlAsApplication(unsigned, [consent.id])).rejects.toMatchObject({
      constraint: 'risk_consent_signed_by_customer',
    });
    await expect(
      world.sqlAsApplication(`update risk_consent set work = 'x' where id = $1`, [consent.id]),
    ).rejects.toThrow('permission denied');
    await sign(job, consent).expect(200);
    const undone = `update risk_consent set status = 'withdrawn', ended_at = now(), reason = 'x' where id = $1`;
    await expect(world.sqlAsApplication(undone, [consent.id])).rejects.toMatchObject({
      constraint: 'risk_consent_ends_once',
    });
    await expect(
      world.sqlAsApplication(`delete from customer_signature where document_id = $1`, [consent.id]),
    ).rejects.toThrow('permission denied');
  });

  test('it is printed in Chinese and English with its barcode, and found by scanning it', async () => {
    const job = await theJob();
    const consent = await aConsent(job, { textEn: 'I consent to the test.' });
    await sign(job, consent).expect(200);
    const pdf = await documentOf(job.engineer.get(`/v1/consents/${consent.id}/document.pdf`));
    const text = pdfText(pdf);
    for (const words of [consent.number, '风险作业同意书', '数据可能丢失', 'I consent to the test.', 'Sample Owner']) {
      expect(text).toContain(words);
    }
    const scanned = await job.engineer.get(`/v1/scans?text=${consent.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'risk-consent', number: consent.number, state: 'signed' });
  });

  test('others neither see nor draw up anything for a job that is not theirs (R15)', async () => {
    const job = await theJob();
    const consent = await aConsent(job);
    const stranger = await world.person('engineer');
    await stranger.get(`/v1/consents/${consent.id}`).expect(404);
    await stranger.get(`/v1/consents/${consent.id}/document.pdf`).expect(404);
    await stranger.post(`/v1/consents/${consent.id}/signature`, signatureOf(consent)).expect(404);
    expect((await stranger.get('/v1/consents').expect(200)).body.items).toEqual([]);
    const body = { workOrderId: job.order.id, work: 'x', risks };
    await stranger.post('/v1/consents', body).expect(404);
    await (await world.person('auditor')).post('/v1/consents', body).expect(403);
    await job.engineer.post('/v1/consents', { ...body, risks: [] }).expect(422);
    const listed = await job.engineer.get(`/v1/consents?workOrderId=${job.order.id}&status=made`).expect(200);
    expect(listed.body.items).toMatchObject([{ id: consent.id }]);
  });

  test('a consent that is drawn up while the report is completed: one of the two comes first', async () => {
    const job = await theJob();
    const draft = await aDraft(job);
    const body = { workOrderId: job.order.id, work: 'x', risks };
    const [drawnUp, completion] = await Promise.all([job.engineer.post('/v1/consents', body), complete(job, draft)]);
    expect(drawnUp.status).toBe(201);
    expect([200, 409]).toContain(completion.status);
  });
});
