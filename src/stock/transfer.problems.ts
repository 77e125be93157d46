import { type ConstraintProblems } from '../platform/database-errors';

export const transferProblems: ConstraintProblems = {
  transfer_between_two_sites: {
    status: 422,
    kind: 'same-site',
    title: 'From and to are the same site',
    detail: 'A transfer goes from one site to another one.',
  },
  transfer_loss_decided_by_another: {
    status: 403,
    kind: 'own-transfer',
    title: 'Not your own',
    detail: 'Who sent or received a transfer does not decide that the rest is lost. Ask another supervisor.',
  },
  transfer_line_within_sent: {
    status: 409,
    kind: 'more-than-sent',
    title: 'More than was sent',
    detail: 'What arrives and what is lost together are at most what was sent. Read the transfer again.',
  },
  transfer_line_unit_is_one_piece: {
    status: 422,
    kind: 'unit-is-one-piece',
    title: 'A unit is one piece',
    detail: 'A line that names a unit is exactly one piece. Use a line for each unit.',
  },
};
