import { type ConstraintProblem, type ConstraintProblems } from '../platform/database-errors';

export const oldPartProblems: ConstraintProblems = {
  old_part_begins_owed: state('An old part begins as owed; it is received or waived later (R8).'),
  old_part_settled_stays: state('What is settled about an old part stays (R8).'),
  old_part_adds_up: state('All portions of an old part together are what came off, no more and no less (R8).'),
  old_part_portion_once: state('The portion exists. Read the old part again.'),
  old_part_received_whole: state('A received old part says when, by whom and where it came in.'),
  old_part_serial_compared: state('A received old part says whether it is the one that was reported (S101).'),
  old_part_waived_whole: state('A waiver says when, by whom and why.'),
  old_part_disposed_after_receipt: state('What is not here cannot be disposed of. Receive it first.'),
  old_part_disposed_whole: state(
    'A disposition says when and by whom, and to which supplier it goes, if it goes to one.',
  ),
  old_part_refurbished_whole: state('What was refurbished is on a shelf at a stated value, or scrapped.'),
  old_part_waived_by_another: notYourOwn('Nobody waives what they owe themselves. Ask another supervisor.'),
  old_part_received_by_another: notYourOwn('What you owe is received by somebody else. Hand it to a clerk.'),
  old_part_status_known: value('status is owed, received or waived.'),
  old_part_disposition_known: value('disposition is scrap, refurbish, hold_as_evidence or send_to_supplier.'),
  old_part_refurbishment_known: value('result is restocked or scrapped.'),
  old_part_restocked_value_not_negative: value('A value is never negative.'),
  old_part_due_after_removal: value('An old part is due after it came off.'),
  old_part_portion_positive: value('Portions are counted from 1.'),
  old_part_append_only: {
    status: 409,
    kind: 'append-only',
    title: 'What is recorded stays',
    detail: 'An old part never vanishes. Receive it, or have it waived.',
  },
};

function state(detail: string): ConstraintProblem {
  return { status: 409, kind: 'wrong-old-part-state', title: 'Not possible in the present state', detail };
}

function notYourOwn(detail: string): ConstraintProblem {
  return { status: 403, kind: 'own-old-part', title: 'Not your own', detail };
}

function value(detail: string): ConstraintProblem {
  return { status: 422, kind: 'invalid-value', title: 'A value cannot be used', detail };
}
