import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';
import { type Customer } from './customer';

export const CustomerEntity = new EntitySchema<Customer>({
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
  },
});

export const customers: MasterTable<Customer> = { entity: CustomerEntity, name: 'customer' };
