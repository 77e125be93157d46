import { type ConstraintProblems } from '../platform/database-errors';
import { conflicts, refuses } from '../platform/refusals';

export const claimsProblems: ConstraintProblems = {
  supplier_inquiry_step_known: conflicts(
    'supplier-inquiry-in-other-state',
    'An inquiry is opened, contacted, then answered or closed.',
  ),
  supplier_inquiry_in_writing: conflicts(
    'not-in-writing',
    'The supplier is written to, and answers in writing (S092).',
  ),
  supplier_inquiry_twelve_hours: refuses('Contact and answer are each due within twelve hours (S091, S092).'),
  supplier_inquiry_one_after_another: refuses('It is opened, then contacted, then answered.'),
  supplier_inquiry_position_known: refuses('position is accepts, declines or advises.'),
  supplier_letter_direction_known: refuses('direction is sent or received.'),
  supplier_letter_channel_known: refuses('channel is email, fax, letter or portal.'),
  supplier_letter_digest_of_words: refuses('The digest is that of the words.'),
};
