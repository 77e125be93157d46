import { type ConstraintProblems } from '../platform/database-errors';
import { conflicts, refuses } from '../platform/refusals';

export const faultReportProblems: ConstraintProblems = {
  fault_report_once_a_month: conflicts('fault-report-issued', 'The month is reported already.'),
  fault_report_month_is_over: refuses('A month is reported when it is over.'),
  fault_report_month_begins: refuses('A month is named by its first day.'),
  fault_report_digest_of_content: refuses('The digest is that of the content.'),
};
