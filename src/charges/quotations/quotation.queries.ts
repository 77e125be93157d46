import { type Scope } from '../../identity/scope';
import { type SignatureImage } from '../../platform/signature-image';
import { type Reader, type Tx } from '../../platform/transaction';
import { type PricedPlan } from './price-plan';
import { type Quotation, type QuotationEvent, type QuotationQuery, type QuotationStatus } from './quotation';

const columns = `
  q.id, q.code, q.number, q.revision, q.revision_reason as "revisionReason", q.work_order_id as "workOrderId",
  w.number as "workOrderNumber", q.customer_id as "customerId", c.number as "customerNumber",
  q.engineer_id as "engineerId", q.site_id as "siteId", q.determination_id as "determinationId", d.outcome,
  q.tariff_id as "tariffId", t.number as "tariffNumber", q.parts_basis as "partsBasis",
  q.labour_charged as "labourCharged", q.travel_charged as "travelCharged", q.currency,
  (select coalesce(json_agg(json_build_object('lineNumber', l.line_number, 'partId', l.part_id, 'partNumber', p.number,
     'nameZh', p.name_zh, 'nameEn', p.name_en, 'quantity', l.quantity, 'source', l.source,
     'sourceOwnerId', l.source_owner_id, 'sourceQuantity', l.source_quantity, 'sourceValue', l.source_value,
     'amount', l.amount) order by l.line_number), '[]')
   from quotation_line l join part p on p.id = l.part_id where l.quotation_id = q.id) as lines,
  q.parts_amount as "partsAmount", q.labour_minutes as "labourMinutes", q.labour_amount as "labourAmount", q.trips,
  q.travel_amount as "travelAmount", q.net_amount as "netAmount", q.tax_basis_points as "taxBasisPoints",
  q.tax_amount as "taxAmount", q.total_amount as "totalAmount", q.received_amount as "receivedAmount", q.status,
  q.document_date as "documentDate", q.valid_until as "validUntil", q.actor_id as "actorId",
  q.decided_at as "decidedAt", q.decided_by_id as "decidedById", q.decision_note as "decisionNote",
  q.told_at as "toldAt", q.accepted_at as "acceptedAt", q.version,
  (select coalesce(json_agg(json_build_object('kind', e.kind, 'person', e.person, 'relation', e.relation, 'how', e.how,
     'language', e.language, 'words', e.words, 'at', e.at, 'imageDigest', e.image_digest, 'actorId', e.actor_id,
     'recordedAt', e.recorded_at) order by e.id), '[]')
   from quotation_event e where e.quotation_id = q.id) as events`;

const tables = `
  quotation q join work_order w on w.id = q.work_order_id join customer c on c.id = q.customer_id
  join determination d on d.id = q.determination_id join tariff t on t.id = q.tariff_id`;

