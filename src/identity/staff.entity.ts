import { EntitySchema } from 'typeorm';
import { type StaffMember } from './staff';

export const StaffMemberEntity = new EntitySchema<StaffMember>({
  name: 'StaffMember',
  tableName: 'staff_member',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    number: { type: 'text' },
    name: { type: 'text' },
    roles: { type: 'text', array: true },
    siteId: { type: 'uuid', name: 'site_id', nullable: true },
    mayPostEarlier: { type: 'boolean', name: 'may_post_earlier' },
    active: { type: 'boolean' },
    version: { type: 'integer' },
  },
});
