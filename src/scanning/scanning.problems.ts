import { type ConstraintProblems } from '../platform/database-errors';

export const scanningProblems: ConstraintProblems = {
  linked_code_text_once: {
    status: 409,
    kind: 'code-linked-elsewhere',
    title: 'The code is linked to another record',
    detail: 'A code names one record. Unlink it from the other one first, if it really belongs to this one.',
  },
  gs1_key_linked_elsewhere: {
    status: 409,
    kind: 'code-linked-elsewhere',
    title: 'The key is linked to another record',
    detail:
      'This GS1 key was linked as a code of another record (see facts). Unlink it there first (POST /v1/linked-codes/{linkedCodeId}/unlinking), if it really belongs here.',
  },
  linked_code_not_borne_elsewhere: {
    status: 409,
    kind: 'code-linked-elsewhere',
    title: 'Another record bears this key',
    detail: 'This is the GS1 key of another record (see facts). Take it from there first, if it really belongs here.',
  },
  linked_code_text_length: {
    status: 422,
    kind: 'invalid-code',
    title: 'Not a code',
    detail: 'A code that is linked has 1 to 300 characters.',
  },
  linked_code_ended_once: {
    status: 409,
    kind: 'already-unlinked',
    title: 'Unlinked before',
    detail: 'This link was ended before and stays as it was. Link the code anew.',
  },
  scan_sequence_from_one: {
    status: 422,
    kind: 'invalid-sequence',
    title: 'Not a number of a scan',
    detail: 'A device numbers its scans from 1 on, each with the next number.',
  },
  scan_into_open_session: {
    status: 409,
    kind: 'session-ended',
    title: 'The session is ended',
    detail: 'An ended session takes no scans. Start a new one for what is still to do.',
  },
  scan_session_ended_once: {
    status: 409,
    kind: 'session-ended',
    title: 'The session is ended',
    detail: 'An ended session stays as it is. Start a new one for what is still to do.',
  },
  retired_code_never_reused: {
    status: 409,
    kind: 'retired-code',
    title: 'The code is retired',
    detail: 'A retired code names nothing ever again. Use a new one.',
  },
  code_changed_by_retirement: {
    status: 409,
    kind: 'code-in-use',
    title: 'The code is in use',
    detail: 'Labels with this code are about. Retire it; the record then gets a new one.',
  },
  code_of_document_stays: {
    status: 409,
    kind: 'code-of-document-stays',
    title: 'A document keeps its code',
    detail: 'The code of a document is for ever. Print its label again.',
  },
};
