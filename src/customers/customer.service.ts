import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord } from '../platform/master-data';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { forbidden, notFound } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { type Customer, type CustomerChange, type CustomerQuery, type NewCustomer } from './customer';
import { customers } from './customer.entity';
import { dealsWithCustomer, listCustomers } from './customer.queries';
import { dealerOf } from './dealings';

/** Customers (客户). */
export class CustomerService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewCustomer): Promise<Customer> {
    const customer: Customer = {
      id: newId(),
      code: newCode('customer'),
      number: asked.number,
      name: asked.name,
      phone: asked.phone ?? null,
      address: asked.address ?? null,
      active: true,
      version: 1,
    };
    return this.kernel.database.command(context, async (tx) => {
      await tx.getRepository(customers.entity).insert({ ...customer, registeredById: context.actor.id });
      return customer;
    });
  }

  /** An engineer or a station reads the customers of its own matters only (R15). */
  async find(context: CallContext, id: string): Promise<Customer> {
    return this.kernel.database.read(async (reader) => {
      await refuseOthers(reader, context, id);
      return findRecord(reader, customers, id);
    });
  }

  /** The office browses; an engineer or a station looks up the one customer it has to do with (R15). */
  async list(context: CallContext, query: CustomerQuery): Promise<PageOf<Customer>> {
    const browses = query.number === undefined && query.phone === undefined;
    if (browses && dealerOf(context).narrowed) {
      throw forbidden('Customers are personal data. Look one up by its number or phone.', 'customer-lookup-only');
    }
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0];
    const rows = await this.kernel.database.read((reader) =>
      listCustomers(reader, query, limit + 1, after === undefined ? undefined : String(after)),
    );
    return pageOf(rows, limit, (row) => [row.number]);
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: CustomerChange,
  ): Promise<Customer> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, async (tx) => {
      await refuseOthers(tx, context, id);
      return changeRecord(tx, customers, id, version, asked);
    });
  }
}

async function refuseOthers(reader: Reader, context: CallContext, id: string): Promise<void> {
  const dealer = dealerOf(context);
  if (dealer.narrowed && !(await dealsWithCustomer(reader, id, dealer))) throw notFound('customer');
}
