import { type ConstraintProblems } from '../platform/database-errors';

export const receiptProblems: ConstraintProblems = {
  receipt_two_persons: {
    status: 422,
    kind: 'two-persons-required',
    title: 'Two persons are required',
    detail: 'A purchase names two different persons: who bought, and who was there (boughtById, witnessedById).',
  },
  receipt_purchase_names_two_persons: {
    status: 422,
    kind: 'two-persons-required',
    title: 'Two persons are required',
    detail: 'A purchase names two persons: who bought, and who was there (boughtById, witnessedById).',
  },
  receipt_comes_from_someone: {
    status: 422,
    kind: 'supplier-required',
    title: 'A supplier is required',
    detail: 'Name the supplier; for a purchase the seller may be named instead.',
  },
  receipt_goes_somewhere: {
    status: 422,
    kind: 'destination-required',
    title: 'A destination is required',
    detail: 'Parts go to the shelves of one site, or into the custody of one engineer.',
  },
  receipt_line_value_not_negative: {
    status: 422,
    kind: 'invalid-amount',
    title: 'Not an amount',
    detail: 'What came in cost nothing or more, in minor units.',
  },
  receipt_unit_value_not_negative: {
    status: 422,
    kind: 'invalid-amount',
    title: 'Not an amount',
    detail: 'What a unit cost is nothing or more, in minor units.',
  },
  bin_closed_only_when_empty: {
    status: 409,
    kind: 'bin-holds-stock',
    title: 'The bin holds stock',
    detail: 'Move what GET /v1/stock?binId= lists for this bin to another one, then take the bin out of use.',
  },
};
