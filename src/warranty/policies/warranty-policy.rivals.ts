import { wrongState } from '../../platform/problem';
import { checkPolicies } from '../checks/check-policy';
import { type PolicyScope, type WarrantyPolicy } from './warranty-policy';

/** The active policies that cannot be in force beside this one. */
export interface Rivals {
  /** Versions of the same policy: its activation retires them. */
  replaces: WarrantyPolicy[];
  /** Other policies: between them and this one the engine could not choose. */
  strangers: WarrantyPolicy[];
}

export function rivalsOf(policy: WarrantyPolicy, active: readonly WarrantyPolicy[]): Rivals {
  const rivals = active.filter(
    (other) => other.id !== policy.id && maySellTheSame(other.scope, policy.scope) && overlaps(other, policy),
  );
  return {
    replaces: rivals.filter((other) => other.number === policy.number),
    strangers: rivals.filter((other) => other.number !== policy.number),
  };
}

/** Whether a product could fall under both. Lists of different kinds (a category, a model) may always meet. */
function maySellTheSame(one: PolicyScope, other: PolicyScope): boolean {
  const meet = (a?: readonly string[] | null, b?: readonly string[] | null) => !a || !b || a.some((x) => b.includes(x));
  return meet(one.categories, other.categories) && meet(one.brands, other.brands) && meet(one.modelIds, other.modelIds);
}

/** Valid for the same sales with the same priority: the engine could not choose (NO_POLICY). */
function overlaps(one: WarrantyPolicy, other: WarrantyPolicy): boolean {
  return checkPolicies([one.body, other.body]).some((fault) => fault.rule === 'overlap');
}

export function undecided(rivals: readonly WarrantyPolicy[]) {
  return wrongState(
    'policy-overlaps',
    'Another active policy is for the same products and sales with the same priority, so that none could be chosen. Give one of them another priority, or narrow its scope, its sale dates or its usage classes.',
    { policies: rivals.map(({ id, number, versionNumber }) => ({ id, number, versionNumber })) },
  );
}
