import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';
import { type Part } from './part';

export const PartEntity = new EntitySchema<Part>({
  name: 'Part',
  tableName: 'part',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    number: { type: 'text' },
    nameZh: { type: 'text', name: 'name_zh', nullable: true },
    nameEn: { type: 'text', name: 'name_en', nullable: true },
    unit: { type: 'text' },
    component: { type: 'text', nullable: true },
    supplierId: { type: 'uuid', name: 'supplier_id', nullable: true },
    supplierNumber: { type: 'text', name: 'supplier_number', nullable: true },
    makerNumber: { type: 'text', name: 'maker_number', nullable: true },
    gtin: { type: 'text', nullable: true },
    cpid: { type: 'text', nullable: true },
    serialNumbered: { type: 'boolean', name: 'serial_numbered' },
    oldPartRule: { type: 'text', name: 'old_part_rule' },
    oldPartDays: { type: 'integer', name: 'old_part_days' },
    supersededById: { type: 'uuid', name: 'superseded_by_id', nullable: true },
    active: { type: 'boolean' },
    version: { type: 'integer' },
  },
});

export const parts: MasterTable<Part> = { entity: PartEntity, name: 'part' };
