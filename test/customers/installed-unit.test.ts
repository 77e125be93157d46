import { aCustomer, anInstalledUnit } from '../support/customers';
import { World } from '../support/world';

describe('Customers and installed units', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('a unit is recorded with its model, its customer and the dates that are known', async () => {
    const unit = await anInstalledUnit(world, {
      dates: [
        { kind: 'INVOICE', day: '2026-03-01', evidence: 'invoice 118' },
        { kind: 'INSTALL_DONE', day: '2026-03-05' },
      ],
    });
    expect(unit).toMatchObject({ usageClass: 'PRIVATE', firstOwner: true, category: 'water_heater' });
    expect(unit.dates.map((date) => [date.kind, date.day])).toEqual([
      ['INSTALL_DONE', '2026-03-05'],
      ['INVOICE', '2026-03-01'],
    ]);
    const read = await world.admin.get(`/v1/installed-units/${unit.id}`).expect(200);
    expect(read.body).toEqual(unit);
  });

  test('a serial number is known once per model', async () => {
    const unit = await anInstalledUnit(world);
    const customer = await aCustomer(world);
    const again = { modelId: unit.modelId, serialNumber: unit.serialNumber, customerId: customer.id };
    const answer = await world.admin.post('/v1/installed-units', again).expect(409);
    expect(answer.body.type).toBe('urn:counterpart:problem:serial-number-taken');
    await anInstalledUnit(world, { serialNumber: unit.serialNumber });
  });
});
