import { aModel } from '../support/catalog';
import { type Caller, World } from '../support/world';
import { anActivePolicy, aUnitBoughtOn, aWorkOrder } from '../support/workorders';

const noon = new Date('2026-03-10T12:00:00+08:00');

describe('Work orders', () => {
  let world: World;
  let engineer: Caller;
  beforeAll(async () => {
    world = await World.open({ now: () => noon });
    engineer = await world.person('engineer');
  });
  afterAll(() => world.close());

  test('an order names unit, customer, model and engineer by number and code, and is determined before departure', async () => {
    const model = await aModel(world);
    await anActivePolicy(world, { modelIds: [model.id] });
    const unit = await aUnitBoughtOn(world, '2025-06-01', { modelId: model.id });
    const order = await aWorkOrder(world, { engineer, unit, causeCode: 'MANUFACTURING_DEFECT' });
    expect(order).toMatchObject({
      status: 'open',
      engineerId: engineer.id,
      unitId: unit.id,
      unitCode: unit.code,
      serialNumber: unit.serialNumber,
      modelNumber: model.number,
      documentDate: '2026-03-10',
      reportedOn: '2026-03-10',
      determination: { outcome: 'WARRANTY', lastCoveredDay: '2026-06-01', reasons: ['IN_PERIOD'] },
    });
    expect(order.number).toMatch(/^WO-2026-\d{6}$/);
    expect(order.code).toMatch(/^WO/);
  });
});
