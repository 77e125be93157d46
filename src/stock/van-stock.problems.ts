import { type ConstraintProblems } from '../platform/database-errors';

export const vanStockProblems: ConstraintProblems = {
  van_stock_level_min_below_max: {
    status: 422,
    kind: 'invalid-level',
    title: 'Not a level',
    detail: 'The minimum is 0 or more, the maximum above 0 and not below the minimum.',
  },
};
