import { expectBooksToBalance } from '../support/books';
import { aNumber } from '../support/catalog';
import { aJob, anApprovedReport, aReplacement, aReportBody, aSignedReport } from '../support/reports';
import { type Caller, World } from '../support/world';
import { daysAgo } from '../support/days';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;
const day = 86_400_000;
const monthOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 7);

describe('The monthly report by product fault', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  /** How far the clock runs ahead: a month ends while the test looks on. */
  let ahead = 0;
  let ticks = 0;
  beforeAll(async () => {
    world = await World.open({ now: () => new Date(Date.now() + ahead + (ticks += 1)) });
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  test('forms are archived by a supervisor after the approval, once, and the list shows what is left (S039, S078)', async () => {
    const job = await aJob(world, crew);
    const signed = await aSignedReport(job);
    const path = `/v1/service-reports/${signed.id}`;
    const place = { place: '2026/11, box 4' };
    expect((await crew.supervisor.post(`${path}/archiving`, place).expect(409)).body.type).toBe(
      problem('report-in-other-state'),
    );
    await expect(
      world.sqlAsApplication(
        `insert into report_archive (report_id, place, archived_at, archived_by_id) values ($1, 'x', now(), $2)`,
        [signed.id, crew.supervisor.id],
      ),
    ).rejects.toMatchObject({ constraint: 'report_archive_after_approval' });
    await crew.supervisor.post(`${path}/approval`, { approved: true }).expect(200);
    const left = `/v1/service-reports?unitId=${job.unit.id}&archived=false`;
    expect((await crew.supervisor.get(left)).body.items).toMatchObject([{ id: signed.id, archivedAt: null }]);
    await crew.engineer.post(`${path}/archiving`, place).expect(403);
    await crew.supervisor.post(`${path}/archiving`, { place: ' ' }).expect(422);
    const answers = await Promise.all([1, 2].map(() => crew.supervisor.post(`${path}/archiving`, place)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(answers.find((answer) => answer.status === 201)!.body).toMatchObject({
      ...{ reportNumber: signed.number, place: place.place, archivedById: crew.supervisor.id },
    });
    expect((await crew.supervisor.get(left)).body.items).toEqual([]);
    expect((await crew.engineer.get(path)).body.archivedAt).toEqual(expect.any(String));
  });

  test('counts by product, fault and cause with what it cost, frozen when it goes to the general manager (S039, S040)', async () => {
    const month = monthOf(Date.now() + ahead);
    const job = await aJob(world, crew);
    const symptom = aNumber('NO-HEAT');
    await world.sql(`update work_order set symptom = $2 where id = $1`, [job.order.id, symptom]);
    await anApprovedReport(job, { documentDate: daysAgo(0), replacements: [aReplacement(job, { quantity: 2 })] });
    const misused = await aJob(world, { ...crew, cover: 'expired' });
    await anApprovedReport(misused, aReportBody(misused, { causeCode: 'MISUSE' }));
    const finance = await world.person('finance');
    const read = async () => (await finance.get(`/v1/fault-reports/${month}`).expect(200)).body;
    const before = await read();
    expect(before).toMatchObject({ month, currency: 'CNY', issue: null });
    expect(before.lines).toContainEqual(
      expect.objectContaining({
        ...{ modelNumber: job.order.modelNumber, symptom, causeCode: 'MANUFACTURING_DEFECT', reports: 1 },
        ...{ repaired: 1, notRepaired: 0, pieces: 2, warrantyCost: 200, paidCost: 0 },
      }),
    );
    expect(before.lines).toContainEqual(
      expect.objectContaining({ modelNumber: misused.order.modelNumber, causeCode: 'MISUSE', paidCost: 100 }),
    );
    expect(before.cost).toBe(
      before.lines.reduce(
        (sum: number, line: { warrantyCost: number; paidCost: number }) => sum + line.warrantyCost + line.paidCost,
        0,
      ),
    );
    const body = { month, recipientId: world.admin.id };
    await crew.supervisor.post('/v1/fault-reports', body).expect(422);
    ahead += 32 * day;
    const manager = { ...body, recipientId: crew.engineer.id };
    expect((await crew.supervisor.post('/v1/fault-reports', manager).expect(422)).body.errors).toHaveLength(1);
    await finance.post('/v1/fault-reports', body).expect(403);
    const answers = await Promise.all([1, 2].map(() => crew.supervisor.post('/v1/fault-reports', body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    const issued = await read();
    expect(issued.issue).toMatchObject({
      ...{ number: expect.stringMatching(/^FLR-\d{4}-\d{6}$/), recipientId: world.admin.id },
      ...{ issuedById: crew.supervisor.id, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    expect(issued.lines).toEqual(before.lines);
    await world.sql(`update service_report set posting_date = posting_date where status = 'approved'`);
    await world.sql(`update product_model set name_en = 'Renamed' where number = $1`, [job.order.modelNumber]);
    expect((await read()).lines).toEqual(before.lines);
    expect((await finance.get(`/v1/fault-reports/${month}/lines`)).body.items).toEqual(before.lines);
    const file = await finance.get(`/v1/fault-reports/${month}/lines`).set('Accept', 'text/csv').expect(200);
    expect(file.headers['content-disposition']).toMatch(/fault-report.*[.]csv/);
    expect(file.text).toContain(`${symptom},MANUFACTURING_DEFECT,1,1,0,2,2.00,0.00,0.00,0.00`);
    expect((await finance.get('/v1/fault-reports')).body.items).toMatchObject([{ month }]);
    await expect(world.sqlAsApplication(`update fault_report set content = '[]'`)).rejects.toThrow();
    const scanned = await finance.get(`/v1/scans?text=${issued.issue.code}`).expect(200);
    expect(scanned.body.links).toMatchObject([{ rel: 'self', href: `/v1/fault-reports/${month}` }]);
  });

  test('a month that is none is refused; who may not read the books sees nothing', async () => {
    await world.admin.get('/v1/fault-reports/2026-13').expect(422);
    await crew.engineer.get('/v1/fault-reports/2026-01').expect(403);
    expect((await world.admin.get('/v1/fault-reports/2020-01').expect(200)).body).toMatchObject({ lines: [], cost: 0 });
  });
});
