import { type Organisation } from '../../src/identity/organisation';
import { expectBooksToBalance } from '../support/books';
import { anOwedOldPart, makeOverdue } from '../support/old-parts';
import { aJob } from '../support/reports';
import { aCrew, aRequisition, aStockedSite, pieces } from '../support/stocked';
import { World } from '../support/world';

describe('R9: overdue old parts stop new parts', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterEach(() => expectBooksToBalance(world));
  afterAll(() => world.close());

  const setLimit = async (overdueOldPartsLimit: number) => {
    const found = await world.admin.get('/v1/organisation').expect(200);
    const { baseCurrency, reservationDays, answerDays } = found.body as Organisation;
    const asked = { baseCurrency, reservationDays, answerDays, overdueOldPartsLimit };
    await world.admin.put('/v1/organisation', asked, found.headers['etag']!).expect(200);
  };
  /** An engineer who owes one old part since so long that it is overdue, and asks for another part. */
  const aDebtor = async () => {
    const job = await aJob(world);
    const owed = await anOwedOldPart(job);
    await makeOverdue(world, owed);
    const site = await aStockedSite(world, [5]);
    const crew = { ...(await aCrew(world)), engineer: job.engineer };
    const asked = await aRequisition(crew, site, [{ partId: site.parts[0]!.id, quantity: 1 }]);
    return { crew, owed, site, asked, approval: `/v1/requisitions/${asked.id}/approval` };
  };

  test('a requisition of an engineer beyond the limit of overdue old parts is refused, and nothing is reserved (R9)', async () => {
    await setLimit(0);
    const { crew, approval, site } = await aDebtor();
    const refused = await crew.supervisor.post(approval).expect(409);
    expect(refused.body).toMatchObject({
      type: 'urn:counterpart:problem:old-parts-overdue',
      facts: { overdue: 1, limit: 0 },
    });
    expect(await pieces(world, 'reserved', site.parts[0]!.id)).toBe(0);
  });

  test('a supervisor may override the limit of overdue old parts; the reason is recorded with the approval (R9)', async () => {
    await setLimit(0);
    const { crew, approval } = await aDebtor();
    const overdueOverride = 'a hospital waits for this pump';
    const approved = await crew.supervisor.post(approval, { overdueOverride }).expect(200);
    expect(approved.body).toMatchObject({ status: 'approved', overdueOverride, decidedById: crew.supervisor.id });
  });

  test('overdue old parts up to the limit stop nobody, and a reason that was not needed is not recorded (R9)', async () => {
    await setLimit(1);
    const { crew, approval } = await aDebtor();
    const approved = await crew.supervisor.post(approval, { overdueOverride: 'to be sure' }).expect(200);
    expect(approved.body.overdueOverride).toBeNull();
  });

  test('an old part that came in stops nobody any more (R9)', async () => {
    await setLimit(0);
    const { crew, owed, site, approval } = await aDebtor();
    await world.admin.post(`/v1/old-parts/${owed.id}/receipt`, { siteId: site.siteId }).expect(200);
    await crew.supervisor.post(approval).expect(200);
  });
});
