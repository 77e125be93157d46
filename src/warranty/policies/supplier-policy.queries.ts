import { type Reader, type Tx } from '../../platform/transaction';
import { type InboundPolicy } from '../classification/policy';
import { type NewSupplierPolicy, type SupplierPolicy, type SupplierPolicyQuery } from './supplier-policy';

const columns = `
  p.id, p.supplier_id as "supplierId", s.number as "supplierNumber", p.number, p.version_number as "versionNumber",
  p.status, p.components, p.body, p.recorded_at as "recordedAt", p.retired_at as "retiredAt"`;

/** What is known of a part that is replaced. */
export interface ClaimedPart {
  component: string | null;
  /** The rule of its supplier for its component: the policy that names it, else the one for everything. */
  inbound: InboundPolicy | null;
}

/** Each of these parts; `component` is what is said where the catalogue names none, or no part is named. */
export async function findClaimedParts(
  reader: Reader,
  partIds: readonly (string | null)[],
  component: string | null,
): Promise<ClaimedPart[]> {
  return reader.query<ClaimedPart[]>(
    `select c.component,
            (select s.body from supplier_policy s
              where s.supplier_id = p.supplier_id and s.status = 'active'
                and (s.components is null or c.component = any (s.components))
              order by s.components is null limit 1) as inbound
       from unnest($1::uuid[]) with ordinality as asked (id, nth)
       left join part p on p.id = asked.id
      cross join lateral (select coalesce(p.component, $2) as component) c
      order by asked.nth`,
    [partIds, component],
  );
}

export async function findSupplierPolicy(reader: Reader, id: string): Promise<SupplierPolicy | undefined> {
  const rows = await reader.query<SupplierPolicy[]>(
    `select ${columns} from supplier_policy p join supplier s on s.id = p.supplier_id where p.id = $1`,
    [id],
  );
  return rows[0];
}

export async function listSupplierPolicies(
  reader: Reader,
  query: SupplierPolicyQuery,
  limit: number,
  after: readonly (string | number)[] | undefined,
): Promise<SupplierPolicy[]> {
  return reader.query<SupplierPolicy[]>(
    `select ${columns} from supplier_policy p join supplier s on s.id = p.supplier_id
      where ($1::uuid is null or p.supplier_id = $1) and ($2::text is null or p.status = $2)
        and ($3::uuid is null or (p.supplier_id, p.number, p.version_number) > ($3, $4::text, $5::integer))
      order by p.supplier_id, p.number, p.version_number limit $6`,
    [query.supplierId ?? null, query.status ?? null, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
  );
}

/** All versions of a supplier's policies, while nobody else adds or retires one; null = there is no such supplier. */
export async function lockPoliciesOf(tx: Tx, supplierId: string): Promise<SupplierPolicy[] | null> {
  const known = await tx.query<unknown[]>(`select from supplier where id = $1 for update`, [supplierId]);
  if (known.length === 0) return null;
  return tx.query<SupplierPolicy[]>(
    `select ${columns} from supplier_policy p join supplier s on s.id = p.supplier_id where p.supplier_id = $1`,
    [supplierId],
  );
}

export async function insertSupplierPolicy(
  tx: Tx,
  id: string,
  versionNumber: number,
  { supplierId, number, components = null, body }: NewSupplierPolicy,
  actorId: string,
): Promise<void> {
  await tx.query(
    `insert into supplier_policy (id, supplier_id, number, version_number, components, body, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, supplierId, number, versionNumber, components, JSON.stringify(body), actorId],
  );
}

/** Whether it was in force. */
export async function retireSupplierPolicy(tx: Tx, id: string, at: Date): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(
    `update supplier_policy set status = 'retired', retired_at = $2 where id = $1 and status = 'active'`,
    [id, at],
  );
  return count > 0;
}
