import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../../platform/master-data';
import { type Printer } from './printer';

export const PrinterEntity = new EntitySchema<Printer>({
  name: 'Printer',
  tableName: 'printer',
  columns: {
    id: { type: 'uuid', primary: true },
    number: { type: 'text' },
    name: { type: 'text' },
    host: { type: 'text' },
    port: { type: 'integer' },
    dpi: { type: 'text' },
    size: { type: 'text' },
    siteId: { type: 'uuid', name: 'site_id', nullable: true },
    answersStatus: { type: 'boolean', name: 'answers_status' },
    active: { type: 'boolean' },
    version: { type: 'integer' },
  },
});

export const printers: MasterTable<Printer> = { entity: PrinterEntity, name: 'printer' };