export async function findQuotation(reader: Reader, id: string, scope: Scope): Promise<Quotation | undefined> {
  const rows = await reader.query<Quotation[]>(
    `select ${columns} from ${tables}
      where q.id = $1 and ($2::uuid is null or q.engineer_id = $2) and ($3::uuid is null or q.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Takes the order and then the quotation for this transaction: whoever pays, fits or charges under it waits. */
export async function lockQuotation(tx: Tx, id: string, scope: Scope): Promise<Quotation | undefined> {
  await tx.query(
    `select from work_order w where w.id = (select work_order_id from quotation where id = $1) for update`,
    [id],
  );
  await tx.query(`select from quotation where id = $1 for update`, [id]);
  return findQuotation(tx, id, scope);
}

/** Newest first. */
export async function listQuotations(
  reader: Reader,
  query: QuotationQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<Quotation[]> {
  return reader.query<Quotation[]>(
    `select ${columns} from ${tables}
      where ($1::uuid is null or q.engineer_id = $1) and ($2::uuid is null or q.site_id = $2)
        and ($3::uuid is null or q.work_order_id = $3) and ($4::uuid is null or q.customer_id = $4)
        and ($5::uuid is null or q.engineer_id = $5) and ($6::uuid is null or q.site_id = $6)
        and ($7::text is null or q.status = $7) and ($8::uuid is null or q.id < $8)
      order by q.id desc limit $9`,
    [
      scope.engineerId,
      scope.siteId,
      query.workOrderId ?? null,
      query.customerId ?? null,
      query.engineerId ?? null,
      query.siteId ?? null,
      query.status ?? null,
      after ?? null,
      limit,
    ],
  );
}

/** A quotation as it is written; its order says whose it is. */
export interface QuotationRow extends PricedPlan {
  id: string;
  code: string;
  workOrderId: string;
  determinationId: string;
  tariffId: string;
  documentDate: string;
  validUntil: string;
  actorId: string;
  /** Of a later revision. */
  revisionOf: { number: string; revision: number; reason: string } | null;
}

export async function insertQuotation(tx: Tx, row: QuotationRow): Promise<void> {
  await tx.query(
    `insert into quotation (id, code, number, revision, revision_reason, work_order_id, customer_id, engineer_id, site_id,
       determination_id, tariff_id, parts_basis, labour_charged, travel_charged, currency, parts_amount, labour_minutes,
       labour_amount, trips, travel_amount, net_amount, tax_basis_points, tax_amount, total_amount, document_date,
       valid_until, actor_id)
     select $1, $2, coalesce($3, 'QUO-' || extract(year from $20::date) || '-' || lpad(nextval('quotation_number')::text, 6, '0')),
            $4, $5, w.id, w.customer_id, w.engineer_id, w.site_id,
            $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $21, $22, $20, $23, $24
       from work_order w where w.id = $6`,
    [
      ...[row.id, row.code, row.revisionOf?.number ?? null, row.revisionOf?.revision ?? 1],
      ...[row.revisionOf?.reason ?? null, row.workOrderId, row.determinationId, row.tariffId],
      ...[row.partsBasis, row.labourCharged, row.travelCharged, row.currency],
      ...[row.partsAmount, row.labourMinutes, row.labourAmount, row.trips, row.travelAmount, row.netAmount],
      ...[row.taxBasisPoints, row.documentDate, row.taxAmount, row.totalAmount, row.validUntil, row.actorId],
    ],
  );
  await tx.query(
    `insert into quotation_line (quotation_id, line_number, part_id, quantity, source, source_owner_id, source_quantity,
                                 source_value, amount)
     select $1, l.number, (l.line ->> 'partId')::uuid, (l.line ->> 'quantity')::integer, l.line ->> 'source',
            (l.line ->> 'sourceOwnerId')::uuid, (l.line ->> 'sourceQuantity')::integer,
            (l.line ->> 'sourceValue')::bigint, (l.line ->> 'amount')::bigint
       from jsonb_array_elements($2::jsonb) with ordinality as l (line, number)`,
    [row.id, JSON.stringify(row.lines)],
  );
}

export async function decideQuotation(
  tx: Tx,
  id: string,
  decision: { status: 'approved' | 'rejected'; at: Date; byId: string; note: string | null },
): Promise<void> {
  await tx.query(
    `update quotation set status = $2, decided_at = $3, decided_by_id = $4, decision_note = $5, version = version + 1
      where id = $1`,
    [id, decision.status, decision.at, decision.byId, decision.note],
  );
}

/** Takes the quotation to another state; the times of telling and acceptance where they are settled anew. */
export async function stepQuotation(
  tx: Tx,
  id: string,
  status: QuotationStatus,
  times: { toldAt?: Date; acceptedAt?: Date | null } = {},
): Promise<void> {
  await tx.query(
    `update quotation set status = $2, told_at = coalesce($3, told_at),
            accepted_at = case when $4 then $5 else accepted_at end, version = version + 1
      where id = $1`,
    [id, status, times.toldAt ?? null, times.acceptedAt !== undefined, times.acceptedAt ?? null],
  );
}

export interface QuotationEventRow {
  kind: QuotationEvent['kind'];
  person?: string;
  relation?: string;
  how?: string;
  language?: string;
  words?: string;
  at: Date;
  image?: SignatureImage;
  actorId: string;
}

export async function insertQuotationEvent(tx: Tx, quotationId: string, row: QuotationEventRow): Promise<void> {
  await tx.query(
    `insert into quotation_event (quotation_id, kind, person, relation, how, language, words, at, image, image_digest,
                                  pixels_digest, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      quotationId,
      row.kind,
      row.person ?? null,
      row.relation ?? null,
      row.how ?? null,
      row.language ?? null,
      row.words ?? null,
      row.at,
      row.image?.file ?? null,
      row.image?.fileDigest ?? null,
      row.image?.pixelsDigest ?? null,
      row.actorId,
    ],
  );
}

/** Pauses the job while the customer objects, or lets it go on (S097). */
export async function pauseWorkOrder(tx: Tx, workOrderId: string, paused: boolean): Promise<void> {
  await tx.query(
    `update work_order w set status = $2, version = version + 1
      where w.id = $1 and w.status = $3
        and not exists (select from dispute d where d.work_order_id = w.id and d.status = 'open')`,
    [workOrderId, paused ? 'disputed' : 'open', paused ? 'open' : 'disputed'],
  );
}

/** Paid pieces of the order that are fitted and not charged yet. */
export async function paidPiecesFitted(reader: Reader, workOrderId: string): Promise<number> {
  const rows = await reader.query<{ pieces: number }[]>(
    `select coalesce(sum(l.quantity), 0)::integer as pieces
       from service_report r join replacement l on l.report_id = r.id and l.billing = 'PAID'
      where r.work_order_id = $1 and r.status = 'approved'
        and not exists (select from charge_line c where c.replacement_id = l.id and not c.cancelled)`,
    [workOrderId],
  );
  return rows[0]!.pieces;
}
