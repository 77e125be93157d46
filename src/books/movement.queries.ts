import { placeColumn } from '../ledger/ledger';
import { reversalColumn } from '../ledger/reversal';
import { type Reader } from '../platform/transaction';
import { type LedgerMovement } from './movement';

export async function findMovement(reader: Reader, id: number): Promise<LedgerMovement | undefined> {
  const rows = await reader.query<LedgerMovement[]>(
    `select m.id, m.reason, m.document_kind as "documentKind", m.document_id as "documentId",
            m.document_date as "documentDate", m.posting_date as "postingDate", m.actor_id as "actorId",
            m.recorded_at as "recordedAt", m.reverses_id as "reversesId", ${reversalColumn('m.id')},
            (select json_agg(json_build_object('id', t.id, 'partId', t.part_id, 'partNumber', p.number,
               'from', ${placeColumn('f')}, 'to', ${placeColumn('g')}, 'quantity', t.quantity, 'value', t.value,
               'unitId', t.unit_id) order by t.id)
               from stock_transfer t join part p on p.id = t.part_id
               join stock_account f on f.id = t.from_account_id join stock_account g on g.id = t.to_account_id
              where t.movement_id = m.id) as transfers
       from stock_movement m where m.id = $1`,
    [id],
  );
  return rows[0];
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
