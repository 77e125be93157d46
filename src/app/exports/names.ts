import { LRUCache } from 'lru-cache';
import { type Database } from '../../platform/database';
import { type CellKind, type NamedKind } from '../../platform/table';

/** The number by which people know a record, by kind of record. */
const numbers: Record<NamedKind, string> = {
  bin: `select n.id, s.number || ' ' || n.number as name from bin n join site s on s.id = n.site_id`,
  customer: `select n.id, n.number as name from customer n`,
  part: `select n.id, n.number as name from part n`,
  site: `select n.id, n.number as name from site n`,
  staff: `select n.id, n.number as name from staff_member n`,
  supplier: `select n.id, n.number as name from supplier n`,
  workOrder: `select n.id, n.number as name from work_order n`,
};

/** Names records by their numbers, a page's at a time; those named lately are remembered, so memory stays bounded. */
export class Names {
  private readonly known = new LRUCache<string, string>({ max: 5_000 });

  constructor(private readonly database: Database) {}

  /** The names of these ids of one kind. */
  async of(kind: CellKind, ids: readonly string[]): Promise<Map<string, string>> {
    const names = new Map<string, string>();
    const unknown = new Set<string>();
    for (const id of ids) {
      const name = this.known.get(id);
      if (name === undefined) unknown.add(id);
      else names.set(id, name);
    }
    if (unknown.size === 0 || !isNamed(kind)) return names;
    const text = `${numbers[kind]} where n.id = any ($1)`;
    const rows = await this.database.read((reader) =>
      reader.query<{ id: string; name: string }[]>(text, [[...unknown]]),
    );
    for (const { id, name } of rows) {
      names.set(id, name);
      this.known.set(id, name);
    }
    return names;
  }
}

export function isNamed(kind: CellKind): kind is NamedKind {
  return kind in numbers;
}
