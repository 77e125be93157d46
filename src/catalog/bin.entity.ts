import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';
import { type Bin } from './bin';

export const BinEntity = new EntitySchema<Bin>({
  name: 'Bin',
  tableName: 'bin',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    siteId: { type: 'uuid', name: 'site_id' },
    number: { type: 'text' },
    active: { type: 'boolean' },
    version: { type: 'integer' },
  },
});

export const bins: MasterTable<Bin> = { entity: BinEntity, name: 'bin' };
