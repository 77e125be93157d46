import { type ConstraintProblems } from '../platform/database-errors';
import { conflicts, forbids, refuses } from '../platform/refusals';

export const countsProblems: ConstraintProblems = {
  stock_count_full_is_whole: refuses('A full count is of the whole site; a cycle count names bins, parts or both.'),
  stock_count_ended_once: conflicts('count-ended', 'The count has ended. Open a new one.'),
  count_place_in_one_count: conflicts(
    'counted-elsewhere',
    'Another count under way covers some of these places. Finish or cancel that one, or leave them out.',
  ),
  count_line_cause_known: refuses(
    'cause is miscounted_before, misplaced, movement_not_posted, damaged, lost, found or unknown.',
  ),
  count_line_counted_when: conflicts('line-not-counted', 'A line is counted by an entry.'),
  count_line_decision_explained: refuses('A decision says where the difference comes from: state the cause.'),
  count_line_settled_stays: conflicts('line-settled', 'A settled line stays. Open a new count for it.'),
  count_line_entry_of_line: conflicts('entry-of-another-line', 'An entry counts for its own line in its own round.'),
  count_entry_quantity_not_negative: refuses('What lies in a bin is nothing or more.'),
  count_entry_while_counting: conflicts('not-being-counted', 'The line is not being counted. Read the count again.'),
  count_entry_within_count: refuses('It was counted after the count was opened, and not in the future.'),
  count_entry_odd_pieces_whole: refuses('The units that differ are at least as many as the pieces that differ.'),
  count_entry_unit_serial_number_length: refuses('A serial number has 1 to 64 characters.'),
  count_decided_by_another: forbids(
    'own-count',
    'Who opened, counted or submitted does not decide on the differences. Ask another supervisor (R4).',
  ),
  count_difference_needs_approval: conflicts(
    'difference-needs-approval',
    'The difference is above the tolerance: a supervisor approves it, or has it counted again (R13).',
  ),
  count_posts_the_difference: conflicts(
    'other-than-the-difference',
    'What is posted is the difference, not more or less.',
  ),
  count_follows_its_lines: conflicts(
    'count-without-lines',
    'What a count posts is what its settled lines say. Count it on a count document.',
  ),
};
