import { type ConstraintProblems } from '../platform/database-errors';

export const requisitionProblems: ConstraintProblems = {
  requisition_decided_by_another: {
    status: 403,
    kind: 'own-request',
    title: 'Not your own',
    detail: 'Nobody decides on what they requested themselves. Ask another supervisor.',
  },
  requisition_override_of_approval: {
    status: 409,
    kind: 'requisition-state',
    title: 'Not possible in the present state',
    detail: 'The limit of overdue old parts is overridden with an approval only. Approve the requisition.',
  },
  requisition_line_approved_within_asked: {
    status: 422,
    kind: 'more-than-asked',
    title: 'More than asked',
    detail: 'What is approved is at most what was asked.',
  },
  requisition_line_issued_within_approved: {
    status: 409,
    kind: 'more-than-approved',
    title: 'More than approved',
    detail:
      'Nothing is issued beyond what was approved; facts name the line. Issue what is left of it, requisition the rest anew.',
  },
  reservation_not_negative: {
    status: 409,
    kind: 'not-reserved',
    title: 'Not reserved',
    detail: 'Fewer pieces are reserved for the line than this would take. Read the requisition again.',
  },
};
