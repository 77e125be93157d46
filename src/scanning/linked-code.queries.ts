import { type RecordKind } from '../barcodes/code';
import { type Reader, type Tx } from '../platform/transaction';
import { type LinkedCode, type LinkedCodeQuery } from './linked-code';
import { scannableKinds } from './record-kinds';

/** What can be named by a code of somebody else. */
export const linkableKinds = [
  'part',
  'bin',
  'site',
  'supplier',
  'customer',
  'installed-unit',
  'serial-unit',
] as const satisfies readonly RecordKind[];

/** Code and number of the record, whatever it is. */
const records = linkableKinds
  .map((kind) => {
    const { table, number } = scannableKinds[kind]!;
    return `select r.code, ${number} as number from ${table} r where k.record_kind = '${kind}' and r.id = k.record_id`;
  })
  .join(' union all ');

const columns = `
  k.id, k.text, k.record_kind as kind, k.record_id as "recordId", n.code, n.number, k.linked_by_id as "linkedById",
  k.linked_at as "linkedAt", k.unlinked_by_id as "unlinkedById", k.unlinked_at as "unlinkedAt"
  from linked_code k cross join lateral (${records}) n`;

export async function findLinkedCode(reader: Reader, id: string): Promise<LinkedCode | undefined> {
  return (await reader.query<LinkedCode[]>(`select ${columns} where k.id = $1`, [id]))[0];
}

/** The link in force of this text. */
export async function linkInForce(reader: Reader, text: string): Promise<LinkedCode | undefined> {
  return (await reader.query<LinkedCode[]>(`select ${columns} where k.text = $1 and k.unlinked_at is null`, [text]))[0];
}

/** Newest first. */
export async function listLinkedCodes(
  reader: Reader,
  query: LinkedCodeQuery,
  limit: number,
  after: string | undefined,
): Promise<LinkedCode[]> {
  return reader.query<LinkedCode[]>(
    `select ${columns}
      where ($1::uuid is null or k.record_id = $1) and ($2 or k.unlinked_at is null) and ($3::uuid is null or k.id < $3)
      order by k.id desc limit $4`,
    [query.recordId ?? null, query.ended ?? false, after ?? null, limit],
  );
}

export async function insertLinkedCode(
  tx: Tx,
  row: { id: string; text: string; kind: RecordKind; recordId: string; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into linked_code (id, text, record_kind, record_id, linked_by_id) values ($1, $2, $3, $4, $5)`,
    [row.id, row.text, row.kind, row.recordId, row.actorId],
  );
}

/** Ends a link; answers whether it was in force. */
export async function endLinkedCode(tx: Tx, id: string, actorId: string): Promise<boolean> {
  const [, changed] = await tx.query<[unknown, number]>(
    `update linked_code set unlinked_by_id = $2, unlinked_at = now() where id = $1 and unlinked_at is null`,
    [id, actorId],
  );
  return changed === 1;
}

/** Retires the code of a record and gives it another one; answers the record, if it has that code now. */
export async function retireCode(
  tx: Tx,
  row: { kind: RecordKind; table: string; code: string; newCode: string; reason: string; actorId: string },
): Promise<string | null> {
  const rows = await tx.query<{ id: string | null }[]>(`select retire_code($1, $2, $3, $4, $5, $6) as id`, [
    row.table,
    row.kind,
    row.code,
    row.newCode,
    row.reason,
    row.actorId,
  ]);
  return rows[0]!.id;
}
