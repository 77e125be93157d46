import { aPart } from '../support/catalog';
import { anAcceptedQuotation } from '../support/charges';
import { aDraft, aJob, aReplacement, aReportChange, signed, step } from '../support/reports';
import { aCustodyHolding } from '../support/stock';
import { aPolicyBody } from '../support/workorders';
import { type Caller, World } from '../support/world';

describe('A plan that changes on site', () => {
  let world: World;
  let crew: { engineer: Caller; supervisor: Caller };
  beforeAll(async () => {
    world = await World.open();
    crew = { engineer: await world.person('engineer'), supervisor: await world.person('supervisor') };
  });
  afterAll(() => world.close());

  test('the final plan is what is reported, and its class is checked again line by line (S062)', async () => {
    const job = await aJob(world, { ...crew, cover: 'no policy', part: { component: 'coil' } });
    const body = aPolicyBody({ excluded_parts: ['filter'] });
    const policy = await world.admin.post('/v1/warranty-policies', { scope: { modelIds: [job.unit.modelId] }, body });
    await world.admin.post(`/v1/warranty-policies/${policy.body.id}/activation`).expect(200);
    const finding = { causeCode: 'MANUFACTURING_DEFECT', responsibleParty: 'ours', customerAgrees: true };
    const before = await job.engineer
      .post(`/v1/work-orders/${job.order.id}/cause-findings`, { ...finding, statement: 'burnt through' })
      .expect(201);
    expect(before.body.determination.outcome).toBe('WARRANTY');
    const draft = await aDraft(job);
    expect(draft.replacements[0]).toMatchObject({ billing: 'WARRANTY' });
    const filter = await aPart(world, { component: 'filter' });
    await aCustodyHolding(job.engineer, job.supervisor, filter.id, 1);
    const replacements = [aReplacement(job), aReplacement(job, { partId: filter.id })];
    const change = aReportChange(job, { replacements });
    const changed = await job.engineer
      .put(`/v1/service-reports/${draft.id}`, change, `"v${draft.version}"`)
      .expect(200);
    expect(changed.body.replacements).toMatchObject([
      { billing: 'WARRANTY', determination: { id: draft.replacements[0]!.determination!.id } },
      { billing: 'PAID', determination: { reasons: ['EXCLUDED_PART'] } },
    ]);
    const unquoted = await signed(job, await step(job.engineer, draft, 'completion'));
    const path = `/v1/service-reports/${unquoted.id}`;
    const refused = await job.supervisor.post(`${path}/approval`, { approved: true }).expect(409);
    expect(refused.body.type).toBe('urn:counterpart:problem:paid-without-quotation');
    const revision = await step(job.engineer, unquoted, 'revision', { reason: 'the filter is quoted now' });
    await anAcceptedQuotation({ ...job, part: filter }, { lines: [{ partId: filter.id, quantity: 1 }] });
    // What is replaced anew is replaced now, after the customer has accepted the price.
    const final = aReportChange(job, { replacements });
    await job.engineer.put(`/v1/service-reports/${revision.id}`, final, `"v${revision.version}"`).expect(200);
    const approved = await signed(job, await step(job.engineer, revision, 'completion'));
    await step(job.supervisor, approved, 'approval', { approved: true });
  });
});
