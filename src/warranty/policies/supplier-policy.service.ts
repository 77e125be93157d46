import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { invalid, notFound, wrongState } from '../../platform/problem';
import { checkInboundPolicy } from '../checks/check-policy';
import { type NewSupplierPolicy, type SupplierPolicy, type SupplierPolicyQuery } from './supplier-policy';
import {
  findSupplierPolicy,
  insertSupplierPolicy,
  listSupplierPolicies,
  lockPoliciesOf,
  retireSupplierPolicy,
} from './supplier-policy.queries';

/** What suppliers owe us (进货质保). */
export class SupplierPolicyService {
  constructor(private readonly kernel: Kernel) {}

  async list(query: SupplierPolicyQuery): Promise<PageOf<SupplierPolicy>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 3);
    const rows = await this.kernel.database.read((reader) => listSupplierPolicies(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.supplierId, row.number, row.versionNumber]);
  }

  async find(id: string): Promise<SupplierPolicy> {
    const found = await this.kernel.database.read((reader) => findSupplierPolicy(reader, id));
    if (!found) throw notFound('supplier policy');
    return found;
  }

  /** Puts it in force; the version of this number that was in force until now is retired. */
  async add(context: CallContext, asked: NewSupplierPolicy): Promise<SupplierPolicy> {
    const faults = checkInboundPolicy(asked.body).map(({ pointer, message }) => ({
      ...{ pointer: `/body${pointer}`, detail: message },
    }));
    if (faults.length > 0) throw invalid(faults);
    return this.kernel.database.command(context, async (tx) => {
      const versions = await lockPoliciesOf(tx, asked.supplierId);
      if (!versions) throw invalid([{ pointer: '/supplierId', detail: 'there is no such supplier' }]);
      const active = versions.filter((other) => other.status === 'active');
      refuseRivals(
        active.filter((other) => other.number !== asked.number),
        asked,
      );
      const replaced = active.find((other) => other.number === asked.number);
      if (replaced) await retireSupplierPolicy(tx, replaced.id, this.kernel.clock.now());
      const latest = versions.filter((other) => other.number === asked.number).map((other) => other.versionNumber);
      const id = newId();
      await insertSupplierPolicy(tx, id, Math.max(0, ...latest) + 1, asked, context.actor.id);
      return (await findSupplierPolicy(tx, id))!;
    });
  }

  async retire(context: CallContext, id: string): Promise<SupplierPolicy> {
    return this.kernel.database.command(context, async (tx) => {
      const policy = await findSupplierPolicy(tx, id);
      if (!policy) throw notFound('supplier policy');
      if (!(await retireSupplierPolicy(tx, id, this.kernel.clock.now()))) {
        throw wrongState('policy-retired', 'This version is retired already.', { retiredAt: policy.retiredAt });
      }
      return (await findSupplierPolicy(tx, id))!;
    });
  }
}

/** Two policies for one component: the engine could not choose. */
function refuseRivals(active: readonly SupplierPolicy[], { components = null }: NewSupplierPolicy): void {
  const rivals = active.filter((other) =>
    components === null || other.components === null
      ? components === other.components
      : components.some((component) => other.components?.includes(component)),
  );
  if (rivals.length === 0) return;
  throw wrongState(
    'policy-overlaps',
    'Another policy of this supplier is for the same components, so that none could be chosen. Name other components, or retire the other one.',
    { policies: rivals.map(({ id, number, versionNumber }) => ({ id, number, versionNumber })) },
  );
}
