import { type ConstraintProblems } from '../platform/database-errors';

export const chargesProblems: ConstraintProblems = {
  paid_fit_needs_accepted_quotation: conflict(
    'paid-without-quotation',
    'Paid parts are fitted under a quotation that a supervisor approved and the customer accepted before (R11).',
  ),
  charged_fit_not_reversed: conflict(
    'already-charged',
    'What this report fitted was charged. Have the charge cancelled first.',
  ),
  quotation_one_living: conflict(
    'quotation-under-way',
    'This order has a quotation already. Go on with that one, or make another revision of it.',
  ),
  quotation_revision_once: conflict('revision-taken', 'Somebody made the next revision already. Go on with that one.'),
  quotation_step_known: conflict('quotation-in-other-state', 'A quotation takes one step after the other.'),
  quotation_settled_stays: conflict('quotation-settled', 'What is settled stays. Make another revision.'),
  quotation_decided_by_another: forbidden(
    'own-quotation',
    'Nobody approves their own quotation. Ask another supervisor.',
  ),
  quotation_not_overpaid: conflict('overpaid', 'That is more than is owed. Take what is outstanding.'),
  quotation_told_before_accepted: refused('A price is told before it is accepted.'),
  quotation_valid_for_a_while: refused('A quotation holds at least on the day it is made.'),
  quotation_adds_up: refused('The amounts of a quotation add up.'),
  quotation_tax_on_sum: refused('The tax is on the sum, once, rounded half up.'),
  quotation_lines_add_up: refused('The lines of a quotation add up to its parts.'),
  quotation_line_at_source: refused('A line is the share of the value it comes from, rounded half up.'),
  quotation_line_part_once: refused('Each part is quoted in one line.'),
  quotation_event_image_small: refused('The picture has more than 256 KiB; send a smaller one.'),
  quotation_event_image_once: conflict('signature-used', 'This picture was used before. Let the customer sign anew.'),
  quotation_event_pixels_once: conflict('signature-used', 'This drawing was used before. Let the customer sign anew.'),
  quotation_event_signed_by_drawing: refused('A signature is a drawing, and only there.'),
  quotation_event_digest_of_image: refused('The digest is that of the picture.'),
  charge_once_for_quotation: conflict('already-charged', 'The work of this quotation is charged already.'),
  charge_line_replacement_once: conflict('already-charged', 'A replaced part of it was charged already.'),
  charge_adds_up: refused('What was quoted is charged, waived or not done.'),
  charge_outstanding_within: refused('No more is outstanding than was charged.'),
  charge_charged_not_negative: refused('A charge is never below zero.'),
  charge_cancelled_by_another: forbidden('own-charge', 'Somebody else than who made a charge cancels it.'),
  charge_line_names_origin: refused('Each line names the tariff, or the quoted part and its posting (S016).'),
  waiver_one_open: conflict('waiver-under-way', 'A waiver of this charge waits for its decision already.'),
  waiver_decided_by_another: forbidden(
    'own-waiver',
    'Nobody approves the waiver they asked for. Ask another supervisor.',
  ),
  waiver_amount_above_zero: refused('A waiver waives something.'),
  payment_amount_above_zero: refused('A payment is above zero.'),
  payment_cash_names_collector: refused('Cash names who took it, and nothing else does.'),
  payment_held_within_amount: refused('Nobody holds more of a payment than was paid.'),
  payment_reversed_by_another: forbidden(
    'own-payment',
    'Somebody else than who took or recorded a payment reverses it.',
  ),
  payment_cash_accounted_for: conflict('cash-not-accounted-for', 'Cash ends as handed in or given back.'),
  remittance_received_by_another: forbidden('own-cash', 'Cash is received by somebody else than who hands it in.'),
  remittance_amount_above_zero: refused('Something is handed in.'),
  remittance_line_amount_above_zero: refused('Something of each payment is handed in.'),
  remittance_adds_up: refused('A remittance is the cash that its payments name.'),
  goodwill_decided_by_another: forbidden('own-goodwill', 'Nobody approves their own goodwill. Ask another supervisor.'),
  goodwill_value_not_negative: refused('Goodwill is worth nothing or more.'),
  charge_policy_parts_basis_known: refused('partsBasis is MATERIAL_COST or TARIFF.'),
  charge_policy_days_in_range: refused('quotationDays is 1 to 365.'),
  payment_method_known: refused('method is cash or direct.'),
  tariff_labour_basis_known: refused('labourBasis is PER_HOUR or PER_JOB.'),
  tariff_labour_not_negative: refused('labourAmount is zero or more.'),
  tariff_travel_not_negative: refused('travelAmount is zero or more.'),
  tariff_tax_in_range: refused('taxBasisPoints is 0 to 10000.'),
  quotation_parts_basis_known: refused('partsBasis is MATERIAL_COST or TARIFF.'),
  quotation_labour_minutes_positive: refused('labourMinutes is above zero.'),
  quotation_parts_not_negative: refused('An amount is zero or more.'),
  quotation_labour_not_negative: refused('An amount of labour is zero or more.'),
  quotation_travel_not_negative: refused('An amount of travel is zero or more.'),
  quotation_trips_not_negative: refused('trips is zero or more.'),
  quotation_revision_positive: refused('Revisions are counted from 1.'),
  quotation_revision_explained: refused('A later revision says why.'),
  quotation_line_source_known: refused('A source is custody, site_stock or price_list.'),
  quotation_line_source_quantity_positive: refused('A price comes from one piece or more.'),
  quotation_line_source_value_not_negative: refused('A price comes from a value of zero or more.'),
  quotation_event_relation_known: refused('relation is owner, family, employee, tenant or agent.'),
  quotation_event_how_known: refused('how is signed, in_person, phone or message.'),
  quotation_event_language_known: refused('language is zh-CN or en.'),
  charge_not_done_not_negative: refused('What was not done is zero or more.'),
  charge_waived_not_negative: refused('What is waived is zero or more.'),
  charge_line_amount_not_negative: refused('The amount of a line is zero or more.'),
  charge_line_cost_not_negative: refused('The cost of a line is zero or more.'),
};

function conflict(kind: string, detail: string): ConstraintProblems[string] {
  return { status: 409, kind, title: 'Not possible in the present state', detail };
}

function forbidden(kind: string, detail: string): ConstraintProblems[string] {
  return { status: 403, kind, title: 'Not allowed', detail };
}

function refused(detail: string): ConstraintProblems[string] {
  return { status: 422, kind: 'invalid-value', title: 'A value cannot be used', detail };
}
