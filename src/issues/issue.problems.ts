import { type ConstraintProblems } from '../platform/database-errors';

export const issueProblems: ConstraintProblems = {
  issue_requisition_known: {
    status: 404,
    kind: 'not-found',
    title: 'Not found',
    detail: 'There is no such requisition, or it is not yours to issue.',
  },
  issue_line_of_requisition: {
    status: 422,
    kind: 'line-of-another-requisition',
    title: 'Not a line of this requisition',
    detail: 'A line named in facts is not of this requisition. Read the requisition and name its lines.',
  },
  issue_needs_approved_requisition: {
    status: 409,
    kind: 'requisition-not-approved',
    title: 'The requisition is not approved',
    detail: 'Nothing is issued without an approved requisition. Have a supervisor approve it first.',
  },
  issue_within_reserved: {
    status: 409,
    kind: 'less-reserved-than-asked',
    title: 'Less is reserved than asked',
    detail: 'Issue what is reserved (see facts); the rest follows when stock arrives.',
  },
  issue_acknowledged_by_receiver: {
    status: 403,
    kind: 'not-receiver',
    title: 'Not the receiver',
    detail: 'Only the receiver acknowledges an issue.',
  },
  issue_needs_document: {
    status: 409,
    kind: 'issue-without-document',
    title: 'No issue document',
    detail: 'Stock is issued only by an issue document (POST /v1/issues).',
  },
  command_log_key_once: {
    status: 409,
    kind: 'idempotency-key-reused',
    title: 'Idempotency-Key already used',
    detail: 'This Idempotency-Key belongs to a request with other content. Use a new key for a new request.',
  },
};
