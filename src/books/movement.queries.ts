import { placeColumn } from '../ledger/ledger';
import { reversalColumn } from '../ledger/reversal';
import { type Reader } from '../platform/transaction';
import { type LedgerMovement, type MovementTransfer } from './movement';
import { postedDocument, postedDocumentColumns } from './posted-document';

/** As many as most documents have lines. */
const transfersOfFirstPage = 200;

/** A movement with its first transfers. */
export async function findMovement(reader: Reader, id: number): Promise<LedgerMovement | undefined> {
  const rows = await reader.query<Omit<LedgerMovement, 'transfers'>[]>(
    `select m.id, m.reason, m.document_kind as "documentKind", m.document_id as "documentId",
            ${postedDocumentColumns},
            m.document_date as "documentDate", m.posting_date as "postingDate", m.actor_id as "actorId",
            m.recorded_at as "recordedAt", m.reverses_id as "reversesId", ${reversalColumn('m.id')},
            (select count(*)::integer from stock_transfer t where t.movement_id = m.id) as "transferCount"
       from stock_movement m ${postedDocument('m')} where m.id = $1`,
    [id],
  );
  const head = rows[0];
  return head && { ...head, transfers: await listTransfers(reader, id, transfersOfFirstPage, 0) };
}

/** The transfers of a movement after this one, in their order. */
export async function listTransfers(
  reader: Reader,
  movementId: number,
  limit: number,
  after: number,
): Promise<MovementTransfer[]> {
  return reader.query<MovementTransfer[]>(
    `select t.id, t.part_id as "partId", p.number as "partNumber", ${placeColumn('f')} as "from",
            ${placeColumn('g')} as "to", t.quantity, t.value, t.unit_id as "unitId"
       from stock_transfer t join part p on p.id = t.part_id
       join stock_account f on f.id = t.from_account_id join stock_account g on g.id = t.to_account_id
      where t.movement_id = $1 and t.id > $2
      order by t.id limit $3`,
    [movementId, after, limit],
  );
}

/** The shelves a movement took pieces off: where they come back when it is reversed. */
export async function shelvesOf(reader: Reader, movementId: number): Promise<{ siteId: string; partIds: string[] }[]> {
  return reader.query<{ siteId: string; partIds: string[] }[]>(
    `select n.site_id as "siteId", array_agg(distinct t.part_id) as "partIds"
       from stock_transfer t join stock_account a on a.id = t.from_account_id and a.kind = 'shelf'
       join bin n on n.id = a.bin_id
      where t.movement_id = $1 group by n.site_id order by n.site_id`,
    [movementId],
  );
}
