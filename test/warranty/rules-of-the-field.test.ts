import { type NewInstalledUnit } from '../../src/customers/installed-unit';
import { type Policy } from '../../src/warranty/classification/policy';
import { aModel, aPart } from '../support/catalog';
import { aQuotation, anAcceptedQuotation } from '../support/charges';
import { anInstalledUnit } from '../support/customers';
import { signed, step } from '../support/reports';
import { aCustodyHolding } from '../support/stock';
import { anActivePolicy, aServiceRequest, aWorkOrder } from '../support/workorders';
import { type Caller, World } from '../support/world';

describe('What contracts and rules of the field say, as policies', () => {
  let world: World;
  let engineer: Caller;
  let supervisor: Caller;
  // A second passes whenever the time is asked: a signature is later than what it signs.
  let now = Date.parse('2026-03-10T12:00:00+08:00');
  beforeAll(async () => {
    world = await World.open({ now: () => new Date((now += 1_000)) });
    [engineer, supervisor] = [await world.person('engineer'), await world.person('supervisor')];
  });
  afterAll(() => world.close());

  const twelveMonths = [{ id: 'whole', covers: 'WHOLE_UNIT' as const, n: 12, unit: 'MONTH' as const }];
  const aUnit = async (
    policy: Partial<Policy>,
    dates: Record<string, string>,
    more: Partial<NewInstalledUnit> = {},
  ) => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] }, { terms: twelveMonths, ...policy });
    const told = Object.entries(dates).map(([kind, day]) => ({ kind, day })) as NewInstalledUnit['dates'];
    return anInstalledUnit(world, { modelId: model.id, dates: told, ...more });
  };
  const determined = async (unit: { id: string }, causeCode?: string) =>
    (await aWorkOrder(world, { engineer, unit, causeCode })).determination!;
  const from = (...basis: Policy['start']['basis']): Policy['start'] => ({ basis, combine: 'LATEST' });

  test('free needs both: inside the period of the contract, and a cause in manufacture, assembly or material (S044)', async () => {
    const policy = { start: from('DELIVERY'), covered_causes: ['MANUFACTURE', 'ASSEMBLY', 'MATERIAL'] };
    const inside = await aUnit(policy, { DELIVERY: '2025-03-10' });
    for (const cause of policy.covered_causes) {
      expect(await determined(inside, cause)).toMatchObject({ outcome: 'WARRANTY', lastCoveredDay: '2026-03-10' });
    }
    expect(await determined(inside, 'WEAR')).toMatchObject({ outcome: 'PAID', reasons: ['EXCLUDED_CAUSE'] });
    const outside = await aUnit(policy, { DELIVERY: '2025-03-09' });
    expect(await determined(outside, 'MATERIAL')).toMatchObject({ outcome: 'PAID', reasons: ['EXPIRED_DATE'] });
  });

  test('quality defects, blemishes and damage done during our installation are covered, damage by the user is not (S050)', async () => {
    const covered_causes = ['QUALITY_DEFECT', 'BLEMISH', 'INSTALLATION_DAMAGE'];
    const unit = await aUnit({ start: from('ACCEPTANCE'), covered_causes }, { ACCEPTANCE: '2025-06-01' });
    for (const cause of covered_causes) expect((await determined(unit, cause)).outcome).toBe('WARRANTY');
    expect(await determined(unit, 'HUMAN_DAMAGE')).toMatchObject({ outcome: 'PAID', reasons: ['EXCLUDED_CAUSE'] });
  });

  test('the period starts with the acceptance and lasts twelve months (S051)', async () => {
    const dates = { INVOICE: '2024-11-01', DELIVERY: '2025-01-10', ACCEPTANCE: '2025-03-10' };
    const accepted = await aUnit({ start: from('ACCEPTANCE') }, dates);
    expect(await determined(accepted, 'QUALITY_DEFECT')).toMatchObject({
      outcome: 'WARRANTY',
      lastCoveredDay: '2026-03-10',
    });
    const notYet = await aUnit({ start: from('ACCEPTANCE') }, { INVOICE: '2024-11-01', DELIVERY: '2025-01-10' });
    expect(await determined(notYet, 'QUALITY_DEFECT')).toMatchObject({ outcome: 'REVIEW', reasons: ['UNKNOWN_START'] });
  });

  test('every quality problem in the period is covered, and afterwards service is charged but never refused (S052)', async () => {
    const unit = await aUnit({ start: from('ACCEPTANCE') }, { ACCEPTANCE: '2025-06-01' });
    for (const cause of ['QUALITY_DEFECT', 'DESIGN_DEFECT', 'MATERIAL']) {
      expect((await determined(unit, cause)).outcome).toBe('WARRANTY');
    }
    const old = await aUnit({ start: from('ACCEPTANCE') }, { ACCEPTANCE: '1999-06-01' });
    const order = await aWorkOrder(world, { engineer, unit: old, causeCode: 'QUALITY_DEFECT' });
    expect(order).toMatchObject({ status: 'open', determination: { outcome: 'PAID' } });
    const part = await aPart(world);
    await aCustodyHolding(engineer, supervisor, part.id, 2);
    expect((await aQuotation({ world, engineer, supervisor, order, part })).status).toBe('made');
  });

  test('received, installed and accepted: the latest of the three starts the twelve months, human causes are out (S054)', async () => {
    const policy = {
      start: from('ARRIVAL', 'INSTALL_DONE', 'ACCEPTANCE'),
      excluded_causes: ['HUMAN_DAMAGE', 'MISUSE'],
    };
    const dates = { ARRIVAL: '2025-02-01', INSTALL_DONE: '2025-04-20', ACCEPTANCE: '2025-04-25' };
    const unit = await aUnit(policy, dates);
    expect(await determined(unit, 'QUALITY_DEFECT')).toMatchObject({
      outcome: 'WARRANTY',
      lastCoveredDay: '2026-04-25',
    });
    expect(await determined(unit, 'HUMAN_DAMAGE')).toMatchObject({ outcome: 'PAID', reasons: ['EXCLUDED_CAUSE'] });
  });

  test('only normal use is covered: another use of the unit, or a fault that comes of it, is not (S055)', async () => {
    const policy = { usage_class: ['PRIVATE'], excluded_causes: ['ABNORMAL_USE', 'OVERLOAD'] };
    const unit = await aUnit(policy, { INVOICE: '2025-06-01' });
    expect((await determined(unit, 'QUALITY_DEFECT')).outcome).toBe('WARRANTY');
    expect(await determined(unit, 'OVERLOAD')).toMatchObject({ outcome: 'PAID', reasons: ['EXCLUDED_CAUSE'] });
    const rented = await aUnit(policy, { INVOICE: '2025-06-01' }, { usageClass: 'RENTAL' });
    expect(await determined(rented, 'QUALITY_DEFECT')).toMatchObject({ outcome: 'REVIEW', reasons: ['NO_POLICY'] });
  });

  test('inside the period it is unconditional and free, the visit included (S056)', async () => {
    const terms = [{ ...twelveMonths[0]!, onsite: { n: 12, unit: 'MONTH' as const } }];
    const unit = await aUnit({ terms }, { INVOICE: '2025-06-01' });
    const order = await aWorkOrder(world, { engineer, unit, causeCode: 'QUALITY_DEFECT' });
    const { body } = await supervisor.get(`/v1/determinations/${order.determination!.id}`).expect(200);
    expect(body.verdict).toMatchObject({
      parts: 'WARRANTY',
      labor: 'WARRANTY',
      onsite: 'WARRANTY',
      onsite_expiry: '2026-06-01',
    });
  });

  test('the plan changes on site: the cause and the part that are reported in the end are determined anew (S062)', async () => {
    const [pump, wiper] = [await aPart(world, { component: 'pump' }), await aPart(world, { component: 'wiper' })];
    const policy = { excluded_parts: ['wiper'], excluded_causes: ['MISUSE'] };
    const unit = await aUnit(policy, { INVOICE: '2025-06-01' });
    const order = await aWorkOrder(world, { engineer, unit, causeCode: 'QUALITY_DEFECT' });
    expect(order.determination!.outcome).toBe('WARRANTY');
    const line = (part: { id: string }) => ({ partId: part.id, quantity: 1, reason: 'broken' });
    const told = { workOrderId: order.id, causeCode: 'QUALITY_DEFECT', replacements: [line(pump), line(wiper)] };
    const draft = await engineer.post('/v1/service-reports', told).expect(201);
    const outcomes = (report: { replacements: { determination: { outcome: string; reasons: string[] } }[] }) =>
      report.replacements.map(({ determination }) => `${determination.outcome} ${determination.reasons.join()}`);
    expect(outcomes(draft.body)).toEqual(['WARRANTY IN_PERIOD', 'PAID EXCLUDED_PART']);
    const changed = {
      ...{
        documentDate: draft.body.documentDate,
        causeCode: 'MISUSE',
        cause: 'ran dry',
        workDone: null,
        testResult: null,
      },
      ...{ prevention: null, customerRemarks: null, readings: [], findings: [], replacements: [line(pump)] },
    };
    const path = `/v1/service-reports/${draft.body.id}`;
    const { etag } = (await engineer.get(path).expect(200)).headers;
    const found = await engineer.put(path, changed, etag!).expect(200);
    expect(outcomes(found.body)).toEqual(['PAID EXCLUDED_CAUSE']);
  });

  test('three checks: in the scope of the rules, not dismantled before, and within the measured hours and kilometres (S070)', async () => {
    const terms = [{ ...twelveMonths[0]!, limits: { hours: 1_000, km: 30_000 } }];
    const unit = await aUnit(
      { terms, excluded_parts: ['filter'], excluded_causes: ['UNAUTHORISED_DISMANTLING'] },
      { INVOICE: '2025-06-01' },
    );
    const measured = (meter: string, reading: number) =>
      supervisor
        .post(`/v1/installed-units/${unit.id}/readings`, { meter, reading, source: 'measured', readOn: '2026-03-10' })
        .expect(201);
    await measured('hours', 1_000);
    expect(await determined(unit, 'QUALITY_DEFECT')).toMatchObject({ outcome: 'REVIEW', reasons: ['MISSING_READING'] });
    await measured('km', 30_000);
    expect((await determined(unit, 'QUALITY_DEFECT')).outcome).toBe('WARRANTY');
    expect(await determined(unit, 'UNAUTHORISED_DISMANTLING')).toMatchObject({
      outcome: 'PAID',
      reasons: ['EXCLUDED_CAUSE'],
    });
    const asked = await engineer.post(`/v1/installed-units/${unit.id}/verdict`, {
      component: 'filter',
      causeCode: 'QUALITY_DEFECT',
    });
    expect(asked.body.verdict).toMatchObject({ outcome: 'PAID', reasons: ['EXCLUDED_PART'] });
    await measured('hours', 1_001);
    expect(await determined(unit, 'QUALITY_DEFECT')).toMatchObject({ outcome: 'PAID', reasons: ['EXPIRED_USAGE'] });
  });

  test('a correction of facts makes a new determination beside the old; what is priced and signed stays (R10)', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await anInstalledUnit(world, { modelId: model.id, dates: [{ kind: 'INVOICE', day: '2024-01-01' }] });
    const request = await aServiceRequest(world, { unitId: unit.id, causeCode: 'QUALITY_DEFECT' });
    const visit = await world.admin
      .post(`/v1/service-requests/${request.id}/visit`, { engineerId: engineer.id })
      .expect(201);
    const order = visit.body.workOrder;
    const part = await aPart(world);
    await aCustodyHolding(engineer, supervisor, part.id, 1);
    const lines = [{ partId: part.id, quantity: 1 }];
    const quotation = await anAcceptedQuotation({ world, engineer, supervisor, order, part }, { lines });
    const told = { workOrderId: order.id, causeCode: 'QUALITY_DEFECT', cause: 'c', workDone: 'w', testResult: 't', prevention: 'p', replacements: [{ ...lines[0], reason: 'r' }] }; // prettier-ignore
    const draft = await engineer.post('/v1/service-reports', told).expect(201);
    const report = await signed({ engineer }, await step(engineer, draft.body, 'completion'));
    const priced = report.replacements[0]!.determination!;
    expect(priced.outcome).toBe('PAID');

    const correction = { purchaseDate: '2025-09-01', reason: 'the invoice was found' };
    await world.admin.post(`/v1/service-requests/${request.id}/corrections`, correction).expect(201);
    const made = await supervisor.get(`/v1/determinations?subjectKind=work_order&subjectId=${order.id}`).expect(200);
    expect(made.body.items.map((item: { outcome: string }) => item.outcome)).toEqual(['WARRANTY', 'PAID']);
    expect(made.body.items[1]).toMatchObject({
      id: order.determination.id,
      facts: { dates: { INVOICE: '2024-01-01' } },
    });
    const kept = await engineer.get(`/v1/quotations/${quotation.id}`).expect(200);
    expect(kept.body).toMatchObject({
      status: 'accepted',
      determinationId: order.determination.id,
      totalAmount: quotation.totalAmount,
    });
    const approved = await step(supervisor, report, 'approval', { approved: true });
    expect(approved.replacements[0]).toMatchObject({
      billing: 'PAID',
      determination: { id: priced.id, outcome: 'PAID' },
    });
  });
});
