import { type MakerAlertDetail } from '../../src/reports/causes/maker-alert';
import { expectBooksToBalance } from '../support/books';
import { documentOf, pdfText } from '../support/pdf-text';
import { aCompletedReport, aJob, anApprovedReport, signed, step, type Job } from '../support/reports';
import { aCustodyHolding } from '../support/stock';
import { aUnitBoughtOn, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';

describe('Design defects, told to the maker', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const design = { causeCode: 'DESIGN_DEFECT', cause: 'the bracket is too thin' };
  /** Another unit of the same model, with the same part in hand. */
  const again = async (job: Job): Promise<Job> => {
    const unit = await aUnitBoughtOn(world, '2026-10-01', { modelId: job.unit.modelId });
    await aCustodyHolding(crew.engineer, crew.supervisor, job.part.id, 2);
    return { ...job, unit, order: await aWorkOrder(world, { engineer: crew.engineer, unit }) };
  };
  const alertsOf = async (job: Job) =>
    (await crew.supervisor.get(`/v1/maker-alerts?modelId=${job.unit.modelId}`).expect(200)).body
      .items as MakerAlertDetail[];
  const read = async (id: string) =>
    (await crew.supervisor.get(`/v1/maker-alerts/${id}`).expect(200)).body as MakerAlertDetail;
  const sent = { sentTo: 'quality department, by e-mail' };
  const acknowledged = { acknowledgement: 'their case 4711' };

  test('a design defect counts as ours and raises an alert to the maker; what occurs again joins it (S041)', async () => {
    const job = await aJob(world, crew);
    const completed = await aCompletedReport(job, design);
    expect(completed.replacements[0]).toMatchObject({ billing: 'WARRANTY' });
    expect(await alertsOf(job)).toEqual([]);
    await step(job.supervisor, await signed(job, completed), 'approval', { approved: true });
    const [alert] = await alertsOf(job);
    expect(alert).toMatchObject({ status: 'open', occurrenceCount: 1, partId: job.part.id });
    expect(alert!.number).toMatch(/^MKA-\d{4}-\d{6}$/);
    await crew.supervisor.post(`/v1/maker-alerts/${alert!.id}/sending`, sent).expect(200);
    const second = await again(job);
    await anApprovedReport(second, design);
    expect(await alertsOf(job)).toHaveLength(1);
    const both = await read(alert!.id);
    expect(both.occurrences).toMatchObject([
      { workOrderNumber: job.order.number, serialNumber: job.unit.serialNumber, cause: design.cause },
      { workOrderNumber: second.order.number },
    ]);
    const statistics = await crew.supervisor
      .get(`/v1/cause-statistics?from=2026-01-01&to=2099-12-31&modelId=${job.unit.modelId}`)
      .expect(200);
    expect(statistics.body.counts).toMatchObject([{ quality: true, responsibleParty: 'ours', jobs: 2 }]);
    await expectBooksToBalance(world);
  });

  test('an alert is sent, then acknowledged; what occurs after that is another alert', async () => {
    const job = await aJob(world, crew);
    await anApprovedReport(job, design);
    const [alert] = await alertsOf(job);
    const path = `/v1/maker-alerts/${alert!.id}`;
    const early = await crew.supervisor.post(`${path}/acknowledgement`, acknowledged).expect(409);
    expect(early.body.type).toBe('urn:counterpart:problem:alert-in-other-state');
    await crew.supervisor.post(`${path}/sending`, { ...sent, at: '2999-01-01T00:00:00Z' }).expect(422);
    await crew.supervisor.post(`${path}/sending`, sent).expect(200);
    await crew.supervisor.post(`${path}/sending`, sent).expect(409);
    const before = { ...acknowledged, at: '2020-01-01T00:00:00Z' };
    await crew.supervisor.post(`${path}/acknowledgement`, before).expect(422);
    const done = await crew.supervisor.post(`${path}/acknowledgement`, acknowledged).expect(200);
    expect(done.body).toMatchObject({ status: 'acknowledged', ...acknowledged, sentTo: sent.sentTo });
    await anApprovedReport(await again(job), design);
    expect((await alertsOf(job)).map(({ status }) => status)).toEqual(['open', 'acknowledged']);
    await expect(
      world.sqlAsApplication(`update maker_alert set status = 'open' where id = $1`, [alert!.id]),
    ).rejects.toMatchObject({ constraint: 'maker_alert_step_known' });
  });

  test('a report that is corrected and approved again is the same occurrence', async () => {
    const job = await aJob(world, crew);
    const report = await anApprovedReport(job, design);
    const revision = await step(job.supervisor, report, 'revision', { reason: 'another word' });
    const completed = await step(job.engineer, revision, 'completion');
    await step(job.supervisor, await signed(job, completed), 'approval', { approved: true });
    expect(await alertsOf(job)).toMatchObject([{ occurrenceCount: 1 }]);
  });

  test('two approvals at the same moment raise one alert', async () => {
    const first = await aJob(world, crew);
    const second = await again(first);
    const reports = [
      await signed(first, await aCompletedReport(first, design)),
      await signed(second, await aCompletedReport(second, design)),
    ];
    await Promise.all(reports.map((report) => step(crew.supervisor, report, 'approval', { approved: true })));
    expect(await alertsOf(first)).toMatchObject([{ occurrenceCount: 2 }]);
  });

  test('other causes raise nothing, and a design defect without a replacement names no part', async () => {
    const other = await aJob(world, crew);
    await anApprovedReport(other);
    expect(await alertsOf(other)).toEqual([]);
    const without = await aJob(world, crew);
    await anApprovedReport(without, { ...design, replacements: [] });
    expect(await alertsOf(without)).toMatchObject([{ partId: null, occurrenceCount: 1 }]);
  });

  test('it is printed for the maker without anybody’s name, and found by scanning it', async () => {
    const job = await aJob(world, crew);
    await anApprovedReport(job, design);
    const [alert] = await alertsOf(job);
    const text = pdfText(await documentOf(crew.supervisor.get(`/v1/maker-alerts/${alert!.id}/document.pdf`)));
    for (const words of [alert!.number, '设计缺陷通报', job.part.number, job.unit.serialNumber, 'too thin']) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('Sample');
    const scanned = await crew.supervisor.get(`/v1/scans?text=${alert!.code}`).expect(200);
    expect(scanned.body).toMatchObject({ kind: 'maker-alert', number: alert!.number, state: 'open' });
  });

  test('the office reads alerts, supervisors send them, and engineers do neither (R15)', async () => {
    const job = await aJob(world, crew);
    await anApprovedReport(job, design);
    const [alert] = await alertsOf(job);
    await crew.engineer.get('/v1/maker-alerts').expect(403);
    await crew.engineer.get(`/v1/maker-alerts/${alert!.id}`).expect(403);
    const auditor = await world.person('auditor');
    await auditor.get(`/v1/maker-alerts/${alert!.id}`).expect(200);
    await auditor.post(`/v1/maker-alerts/${alert!.id}/sending`, sent).expect(403);
    await crew.supervisor.get(`/v1/maker-alerts/${job.order.id}`).expect(404);
  });
});
