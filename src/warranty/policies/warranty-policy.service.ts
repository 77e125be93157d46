import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { changedMeanwhile, versionFrom } from '../../platform/if-match';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { type Fault as RequestFault, invalid, notFound, wrongState } from '../../platform/problem';
import { type Reader, type Tx } from '../../platform/transaction';
import { checkFacts } from '../checks/check-facts';
import { checkPolicy } from '../checks/check-policy';
import { classify } from '../classification/classify';
import { activePoliciesFor } from '../determinations/determination.queries';
import { type Fault } from '../checks/fault';
import { type Policy } from '../classification/policy';
import {
  type Classification,
  type NewClassification,
  type NewWarrantyPolicy,
  type WarrantyPolicy,
  type WarrantyPolicyQuery,
} from './warranty-policy';
import {
  changeDraft,
  findPolicies,
  findPolicy,
  insertPolicy,
  latestVersion,
  listPolicies,
  lockActivePolicies,
  setPolicyStatus,
} from './warranty-policy.queries';
import { rivalsOf, undecided } from './warranty-policy.rivals';

/** Warranty policies (质保条款) as versioned data, and dry runs of them. */
export class WarrantyPolicyService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewWarrantyPolicy): Promise<WarrantyPolicy> {
    refuseFaults(asked);
    return this.kernel.database.command(context, (tx) => draft(tx, context, asked, 1));
  }

  /** The next version of a policy, as a draft: the version in force goes on deciding until this one is activated. */
  async createVersion(context: CallContext, id: string, asked: NewWarrantyPolicy): Promise<WarrantyPolicy> {
    refuseFaults(asked);
    return this.kernel.database.command(context, async (tx) => {
      const { number } = (await findPolicy(tx, id)) ?? noSuchPolicy();
      if (asked.body.id !== number) {
        throw invalid([{ pointer: '/body/id', detail: `is the number of the policy this is a version of: ${number}` }]);
      }
      return draft(tx, context, asked, (await latestVersion(tx, number)) + 1);
    });
  }

  async changeDraft(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: NewWarrantyPolicy,
  ): Promise<WarrantyPolicy> {
    const version = versionFrom(ifMatch);
    refuseFaults(asked);
    return this.kernel.database.command(context, async (tx) => {
      const earlier = (await findPolicy(tx, id)) ?? noSuchPolicy();
      if (earlier.status !== 'draft') throw notADraft(earlier);
      if (asked.body.id !== earlier.number) {
        throw invalid([{ pointer: '/body/id', detail: `the number stays ${earlier.number}` }]);
      }
      const body = { ...asked.body, version: String(earlier.versionNumber) };
      if (!(await changeDraft(tx, id, version, { body, scope: asked.scope ?? {} }))) throw changedMeanwhile();
      return (await findPolicy(tx, id)) ?? noSuchPolicy();
    });
  }

  async find(id: string): Promise<WarrantyPolicy> {
    return (await this.kernel.database.read((reader) => findPolicy(reader, id))) ?? noSuchPolicy();
  }

  async list(query: WarrantyPolicyQuery): Promise<PageOf<WarrantyPolicy>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read((reader) => listPolicies(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.number, row.versionNumber]);
  }

  /** Puts a draft in force; a version of the same policy for the same sales is retired by it. */
  async activate(context: CallContext, id: string): Promise<WarrantyPolicy> {
    return this.kernel.database.command(context, async (tx) => {
      const active = await lockActivePolicies(tx);
      const policy = (await findPolicy(tx, id)) ?? noSuchPolicy();
      if (policy.status !== 'draft') throw notADraft(policy);
      const { replaces, strangers } = rivalsOf(policy, active);
      if (strangers.length > 0) throw undecided(strangers);
      const now = this.kernel.clock.now();
      await setPolicyStatus(
        tx,
        replaces.map((replaced) => replaced.id),
        'retired',
        now,
      );
      await setPolicyStatus(tx, [id], 'active', now);
      return (await findPolicy(tx, id)) ?? noSuchPolicy();
    });
  }

  async retire(context: CallContext, id: string): Promise<WarrantyPolicy> {
    return this.kernel.database.command(context, async (tx) => {
      await lockActivePolicies(tx);
      const policy = (await findPolicy(tx, id)) ?? noSuchPolicy();
      if (policy.status === 'retired') {
        throw wrongState('policy-retired', 'This version is retired already.', { retiredAt: policy.retiredAt });
      }
      await setPolicyStatus(tx, [id], 'retired', this.kernel.clock.now());
      return (await findPolicy(tx, id)) ?? noSuchPolicy();
    });
  }

  /** A dry run: nothing is stored. */
  async classify(asked: NewClassification): Promise<Classification> {
    const { facts, policies: given, policyIds, modelId } = asked;
    const ways = [given, policyIds, modelId].filter((way) => way !== undefined).length;
    if (ways !== 1) throw invalid([{ pointer: '', detail: 'state exactly one of policies, policyIds and modelId' }]);
    if (given) {
      const faults = given.flatMap((policy, index) => faultsAt(`/policies/${index}`, checkPolicy(policy)));
      if (faults.length > 0) throw invalid(faults);
    }
    const policies = given ?? (await this.kernel.database.read((reader) => storedPolicies(reader, policyIds, modelId)));
    return { verdict: classify(facts, policies), faults: checkFacts(facts, policies) };
  }
}

async function storedPolicies(
  reader: Reader,
  policyIds: readonly string[] | undefined,
  modelId: string | undefined,
): Promise<Policy[]> {
  if (policyIds) {
    const found = await findPolicies(reader, policyIds);
    const faults = policyIds
      .map((id, index) => ({ pointer: `/policyIds/${index}`, detail: 'there is no such policy', id }))
      .filter(({ id }) => !found.some((policy) => policy.id === id.toLowerCase()))
      .map(({ pointer, detail }) => ({ pointer, detail }));
    if (faults.length > 0) throw invalid(faults);
    return found.map((policy) => policy.body);
  }
  const [model] = await reader.query<{ modelId: string; category: string; brand: string | null }[]>(
    `select id as "modelId", category, brand from product_model where id = $1`,
    [modelId],
  );
  if (!model) throw invalid([{ pointer: '/modelId', detail: 'there is no such product model' }]);
  return (await activePoliciesFor(reader, model)).map((policy) => policy.body);
}

async function draft(
  tx: Tx,
  context: CallContext,
  asked: NewWarrantyPolicy,
  versionNumber: number,
): Promise<WarrantyPolicy> {
  const id = newId();
  const body = { ...asked.body, version: String(versionNumber) };
  await insertPolicy(tx, { id, body, versionNumber, scope: asked.scope ?? {}, actorId: context.actor.id });
  return (await findPolicy(tx, id)) ?? noSuchPolicy();
}

function refuseFaults({ body }: NewWarrantyPolicy): void {
  const faults = faultsAt('/body', checkPolicy(body));
  if (!/^[A-Za-z0-9][A-Za-z0-9 ._/+-]{0,63}$/.test(body.id)) {
    faults.push({ pointer: '/body/id', detail: 'a number has letters, digits and . _ / + - only, at most 64' });
  }
  if (faults.length > 0) throw invalid(faults);
}

function faultsAt(prefix: string, faults: readonly Fault[]): RequestFault[] {
  return faults.map(({ pointer, message }) => ({ pointer: prefix + pointer, detail: message }));
}

function notADraft(policy: WarrantyPolicy) {
  return wrongState('policy-not-draft', 'Only a draft is changed or activated. Make a new version of the policy.', {
    status: policy.status,
  });
}

function noSuchPolicy(): never {
  throw notFound('warranty policy');
}
