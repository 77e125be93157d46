import { type Customer, type NewCustomer } from '../../src/customers/customer';
import { type InstalledUnit, type NewInstalledUnit } from '../../src/customers/installed-unit';
import { aModel, aNumber } from './catalog';
import { type World } from './world';

export async function aCustomer(world: World, overrides: Partial<NewCustomer> = {}): Promise<Customer> {
  const number = aNumber('CUST');
  const body = { number, name: `Sample customer ${number}`, phone: '+00 10 5550 0100', ...overrides };
  return (await world.admin.post('/v1/customers', body).expect(201)).body as Customer;
}

/** A machine of a new model at a new customer, unless told otherwise. */
export async function anInstalledUnit(world: World, overrides: Partial<NewInstalledUnit> = {}): Promise<InstalledUnit> {
  const body = {
    modelId: overrides.modelId ?? (await aModel(world)).id,
    customerId: overrides.customerId ?? (await aCustomer(world)).id,
    serialNumber: aNumber('SN'),
    ...overrides,
  };
  return (await world.admin.post('/v1/installed-units', body).expect(201)).body as InstalledUnit;
}
