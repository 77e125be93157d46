import { type ConstraintProblem, type ConstraintProblems } from '../platform/database-errors';

export const labelsProblems: ConstraintProblems = {
  printer_number_once: {
    status: 409,
    kind: 'number-taken',
    title: 'Number already taken',
    detail: 'Another printer has this number. Choose another one.',
  },
  printer_site_fkey: {
    status: 422,
    kind: 'unknown-site',
    title: 'Unknown site',
    detail: 'There is no such site. Name an existing one, or null.',
  },
  printer_host_length: value('host is the name or address of the printer, at most 253 characters.'),
  printer_port_in_range: value('port is from 1 to 65535.'),
  printer_dpi_known: value('dpi is 203 or 300.'),
  printer_size_known: value('size is one of the sizes that GET /v1/labels lists.'),
  print_job_codes_count: value('A print job has 1 to 200 labels.'),
  print_job_copies_in_range: value('copies is from 1 to 100.'),
  label_batch_total_in_range: value('A batch has 1 to 1,000 labels.'),
};

function value(detail: string): ConstraintProblem {
  return { status: 422, kind: 'invalid-value', title: 'Value not possible', detail };
}
