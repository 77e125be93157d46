import { type Kernel } from '../../platform/kernel';
import { notFound } from '../../platform/problem';
import { type Reader } from '../../platform/transaction';
import { checkFacts } from '../checks/check-facts';
import { classify } from '../classification/classify';
import { type FaultOfUnit } from './determination';
import { determine } from '../classification/determine';
import { underContracts } from './determine-claim';
import { type Facts, type RepairEvent } from '../classification/facts';
import { gatherCases } from './gather-case';
import { type Policy } from '../classification/policy';
import {
  type Entitlement,
  type RepeatedRepair,
  type UnitEntitlements,
  type UnitFault,
  type UnitVerdict,
} from './unit-verdict';

/** What our records would answer about a unit, without storing anything. */
export class UnitVerdictService {
  constructor(private readonly kernel: Kernel) {}

  /** Who would pay for a fault. */
  async verdict(unitId: string, asked: UnitFault): Promise<UnitVerdict> {
    return this.kernel.database.snapshot(async (reader) => {
      await unitOr404(reader, unitId);
      const fault: FaultOfUnit = {
        ...{ unitId, reportDate: asked.reportedOn ?? this.kernel.clock.today() },
        ...{ component: asked.component ?? null, cause: asked.causeCode ?? null, fault: asked.fault ?? null },
      };
      const claims = [{ partId: asked.partId ?? null }];
      const { facts: gathered, policies } = await gatherCases(reader, fault, claims);
      const facts = gathered[0]!;
      for (const { meter, reading } of asked.readings ?? []) {
        facts.claim.usage = { ...facts.claim.usage, [meter]: reading };
      }
      const rules = policies.map(({ body }) => body);
      const answers = await underContracts(reader, fault, claims, [classify(facts, rules)]);
      const { verdict, contract } = answers[0]!;
      return { verdict, contractNumber: contract?.number ?? null, facts, faults: checkFacts(facts, rules) };
    });
  }

  /** What the repairs of a unit entitle its owner to, and which faults came again. */
  async entitlements(unitId: string): Promise<UnitEntitlements> {
    const on = this.kernel.clock.today();
    return this.kernel.database.snapshot(async (reader) => {
      await unitOr404(reader, unitId);
      const { facts: gathered, policies } = await gatherCases(reader, { unitId, reportDate: on }, [{}]);
      const facts = gathered[0]!;
      const rules = policies.map(({ body }) => body);
      const repairs = (facts.history ?? []).filter((event) => event.type === 'REPAIR');
      return { unitId, on, entitlements: grantsOf(facts, rules, repairs), repeatedFaults: repeatedAmong(repairs) };
    });
  }
}

async function unitOr404(reader: Reader, id: string): Promise<void> {
  const rows = await reader.query<unknown[]>(`select from installed_unit where id = $1`, [id]);
  if (rows.length === 0) throw notFound('installed unit');
}

/**
 * Asks as if a covered defect were reported: of nothing in particular, of each fault that was repaired, of each component. What
 * is granted anyway is not repeated for a fault.
 */
function grantsOf(facts: Facts, rules: readonly Policy[], repairs: readonly RepairEvent[]): Entitlement[] {
  const faults = new Set(repairs.map((repair) => repair.fault).filter((fault) => fault !== undefined));
  const components = new Set([
    ...repairs.flatMap((repair) => repair.components ?? []),
    ...rules.flatMap((rule) => (rule.entitlements ?? []).flatMap((entitlement) => entitlement.components ?? [])),
  ]);
  const asked: { fault?: string; component?: string }[] = [{}];
  for (const fault of faults) asked.push({ fault });
  for (const component of components) asked.push({ component });
  const found: Entitlement[] = [];
  for (const { fault, component } of asked) {
    const cause = rules.flatMap((rule) => rule.covered_causes ?? [])[0] ?? 'MANUFACTURING_DEFECT';
    const claim = { ...facts.claim, cause, ...(fault && { fault }), ...(component && { component }) };
    const { entitlements, policy, policy_version } = determine({ ...facts, claim }, rules).determination;
    for (const grant of entitlements) {
      if (found.some((other) => other.grant === grant && other.fault === null && other.component === null)) continue;
      found.push({
        ...{
          grant,
          policy: policy!,
          policyVersion: policy_version,
          fault: fault ?? null,
          component: component ?? null,
        },
      });
    }
  }
  return found;
}

function repeatedAmong(repairs: readonly RepairEvent[]): RepeatedRepair[] {
  const byFault = new Map<string, RepeatedRepair>();
  for (const { fault, under_warranty } of repairs) {
    if (fault === undefined) continue;
    const counted = byFault.get(fault) ?? { fault, repairs: 0, underWarranty: 0 };
    byFault.set(fault, counted);
    counted.repairs += 1;
    if (under_warranty) counted.underWarranty += 1;
  }
  return [...byFault.values()].filter((fault) => fault.repairs > 1).sort((one, other) => other.repairs - one.repairs);
}
