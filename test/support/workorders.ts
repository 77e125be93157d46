import { type InstalledUnit } from '../../src/customers/installed-unit';
import { type Policy } from '../../src/warranty/classification/policy';
import { type PolicyScope, type WarrantyPolicy } from '../../src/warranty/policies/warranty-policy';
import { type NewServiceRequest, type ServiceRequestDetail } from '../../src/workorders/intake/service-request';
import { type NewWorkOrder, type WorkOrder } from '../../src/workorders/work-order';
import { anInstalledUnit } from './customers';
import { type Caller, type World } from './world';

/** A work order for an engineer (a new one unless told) at a unit (a new one unless told), opened by the office. */
export async function aWorkOrder(
  world: World,
  asked: { engineer?: Caller; unit?: { id: string } } & Partial<NewWorkOrder> = {},
): Promise<WorkOrder> {
  const { engineer, unit, ...rest } = asked;
  const body: NewWorkOrder = {
    unitId: unit?.id ?? rest.unitId ?? (await anInstalledUnit(world)).id,
    engineerId: engineer?.id ?? rest.engineerId ?? (await world.person('engineer')).id,
    fault: 'does not heat',
    ...rest,
  };
  return (await world.admin.post('/v1/work-orders', body).expect(201)).body as WorkOrder;
}

/** A unit that was bought on a day. */
export async function aUnitBoughtOn(
  world: World,
  day: string,
  overrides: Parameters<typeof anInstalledUnit>[1] = {},
): Promise<InstalledUnit> {
  return anInstalledUnit(world, { dates: [{ kind: 'INVOICE', day, evidence: 'sample invoice' }], ...overrides });
}

let policies = 0;

/** Rules: a year from the invoice for everything, unless told otherwise. */
export function aPolicyBody(overrides: Partial<Policy> = {}): Policy {
  return {
    id: `SAMPLE-POLICY-${(policies += 1)}`,
    start: { basis: ['INVOICE'], combine: 'FIRST_KNOWN' },
    terms: [{ id: 'whole', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR' }],
    ...overrides,
  };
}

/** A policy in force, for these products only. */
export async function anActivePolicy(
  world: World,
  scope: PolicyScope,
  overrides: Partial<Policy> = {},
): Promise<WarrantyPolicy> {
  const draft = await world.admin.post('/v1/warranty-policies', { scope, body: aPolicyBody(overrides) }).expect(201);
  const active = await world.admin.post(`/v1/warranty-policies/${draft.body.id}/activation`).expect(200);
  return active.body as WarrantyPolicy;
}

/** A request about a unit (a new one unless told), registered by the office. */
export async function aServiceRequest(
  world: World,
  asked: Partial<NewServiceRequest> = {},
): Promise<ServiceRequestDetail> {
  const body: NewServiceRequest = {
    ...(asked.unitId === undefined && asked.modelId === undefined && { unitId: (await anInstalledUnit(world)).id }),
    fault: 'does not heat',
    request: 'repair it',
    problemClass: 'breakdown',
    ...asked,
  };
  return (await world.admin.post('/v1/service-requests', body).expect(201)).body as ServiceRequestDetail;
}
