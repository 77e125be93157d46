import { createHash } from 'node:crypto';
import { type ServiceReport } from '../../src/reports/service-report';
import { aPart } from '../support/catalog';
import {
  aCompletedReport,
  aDraft,
  aJob,
  anApprovedReport,
  aReportChange,
  aReplacement,
  aReportBody,
  signed,
  step,
} from '../support/reports';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

const pointers = (body: { errors: { pointer: string }[] }) => body.errors.map((fault) => fault.pointer).sort();

describe('Service reports as engineers write them', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const theJob = (asked: Parameters<typeof aJob>[1] = {}) => aJob(world, { ...crew, ...asked });

  test('a report says cause, work, test, prevention and each replacement with its time (S014, S015, S074)', async () => {
    const job = await theJob();
    const replacedAt = new Date(Date.now() - 60_000).toISOString();
    const draft = await aDraft(job, { replacements: [aReplacement(job, { replacedAt })], customerRemarks: '很快' });
    expect(draft.number).toMatch(/^REP-\d{4}-\d{6}$/);
    expect(draft.code).toMatch(/^RP/);
    expect(draft).toMatchObject({
      revision: 1,
      status: 'draft',
      workOrderNumber: job.order.number,
      serialNumber: job.unit.serialNumber,
      engineerId: job.engineer.id,
      customerRemarks: '很快',
      digest: null,
    });
    const line = draft.replacements[0]!;
    expect(line).toMatchObject({ reason: 'burnt through', partNumber: job.part.number, quantity: 1, oldQuantity: 1 });
    expect(line.oldPartId).toBe(job.part.id);
    expect(new Date(line.replacedAt).toISOString()).toBe(replacedAt);
  });

  test('who pays is determined for each line while it is written, with a sentence for the customer (R10)', async () => {
    const warranty = await aDraft(await theJob());
    expect(warranty.replacements[0]).toMatchObject({ billing: 'WARRANTY', determination: { outcome: 'WARRANTY' } });
    expect(warranty.replacements[0]!.determination!.sentence.length).toBeGreaterThan(10);
    const paid = await aDraft(await theJob({ cover: 'expired' }));
    expect(paid.replacements[0]).toMatchObject({ billing: 'PAID', determination: { outcome: 'PAID' } });
  });

  test('every fault of the lines is named at once (R7)', async () => {
    const job = await theJob();
    const serial = await aPart(world, { serialNumbered: true });
    const replacements = [
      { reason: 'a', partId: '01912d68-783e-7a08-8dd5-3a5c1f4b2e10', quantity: 1 },
      { reason: 'b', partId: serial.id, quantity: 2 },
      aReplacement(job, { serialNumber: 'X-1' }),
      aReplacement(job, { oldPartId: job.part.id, noOldPartReason: 'stayed with the user' }),
      aReplacement(job, { replacedAt: new Date(Date.now() + 3_600_000).toISOString() }),
    ];
    const readings = [{ meter: 'hours' }, { meter: 'hours', stated: 3 }];
    const answer = await job.engineer
      .post('/v1/service-reports', aReportBody(job, { replacements, readings }))
      .expect(422);
    expect(pointers(answer.body)).toEqual([
      '/readings/0',
      '/readings/1/meter',
      '/replacements/0/partId',
      '/replacements/1/oldQuantity',
      '/replacements/1/oldSerialNumber',
      '/replacements/1/quantity',
      '/replacements/1/serialNumber',
      '/replacements/2/serialNumber',
      '/replacements/3/oldPartId',
      '/replacements/4/replacedAt',
    ]);
    const shape = { ...aReportBody(job), replacements: [{ partId: job.part.id, quantity: 0 }], colour: 'red' };
    const wrong = await job.engineer.post('/v1/service-reports', shape).expect(422);
    expect(pointers(wrong.body)).toEqual(['/colour', '/replacements/0/quantity', '/replacements/0/reason']);
  });

  test('one unit is not fitted twice, nor does it come off as it goes on', async () => {
    const job = await theJob({ part: { serialNumbered: true } });
    const [serialNumber] = job.serialNumbers;
    const replacements = [aReplacement(job), aReplacement(job), aReplacement(job, { oldSerialNumber: serialNumber })];
    const answer = await job.engineer.post('/v1/service-reports', aReportBody(job, { replacements })).expect(422);
    expect(pointers(answer.body)).toEqual([
      '/replacements/1/serialNumber',
      '/replacements/2/oldSerialNumber',
      '/replacements/2/serialNumber',
    ]);
  });

  test('the time of a replacement lies on the day of the report or before', async () => {
    const job = await theJob();
    const documentDate = daysAgo(3);
    const late = aReportBody(job, { documentDate });
    const answer = await job.engineer.post('/v1/service-reports', late).expect(422);
    expect(pointers(answer.body)).toEqual(['/replacements/0/replacedAt']);
    await job.engineer.post('/v1/service-reports', aReportBody(job, { documentDate: '2999-01-01' })).expect(422);
  });

  test('a draft is written bit by bit, by whoever read it last', async () => {
    const job = await theJob();
    const begun = await job.engineer.post('/v1/service-reports', { workOrderId: job.order.id }).expect(201);
    const path = `/v1/service-reports/${begun.body.id}`;
    const etag = begun.headers['etag']!;
    const changed = await job.engineer.put(path, aReportChange(job), etag).expect(200);
    expect(changed.body.replacements).toHaveLength(1);
    await job.engineer.put(path, aReportChange(job), etag).expect(412);
    const shorter = await job.engineer
      .put(path, aReportChange(job, { replacements: [] }), changed.headers['etag']!)
      .expect(200);
    expect(shorter.body.replacements).toEqual([]);
    expect((await job.engineer.get(path).expect(200)).headers['etag']).toBe(shorter.headers['etag']);
  });

  test('a line keeps what was determined for it until its part or the cause is another', async () => {
    const job = await theJob();
    const draft = await aDraft(job);
    const path = `/v1/service-reports/${draft.id}`;
    const first = draft.replacements[0]!.determination!.id;
    const reworded = await job.engineer.put(path, aReportChange(job, { cause: 'other words' }), '"v1"').expect(200);
    expect(reworded.body.replacements[0].determination.id).toBe(first);
    const otherCause = await job.engineer.put(path, aReportChange(job, { causeCode: 'WEAR' }), '"v2"').expect(200);
    expect(otherCause.body.replacements[0].determination.id).not.toBe(first);
    expect(otherCause.body.replacements[0].id).toBe(draft.replacements[0]!.id);
  });

  test('a work order has one draft at a time; a draft that is withdrawn makes room', async () => {
    const job = await theJob();
    const draft = await aDraft(job);
    const second = await job.engineer.post('/v1/service-reports', aReportBody(job)).expect(409);
    expect(second.body.type).toBe('urn:counterpart:problem:draft-exists');
    expect(await step(job.engineer, draft, 'withdrawal')).toMatchObject({ status: 'withdrawn' });
    await aDraft(job);
  });

  test('whatever a report must say and does not is named all at once before it is completed (S065, S104)', async () => {
    const job = await theJob();
    const begun = await job.engineer.post('/v1/service-reports', { workOrderId: job.order.id }).expect(201);
    const answer = await job.engineer.post(`/v1/service-reports/${begun.body.id}/completion`).expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:report-incomplete');
    expect(pointers(answer.body)).toEqual(['/cause', '/prevention', '/testResult', '/workDone']);
    await expect(
      world.sqlAsApplication(
        `update service_report set status = 'completed', completed_at = now(), completed_by_id = engineer_id,
           content = '{}', digest = encode(sha256('{}'), 'hex') where id = $1`,
        [begun.body.id],
      ),
    ).rejects.toMatchObject({ constraint: 'service_report_told_before_completion' });
  });

  test('a replacement without a reason, a quantity, or an old part or why there is none is kept by no SQL of the application (R7)', async () => {
    const job = await theJob();
    const draft = await aDraft(job);
    const change = (set: string) =>
      world.sqlAsApplication(`update replacement set ${set} where report_id = $1`, [draft.id]);
    await expect(change(`reason = null`)).rejects.toMatchObject({ column: 'reason' });
    await expect(change(`quantity = 0`)).rejects.toMatchObject({ constraint: 'piece_count_above_zero' });
    await expect(
      change(`old_part_id = null, old_quantity = null, old_serial_number = null, old_part_days = null,
              no_old_part_reason = null`),
    ).rejects.toMatchObject({ constraint: 'replacement_old_part_or_reason' });
  });

  test('completion freezes the content; its digest can be computed by anyone from its bytes (R6)', async () => {
    const job = await theJob();
    const report = await aCompletedReport(job);
    expect(report).toMatchObject({ status: 'completed', completedById: job.engineer.id, lateEntry: false });
    const answer = await job.engineer.get(`/v1/service-reports/${report.id}/content`).expect(200);
    expect(createHash('sha256').update(answer.text).digest('hex')).toBe(report.digest);
    expect(answer.body).toMatchObject({
      number: report.number,
      revision: 1,
      workOrder: { number: job.order.number },
      unit: { serialNumber: job.unit.serialNumber },
      replacements: [{ part: { number: job.part.number, nameZh: '样品备件' }, billing: 'WARRANTY' }],
    });
    // Sorted keys and no blanks: one content has one spelling.
    expect(answer.text).toBe(JSON.stringify(answer.body));
    expect(Object.keys(answer.body)).toEqual(Object.keys(answer.body).sort());
    const draft = await aDraft(job);
    await job.engineer.get(`/v1/service-reports/${draft.id}/content`).expect(409);
  });

  test('a completed report is not changed, completed twice, or withdrawn', async () => {
    const job = await theJob();
    const report = await aCompletedReport(job);
    const path = `/v1/service-reports/${report.id}`;
    const answer = await job.engineer.put(path, aReportChange(job), `"v${report.version}"`).expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:report-in-other-state');
    await job.engineer.post(`${path}/completion`).expect(409);
    await job.engineer.post(`${path}/withdrawal`).expect(409);
  });

  test('a report that is completed after the day it tells of is marked as late (S017)', async () => {
    const job = await theJob();
    const documentDate = daysAgo(3);
    const replacedAt = `${documentDate}T03:00:00Z`;
    const report = await aCompletedReport(job, { documentDate, replacements: [aReplacement(job, { replacedAt })] });
    expect(report).toMatchObject({ documentDate, lateEntry: true });
  });

  test('readings and findings are kept on the unit, each once, whatever is corrected later (S022, S023, S071)', async () => {
    const job = await theJob();
    const findings = [
      { kind: 'other_defect' as const, finding: 'door seal is torn' },
      { kind: 'operating_condition' as const, finding: 'water hardness far above the limit' },
    ];
    const readings = [{ meter: 'hours', stated: 1200, measured: 1450 }];
    const report = await aCompletedReport(job, { findings, readings });
    const correction = await step(job.engineer, report, 'revision', { reason: 'wrong word' });
    await step(job.engineer, correction, 'completion');
    const found = await job.engineer.get(`/v1/unit-findings?unitId=${job.unit.id}`).expect(200);
    expect(found.body.items).toHaveLength(2);
    expect(found.body.items).toContainEqual(
      expect.objectContaining({ ...findings[0], reportNumber: report.number, actorId: job.engineer.id }),
    );
    const meters = await job.engineer.get(`/v1/installed-units/${job.unit.id}/readings`).expect(200);
    expect(meters.body.meters).toEqual([
      { meter: 'hours', stated: 1200, measured: 1450, differs: true, contradicts: true, runsBackwards: false },
    ]);
    expect(meters.body.readings).toHaveLength(2);
  });

  describe('whose reports they are (R15)', () => {
    test('an engineer sees and writes the own reports only; office staff read all, and write none', async () => {
      const job = await theJob();
      const draft = await aDraft(job);
      const stranger = await world.person('engineer');
      await stranger.get(`/v1/service-reports/${draft.id}`).expect(404);
      await stranger.get(`/v1/service-reports/${draft.id}/content`).expect(404);
      await stranger.post(`/v1/service-reports/${draft.id}/completion`).expect(404);
      await stranger.post('/v1/service-reports', aReportBody(job)).expect(404);
      await stranger.put(`/v1/service-reports/${draft.id}`, aReportChange(job), '"v1"').expect(404);
      expect((await stranger.get('/v1/service-reports').expect(200)).body.items).toEqual([]);
      const clerk = await world.person('clerk');
      await clerk.get(`/v1/service-reports/${draft.id}`).expect(200);
      await clerk.post(`/v1/service-reports/${draft.id}/completion`).expect(403);
    });

    test('a station sees and writes the reports of its site', async () => {
      const site = (
        await world.admin
          .post('/v1/sites', { number: 'STATION-1', name: 'Sample station', kind: 'station' })
          .expect(201)
      ).body;
      const station = await world.person('station', { siteId: site.id });
      const job = await theJob({ siteId: site.id });
      const draft = await aDraft(job);
      await station.get(`/v1/service-reports/${draft.id}`).expect(200);
      expect((await station.get('/v1/service-reports').expect(200)).body.items).toHaveLength(1);
      const elsewhere = await aDraft(await theJob());
      await station.get(`/v1/service-reports/${elsewhere.id}`).expect(404);
      await station.post(`/v1/service-reports/${draft.id}/completion`).expect(200);
    });

    test('an ended or disputed work order takes no reports', async () => {
      const job = await theJob();
      await world.admin.post(`/v1/work-orders/${job.order.id}/cancellation`, { reason: 'sample' }).expect(200);
      const answer = await job.engineer.post('/v1/service-reports', aReportBody(job)).expect(409);
      expect(answer.body.type).toBe('urn:counterpart:problem:work-order-not-open');
    });
  });

  test('the reports of a unit are its repair log, page by page (S036)', async () => {
    const job = await theJob();
    const first = await anApprovedReport(job);
    const second = await signed(job, await aCompletedReport(job), false);
    const list = (query: string) => job.engineer.get(`/v1/service-reports?unitId=${job.unit.id}&${query}`).expect(200);
    const page = (await list('limit=1')).body as { items: ServiceReport[]; next: string };
    expect(page.items).toMatchObject([{ id: second.id, repaired: false }]);
    const rest = await list(`limit=1&cursor=${page.next}`);
    expect(rest.body.items).toMatchObject([{ id: first.id, repaired: true }]);
    expect(rest.body.next).toBeUndefined();
    expect((await list('status=approved')).body.items).toMatchObject([{ id: first.id }]);
    const numbered = await job.engineer.get(`/v1/service-reports?number=${second.number}`).expect(200);
    expect(numbered.body.items).toMatchObject([{ id: second.id }]);
  });

  test('a request sent twice begins one report (R14)', async () => {
    const job = await theJob();
    const first = await job.engineer.post('/v1/service-reports', aReportBody(job), 'begin-once').expect(201);
    const second = await job.engineer.post('/v1/service-reports', aReportBody(job), 'begin-once').expect(201);
    expect(second.body).toEqual(first.body);
  });
});
