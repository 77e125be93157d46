import { newCode } from '../barcodes/code';
import { dealsWithCustomer } from '../customers/customer.queries';
import { dealerOf } from '../customers/dealings';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { changedMeanwhile, versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { termsOf } from './contract-terms';
import {
  type ContractDecision,
  type ContractStatus,
  type ContractTermination,
  type NewServiceContract,
  type ServiceContract,
  type ServiceContractChange,
  type ServiceContractQuery,
} from './service-contract';
import {
  changeContract,
  decideContract,
  findContract,
  insertContract,
  listContracts,
  lockContract,
  submitContract,
  terminateContract,
  withdrawContract,
} from './service-contract.queries';

/** Service contracts 服务合同: drawn up, submitted, approved by another person, and only then in force (S019). */
export class ServiceContractService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewServiceContract): Promise<ServiceContract> {
    const today = this.kernel.clock.today();
    const documentDate = asked.documentDate ?? today;
    const faults: Fault[] = [];
    if (documentDate > today) faults.push({ pointer: '/documentDate', detail: 'the day lies in the future' });
    return this.kernel.database.command(context, async (tx) => {
      const terms = await termsOf(tx, asked.customerId, asked.terms, faults);
      const id = newId();
      const { customerId } = asked;
      const code = newCode('service-contract');
      await insertContract(tx, { id, code, customerId, documentDate, actorId: context.actor.id, terms });
      return (await findContract(tx, id))!;
    });
  }

  /** Engineers and stations read the contracts of the customers they deal with (R15). */
  async find(context: CallContext, id: string): Promise<ServiceContract> {
    const dealer = dealerOf(context);
    const found = await this.kernel.database.read(async (reader) => {
      const contract = await findContract(reader, id);
      if (!contract || !dealer.narrowed) return contract;
      return (await dealsWithCustomer(reader, contract.customerId, dealer)) ? contract : undefined;
    });
    if (!found) throw notFound('service contract');
    return found;
  }

  async list(context: CallContext, query: ServiceContractQuery): Promise<PageOf<ServiceContract>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listContracts(reader, query, dealerOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: ServiceContractChange,
  ): Promise<ServiceContract> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      const contract = await lockContractIn(tx, id, ['draft']);
      if (contract.version !== version) throw changedMeanwhile();
      await changeContract(tx, id, await termsOf(tx, contract.customerId, asked.terms, []));
      return (await findContract(tx, id))!;
    });
  }

  async submit(context: CallContext, id: string): Promise<ServiceContract> {
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      await lockContractIn(tx, id, ['draft']);
      await submitContract(tx, id, at, context.actor.id);
      return (await findContract(tx, id))!;
    });
  }

  async withdraw(context: CallContext, id: string): Promise<ServiceContract> {
    return this.kernel.database.command(context, async (tx) => {
      await lockContractIn(tx, id, ['draft', 'submitted']);
      await withdrawContract(tx, id);
      return (await findContract(tx, id))!;
    });
  }

  /** Approves or rejects; never what one drew up or submitted (R4). */
  async decide(context: CallContext, id: string, asked: ContractDecision): Promise<ServiceContract> {
    if (!asked.approved && asked.note === undefined) {
      throw invalid([{ pointer: '/note', detail: 'say why it is rejected, so that it can be put right' }]);
    }
    return this.kernel.database.command(context, async (tx) => {
      const contract = await lockContractIn(tx, id, ['submitted']);
      if ([contract.actorId, contract.submittedById].includes(context.actor.id)) {
        throw forbidden('Nobody approves the contract they made or submitted. Ask another supervisor.', 'own-contract');
      }
      const { clock } = this.kernel;
      const decision = { at: clock.now(), today: clock.today(), byId: context.actor.id, note: asked.note ?? null };
      await decideContract(tx, id, { ...decision, approved: asked.approved });
      return (await findContract(tx, id))!;
    });
  }

  /** Ends it before its expiry, which stays what it is (S094). */
  async terminate(context: CallContext, id: string, asked: ContractTermination): Promise<ServiceContract> {
    if (asked.lastDay < this.kernel.clock.today()) {
      throw invalid([{ pointer: '/lastDay', detail: 'a contract ends today at the earliest: what it covered stays' }]);
    }
    return this.kernel.database.command(context, async (tx) => {
      const contract = await lockContractIn(tx, id, ['approved']);
      if (contract.terminatedOn !== null) {
        throw wrongState('contract-terminated', 'Its early end is recorded already.', {
          terminatedOn: contract.terminatedOn,
        });
      }
      await terminateContract(tx, id, { ...asked, byId: context.actor.id });
      return (await findContract(tx, id))!;
    });
  }
}

/** What to do about a contract that is in another state than a step needs. */
const nextStep: Record<ContractStatus, string> = {
  draft: 'It is a draft: submit it first.',
  submitted: 'It is submitted: another person decides next.',
  approved: 'It is approved and stays as it is: make another contract for what is agreed anew.',
  rejected: 'It was rejected: make another one.',
  withdrawn: 'It was withdrawn: make another one.',
};

export async function lockContractIn(tx: Tx, id: string, allowed: readonly ContractStatus[]): Promise<ServiceContract> {
  const contract = await lockContract(tx, id);
  if (!contract) throw notFound('service contract');
  if (allowed.includes(contract.status)) return contract;
  throw wrongState('contract-in-other-state', nextStep[contract.status], {
    number: contract.number,
    status: contract.status,
  });
}
