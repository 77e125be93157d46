import { type ConstraintProblems } from './database-errors';

export const platformProblems: ConstraintProblems = {
  piece_count_above_zero: {
    status: 422,
    kind: 'invalid-quantity',
    title: 'Not a quantity',
    detail: 'A quantity is a whole number of pieces above zero.',
  },
  minor_units_safe: {
    status: 422,
    kind: 'invalid-amount',
    title: 'Not an amount',
    detail: 'An amount is a whole number of minor units between −(2^53−1) and 2^53−1.',
  },
  currency_code_iso: {
    status: 422,
    kind: 'invalid-currency',
    title: 'Not a currency',
    detail: 'A currency is three capital letters (ISO 4217).',
  },
  command_log_key_length: {
    status: 422,
    kind: 'invalid-idempotency-key',
    title: 'Idempotency-Key too long',
    detail: 'An Idempotency-Key has 1 to 200 characters.',
  },
  organisation_count_tolerance_pieces_not_negative: {
    status: 422,
    kind: 'invalid-value',
    title: 'A value cannot be used',
    detail: 'The tolerance of counts is nothing or more pieces.',
  },
  organisation_count_tolerance_value_not_negative: {
    status: 422,
    kind: 'invalid-value',
    title: 'A value cannot be used',
    detail: 'The tolerance of counts is worth nothing or more.',
  },
  organisation_overdue_limit_not_negative: {
    status: 422,
    kind: 'invalid-limit',
    title: 'Not a limit',
    detail: 'The number of overdue old parts an engineer may have is zero or more.',
  },
  organisation_currency_fixed_once_used: {
    status: 409,
    kind: 'currency-in-use',
    title: 'The currency is in use',
    detail:
      'There are amounts in the base currency. Another one is chosen only before the first posting, tariff or contract.',
  },
  organisation_answer_days_in_range: {
    status: 422,
    kind: 'invalid-days',
    title: 'Not a number of days',
    detail: 'An answer is kept for one day to ten years.',
  },
  organisation_reservation_days_positive: {
    status: 422,
    kind: 'invalid-days',
    title: 'Not a number of days',
    detail: 'A reservation is kept for at least one day.',
  },
};
