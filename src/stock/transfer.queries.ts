import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import {
  type ArrivedLine,
  type ListedTransfer,
  type NewTransfer,
  type Transfer,
  type TransferLine,
  type TransferQuery,
  type TransferStatus,
} from './transfer';

const headColumns = `
  t.id, t.code, t.number, t.from_site_id as "fromSiteId", t.to_site_id as "toSiteId", t.status, t.note,
  t.document_date as "documentDate", t.posting_date as "postingDate", t.actor_id as "sentById",
  t.received_at as "receivedAt", t.received_by_id as "receivedById", t.loss_decided_by_id as "lossDecidedById",
  t.loss_reason as "lossReason", t.version`;

const transferColumns = `${headColumns},
  (select json_agg(json_build_object('lineNumber', l.line_number, 'partId', l.part_id, 'partNumber', p.number,
     'fromBinId', l.from_bin_id, 'toBinId', l.to_bin_id, 'quantity', l.quantity, 'unitId', l.unit_id,
     'receivedQuantity', l.received_quantity, 'lostQuantity', l.lost_quantity,
     'inTransitQuantity', l.quantity - l.received_quantity - l.lost_quantity,
     'shortageReason', l.shortage_reason) order by l.line_number)
   from transfer_line l join part p on p.id = l.part_id where l.transfer_id = t.id) as lines`;

/** A station sees what its site sends and what comes to it; an engineer has no part in transfers (R15). */
const withinScope = `$1::uuid is null and ($2::uuid is null or t.from_site_id = $2 or t.to_site_id = $2)`;

export async function findTransfer(reader: Reader, id: string, scope: Scope): Promise<Transfer | undefined> {
  const rows = await reader.query<Transfer[]>(
    `select ${transferColumns} from transfer t where ${withinScope} and t.id = $3`,
    [scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

/** Takes the transfer for this transaction: who else receives it or gives it up waits. */
export async function lockTransfer(tx: Tx, id: string, scope: Scope): Promise<Transfer | undefined> {
  await tx.query(`select from transfer where id = $1 for update`, [id]);
  return findTransfer(tx, id, scope);
}

/** Newest first. */
export async function listTransfers(
  reader: Reader,
  query: TransferQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<ListedTransfer[]> {
  return reader.query<ListedTransfer[]>(
    `select ${headColumns}, s.lines as "lineCount", s.sent as quantity, s.received as "receivedQuantity",
            s.lost as "lostQuantity", s.sent - s.received - s.lost as "inTransitQuantity"
       from transfer t
      cross join lateral (select count(*)::integer as lines, sum(l.quantity) as sent, sum(l.received_quantity) as received,
                                 sum(l.lost_quantity) as lost
                            from transfer_line l where l.transfer_id = t.id) s
      where ${withinScope} and ($3::uuid is null or t.from_site_id = $3) and ($4::uuid is null or t.to_site_id = $4)
        and ($5::text is null or t.status = $5) and ($6::uuid is null or t.id < $6)
      order by t.id desc limit $7`,
    [
      scope.engineerId,
      scope.siteId,
      query.fromSiteId ?? null,
      query.toSiteId ?? null,
      query.status ?? null,
      after ?? null,
      limit,
    ],
  );
}

/** The lines of a transfer after this one, in their order. */
export async function listTransferLines(
  reader: Reader,
  id: string,
  limit: number,
  after: number,
): Promise<TransferLine[]> {
  return reader.query<TransferLine[]>(
    `select l.line_number as "lineNumber", l.part_id as "partId", p.number as "partNumber",
            l.from_bin_id as "fromBinId", l.to_bin_id as "toBinId", l.quantity, l.unit_id as "unitId",
            l.received_quantity as "receivedQuantity", l.lost_quantity as "lostQuantity",
            l.quantity - l.received_quantity - l.lost_quantity as "inTransitQuantity",
            l.shortage_reason as "shortageReason"
       from transfer_line l join part p on p.id = l.part_id
      where l.transfer_id = $1 and l.line_number > $2
      order by l.line_number limit $3`,
    [id, after, limit],
  );
}

export async function isTransfer(reader: Reader, id: string, scope: Scope): Promise<boolean> {
  const rows = await reader.query<object[]>(`select from transfer t where ${withinScope} and t.id = $3`, [
    scope.engineerId,
    scope.siteId,
    id,
  ]);
  return rows.length > 0;
}

export async function insertTransfer(
  tx: Tx,
  row: NewTransfer & { id: string; code: string; documentDate: string; postingDate: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into transfer (id, code, number, from_site_id, to_site_id, note, document_date, posting_date, actor_id)
     values ($1, $2, 'TRF-' || extract(year from $6::date) || '-' || lpad(nextval('transfer_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8)`,
    [row.id, row.code, row.fromSiteId, row.toSiteId, row.note ?? null, row.documentDate, row.postingDate, row.actorId],
  );
  await tx.query(
    `insert into transfer_line (transfer_id, line_number, part_id, from_bin_id, quantity, unit_id)
     select $1, l.number, (l.line ->> 'partId')::uuid, (l.line ->> 'binId')::uuid, (l.line ->> 'quantity')::integer,
            (l.line ->> 'unitId')::uuid
       from jsonb_array_elements($2::jsonb) with ordinality as l (line, number)`,
    [row.id, JSON.stringify(row.lines)],
  );
}

export async function recordArrival(tx: Tx, id: string, lines: readonly ArrivedLine[]): Promise<void> {
  await tx.query(
    `update transfer_line l
        set received_quantity = l.received_quantity + a."receivedQuantity",
            to_bin_id = coalesce(a."binId", l.to_bin_id),
            shortage_reason = coalesce(a."shortageReason", l.shortage_reason)
       from jsonb_to_recordset($2::jsonb) as a ("lineNumber" integer, "receivedQuantity" integer, "binId" uuid,
            "shortageReason" text)
      where l.transfer_id = $1 and l.line_number = a."lineNumber"`,
    [id, JSON.stringify(lines)],
  );
}

/** Whatever neither arrived nor was lost before is lost. */
export async function recordLoss(tx: Tx, id: string): Promise<void> {
  await tx.query(`update transfer_line set lost_quantity = quantity - received_quantity where transfer_id = $1`, [id]);
}

/** Who received it or gave it up, and where that leaves the transfer. */
export async function recordEnd(
  tx: Tx,
  id: string,
  end: { status: TransferStatus } & (
    { receivedById: string; receivedAt: Date } | { lossDecidedById: string; lossReason: string }
  ),
): Promise<void> {
  const row = { receivedById: null, receivedAt: null, lossDecidedById: null, lossReason: null, ...end };
  await tx.query(
    `update transfer set status = $2, received_by_id = coalesce($3, received_by_id),
            received_at = coalesce($4, received_at), loss_decided_by_id = coalesce($5, loss_decided_by_id),
            loss_reason = coalesce($6, loss_reason), version = version + 1
      where id = $1`,
    [id, row.status, row.receivedById, row.receivedAt, row.lossDecidedById, row.lossReason],
  );
}
