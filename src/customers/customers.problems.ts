import { type ConstraintProblems } from '../platform/database-errors';

export const customersProblems: ConstraintProblems = {
  customer_number_once: {
    status: 409,
    kind: 'number-taken',
    title: 'Number already taken',
    detail: 'Another customer has this number. Choose another one, or change that customer.',
  },
  installed_unit_serial_number_once: {
    status: 409,
    kind: 'serial-number-taken',
    title: 'Serial number already known',
    detail: 'A unit of this model with this serial number is already recorded. Look it up by its serial number.',
  },
  installed_unit_serial_number_length: {
    status: 422,
    kind: 'invalid-serial-number',
    title: 'Not a serial number',
    detail: 'A serial number has 1 to 64 characters.',
  },
  installed_unit_date_kind_known: {
    status: 422,
    kind: 'unknown-value',
    title: 'Unknown value',
    detail: 'kind is one of the date kinds that the contract names.',
  },
  installed_unit_reading_meter_known: {
    status: 422,
    kind: 'unknown-value',
    title: 'Unknown value',
    detail: 'meter is a word of small letters and _, for example hours.',
  },
  installed_unit_reading_not_negative: {
    status: 422,
    kind: 'invalid-reading',
    title: 'Not a reading',
    detail: 'A reading is a whole number, zero or more.',
  },
  installed_unit_reading_source_known: {
    status: 422,
    kind: 'unknown-value',
    title: 'Unknown value',
    detail: 'source is stated or measured.',
  },
  installed_unit_version_once: {
    status: 409,
    kind: 'version-recorded',
    title: 'This version is recorded',
    detail: 'A change of a unit makes a new version. Read the unit again and repeat your change.',
  },
};
