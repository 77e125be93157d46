/** Keys of a case that the format does not know: usually misspelt, and silently without effect. */
import { step } from './fault';

const period = ['n', 'unit'];
const dated = ['basis', ...period];
const cover = [
  ...['id', 'start', 'terms', 'no_proof', 'if_start_missing', 'excluded_parts', 'last_day', 'roll', 'suspend'],
  ...['unit_replaced', 'part_replaced_free', 'part_replaced_paid', 'outer_cap', 'extend_once_after_repair'],
  ...['excluded_causes', 'covered_causes'],
];

/** What each object of the format may hold, by where it stands; `*` is any place in a list. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  '/policies/*': [
    ...[
      ...cover,
      'version',
      'priority',
      'valid_sale_from',
      'valid_sale_to',
      'usage_class',
      'presumption',
      'conditions',
    ],
    ...['goodwill', 'loyalty', 'entitlements', 'meter_tampering', 'paid', 'transferable', 'cause_must_be_causal'],
  ],
  '/inbound_policy': [...cover, ...period, 'limits', 'limit_basis', 'old_part_required'],
  '*/start': ['basis', 'combine'],
  '*/no_proof': ['action', 'snap', ...dated],
  '*/if_start_missing': dated,
  '*/outer_cap': dated,
  '*/presumption': dated,
  '*/terms/*': [...['id', 'covers', ...period, 'registered_n', 'limits', 'limit_basis', 'labor', 'onsite', 'wear']],
  '*/labor': period,
  '*/onsite': period,
  '*/suspend': ['repairs', 'day_count', 'force_majeure'],
  '*/part_replaced_free': ['mode', ...period],
  '*/part_replaced_paid': [...period, 'limits', 'basis', 'or_remainder'],
  '*/extend_once_after_repair': period,
  '*/conditions/*': ['type', ...dated],
  '/policies/*/goodwill': ['max_over', 'max_parts_pct', 'max_labor_pct', 'approval_required', 'not_for_causes'],
  '*/loyalty': ['waive', 'until_n', 'until_unit'],
  '*/entitlements/*': [
    ...['grant', 'components', 'within', 'limits', 'repair_days_over', 'repairs_over', 'same', 'day_count'],
  ],
  '/proof': ['invoice', 'certificate', 'verified_in_system', 'model_matches'],
  '/claim': [
    ...['report_date', 'report_at', 'timezone', 'repair_date', 'fault_date', 'fault', 'component', 'cause', 'usage'],
    ...['usage_at_start', 'registered', 'registered_on', 'maintenance', 'observations'],
  ],
  '/history/*': [
    ...['type', 'in', 'out', 'date', 'component', 'paid', 'under_warranty', 'remedy', 'waiting_parts', 'usage'],
    ...['excluded_days', 'fault', 'cause', 'components'],
  ],
  '/goodwill': ['approved', 'approved_on', 'parts_pct', 'labor_pct', 'loyalty'],
  '/calendar': ['off', 'work'],
};

/** Rules by place: those that name it whole come before those of any place. */
function knownAt(place: string): readonly string[] | undefined {
  const exact = KNOWN[place];
  if (exact) return exact;
  const rule = Object.keys(KNOWN).find((name) => name.startsWith('*') && place.endsWith(name.slice(1)));
  return rule === undefined ? undefined : KNOWN[rule];
}

/** JSON pointers to the keys below this value that nothing reads. What stands beside the case (title, source …) is free. */
export function unknownKeys(value: unknown, pointer = '', place = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unknownKeys(item, step(pointer, index), `${place}/*`));
  }
  const known = knownAt(place);
  return Object.entries(value).flatMap(([key, inner]) => {
    if (known && !known.includes(key)) return [step(pointer, key)];
    return unknownKeys(inner, step(pointer, key), `${place}/${key}`);
  });
}
