import { type RecordKind } from '../barcodes/code';
import { type Scope } from '../identity/scope';
import { type Reader } from '../platform/transaction';
import { type LabelFacts } from './drawing/label-template';
import { borneKeys } from '../scanning/gs1-content';
import { scannableKinds } from '../scanning/record-kinds';

/** SQL over the row `r` of a kind's table: what its label says beside the number. */
interface LabelledKind {
  nameZh?: string;
  nameEn?: string;
  /** Pairs for `json_build_object`. */
  details?: string;
}

const bothNames = (id: string, table: string) => ({
  nameZh: `(select n.name_zh from ${table} n where n.id = ${id})`,
  nameEn: `(select n.name_en from ${table} n where n.id = ${id})`,
});
const numberOf = (table: string, id: string) => `(select n.number from ${table} n where n.id = ${id})`;
const numberAndName = (table: string, id: string) =>
  `(select n.number || ' ' || n.name from ${table} n where n.id = ${id})`;
/** "3 / 12": lines and pieces. */
const counted = (table: string, key: string) =>
  `(select count(*) || ' / ' || sum(l.quantity) from ${table} l where l.${key} = r.id)`;

const labelledKinds: Partial<Record<RecordKind, LabelledKind>> = {
  part: { nameZh: 'r.name_zh', nameEn: 'r.name_en', details: `'makerNumber', r.maker_number` },
  bin: { details: `'site', ${numberAndName('site', 'r.site_id')}` },
  'serial-unit': {
    ...bothNames('r.part_id', 'part'),
    details: `'partNumber', ${numberOf('part', 'r.part_id')}`,
  },
  'installed-unit': {
    ...bothNames('r.model_id', 'product_model'),
    details: `'partNumber', ${numberOf('product_model', 'r.model_id')}`,
  },
  'old-part': {
    ...bothNames('r.part_id', 'part'),
    details: `'partNumber', ${numberOf('part', 'r.part_id')}, 'serialNumber', r.serial_number,
      'quantity', r.quantity::text, 'dueOn', r.due_on::text, 'removedOn', r.owed_since::text,
      'engineer', ${numberAndName('staff_member', 'r.engineer_id')},
      'report', (select s.number from replacement p join service_report s on s.id = p.report_id
                  where p.id = r.replacement_id),
      'workOrder', (select w.number from replacement p join service_report s on s.id = p.report_id
                     join work_order w on w.id = s.work_order_id where p.id = r.replacement_id)`,
  },
  requisition: {
    details: `'engineer', ${numberAndName('staff_member', 'r.engineer_id')}, 'needBy', r.need_by::text,
      'workOrder', ${numberOf('work_order', 'r.work_order_id')}, 'site', ${numberAndName('site', 'r.site_id')},
      'lines', ${counted('requisition_line', 'requisition_id')}`,
  },
  issue: {
    details: `'engineer', ${numberAndName('staff_member', 'r.engineer_id')},
      'site', ${numberAndName('site', 'r.site_id')}, 'sentOn', r.document_date::text,
      'lines', ${counted('issue_line', 'issue_id')}`,
  },
  transfer: {
    details: `'toSite', ${numberAndName('site', 'r.to_site_id')}, 'site', ${numberAndName('site', 'r.from_site_id')},
      'sentOn', r.document_date::text, 'lines', ${counted('transfer_line', 'transfer_id')}, 'note', r.note`,
  },
  site: { nameZh: 'r.name' },
  supplier: { nameZh: 'r.name' },
  'staff-member': { nameZh: 'r.name' },
  customer: { nameZh: 'r.name' },
};

/** An old part is known by its number, though a scan shows its serial number. */
const labelNumbers: Partial<Record<RecordKind, string>> = { 'old-part': 'r.number' };

const everyRow = '($2::uuid is null or true) and ($3::uuid is null or true)';

/** What labels say of the records of one kind with these codes, as far as the caller may see them; in no order. */
export async function labelFacts(
  reader: Reader,
  kind: RecordKind,
  codes: readonly string[],
  caller: { scope: Scope; id: string },
): Promise<LabelFacts[]> {
  const known = scannableKinds[kind];
  if (!known) return [];
  const { nameZh = 'null::text', nameEn = 'null::text', details = '' } = labelledKinds[kind] ?? {};
  return reader.query<LabelFacts[]>(
    `select $4::text as kind, r.code, ${labelNumbers[kind] ?? known.number} as number,
            ${nameZh} as "nameZh", ${nameEn} as "nameEn", json_build_object(${details}) as details,
            ${borneKeys[kind] ?? 'null::json'} as keys
       from ${known.table} r where r.code = any ($1) and ${known.scope ?? everyRow} and $5::uuid is not null`,
    [codes, caller.scope.engineerId, caller.scope.siteId, kind, caller.id],
  );
}
