import { type ConstraintProblem, type ConstraintProblems } from '../platform/database-errors';

export const serviceReportProblems: ConstraintProblems = {
  service_report_step_known: state('A report takes one step after the other: read it, then take the next one (S030).'),
  service_report_content_frozen: state('A completed report is not changed. Open a revision, which is signed again.'),
  service_report_billing_settled: state('Who pays is not settled for every line. Let a supervisor decide.'),
  service_report_signed_by_customer: state('Nobody has signed it. Let the customer sign first.'),
  service_report_digest_of_content: state('The digest is not that of the content.'),
  service_report_one_draft: {
    ...state('The work order has a draft already. Go on with it, complete it, or withdraw it first.'),
    kind: 'draft-exists',
  },
  service_report_revision_once: state('This revision exists. Read the report again and go on with the latest one.'),
  service_report_told_before_completion: state('Cause, work, test result and prevention are told before completion.'),
  service_report_completed_whole: state('A completed report has its content, its digest, a time and a person.'),
  service_report_accepted_whole: state('An acceptance says whether it is repaired.'),
  service_report_accepted_when: state('The customer checks the result before anything is signed or decided (S031).'),
  service_report_decided_by_another: {
    status: 403,
    kind: 'own-report',
    title: 'Not your own',
    detail: 'Nobody approves their own report. Ask another supervisor.',
  },
  service_report_decided_whole: state('A decision says who decided, and when.'),
  service_report_posted_when_approved: state('An approval has a posting date, and nothing else has.'),
  service_report_correction_explained: value('A revision says why it was opened; the first one needs no reason.'),
  service_report_status_known: value('The status is one of those documented.'),
  service_report_revision_positive: value('Revisions are counted from 1.'),
  service_report_append_only: appendOnly('A report is never deleted. Withdraw the draft.'),
  replacement_append_only: appendOnly('Replacements are taken out of a draft one by one.'),
  replacement_old_part_or_reason: value('Each replacement says what came off, or why nothing did (R7).'),
  replacement_unit_is_one_piece: value('A line that names a unit is exactly one piece. Use a line for each unit.'),
  replacement_old_quantity_above_zero: value('What came off is at least one piece.'),
  replacement_old_part_days_positive: value('An old part is due in one day or more.'),
  contract_line_needs_contract_in_force: {
    status: 409,
    kind: 'no-contract-in-force',
    title: 'No contract in force',
    detail: 'A contract pays only what it covers, approved and in force on the day of the report (S019).',
  },
  report_archive_after_approval: {
    status: 409,
    kind: 'not-approved',
    title: 'Not approved',
    detail: 'A report is archived after its approval (S078).',
  },
  replacement_billing_known: value('billing is WARRANTY, PAID, GOODWILL or CONTRACT.'),
  replacement_line_once: value('Each line has a number of its own.'),
  report_signature_pkey: state('The report is signed already.'),
  report_signature_over_completed_content: {
    ...state('The customer signs what was completed and accepted, later than that, over its digest (R6).'),
    kind: 'signature-out-of-order',
  },
  report_signature_image_once: imageReused(),
  report_signature_pixels_once: imageReused(),
  report_signature_image_small: value('The picture of a signature has at most 256 KiB.'),
  report_signature_digest_of_image: value('The digest is not that of the picture.'),
  report_signature_relation_known: value('relation is owner, family, employee, tenant or agent.'),
  report_signature_append_only: appendOnly('A signature is never changed or deleted.'),
  cause_class_party_known: value('A cause is classed with one of the responsible parties.'),
  maker_alert_acknowledged_after_sent: value('An alert is acknowledged after it was sent.'),
  maker_alert_one_live: state('There is an alert of this model and part already. What occurs joins it.'),
  maker_alert_step_known: state('An alert is sent, then acknowledged. Read it, then take the next step.'),
  risky_work_awaits_consent: {
    ...state(
      'The customer has not signed the consent before the work (S100). Have it signed or refused, or withdraw it.',
    ),
    kind: 'consent-awaited',
  },
  risky_work_needs_consent: {
    ...state('Risky work needs a consent that the customer signed before the first part was replaced (S100).'),
    kind: 'consent-missing',
  },
  signature_drawn_once: imageReused(),
  unit_finding_kind_known: value('kind is other_defect or operating_condition.'),
  unit_finding_append_only: appendOnly('A finding is never changed; record a later one.'),
  fit_needs_approved_report: {
    ...state('Nothing is fitted without a signed and approved report (R5).'),
    kind: 'fit-without-report',
  },
  fit_follows_report_lines: {
    ...state('Exactly what the report says is fitted, from the custody of its engineer (R5).'),
    kind: 'fit-beside-report',
  },
  service_report_consumption_reversed: state(
    'What the report consumed is taken back before another revision takes its place.',
  ),
  reversed_fit_supersedes_report: state('Correct the report by a revision: that takes its consumption back (R5).'),
  fit_owes_old_part: state('What came off and is asked for is owed from the approval on (R8).'),
};

function state(detail: string): ConstraintProblem {
  return { status: 409, kind: 'wrong-report-state', title: 'Not possible in the present state', detail };
}

function value(detail: string): ConstraintProblem {
  return { status: 422, kind: 'invalid-value', title: 'A value cannot be used', detail };
}

function appendOnly(detail: string): ConstraintProblem {
  return { status: 409, kind: 'append-only', title: 'What is recorded stays', detail };
}

function imageReused(): ConstraintProblem {
  return {
    status: 409,
    kind: 'signature-image-reused',
    title: 'A signature is drawn once',
    detail: 'This picture was used to sign before. Let the customer sign again.',
  };
}
