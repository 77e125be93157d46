import { EntitySchema } from 'typeorm';
import { type MasterTable } from '../platform/master-data';

/** What is stored of a unit itself; its dates and readings are append-only tables of their own. */
export interface UnitRecord {
  id: string;
  code: string;
  modelId: string;
  serialNumber: string;
  customerId: string;
  usageClass: string;
  firstOwner: boolean;
  active: boolean;
  version: number;
  /** Who made this version. */
  changedById: string;
}

export const InstalledUnitEntity = new EntitySchema<UnitRecord>({
  name: 'InstalledUnit',
  tableName: 'installed_unit',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    modelId: { type: 'uuid', name: 'model_id' },
    serialNumber: { type: 'text', name: 'serial_number' },
    customerId: { type: 'uuid', name: 'customer_id' },
    usageClass: { type: 'text', name: 'usage_class' },
    firstOwner: { type: 'boolean', name: 'first_owner' },
    active: { type: 'boolean' },
    version: { type: 'integer' },
    changedById: { type: 'uuid', name: 'changed_by_id' },
  },
});

export const installedUnits: MasterTable<UnitRecord> = { entity: InstalledUnitEntity, name: 'installed unit' };
