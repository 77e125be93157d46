import { type Actor } from '../platform/context';
import { type Reader, type Tx } from '../platform/transaction';

/** The staff member behind a key, if key and person are still valid. */
export async function findCaller(reader: Reader, digest: Buffer): Promise<Actor | undefined> {
  const rows = await reader.query<Actor[]>(
    `select s.id, s.roles, s.site_id as "siteId", s.may_post_earlier as "mayPostEarlier"
       from api_key k join staff_member s on s.id = k.staff_member_id
      where k.digest = $1 and k.revoked_at is null and s.active`,
    [digest],
  );
  return rows[0];
}

export async function insertKey(
  tx: Tx,
  key: { id: string; staffMemberId: string; label: string; digest: Buffer },
): Promise<void> {
  await tx.query(`insert into api_key (id, staff_member_id, label, digest) values ($1, $2, $3, $4)`, [
    key.id,
    key.staffMemberId,
    key.label,
    key.digest,
  ]);
}

/** Revokes a key; answers its digest, or nothing when there is no such living key. */
export async function revokeKey(tx: Tx, staffMemberId: string, keyId: string): Promise<Buffer | undefined> {
  const [rows] = await tx.query<[{ digest: Buffer }[], number]>(
    `update api_key set revoked_at = now() where id = $1 and staff_member_id = $2 and revoked_at is null
     returning digest`,
    [keyId, staffMemberId],
  );
  return rows[0]?.digest;
}

export async function anyKeyExists(reader: Reader): Promise<boolean> {
  const rows = await reader.query<{ exists: boolean }[]>(`select exists (select from api_key) as exists`);
  return rows[0]?.exists === true;
}
