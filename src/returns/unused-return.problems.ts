import { type ConstraintProblems } from '../platform/database-errors';

const unitIsOnePiece = {
  status: 422,
  kind: 'unit-is-one-piece',
  title: 'A unit is one piece',
  detail: 'A line that names a unit is exactly one piece. Use a line for each unit.',
} as const;

export const unusedReturnProblems: ConstraintProblems = {
  unused_return_taken_by_another: {
    status: 403,
    kind: 'own-return',
    title: 'Not your own',
    detail: 'What you have in custody is taken back by somebody else. Hand it to a clerk.',
  },
  unused_return_line_bad_is_inspected: {
    status: 422,
    kind: 'quarantine-required',
    title: 'Quarantine is required',
    detail: 'What is bad on arrival goes to quarantine; everything else into a bin.',
  },
  unused_return_line_unit_is_one_piece: unitIsOnePiece,
  inspection_line_unit_is_one_piece: unitIsOnePiece,
  inspection_line_goes_somewhere: {
    status: 422,
    kind: 'destination-required',
    title: 'A destination is required',
    detail: 'Name the bin for what goes to a shelf, the supplier for what goes back to one, and neither for scrap.',
  },
};
