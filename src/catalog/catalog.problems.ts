import { type ConstraintProblems } from '../platform/database-errors';

/** Two records of one kind never share a number. */
function numberTaken(what: string): ConstraintProblems[string] {
  return {
    status: 409,
    kind: 'number-taken',
    title: 'Number already taken',
    detail: `Another ${what} has this number. Choose another one, or change that ${what}.`,
  };
}

/** A GS1 key names one part in the world. */
function keyTaken(field: string, title: string): ConstraintProblems[string] {
  return {
    status: 409,
    kind: 'part-key-taken',
    title: `${title} already taken`,
    detail: `Another part has this ${title}. Find it with GET /v1/parts?${field}=…, and take it from there first if it belongs here.`,
  };
}

function nameMissing(what: string): ConstraintProblems[string] {
  return {
    status: 422,
    kind: 'name-required',
    title: 'A name is required',
    detail: `State the Chinese name (nameZh), the English name (nameEn) or both for the ${what}.`,
  };
}

function unknownValue(field: string, values: string): ConstraintProblems[string] {
  return { status: 422, kind: 'unknown-value', title: 'Unknown value', detail: `${field} is one of ${values}.` };
}

export const catalogProblems: ConstraintProblems = {
  site_number_once: numberTaken('site'),
  site_kind_known: unknownValue('kind', 'warehouse, station'),
  bin_number_once_per_site: numberTaken('bin of this site'),
  supplier_number_once: numberTaken('supplier'),
  part_number_once: numberTaken('part'),
  part_gtin_once: keyTaken('gtin', 'GTIN'),
  part_cpid_once: keyTaken('cpid', 'CPID'),
  part_gtin_valid: {
    status: 422,
    kind: 'invalid-part-key',
    title: 'Not a GTIN',
    detail: 'gtin has 8, 12, 13 or 14 digits of which the last is the check digit of the others.',
  },
  part_cpid_valid: {
    status: 422,
    kind: 'invalid-part-key',
    title: 'Not a CPID',
    detail: 'cpid has 4 to 30 digits, capitals and # - /, and begins with four digits.',
  },
  part_named: nameMissing('part'),
  part_unit_known: unknownValue('unit', 'piece, cm, ml, g'),
  part_old_part_rule_known: unknownValue('oldPartRule', 'always, warranty_only, never'),
  part_old_part_days_in_range: {
    status: 422,
    kind: 'invalid-days',
    title: 'Not a number of days',
    detail: 'oldPartDays is between 1 and 3650.',
  },
  part_not_superseded_by_itself: {
    status: 422,
    kind: 'superseded-by-itself',
    title: 'A part does not supersede itself',
    detail: 'Name another part as the successor, or none.',
  },
  part_supersession_ends: {
    status: 409,
    kind: 'circular-supersession',
    title: 'The successors lead back to the part',
    detail: 'A part cannot take the place of its own successor. Read the successors of the part you named.',
  },
  part_supersession_at_most_50: {
    status: 409,
    kind: 'supersession-too-long',
    title: 'Too many successors',
    detail: 'A chain has at most 50 parts. Let the old parts be superseded by the present one directly.',
  },
  part_measure_fixed_once_stocked: {
    status: 409,
    kind: 'part-was-stocked',
    title: 'The part was in stock',
    detail:
      'unit and serialNumbered stay as they are once a part was in stock. Add a new part that supersedes this one.',
  },
  part_substitute_differs: {
    status: 422,
    kind: 'substitute-of-itself',
    title: 'A part is not its own substitute',
    detail: 'Name other parts as substitutes.',
  },
  part_price_not_negative: {
    status: 422,
    kind: 'invalid-amount',
    title: 'Not a price',
    detail: 'A price is zero or more, in minor units.',
  },
  part_price_append_only: {
    status: 409,
    kind: 'append-only',
    title: 'Prices stay as they were stated',
    detail: 'State the price again for the same day; the last statement counts.',
  },
  supplier_support_says_something: {
    status: 422,
    kind: 'contact-required',
    title: 'Nothing to contact',
    detail: 'State contact, supportChannel or both for each component.',
  },
  product_model_number_once: numberTaken('product model'),
  product_model_named: nameMissing('product model'),
};
