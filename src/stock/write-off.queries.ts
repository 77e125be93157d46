import { type Scope } from '../identity/scope';
import { reversalColumn } from '../ledger/reversal';
import { type Reader, type Tx } from '../platform/transaction';
import { type NewWriteOff, type WriteOff, type WriteOffQuery } from './write-off';

const writeOffColumns = `
  w.id, w.code, w.number, w.site_id as "siteId", w.engineer_id as "engineerId", w.reason, w.status,
  w.document_date as "documentDate", w.posting_date as "postingDate", w.requested_by_id as "requestedById",
  w.decided_by_id as "decidedById", w.decision_note as "decisionNote", w.version, ${reversalColumn('w.movement_id')},
  (select json_agg(json_build_object('lineNumber', l.line_number, 'partId', l.part_id, 'partNumber', p.number,
     'binId', l.bin_id, 'quantity', l.quantity, 'unitId', l.unit_id) order by l.line_number)
   from write_off_line l join part p on p.id = l.part_id where l.write_off_id = w.id) as lines`;

export async function findWriteOff(reader: Reader, id: string, scope: Scope): Promise<WriteOff | undefined> {
  const rows = await reader.query<WriteOff[]>(
    `select ${writeOffColumns} from write_off w
      where w.id = $1 and ($2::uuid is null or w.engineer_id = $2) and ($3::uuid is null or w.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Takes the write-off for this transaction: two supervisors must not both post it. */
export async function lockWriteOff(tx: Tx, id: string, scope: Scope): Promise<WriteOff | undefined> {
  await tx.query(`select from write_off where id = $1 for update`, [id]);
  return findWriteOff(tx, id, scope);
}

/** Newest first. */
export async function listWriteOffs(
  reader: Reader,
  query: WriteOffQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<WriteOff[]> {
  return reader.query<WriteOff[]>(
    `select ${writeOffColumns} from write_off w
      where ($1::uuid is null or w.engineer_id = $1) and ($2::uuid is null or w.site_id = $2)
        and ($3::uuid is null or w.site_id = $3) and ($4::uuid is null or w.engineer_id = $4)
        and ($5::text is null or w.status = $5) and ($6::uuid is null or w.id < $6)
      order by w.id desc limit $7`,
    [
      scope.engineerId,
      scope.siteId,
      query.siteId ?? null,
      query.engineerId ?? null,
      query.status ?? null,
      after ?? null,
      limit,
    ],
  );
}

export async function insertWriteOff(
  tx: Tx,
  row: NewWriteOff & { id: string; code: string; documentDate: string; requestedById: string },
): Promise<void> {
  await tx.query(
    `insert into write_off (id, code, number, site_id, engineer_id, reason, document_date, requested_by_id)
     values ($1, $2, 'WOF-' || extract(year from $6::date) || '-' || lpad(nextval('write_off_number')::text, 6, '0'),
             $3, $4, $5, $6, $7)`,
    [row.id, row.code, row.siteId ?? null, row.engineerId ?? null, row.reason, row.documentDate, row.requestedById],
  );
  await tx.query(
    `insert into write_off_line (write_off_id, line_number, part_id, bin_id, quantity, unit_id)
     select $1, l.number, (l.line ->> 'partId')::uuid, (l.line ->> 'binId')::uuid, (l.line ->> 'quantity')::integer,
            (l.line ->> 'unitId')::uuid
       from jsonb_array_elements($2::jsonb) with ordinality as l (line, number)`,
    [row.id, JSON.stringify(row.lines)],
  );
}

/** A decision as it is written; an approval has been posted. */
export interface WriteOffDecision {
  status: 'approved' | 'rejected';
  decidedById: string;
  decidedAt: Date;
  note: string | null;
  postingDate: string | null;
  movementId: number | null;
}

export async function decideWriteOff(tx: Tx, id: string, decision: WriteOffDecision): Promise<void> {
  await tx.query(
    `update write_off set status = $2, decided_by_id = $3, decided_at = $4, decision_note = $5, posting_date = $6,
            movement_id = $7, version = version + 1
      where id = $1`,
    [
      id,
      decision.status,
      decision.decidedById,
      decision.decidedAt,
      decision.note,
      decision.postingDate,
      decision.movementId,
    ],
  );
}

/** The movement of an approved write-off: what its reversal takes back. */
export async function movementOfWriteOff(tx: Tx, id: string): Promise<number | null> {
  const rows = await tx.query<{ movementId: number | null }[]>(
    `select movement_id as "movementId" from write_off where id = $1`,
    [id],
  );
  return rows[0]!.movementId;
}
