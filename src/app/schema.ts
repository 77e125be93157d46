import { type EntitySchema } from 'typeorm';
import { StaffMemberEntity } from '../identity/staff.entity';
import { staffProblems } from '../identity/staff.problems';
import { issueProblems } from '../issues/issue.problems';
import { ledgerProblems } from '../ledger/ledger.problems';
import { type ConstraintProblems } from '../platform/database-errors';
import { platformProblems } from '../platform/platform.problems';
import { requisitionProblems } from '../requisitions/requisition.problems';
import { receiptProblems } from '../stock/receipt.problems';

/** Every mapped table. */
export const entities: EntitySchema[] = [StaffMemberEntity] as EntitySchema[];

/** What each named constraint of the database means to a caller. */
export const constraintProblems: ConstraintProblems = {
  ...platformProblems,
  ...staffProblems,
  ...ledgerProblems,
  ...receiptProblems,
  ...requisitionProblems,
  ...issueProblems,
};
