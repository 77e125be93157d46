import { type ConstraintProblems } from '../platform/database-errors';
import { conflicts, forbids, refuses } from '../platform/refusals';

export const expensesProblems: ConstraintProblems = {
  expense_claim_step_known: conflicts('expense-claim-in-other-state', 'A claim is reviewed, then refunded, each once.'),
  expense_claim_freight_signed: conflicts(
    'freight-not-signed',
    'Freight on warranty parts is signed by its handler and by a leader before the claim is approved (S082).',
  ),
  expense_claim_decided_by_another: forbids(
    'own-expense-claim',
    'Nobody reviews what they claimed. Ask another supervisor.',
  ),
  expense_claim_refunded_by_another: forbids('own-expense-claim', 'Nobody pays out a refund to themselves.'),
  expense_claim_amount_above_zero: refuses('A claim is above zero.'),
  expense_claim_adds_up: refuses('A claim is what its lines add up to.'),
  expense_line_settled_stays: conflicts('expense-settled', 'What is settled about an expense stays.'),
  expense_line_signed_by_two: forbids(
    'freight-signed-by-one',
    'The handler signs first, and a leader who is another person signs after (S082).',
  ),
  expense_line_voucher_once: conflicts('voucher-claimed', 'This voucher of this payee is claimed already.'),
  expense_line_receipt_once: conflicts('receipt-claimed', 'This purchase is claimed already.'),
  expense_line_amount_above_zero: refuses('Each line is above zero.'),
  expense_line_purchase_names_receipt: refuses('A purchase names the receipt that put it into stock (R17).'),
  expense_line_freight_names_issue: refuses('Freight on warranty parts names the issue that was shipped.'),
  expense_line_only_freight_is_signed: refuses('Only freight on warranty parts is signed by handler and leader.'),
  unit_return_settled_stays: conflicts('unit-return-settled', 'What is settled about a return stays.'),
  unit_return_one_open: conflicts('unit-return-under-way', 'A return of this unit is under way. Go on with that one.'),
  unit_return_decided_by_another: forbids('own-unit-return', 'Nobody approves the return they asked for.'),
  unit_return_remedy_known: refuses('remedy is replacement, refund or take_back.'),
  unit_return_estimate_not_negative: refuses('estimatedCost is zero or more.'),
  unit_return_cost_not_negative: refuses('cost is zero or more.'),
  unit_return_replacement_is_another: refuses('A unit is replaced by another one.'),
  unit_return_replaced_only_as_remedy: refuses('Only a replacement names the unit that takes its place.'),
};
