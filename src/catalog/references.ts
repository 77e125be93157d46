import { type Fault, invalid } from '../platform/problem';
import { type Reader } from '../platform/transaction';

/** Names every id that refers to nothing, where it stands in the request; the foreign key would name only one. */
export async function refuseUnknown(
  reader: Reader,
  table: 'part' | 'product_model',
  ids: readonly string[],
  pointerOf: (index: number) => string,
): Promise<void> {
  const rows = await reader.query<{ id: string }[]>(`select id from ${table} where id = any ($1)`, [ids]);
  const known = new Set(rows.map((row) => row.id));
  const faults: Fault[] = [];
  ids.forEach((id, index) => {
    if (!known.has(id.toLowerCase())) {
      faults.push({ pointer: pointerOf(index), detail: `there is no such ${table.replace('_', ' ')}` });
    }
  });
  if (faults.length > 0) throw invalid(faults);
}
