import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';
import { type Supplier } from './supplier';

export const SupplierEntity = new EntitySchema<Supplier>({
  name: 'Supplier',
  tableName: 'supplier',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    number: { type: 'text' },
    name: { type: 'text' },
    contact: { type: 'text', nullable: true },
    supportChannel: { type: 'text', name: 'support_channel', nullable: true },
    active: { type: 'boolean' },
    version: { type: 'integer' },
  },
});

export const suppliers: MasterTable<Supplier> = { entity: SupplierEntity, name: 'supplier' };
