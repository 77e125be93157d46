import { type Reader, type Tx } from '../platform/transaction';
import { type ComponentSupport, type PartSupport } from './supplier';

export async function supportOf(reader: Reader, supplierId: string): Promise<ComponentSupport[]> {
  return reader.query<ComponentSupport[]>(
    `select component, contact, support_channel as "supportChannel" from supplier_support
      where supplier_id = $1 order by component`,
    [supplierId],
  );
}

export async function replaceSupport(
  tx: Tx,
  supplierId: string,
  components: readonly ComponentSupport[],
): Promise<void> {
  await tx.query(`delete from supplier_support where supplier_id = $1`, [supplierId]);
  await tx.query(
    `insert into supplier_support (supplier_id, component, contact, support_channel)
     select $1, s.component, s.contact, s."supportChannel"
       from jsonb_to_recordset($2::jsonb) as s (component text, contact text, "supportChannel" text)`,
    [supplierId, JSON.stringify(components)],
  );
}

/** Whom to ask about a part; nothing when no supplier is known. */
export async function supportForPart(reader: Reader, partId: string): Promise<PartSupport | undefined> {
  const rows = await reader.query<PartSupport[]>(
    `select s.id as "supplierId", s.number as "supplierNumber", s.name as "supplierName",
            coalesce(c.contact, s.contact) as contact,
            coalesce(c.support_channel, s.support_channel) as "supportChannel"
       from part p join supplier s on s.id = p.supplier_id
       left join supplier_support c on c.supplier_id = s.id and c.component = p.component
      where p.id = $1`,
    [partId],
  );
  return rows[0];
}
