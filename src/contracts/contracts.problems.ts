import { type ConstraintProblems } from '../platform/database-errors';
import { conflicts, forbids, refuses } from '../platform/refusals';

export const contractsProblems: ConstraintProblems = {
  service_contract_step_known: conflicts('contract-in-other-state', 'A contract takes one step after the other.'),
  service_contract_settled_stays: conflicts(
    'contract-settled',
    'What was submitted or settled stays as it is. Make another contract for what is agreed anew.',
  ),
  service_contract_decided_by_another: forbids(
    'own-contract',
    'Nobody approves the contract they made or submitted. Ask another supervisor.',
  ),
  service_contract_in_force_after_approval: refuses('A contract is in force from its approval on, not before.'),
  service_contract_ends_after_start: refuses('A contract ends on the day it starts or later.'),
  service_contract_retention_after_expiry: refuses('Retention money is due after the last day of the contract.'),
  service_contract_terminated_within_period: refuses('An early end lies within the period of the contract.'),
  service_contract_released_when_due: conflicts(
    'retention-not-due',
    'Retention money is released when the warranty is over, not before its due date.',
  ),
  service_contract_released_within_retention: refuses(
    'No more is released than was held back; where less is released, a note says why.',
  ),
  service_contract_parts_known: refuses('partsIncluded is none, listed or all.'),
  service_contract_visits_positive: refuses('visitsIncluded is above zero, or null for as many as it takes.'),
  service_contract_price_not_negative: refuses('price is zero or more.'),
  service_contract_retention_not_negative: refuses('retentionAmount is zero or more.'),
};
