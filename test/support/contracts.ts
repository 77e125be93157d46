import { type ContractTerms, type ServiceContract } from '../../src/contracts/service-contract';
import { type InstalledUnit } from '../../src/customers/installed-unit';
import { type World } from './world';
import { inDays } from './days';

/** All parts, labour and travel for a unit, for a year from last month on; 500.00 held back. */
export function contractTerms(unit: { id: string }, overrides: Partial<ContractTerms> = {}): ContractTerms {
  return {
    ...{ kind: 'maintenance', startsOn: inDays(-30), endsOn: inDays(335), services: 'two inspections a year, repairs' },
    ...{ partsIncluded: 'all', labourIncluded: true, travelIncluded: true, visitsIncluded: null, price: 120_000 },
    ...{ retentionAmount: 50_000, retentionDueOn: null, unitIds: [unit.id], modelIds: [], partIds: [] },
    ...overrides,
  };
}

/** Drawn up by the office. */
export async function aContract(
  world: World,
  unit: Pick<InstalledUnit, 'id' | 'customerId'>,
  overrides: Partial<ContractTerms> = {},
): Promise<ServiceContract> {
  const body = { customerId: unit.customerId, terms: contractTerms(unit, overrides) };
  return (await world.admin.post('/v1/service-contracts', body).expect(201)).body as ServiceContract;
}

/** Drawn up by the office, approved today by a supervisor. */
export async function anApprovedContract(
  world: World,
  unit: Pick<InstalledUnit, 'id' | 'customerId'>,
  overrides: Partial<ContractTerms> = {},
): Promise<ServiceContract> {
  const contract = await aContract(world, unit, overrides);
  const path = `/v1/service-contracts/${contract.id}`;
  await world.admin.post(`${path}/submission`).expect(200);
  const supervisor = await world.person('supervisor');
  return (await supervisor.post(`${path}/approval`, { approved: true }).expect(200)).body as ServiceContract;
}
