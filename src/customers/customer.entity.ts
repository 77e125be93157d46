import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';
import { type Customer } from './customer';

/** What is stored of a customer: also who registered it. */
export interface CustomerRecord extends Customer {
  registeredById: string;
}

export const CustomerEntity = new EntitySchema<CustomerRecord>({
  name: 'Customer',
  tableName: 'customer',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    number: { type: 'text' },
    name: { type: 'text' },
    phone: { type: 'text', nullable: true },
    address: { type: 'text', nullable: true },
    active: { type: 'boolean' },
    version: { type: 'integer' },
    registeredById: { type: 'uuid', name: 'registered_by_id', select: false, update: false },
  },
});

export const customers: MasterTable<CustomerRecord> = { entity: CustomerEntity, name: 'customer' };
