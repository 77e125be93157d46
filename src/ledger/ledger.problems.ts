import { type ConstraintProblems } from '../platform/database-errors';

export const ledgerProblems: ConstraintProblems = {
  stock_balance_not_negative: {
    status: 409,
    kind: 'insufficient-stock',
    title: 'Not enough stock',
    detail: 'There are fewer pieces than asked for; nothing was moved. See facts for what is there.',
  },
  stock_balance_posting_date_forward: {
    status: 409,
    kind: 'posting-date-too-early',
    title: 'The posting date is too early',
    detail: 'A balance this touches was already posted on a later day. Post on facts.earliestPostingDate or later.',
  },
  stock_transfer_to_bin_in_use: {
    status: 409,
    kind: 'bin-out-of-use',
    title: 'The bin is out of use',
    detail: 'Nothing is put into a bin that is no longer used. Name another one, or take the bin into use again.',
  },
  stock_transfer_names_unit: {
    status: 422,
    kind: 'serial-number-required',
    title: 'A serial number is required',
    detail: 'The part is serial-numbered: name the unit of each piece.',
  },
  stock_transfer_unit_of_part: {
    status: 422,
    kind: 'serial-number-unexpected',
    title: 'The part has no serial numbers',
    detail: 'Leave the unit out: pieces of this part are not told apart.',
  },
  serial_unit_giai_once: {
    status: 409,
    kind: 'unit-key-taken',
    title: 'GIAI already taken',
    detail: 'Another unit has this GIAI. Take it from there first if it belongs here.',
  },
  serial_unit_giai_valid: {
    status: 422,
    kind: 'invalid-unit-key',
    title: 'Not a GIAI',
    detail: 'giai has 4 to 30 of the characters that GS1 allows, and begins with four digits.',
  },
  serial_unit_in_one_account: {
    status: 409,
    kind: 'unit-elsewhere',
    title: 'The unit is elsewhere',
    detail: 'That unit is not where this would take it from. Look it up by its serial number.',
  },
  serial_unit_once: {
    status: 409,
    kind: 'serial-number-known',
    title: 'Serial number already known',
    detail: 'A unit of this part with this serial number already exists.',
  },
  stock_transfer_moves: {
    status: 422,
    kind: 'same-account',
    title: 'From and to are the same',
    detail: 'Stock moves between two different places.',
  },
  stock_transfer_follows_rule: {
    status: 409,
    kind: 'movement-not-allowed',
    title: 'Stock does not move this way',
    detail: 'The chart of movements has no such step.',
  },
  stock_movement_reversed_once: {
    status: 409,
    kind: 'already-reversed',
    title: 'Already reversed',
    detail: 'This posting was reversed before; a posting is reversed once.',
  },
  stock_movement_document_posts_once: {
    status: 409,
    kind: 'already-posted',
    title: 'Already posted',
    detail: 'This document was posted before.',
  },
  stock_movement_document_first: {
    status: 422,
    kind: 'document-after-posting',
    title: 'Document after posting',
    detail: 'The document date is not after the posting date.',
  },
  stock_balance_value_not_negative: {
    status: 409,
    kind: 'insufficient-value',
    title: 'Not enough value',
    detail: 'The pieces are worth less than is to be taken off; nothing was moved. State a smaller amount.',
  },
  stock_balance_nothing_is_worth_nothing: {
    status: 409,
    kind: 'value-without-pieces',
    title: 'Value without pieces',
    detail: 'Where there are no pieces there is no value. Revalue while the pieces are there.',
  },
  stock_transfer_quantity_above_zero: {
    status: 422,
    kind: 'invalid-quantity',
    title: 'Not a quantity',
    detail: 'A movement moves a whole number of pieces above zero; only a revaluation moves value alone.',
  },
  stock_transfer_value_not_negative: {
    status: 422,
    kind: 'invalid-amount',
    title: 'Not an amount',
    detail: 'What moves is worth nothing or more, in minor units.',
  },
  stock_transfer_unit_is_one_piece: {
    status: 422,
    kind: 'unit-is-one-piece',
    title: 'A unit is one piece',
    detail: 'A line that names a unit moves exactly one piece. Use a line for each unit.',
  },
  serial_unit_serial_number_length: {
    status: 422,
    kind: 'invalid-serial-number',
    title: 'Not a serial number',
    detail: 'A serial number has 1 to 64 characters.',
  },
  reversal_append_only: appendOnly(),
  stock_movement_append_only: appendOnly(),
  stock_transfer_append_only: appendOnly(),
  command_log_append_only: appendOnly(),
};

function appendOnly(): ConstraintProblems[string] {
  return {
    status: 409,
    kind: 'append-only',
    title: 'What is posted stays',
    detail: 'Nothing posted is changed or deleted. Reverse it by a new document.',
  };
}
