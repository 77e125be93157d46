import { type Reader, type Tx } from '../../platform/transaction';
import { type Policy } from '../classification/policy';
import { type PolicyScope, type WarrantyPolicy, type WarrantyPolicyQuery } from './warranty-policy';

const columns = `
  p.id, p.number, p.version_number as "versionNumber", p.status, p.body, p.activated_at as "activatedAt",
  p.retired_at as "retiredAt", p.version,
  json_build_object('categories', p.categories, 'brands', p.brands, 'modelIds', p.model_ids) as scope`;

/** A new draft; its number is that of its rules, its version the next one. */
export async function insertPolicy(
  tx: Tx,
  row: { id: string; body: Policy; versionNumber: number; scope: PolicyScope; actorId: string },
): Promise<void> {
  await tx.query(
    `insert into warranty_policy (id, number, version_number, categories, brands, model_ids, body, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [row.id, row.body.id, row.versionNumber, ...scopeValues(row.scope), JSON.stringify(row.body), row.actorId],
  );
}

export async function latestVersion(tx: Tx, number: string): Promise<number> {
  const rows = await tx.query<{ latest: number }[]>(
    `select coalesce(max(version_number), 0)::integer as latest from warranty_policy where number = $1`,
    [number],
  );
  return rows[0]!.latest;
}

export async function findPolicy(reader: Reader, id: string): Promise<WarrantyPolicy | undefined> {
  const rows = await reader.query<WarrantyPolicy[]>(`select ${columns} from warranty_policy p where p.id = $1`, [id]);
  return rows[0];
}

export async function findPolicies(reader: Reader, ids: readonly string[]): Promise<WarrantyPolicy[]> {
  return reader.query<WarrantyPolicy[]>(
    `select ${columns} from warranty_policy p where p.id = any ($1) order by array_position($1::uuid[], p.id)`,
    [ids],
  );
}

export async function listPolicies(
  reader: Reader,
  query: WarrantyPolicyQuery,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<WarrantyPolicy[]> {
  return reader.query<WarrantyPolicy[]>(
    `select ${columns} from warranty_policy p
      where ($1::text is null or p.status = $1) and ($2::text is null or p.number = $2)
        and ($3::text is null or (p.number, p.version_number) > ($3, $4::integer))
      order by p.number, p.version_number limit $5`,
    [query.status ?? null, query.number ?? null, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** Changes a draft that has the version the caller read; whether it did. */
export async function changeDraft(
  tx: Tx,
  id: string,
  version: number,
  changed: { body: Policy; scope: PolicyScope },
): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(
    `update warranty_policy set categories = $3, brands = $4, model_ids = $5, body = $6, version = version + 1
      where id = $1 and version = $2 and status = 'draft'`,
    [id, version, ...scopeValues(changed.scope), JSON.stringify(changed.body)],
  );
  return count > 0;
}

/**
 * The active policies, while nobody else activates or retires one: two that exclude each other, activated at the same
 * moment, would both be found alone.
 */
export async function lockActivePolicies(tx: Tx): Promise<WarrantyPolicy[]> {
  await tx.query(`lock table warranty_policy in share row exclusive mode`);
  return listActivePolicies(tx);
}

export async function listActivePolicies(reader: Reader): Promise<WarrantyPolicy[]> {
  return reader.query<WarrantyPolicy[]>(`select ${columns} from warranty_policy p where p.status = 'active'`);
}

export async function setPolicyStatus(
  tx: Tx,
  ids: readonly string[],
  status: 'active' | 'retired',
  at: Date,
): Promise<void> {
  await tx.query(
    `update warranty_policy
        set status = $2, version = version + 1, activated_at = case when $2 = 'active' then $3 else activated_at end,
            retired_at = case when $2 = 'retired' then $3::timestamptz end
      where id = any ($1)`,
    [ids, status, at],
  );
}

function scopeValues(scope: PolicyScope): (readonly string[] | null)[] {
  return [scope.categories ?? null, scope.brands ?? null, scope.modelIds ?? null];
}
