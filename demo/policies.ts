import {
  type NewWarrantyPolicy,
  type PolicyScope,
  type WarrantyPolicy,
} from '../src/warranty/policies/warranty-policy';
import { type Policy } from '../src/warranty/classification/policy';
import { type Caller } from './api';

/** A policy and where its terms are published. */
interface SourcedPolicy {
  scope: PolicyScope;
  body: Policy;
  source: string;
}

const usualExclusions = ['MISUSE', 'HUMAN_DAMAGE', 'UNAUTHORISED_DISMANTLING', 'FORCE_MAJEURE'];

const returnOrExchange = {
  grant: 'RETURN_OR_REPLACE_VEHICLE',
  within: { n: 2, unit: 'YEAR' as const },
  limits: { km: 50_000 },
};

const policies: SourcedPolicy[] = [
  {
    source:
      '家用汽车产品修理更换退货责任规定 (2021): repair period of 3 years or 60,000 km, whichever comes first; return or exchange after 30 repair days, or 4 repairs of one fault, within 2 years or 50,000 km',
    scope: { categories: ['passenger_car'], brands: ['Sample Motors'] },
    body: {
      id: 'CN-CAR-43',
      ...from('DELIVERY', 'INVOICE'),
      terms: [{ id: 'repair_period', covers: 'WHOLE_UNIT', n: 3, unit: 'YEAR', limits: { km: 60_000 } }],
      unit_replaced: 'RESTART',
      excluded_causes: [...usualExclusions, 'MODIFICATION', 'IMPROPER_MAINTENANCE'],
      entitlements: [
        { ...returnOrExchange, repair_days_over: 30, day_count: 'CEIL_24H' },
        { ...returnOrExchange, repairs_over: 4, same: 'FAULT' },
      ],
    },
  },
  {
    source:
      'Shanghai GM, answers to owners (2006): 2 years or 40,000 km; a part that was paid for, 1 year or 20,000 km',
    scope: { categories: ['passenger_car'], brands: ['Sample Autos'] },
    body: {
      id: 'SGM-2005',
      ...from('DELIVERY', 'INVOICE'),
      terms: [{ id: 'vehicle', covers: 'WHOLE_UNIT', n: 2, unit: 'YEAR', limits: { km: 40_000 } }],
      unit_replaced: 'RESTART',
      excluded_causes: usualExclusions,
      part_replaced_free: { mode: 'REMAINDER' },
      part_replaced_paid: { n: 1, unit: 'YEAR', limits: { km: 20_000 }, basis: 'SINCE_PART' },
    },
  },
  {
    source: 'SAIC Volkswagen, summary of terms: commercial use 1 year or 100,000 km',
    scope: { categories: ['passenger_car'], brands: ['Sample Cabs'] },
    body: {
      id: 'VW-TAXI',
      ...from('DELIVERY', 'INVOICE'),
      terms: [{ id: 'vehicle', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR', limits: { km: 100_000 } }],
      unit_replaced: 'RESTART',
      excluded_causes: usualExclusions,
      usage_class: ['TAXI', 'COMMERCIAL'],
    },
  },
  {
    source:
      'coach maker to its customers: 18 months or 100,000 km from delivery; sold parts by the Zhongtong Bus table',
    scope: { categories: ['bus'] },
    body: {
      id: 'BUS-CUSTOMER',
      ...from('DELIVERY'),
      terms: [{ id: 'vehicle', covers: 'WHOLE_UNIT', n: 18, unit: 'MONTH', limits: { km: 100_000 } }],
      unit_replaced: 'RESTART',
      excluded_causes: usualExclusions,
      excluded_parts: ['oil_filter', 'air_filter', 'oil_seal', 'sensor', 'clutch_disc', 'brake_lining', 'wiper_blade'],
    },
  },
  {
    source: 'A.O. Smith BTI-65 manual, page 24: parts 1 year, tank 3 years from installation; anodes as wear parts',
    scope: { categories: ['water_heater'] },
    body: {
      id: 'AOSMITH-BTI',
      ...from('INSTALL_DONE'),
      terms: [
        { id: 'parts', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR' },
        { id: 'tank', covers: ['tank'], n: 3, unit: 'YEAR', labor: null },
      ],
      unit_replaced: 'REMAINDER',
      excluded_causes: [...usualExclusions, 'ANODE_REMOVED'],
      excluded_parts: ['anode'],
      part_replaced_free: { mode: 'REMAINDER' },
    },
  },
  {
    source:
      '部分商品修理更换退货责任规定 (1995), Art. 8, 11: 1 year from the invoice, repair time prolongs; exchange after two repairs',
    scope: { categories: ['home_appliance'] },
    body: {
      id: 'CN-3B-APPLIANCE',
      ...from('INVOICE'),
      terms: [{ id: 'whole', covers: 'WHOLE_UNIT', n: 1, unit: 'YEAR' }],
      suspend: { repairs: 'WARRANTY', day_count: 'DATE_DIFF' },
      entitlements: [{ grant: 'EXCHANGE', repairs_over: 1 }],
      unit_replaced: 'RESTART',
      excluded_causes: usualExclusions,
    },
  },
];

/** Puts the policies in force and answers what they are and where they come from. */
export async function activatePolicies(supervisor: Caller): Promise<{ number: string; source: string }[]> {
  for (const { scope, body } of policies) {
    const told: NewWarrantyPolicy = { scope, body };
    const draft = await supervisor.post<WarrantyPolicy>('/v1/warranty-policies', told);
    await supervisor.post(`/v1/warranty-policies/${draft.id}/activation`);
  }
  return policies.map(({ body, source }) => ({ number: body.id, source }));
}

function from(...basis: Policy['start']['basis']): Pick<Policy, 'start' | 'last_day' | 'roll'> {
  return { start: { basis, combine: 'FIRST_KNOWN' }, last_day: 'ANNIVERSARY', roll: 'NONE' };
}
