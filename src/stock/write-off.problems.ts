import { type ConstraintProblems } from '../platform/database-errors';

export const writeOffProblems: ConstraintProblems = {
  write_off_from_somewhere: {
    status: 422,
    kind: 'origin-required',
    title: 'Where from is required',
    detail: 'Pieces are written off from the shelves of one site, or from the custody of one engineer.',
  },
  write_off_decided_by_another: {
    status: 403,
    kind: 'own-request',
    title: 'Not your own',
    detail: 'Nobody decides on what they asked for, nor on what is in their own custody. Ask another supervisor.',
  },
  write_off_line_unit_is_one_piece: {
    status: 422,
    kind: 'unit-is-one-piece',
    title: 'A unit is one piece',
    detail: 'A line that names a unit is exactly one piece. Use a line for each unit.',
  },
};
