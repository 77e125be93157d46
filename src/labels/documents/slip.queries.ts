import { type Scope } from '../../identity/scope';
import { type Reader } from '../../platform/transaction';

/** The head of a slip: the document, who and where. */
export interface SlipHead {
  number: string;
  code: string;
  day: string;
  status: string | null;
  engineer: string;
  site: string | null;
  workOrder: string | null;
  other: Record<string, string | null>;
}

/** One line of a slip. */
export interface SlipLine {
  bin: string | null;
  part: string;
  nameZh: string | null;
  nameEn: string | null;
  unit: string;
  quantity: number;
  serialNumber: string | null;
  outcome: string | null;
  note: string | null;
}

const visible = '($2::uuid is null or d.engineer_id = $2) and ($3::uuid is null or d.site_id = $3)';
const person = (id: string) => `(select s.name || ' (' || s.number || ')' from staff_member s where s.id = ${id})`;
const site = `(select s.number || ' ' || s.name from site s where s.id = d.site_id)`;

/** `other` are pairs for `json_build_object`. */
function headOf(asked: { table: string; status: string; workOrder: string; day: string; other: string }): string {
  return `
    select d.number, d.code, ${asked.day} as day, ${asked.status} as status, ${person('d.engineer_id')} as engineer,
           ${site} as site, ${asked.workOrder} as "workOrder", json_build_object(${asked.other}) as other
      from ${asked.table} d where d.id = $1 and ${visible}`;
}

const workOrderOf = '(select w.number from work_order w where w.id = d.work_order_id)';

const heads = {
  requisition: headOf({
    table: 'requisition',
    status: 'd.status',
    workOrder: workOrderOf,
    day: 'd.document_date',
    other: `'needBy', d.need_by::text`,
  }),
  issue: headOf({
    table: 'issue',
    status: `case when d.acknowledged_at is null then 'issued' else 'acknowledged' end`,
    workOrder: `(select w.number from requisition q join work_order w on w.id = q.work_order_id where q.id = d.requisition_id)`,
    day: 'd.document_date',
    other: `'issuedBy', ${person('d.actor_id')},
      'requisition', (select q.number from requisition q where q.id = d.requisition_id)`,
  }),
  'unused-return': headOf({
    table: 'unused_return',
    status: 'null::text',
    workOrder: workOrderOf,
    day: 'd.document_date',
    other: `'takenBackBy', ${person('d.actor_id')}`,
  }),
  'old-part': headOf({
    table: 'old_part',
    status: 'd.status',
    workOrder: `(select w.number from replacement p join service_report s on s.id = p.report_id
                   join work_order w on w.id = s.work_order_id where p.id = d.replacement_id)`,
    day: 'coalesce(d.received_on, d.owed_since)',
    other: `'receivedBy', ${person('d.received_by_id')}, 'dueOn', d.due_on::text, 'receivedOn', d.received_on::text,
      'serialNumber', d.received_serial_number, 'matches', d.serial_matches::text, 'condition', d.condition_note,
      'report', (select s.number from replacement p join service_report s on s.id = p.report_id
                  where p.id = d.replacement_id)`,
  }),
} as const;

/** What has a slip. */
export type SlipKind = keyof typeof heads;

const part = `p.number as part, p.name_zh as "nameZh", p.name_en as "nameEn", p.unit`;
const serialNumber = `(select u.serial_number from serial_unit u where u.id = l.unit_id) as "serialNumber"`;

const lines: Record<SlipKind, string> = {
  // What is reserved, in the order in which a picker walks.
  requisition: `
    select b.number as bin, ${part}, r.quantity, null::text as "serialNumber", null::text as outcome,
           l.substitution_reason as note
      from requisition_line l join reservation r on r.line_id = l.id and r.quantity > 0
      join bin b on b.id = r.bin_id join part p on p.id = r.part_id
     where l.requisition_id = $1 order by b.number, p.number`,
  issue: `
    select b.number as bin, ${part}, l.quantity, ${serialNumber}, null::text as outcome, null::text as note
      from issue_line l join part p on p.id = l.part_id join bin b on b.id = l.bin_id
     where l.issue_id = $1 order by l.line_number`,
  'unused-return': `
    select b.number as bin, ${part}, l.quantity, ${serialNumber}, l.outcome, l.note
      from unused_return_line l join part p on p.id = l.part_id left join bin b on b.id = l.bin_id
     where l.unused_return_id = $1 order by l.line_number`,
  'old-part': `
    select null::text as bin, ${part}, l.quantity, l.serial_number as "serialNumber", l.disposition as outcome,
           l.disposition_note as note
      from old_part l join part p on p.id = l.part_id where l.id = $1`,
};

/** The document as far as the caller may see it (R15), with its lines. */
export async function findSlip(
  reader: Reader,
  kind: SlipKind,
  id: string,
  scope: Scope,
): Promise<{ head: SlipHead; lines: SlipLine[] } | undefined> {
  const [head] = await reader.query<SlipHead[]>(heads[kind], [id, scope.engineerId, scope.siteId]);
  return head && { head, lines: await reader.query<SlipLine[]>(lines[kind], [id]) };
}

/** Parts of a requisition that are approved and neither reserved nor issued: the picker looks for them in vain. */
export async function shortOf(reader: Reader, requisitionId: string): Promise<{ part: string; quantity: number }[]> {
  return reader.query<{ part: string; quantity: number }[]>(
    `select p.number as part, l.approved_quantity - l.issued_quantity - l.released_quantity - h.quantity as quantity
       from requisition_line l join part p on p.id = l.supply_part_id
       join lateral (select coalesce(sum(r.quantity), 0)::integer as quantity from reservation r where r.line_id = l.id) h on true
      where l.requisition_id = $1 and l.outstanding
        and l.approved_quantity - l.issued_quantity - l.released_quantity > h.quantity
      order by l.line_number`,
    [requisitionId],
  );
}
