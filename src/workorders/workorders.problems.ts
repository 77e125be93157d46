import { type ConstraintProblems } from '../platform/database-errors';

export const workordersProblems: ConstraintProblems = {
  service_request_answered_after_receipt: valueRefused('The answer is not earlier than the request came in.'),
  service_request_arrived_after_receipt: valueRefused('The arrival is not earlier than the request came in.'),
  service_request_due_after_receipt: valueRefused('What is agreed lies after the request came in.'),
  service_request_phone_has_follow_up: valueRefused('What is solved by phone is followed up.'),
  service_request_phone_whole: valueRefused('A solution by phone names cause and advice.'),
  service_request_followed_up_whole: valueRefused('A follow-up says whether the fault persists.'),
  service_request_confirmed_whole: valueRefused('A confirmation says by whom.'),
  service_request_status_known: valueRefused('status is open, solved_by_phone, visit or closed.'),
  work_order_status_known: valueRefused('status is open, disputed, closed or cancelled.'),
  work_order_closed_when: valueRefused('An order that has ended says when.'),
  work_order_cancelled_why: valueRefused('A cancelled order says why.'),
  problem_class_answer_positive: valueRefused('answerMinutes is above zero.'),
  problem_class_arrival_positive: valueRefused('arrivalMinutes is above zero.'),
  problem_class_route_known: valueRefused('routedTo is hotline or field_service.'),
  escalation_one_open: {
    status: 409,
    kind: 'escalation-open',
    title: 'Technical support is asked already',
    detail: 'The work order has an open escalation. Wait for its answer, or withdraw it first.',
  },
  escalation_due_after_opening: valueRefused('dueAt lies after the question was asked.'),
  escalation_cause_known: valueRefused('An answer names a cause. While it is unknown the escalation stays open.'),
  escalation_answer_names_cause: valueRefused('Exactly an answered escalation names a cause.'),
  escalation_answered_by_another: {
    status: 403,
    kind: 'own-escalation',
    title: 'Not your own',
    detail: 'Nobody answers what they asked themselves. Let somebody else of technical support answer.',
  },
  cause_finding_cause_known: valueRefused('An unknown cause is left out.'),
  cause_finding_party_known: valueRefused(
    'responsibleParty is ours, maker, supplier, customer, carrier, third_party or unknown.',
  ),
  cause_finding_append_only: appendOnly('A finding'),
  dispute_one_open: {
    status: 409,
    kind: 'dispute-open',
    title: 'The customer objects already',
    detail: 'The work order has an open dispute. Settle it first.',
  },
  dispute_settled_by_another: {
    status: 403,
    kind: 'own-dispute',
    title: 'Not your own',
    detail: 'Nobody settles a dispute that they opened. Ask another supervisor.',
  },
  dispute_settled_once: {
    status: 409,
    kind: 'dispute-settled',
    title: 'The dispute is settled',
    detail: 'A settlement stays. Record another finding if the customer objects again.',
  },
  work_order_waits_for_dispute: {
    status: 409,
    kind: 'work-order-disputed',
    title: 'The customer objects',
    detail: 'The job waits until a supervisor settles the dispute.',
  },
  job_waits_for_dispute: {
    status: 409,
    kind: 'work-order-disputed',
    title: 'The customer objects',
    detail: 'Nothing is fitted, accepted or signed until a supervisor settles the dispute.',
  },
  customer_signature_image_once: drawnBefore(),
  customer_signature_pixels_once: drawnBefore(),
  customer_signature_image_small: valueRefused('The picture of a signature has at most 256 KiB.'),
  customer_signature_digest_of_image: valueRefused('The digest is not that of the picture.'),
  customer_signature_purpose_known: valueRefused('A signature is a consent, a take-in or a hand-back.'),
  customer_signature_relation_known: valueRefused('relation is owner, family, employee, tenant or agent.'),
  customer_signature_append_only: appendOnly('A signature'),
  customer_signature_over_content: {
    status: 409,
    kind: 'other-content',
    title: 'Other content',
    detail: 'The customer signs the digest of the document as it stands, in its turn.',
  },
  risk_consent_digest_of_content: valueRefused('The digest is not that of the content.'),
  risk_consent_signed_by_customer: {
    status: 409,
    kind: 'consent-unsigned',
    title: 'Nobody signed',
    detail: 'Let the customer sign the consent first.',
  },
  risk_consent_ends_once: {
    status: 409,
    kind: 'consent-ended',
    title: 'The consent has ended',
    detail: 'What was signed, refused or withdrawn stays. Draw up another consent.',
  },
  take_in_data_backup_known: valueRefused('dataBackup is done, declined or not_applicable.'),
  take_in_expected_later: valueRefused('expectedOn is not before the day it is taken in.'),
  take_in_back_after_in: valueRefused('It is handed back after it was taken in.'),
  take_in_digest_of_content: valueRefused('The digest is not that of the content.'),
  take_in_unit_is_here: {
    status: 409,
    kind: 'unit-in-workshop',
    title: 'The unit is in the workshop',
    detail: 'The whole unit was taken in already and is not handed back yet.',
  },
  take_in_step_known: {
    status: 409,
    kind: 'take-in-in-other-state',
    title: 'Not possible in the present state',
    detail: 'It is signed at the take-in, then at the hand-back. Read it, then take the next step.',
  },
  take_in_signed_by_customer: {
    status: 409,
    kind: 'take-in-unsigned',
    title: 'Nobody signed',
    detail: 'Let the customer sign first.',
  },
  escalation_ends_once: {
    status: 409,
    kind: 'escalation-ended',
    title: 'The escalation has ended',
    detail: 'What was asked and answered stays. Open another escalation.',
  },
  service_request_correction_append_only: appendOnly('A correction'),
  work_order_assignment_append_only: appendOnly('An assignment'),
};

function valueRefused(detail: string): ConstraintProblems[string] {
  return { status: 422, kind: 'invalid-value', title: 'A value cannot be used', detail };
}

function drawnBefore(): ConstraintProblems[string] {
  return {
    status: 409,
    kind: 'signature-image-reused',
    title: 'A signature is drawn once',
    detail: 'This picture was used to sign before. Let the customer sign again.',
  };
}

function appendOnly(what: string): ConstraintProblems[string] {
  return {
    status: 409,
    kind: 'append-only',
    title: 'What is recorded stays',
    detail: `${what} is never changed; record a later one.`,
  };
}
