import { type ConstraintProblems } from '../platform/database-errors';

export const staffProblems: ConstraintProblems = {
  staff_member_number_once: {
    status: 409,
    kind: 'number-taken',
    title: 'Number already taken',
    detail: 'Another staff member has this number. Choose another one.',
  },
  staff_member_roles_known: {
    status: 422,
    kind: 'unknown-role',
    title: 'Unknown role',
    detail: 'A staff member has at least one of the known roles.',
  },
  staff_member_station_has_site: {
    status: 422,
    kind: 'station-needs-site',
    title: 'A station needs its site',
    detail: 'Name the site (siteId) whose stock this station answers for.',
  },
};
