import { type RecordKind } from '../barcodes/code';
import { type Scope } from '../identity/scope';
import { type Reader } from '../platform/transaction';
import { scannableKinds } from './record-kinds';

/** A record as a label names it. */
export interface NamedRecord {
  kind: RecordKind;
  id: string;
  code: string;
  number: string;
  state: string | null;
}

/** The record with one of our codes, if this caller may see it. */
export async function findByCode(
  reader: Reader,
  kind: RecordKind,
  code: string,
  scope: Scope,
): Promise<NamedRecord | undefined> {
  const known = scannableKinds[kind];
  if (!known) return undefined;
  const rows = await reader.query<NamedRecord[]>(
    `select $4::text as kind, r.id, r.code, ${known.number} as number, ${known.state} as state
       from ${known.table} r where r.code = $1 and ${known.scope ?? '($2::uuid is null or true) and ($3::uuid is null or true)'}`,
    [code, scope.engineerId, scope.siteId, kind],
  );
  return rows[0];
}

/** Parts, bins and units that bear this text on labels that are not ours: a few suffice to say that it is ambiguous. */
export async function findByForeignText(reader: Reader, texts: readonly string[]): Promise<NamedRecord[]> {
  return reader.query<NamedRecord[]>(
    `select distinct * from (
       select 'part' as kind, id, code, number, case when active then 'active' else 'inactive' end as state
         from part where number = any ($1) or maker_number = any ($1)
       union all
       select 'part', p.id, p.code, p.number, case when p.active then 'active' else 'inactive' end
         from part p where p.supplier_number = any ($1)
       union all
       select 'installed-unit', id, code, serial_number, case when active then 'active' else 'inactive' end
         from installed_unit where serial_number = any ($1)
       union all
       select 'serial-unit', u.id, u.code, u.serial_number, a.kind
         from serial_unit u left join stock_account a on a.id = u.account_id where u.serial_number = any ($1)) found
     limit 10`,
    [texts],
  );
}
