import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import { type LetterChannel, type SupplierInquiry, type SupplierInquiryQuery } from './supplier-inquiry';

/** `now` is a parameter of the statement. */
const columns = (now: string) => `
  q.id, q.code, q.number, q.work_order_id as "workOrderId", w.number as "workOrderNumber",
  q.engineer_id as "engineerId", q.site_id as "siteId", q.supplier_id as "supplierId", s.number as "supplierNumber",
  s.name as "supplierName", coalesce(x.support_channel, s.support_channel) as "supportChannel",
  coalesce(x.contact, s.contact) as "supplierContact", q.part_id as "partId", q.component, q.question, q.status,
  q.opened_at as "openedAt", q.contact_due_at as "contactDueAt", q.contacted_at as "contactedAt",
  q.answer_due_at as "answerDueAt", q.answered_at as "answeredAt", q.due_at as "dueAt",
  coalesce(q.due_at < ${now}::timestamptz, false) as overdue, q.contacted_at <= q.contact_due_at as "contactedInTime",
  q.answered_at <= q.answer_due_at as "answeredInTime", q.position, q.closing_reason as "closingReason",
  q.actor_id as "actorId",
  (select coalesce(json_agg(json_build_object('direction', l.direction, 'channel', l.channel, 'words', l.words,
            'digest', l.digest, 'writtenAt', l.written_at, 'actorId', l.actor_id, 'recordedAt', l.recorded_at)
            order by l.id), '[]') from supplier_letter l where l.inquiry_id = q.id) as letters`;

const tables = `supplier_inquiry q join work_order w on w.id = q.work_order_id join supplier s on s.id = q.supplier_id
  left join supplier_support x on x.supplier_id = q.supplier_id and x.component = q.component`;
const withinScope = `($2::uuid is null or q.engineer_id = $2) and ($3::uuid is null or q.site_id = $3)`;

export async function findInquiry(
  reader: Reader,
  id: string,
  scope: Scope,
  now: Date,
): Promise<SupplierInquiry | undefined> {
  const rows = await reader.query<SupplierInquiry[]>(
    `select ${columns('$1')} from ${tables} where ${withinScope} and q.id = $4`,
    [now, scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

/** Takes it for this transaction: of two answers one is the first. */
export async function lockInquiry(tx: Tx, id: string, scope: Scope, now: Date): Promise<SupplierInquiry | undefined> {
  await tx.query(`select from supplier_inquiry where id = $1 for update`, [id]);
  return findInquiry(tx, id, scope, now);
}

/** Newest first. */
export async function listInquiries(
  reader: Reader,
  query: SupplierInquiryQuery,
  scope: Scope,
  now: Date,
  limit: number,
  after: string | undefined,
): Promise<SupplierInquiry[]> {
  return reader.query<SupplierInquiry[]>(
    `select ${columns('$1')} from ${tables}
      where ${withinScope} and ($4::uuid is null or q.work_order_id = $4) and ($5::uuid is null or q.supplier_id = $5)
        and ($6::text is null or q.status = $6) and ($7::boolean is null or coalesce(q.due_at < $1, false) = $7)
        and ($8::uuid is null or q.id < $8)
      order by q.id desc limit $9`,
    [
      ...[now, scope.engineerId, scope.siteId, query.workOrderId ?? null, query.supplierId ?? null],
      ...[query.status ?? null, query.overdue ?? null, after ?? null, limit],
    ],
  );
}

/** Whether the part is known, and who supplies it. */
export async function partSupplier(
  reader: Reader,
  partId: string,
): Promise<{ supplierId: string | null; component: string | null } | undefined> {
  const rows = await reader.query<{ supplierId: string | null; component: string | null }[]>(
    `select supplier_id as "supplierId", component from part where id = $1`,
    [partId],
  );
  return rows[0];
}

export async function insertInquiry(
  tx: Tx,
  row: {
    id: string;
    code: string;
    workOrderId: string;
    supplierId: string;
    partId: string | null;
    component: string | null;
    question: string;
    openedAt: Date;
    day: string;
    actorId: string;
  },
): Promise<void> {
  await tx.query(
    `insert into supplier_inquiry (id, code, number, work_order_id, engineer_id, site_id, supplier_id, part_id, component,
                                   question, opened_at, contact_due_at, due_at, actor_id)
     select $1, $2, 'SIQ-' || extract(year from $8::date) || '-' || lpad(nextval('supplier_inquiry_number')::text, 6, '0'),
            w.id, w.engineer_id, w.site_id, $4, $5, $6, $7, $9::timestamptz, $9::timestamptz + interval '12 hours',
            $9::timestamptz + interval '12 hours', $10
       from work_order w where w.id = $3`,
    [
      ...[row.id, row.code, row.workOrderId, row.supplierId, row.partId, row.component, row.question, row.day],
      ...[row.openedAt, row.actorId],
    ],
  );
}

export async function insertLetter(
  tx: Tx,
  inquiryId: string,
  letter: { direction: 'sent' | 'received'; channel: LetterChannel; words: string; at: Date; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into supplier_letter (inquiry_id, direction, channel, words, digest, written_at, actor_id)
     values ($1, $2, $3, $4, encode(sha256(convert_to($4::text, 'UTF8')), 'hex'), $5, $6)`,
    [inquiryId, letter.direction, letter.channel, letter.words, letter.at, letter.actorId],
  );
}

/** From the first letter on the supplier has twelve hours. */
export async function contactSupplier(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query(
    `update supplier_inquiry set status = 'contacted', contacted_at = $2::timestamptz,
            answer_due_at = $2::timestamptz + interval '12 hours', due_at = $2::timestamptz + interval '12 hours'
      where id = $1`,
    [id, at],
  );
}

export async function answerInquiry(tx: Tx, id: string, at: Date, position: string): Promise<void> {
  await tx.query(
    `update supplier_inquiry set status = 'answered', answered_at = $2, position = $3, due_at = null where id = $1`,
    [id, at, position],
  );
}

export async function closeInquiry(tx: Tx, id: string, at: Date, reason: string): Promise<void> {
  await tx.query(
    `update supplier_inquiry set status = 'closed', closed_at = $2, closing_reason = $3, due_at = null where id = $1`,
    [id, at, reason],
  );
}
