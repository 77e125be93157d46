import { randomUUID } from 'node:crypto';
import { type ServiceReport } from '../../src/reports/service-report';
import { aCompletedReport, aDraft, aJob, aSignature, aSignedReport, type Job, signed, step } from '../support/reports';
import { aSignatureImage } from '../support/signature-image';
import { type Caller, World } from '../support/world';

describe('The customer checks and signs a completed report', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  let job: Job;
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
    job = await aJob(world, { ...crew, pieces: 50 });
  });
  afterAll(() => world.close());

  const sign = (report: ServiceReport, overrides: object = {}) =>
    job.engineer.post(`/v1/service-reports/${report.id}/signature`, aSignature(report, overrides));
  const accept = (report: ServiceReport, repaired = true) =>
    job.engineer.post(`/v1/service-reports/${report.id}/acceptance`, { repaired });
  const anAcceptedReport = async () =>
    step(job.engineer, await aCompletedReport(job), 'acceptance', { repaired: true });

  test('the steps follow each other: serve, record, the customer checks, the customer signs (S030, S031, S066, S075)', async () => {
    const draft = await aDraft(job);
    expect((await accept(draft).expect(409)).body.type).toBe('urn:counterpart:problem:report-in-other-state');
    await sign(draft, { digest: 'a'.repeat(64) }).expect(409);
    const completed = await step(job.engineer, draft, 'completion');
    await sign(completed).expect(409);
    const accepted = await accept(completed).expect(200);
    expect(accepted.body).toMatchObject({ status: 'accepted', repaired: true });
    await accept(completed).expect(409);
    const after = (await sign(completed).expect(200)).body as ServiceReport;
    expect(after).toMatchObject({
      status: 'signed',
      signature: { signerName: 'Sample Owner', digest: completed.digest },
    });
    const { completedAt, acceptedAt, signature } = after;
    expect(Date.parse(signature!.signedAt)).toBeGreaterThan(Date.parse(completedAt!));
    expect(Date.parse(signature!.signedAt)).toBeGreaterThanOrEqual(Date.parse(acceptedAt!));
    await sign(completed).expect(409);
  });

  test('"not repaired" is the customer’s answer too, and is signed like the other (S105)', async () => {
    const report = await signed(job, await aCompletedReport(job), false);
    expect(report).toMatchObject({ status: 'signed', repaired: false });
  });

  test('only the digest of exactly this content can be signed (R6)', async () => {
    const report = await anAcceptedReport();
    const other = await aSignedReport(job);
    const answer = await sign(report, { digest: other.digest }).expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:other-content');
    await sign(report, { digest: 'short' }).expect(422);
    await sign(report).expect(200);
  });

  test('a picture signs once: neither the file nor the same drawing in another file signs another report (R6)', async () => {
    const seed = Buffer.from(randomUUID());
    const first = await anAcceptedReport();
    await sign(first, { imagePng: aSignatureImage({ seed }) }).expect(200);
    const second = await anAcceptedReport();
    const same = await sign(second, { imagePng: aSignatureImage({ seed }) }).expect(409);
    expect(same.body.type).toBe('urn:counterpart:problem:signature-image-reused');
    const repacked = aSignatureImage({ seed, level: 1 });
    expect(repacked).not.toBe(aSignatureImage({ seed }));
    await sign(second, { imagePng: repacked }).expect(409);
    expect((await sign(second).expect(200)).body.status).toBe('signed');
  });

  test('a signature is a real, drawn, whole picture of sensible size', async () => {
    const report = await anAcceptedReport();
    const picture = Buffer.from(aSignatureImage(), 'base64');
    const broken = Buffer.from(picture);
    broken[broken.length - 20]! ^= 1;
    const pictures = {
      'not a PNG file': Buffer.from('GIF89a, or so it says').toString('base64'),
      'damaged or not': broken.toString('base64'),
      empty: aSignatureImage({ empty: true }),
      '8 to 4096 pixels': aSignatureImage({ width: 5000 }),
      'more than 256 KiB': Buffer.concat([picture, Buffer.alloc(262_144)])
        .subarray(0, 262_145)
        .toString('base64'),
    };
    for (const [why, imagePng] of Object.entries(pictures)) {
      const answer = await sign(report, { imagePng }).expect(422);
      expect(answer.body.errors).toEqual([{ pointer: '/imagePng', detail: expect.stringContaining(why) }]);
    }
    const cut = [picture.subarray(0, 40), Buffer.concat([picture, Buffer.from('tail')]), Buffer.alloc(0)];
    for (const file of cut) await sign(report, { imagePng: file.toString('base64') }).expect(422);
    await sign(report, { imagePng: '%%%' }).expect(422);
    await sign(report, { relation: 'neighbour', signerName: ' ', consentText: '' }).expect(422);
    await sign(report).expect(200);
  });

  test('every way to filter the rows of a picture is read, and leads to the same drawing', async () => {
    const seed = Buffer.from(randomUUID());
    await sign(await anAcceptedReport(), { imagePng: aSignatureImage({ seed }) }).expect(200);
    const report = await anAcceptedReport();
    for (const filter of [1, 2, 3, 4]) {
      const answer = await sign(report, { imagePng: aSignatureImage({ seed, filter }) }).expect(409);
      expect(answer.body.type).toBe('urn:counterpart:problem:signature-image-reused');
    }
  });

  test('only whose report it is brings it to the customer (R15)', async () => {
    const report = await aCompletedReport(job);
    const stranger = await world.person('engineer');
    await stranger.post(`/v1/service-reports/${report.id}/acceptance`, { repaired: true }).expect(404);
    await crew.supervisor.post(`/v1/service-reports/${report.id}/acceptance`, { repaired: true }).expect(403);
    await accept(report).expect(200);
    await stranger.post(`/v1/service-reports/${report.id}/signature`, aSignature(report)).expect(404);
  });

  describe('a defect in our own code cannot do it either', () => {
    const forge = (report: ServiceReport, overrides: Record<string, unknown> = {}) => {
      const image = Buffer.from(aSignatureImage(), 'base64');
      const row = {
        digest: report.digest,
        signedAt: new Date(),
        image,
        imageDigest: null,
        pixels: randomUUID(),
        ...overrides,
      };
      return world.sqlAsApplication(
        `insert into report_signature (report_id, signer_name, relation, image, image_digest, pixels_digest, digest,
                                       consent_text, signed_at, actor_id)
         values ($1, 'Forger', 'owner', $2, coalesce($3, encode(sha256($2), 'hex')), $4, $5, 'none', $6, $7)`,
        [report.id, row.image, row.imageDigest, row.pixels, row.digest, row.signedAt, job.engineer.id],
      );
    };
    const outOfOrder = { constraint: 'report_signature_over_completed_content' };

    test('no signature before completion or acceptance, none dated before it, none over other content', async () => {
      await expect(forge(await aDraft(job), { digest: 'a'.repeat(64) })).rejects.toMatchObject(outOfOrder);
      await world.sql(`update service_report set status = 'withdrawn' where status = 'draft'`);
      await expect(forge(await aCompletedReport(job))).rejects.toMatchObject(outOfOrder);
      const accepted = await anAcceptedReport();
      await expect(forge(accepted, { signedAt: accepted.completedAt })).rejects.toMatchObject(outOfOrder);
      await expect(forge(accepted, { digest: 'a'.repeat(64) })).rejects.toMatchObject(outOfOrder);
      await forge(accepted);
    });

    test('no picture is used twice or under a wrong digest', async () => {
      const image = Buffer.from(aSignatureImage(), 'base64');
      await forge(await anAcceptedReport(), { image });
      const second = await anAcceptedReport();
      await expect(forge(second, { image })).rejects.toMatchObject({ constraint: 'report_signature_image_once' });
      await expect(forge(second, { imageDigest: 'b'.repeat(64) })).rejects.toMatchObject({
        constraint: 'report_signature_digest_of_image',
      });
    });

    test('nothing under a signature changes: content, lines, remarks, acceptance, the signature itself (R6, S067)', async () => {
      const report = await aSignedReport(job);
      const frozen = { constraint: 'service_report_content_frozen' };
      const changes = [
        `update service_report set content = '{}', digest = encode(sha256('{}'), 'hex') where id = $1`,
        `update service_report set customer_remarks = 'all fine' where id = $1`,
        `update service_report set document_date = document_date - 1 where id = $1`,
        `update service_report set repaired = false where id = $1`,
        `update replacement set quantity = 9 where report_id = $1`,
        `delete from replacement where report_id = $1`,
        `insert into replacement (id, report_id, line_number, reason, part_id, quantity, replaced_at, no_old_part_reason)
         select gen_random_uuid(), $1, 9, 'x', part_id, 1, now(), 'x' from replacement where report_id = $1`,
      ];
      for (const change of changes)
        await expect(world.sqlAsApplication(change, [report.id])).rejects.toMatchObject(frozen);
      await expect(
        world.sql(`update report_signature set signer_name = 'Other' where report_id = $1`, [report.id]),
      ).rejects.toMatchObject({ constraint: 'report_signature_append_only' });
      await expect(world.sql(`delete from service_report where id = $1`, [report.id])).rejects.toMatchObject({
        constraint: 'service_report_append_only',
      });
    });

    test('no step is left out, and the digest is that of the content', async () => {
      const draft = await aDraft(job);
      const wrongDigest = `update service_report set status = 'completed', content = '{}', digest = repeat('a', 64),
        completed_at = now(), completed_by_id = engineer_id, test_result = 'x' where id = $1`;
      await world.sqlAsApplication(`update replacement set billing = 'PAID' where report_id = $1`, [draft.id]);
      await expect(world.sqlAsApplication(wrongDigest, [draft.id])).rejects.toMatchObject({
        constraint: 'service_report_digest_of_content',
      });
      const completed = await step(job.engineer, draft, 'completion');
      const approve = `update service_report set status = 'approved', decided_at = now(), decided_by_id = $2,
        posting_date = current_date where id = $1`;
      await expect(world.sqlAsApplication(approve, [completed.id, crew.supervisor.id])).rejects.toMatchObject({
        constraint: 'service_report_step_known',
      });
      await step(job.engineer, completed, 'acceptance', { repaired: true });
      await expect(
        world.sqlAsApplication(`update service_report set status = 'signed' where id = $1`, [completed.id]),
      ).rejects.toMatchObject({ constraint: 'service_report_signed_by_customer' });
    });
  });
});
