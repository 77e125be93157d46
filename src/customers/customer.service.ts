import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { versionFrom } from '../platform/if-match';
import { type Kernel } from '../platform/kernel';
import { changeRecord, findRecord, listByNumber } from '../platform/master-data';
import { type PageOf } from '../platform/page';
import { type Customer, type CustomerChange, type CustomerQuery, type NewCustomer } from './customer';
import { customers } from './customer.entity';

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
      await tx.getRepository(customers.entity).insert(customer);
      return customer;
    });
  }

  async find(id: string): Promise<Customer> {
    return this.kernel.database.read((reader) => findRecord(reader, customers, id));
  }

  async list(query: CustomerQuery): Promise<PageOf<Customer>> {
    return this.kernel.database.read((reader) => listByNumber(reader, customers, query, { active: query.active }));
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: CustomerChange,
  ): Promise<Customer> {
    const version = versionFrom(ifMatch);
    return this.kernel.database.command(context, (tx) => changeRecord(tx, customers, id, version, asked));
  }
}
