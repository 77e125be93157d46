import { type ConstraintProblems } from '../platform/database-errors';

export const warrantyProblems: ConstraintProblems = {
  warranty_policy_version_once: {
    status: 409,
    kind: 'policy-version-exists',
    title: 'The policy exists',
    detail: 'There is a policy with this number. Add a version to it instead.',
  },
  warranty_policy_frozen: {
    status: 409,
    kind: 'policy-not-draft',
    title: 'A policy in use does not change',
    detail: 'Only a draft is changed. Make a new version of the policy.',
  },
  warranty_policy_version_positive: valueRefused('versionNumber counts from 1.'),
  warranty_policy_status_known: valueRefused('status is draft, active or retired.'),
  warranty_policy_categories_some: valueRefused('Name at least one category, or leave the list out for any.'),
  warranty_policy_brands_some: valueRefused('Name at least one brand, or leave the list out for any.'),
  warranty_policy_models_some: valueRefused('Name at least one model, or leave the list out for any.'),
  determination_subject_known: valueRefused(
    'A determination is about a service request, a work order or a replacement.',
  ),
  determination_outcome_known: valueRefused('outcome is WARRANTY, PAID, PARTIAL, GOODWILL or REVIEW.'),
  determination_decided_whole: valueRefused('Who decides says why.'),
  determination_contract_pays_what_is_paid: valueRefused('A contract pays what the customer would have to pay.'),
  determination_decided_is_settled: valueRefused('A person decides for WARRANTY, PARTIAL or PAID, not for REVIEW.'),
  supplier_policy_version_positive: valueRefused('versionNumber counts from 1.'),
  supplier_policy_components_some: valueRefused('Name at least one component, or leave the list out for any.'),
  supplier_policy_version_once: rivalPolicy(),
  supplier_policy_one_active: rivalPolicy(),
  unit_event_told_once: {
    status: 409,
    kind: 'event-told-already',
    title: 'The event is told already',
    detail: 'The unit has this event already. Withdraw the earlier one if it was told wrongly.',
  },
  unit_event_source_known: valueRefused('source is imported or recorded.'),
  unit_event_ends_after_it_begins: valueRefused('endedOn is not before beganOn.'),
  unit_event_free_or_paid: valueRefused('A repair was paid, or free under warranty, not both.'),
  unit_event_excluded_days_not_negative: valueRefused('excludedDays is not negative.'),
  unit_event_only_repairs_repair: valueRefused('Only a repair has fault, components, who paid and remedy.'),
  unit_event_replaced_on_a_day: valueRefused('An exchange of the unit is of one day: it has no endedOn.'),
  determination_append_only: {
    status: 409,
    kind: 'append-only',
    title: 'What was determined stays',
    detail: 'A determination is never changed. Correct the facts: that makes a new one beside it.',
  },
};

function rivalPolicy(): ConstraintProblems[string] {
  return {
    status: 409,
    kind: 'policy-version-exists',
    title: 'The policy exists',
    detail:
      'Somebody added a version of this policy at the same moment. Read it, and send yours again if it is still needed.',
  };
}

function valueRefused(detail: string): ConstraintProblems[string] {
  return { status: 422, kind: 'invalid-value', title: 'A value cannot be used', detail };
}
