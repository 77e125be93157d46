import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';
import { type Site } from './site';

export const SiteEntity = new EntitySchema<Site>({
  name: 'Site',
  tableName: 'site',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    number: { type: 'text' },
    name: { type: 'text' },
    kind: { type: 'text' },
    active: { type: 'boolean' },
    version: { type: 'integer' },
  },
});

export const sites: MasterTable<Site> = { entity: SiteEntity, name: 'site' };
