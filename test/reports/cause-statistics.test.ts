import { type CauseCount } from '../../src/reports/causes/cause-statistics';
import { aJob, anApprovedReport, type Job } from '../support/reports';
import { aServiceRequest } from '../support/workorders';
import { type Caller, World } from '../support/world';

describe('Causes by period, product and outcome', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  const counts = async (job: Job, more = '') => {
    const path = `/v1/cause-statistics?from=2026-01-01&to=2099-12-31&modelId=${job.unit.modelId}${more}`;
    return (await crew.supervisor.get(path).expect(200)).body.counts as CauseCount[];
  };

  test('causes that are not of quality are recorded and reported like the others (S040)', async () => {
    const job = await aJob(world, crew);
    const finding = {
      causeCode: 'TRANSPORT_DAMAGE',
      responsibleParty: 'supplier',
      customerAgrees: true,
      statement: 'x',
    };
    await job.engineer.post(`/v1/work-orders/${job.order.id}/cause-findings`, finding).expect(201);
    await anApprovedReport(job, { causeCode: 'TRANSPORT_DAMAGE' });
    const request = await aServiceRequest(world, { unitId: job.unit.id });
    const solution = { causeCode: 'MISUSE', advice: 'switch it on' };
    await world.admin.post(`/v1/service-requests/${request.id}/phone-solution`, solution).expect(200);
    expect(await counts(job)).toMatchObject([
      { causeCode: 'MISUSE', quality: false, responsibleParty: 'customer', source: 'phone', outcome: null, jobs: 1 },
      {
        ...{ causeCode: 'TRANSPORT_DAMAGE', nameZh: '运输损坏', quality: false, responsibleParty: 'supplier' },
        ...{ source: 'report', outcome: 'WARRANTY', jobs: 1, pieces: 1 },
      },
    ]);
    expect(await counts(job, '&quality=true')).toEqual([]);
    expect(await counts(job, '&causeCode=MISUSE')).toHaveLength(1);
    expect(await counts(job, '&outcome=WARRANTY')).toMatchObject([{ causeCode: 'TRANSPORT_DAMAGE' }]);
  });

  test('a code that nobody has classed is counted too, and a report that replaced nothing', async () => {
    const job = await aJob(world, crew);
    await anApprovedReport(job, { causeCode: 'ICE_IN_THE_PIPE', replacements: [] });
    expect(await counts(job)).toMatchObject([
      { causeCode: 'ICE_IN_THE_PIPE', quality: null, responsibleParty: 'unknown', outcome: null, pieces: 0 },
    ]);
  });

  test('the period has an end after its beginning, and engineers do not see what is everybody’s', async () => {
    await crew.supervisor.get('/v1/cause-statistics?from=2026-02-01&to=2026-01-31').expect(422);
    await crew.supervisor.get('/v1/cause-statistics?from=2026-02-30&to=2026-03-31').expect(422);
    await crew.supervisor.get('/v1/cause-statistics').expect(422);
    await crew.engineer.get('/v1/cause-statistics?from=2026-01-01&to=2026-01-31').expect(403);
  });
});
