import { type Scope } from '../../identity/scope';
import { type Reader, type Tx } from '../../platform/transaction';
import { type SessionHead } from '../purposes/purpose';
import {
  type NewScanSession,
  type PostedDocument,
  type ScanPurposeName,
  type ScanSessionQuery,
  type ScanSessionSummary,
  type SessionLine,
} from './scan-session';

/** A session with everything that its row says. */
export type SessionRow = ScanSessionSummary & {
  note: string | null;
  terms: NewScanSession;
  /** Kept when it ended. */
  lines: SessionLine[] | null;
};

const columns = `
  s.id, s.code, s.number, s.purpose, s.status, s.document_id as "documentId", s.site_id as "siteId",
  s.engineer_id as "engineerId", s.opened_by_id as "openedById", s.opened_at as "openedAt",
  s.ended_by_id as "endedById", s.ended_at as "endedAt", s.documents`;

/** Those who scan are of a site or of the office (R15). */
const withinScope = `$1::uuid is null and ($2::uuid is null or s.site_id = $2)`;

export async function findSession(reader: Reader, id: string, scope: Scope): Promise<SessionRow | undefined> {
  const rows = await reader.query<SessionRow[]>(
    `select ${columns}, s.note, s.terms, s.lines from scan_session s where ${withinScope} and s.id = $3`,
    [scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

/** Takes the session for this transaction: bursts of several devices, and the posting, come one after the other. */
export async function lockSession(tx: Tx, id: string, scope: Scope): Promise<SessionRow | undefined> {
  await tx.query(`select from scan_session where id = $1 for update`, [id]);
  return findSession(tx, id, scope);
}

/** Newest first. */
export async function listSessions(
  reader: Reader,
  query: ScanSessionQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<ScanSessionSummary[]> {
  return reader.query<ScanSessionSummary[]>(
    `select ${columns} from scan_session s
      where ${withinScope} and ($3::text is null or s.status = $3) and ($4::text is null or s.purpose = $4)
        and ($5::uuid is null or s.site_id = $5) and ($6::uuid is null or s.document_id = $6)
        and ($7::uuid is null or s.id < $7)
      order by s.id desc limit $8`,
    [
      ...[scope.engineerId, scope.siteId, query.status ?? null, query.purpose ?? null],
      ...[query.siteId ?? null, query.documentId ?? null, after ?? null, limit],
    ],
  );
}

export async function insertSession(
  tx: Tx,
  row: SessionHead & { purpose: ScanPurposeName; code: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into scan_session (id, code, number, purpose, document_id, site_id, engineer_id, terms, opened_by_id)
     values ($1, $2, 'SCN-' || extract(year from now()) || '-' || lpad(nextval('scan_session_number')::text, 6, '0'),
             $3, $4, $5, $6, $7, $8)`,
    [
      ...[row.id, row.code, row.purpose, row.documentId, row.siteId, row.engineerId],
      ...[JSON.stringify(row.terms), row.actorId],
    ],
  );
}

/** Posted, or closed without; either is for ever. */
export async function endSession(
  tx: Tx,
  id: string,
  end: {
    status: 'posted' | 'closed';
    actorId: string;
    note?: string;
    documents: PostedDocument[];
    lines: SessionLine[];
  },
): Promise<void> {
  await tx.query(
    `update scan_session set status = $2, ended_by_id = $3, ended_at = now(), note = $4, documents = $5, lines = $6
      where id = $1`,
    [id, end.status, end.actorId, end.note ?? null, JSON.stringify(end.documents), JSON.stringify(end.lines)],
  );
}
