import { newCode } from '../barcodes/code';
import { type CallContext } from '../platform/context';
import { CsvTable } from '../platform/csv-table';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { type Tx } from '../platform/transaction';
import { type ImportResult } from './import';
import { partColumns, type PartRow } from './part-import';
import { idsByNumber, insertParts, takenKeys } from './part-import.queries';

/** Many parts at once, from a CSV file (R18). */
export class PartImportService {
  constructor(private readonly kernel: Kernel) {}

  async import(context: CallContext, body: string): Promise<ImportResult> {
    const table = CsvTable.read(body, partColumns);
    refuseWithinFile(table);
    return this.kernel.database.command(context, async (tx) => {
      const suppliers = await idsByNumber(tx, 'supplier', table.valuesOf('supplier'));
      const known = await idsByNumber(tx, 'part', [...table.valuesOf('number'), ...table.valuesOf('supersededBy')]);
      refuseAgainstRecords(table, suppliers, known);
      await refuseTakenKeys(tx, table);
      return insertRows(tx, table, suppliers, known);
    });
  }
}

function refuseWithinFile(table: CsvTable<PartRow>): void {
  table.refuseTwice('number', (cells) => cells.number);
  table.refuseTwice('gtin', (cells) => cells.gtin ?? undefined);
  table.refuseTwice('cpid', (cells) => cells.cpid ?? undefined);
  const successors = new Map(table.rows.map(({ cells }) => [cells.number, cells.supersededBy]));
  for (const { line, cells } of table.rows) {
    if (cells.nameZh === null && cells.nameEn === null) {
      table.fault(line, 'nameZh', 'one of the names, nameZh or nameEn, is needed');
    }
    if (leadsBack(cells.number, successors)) {
      table.fault(line, 'supersededBy', 'the successors lead back to this part');
    }
  }
}

/** Parts that are known already never point to a new one, so that a circle lies within the file. */
function leadsBack(
  number: string | undefined,
  successors: Map<string | undefined, string | null | undefined>,
): boolean {
  const seen = new Set<string>();
  let next = number === undefined ? undefined : successors.get(number);
  while (typeof next === 'string' && !seen.has(next)) {
    if (next === number) return true;
    // The database ends chains at 50; longer ones need no walk to their end.
    if (seen.size > 50) return false;
    seen.add(next);
    next = successors.get(next);
  }
  return false;
}

function refuseAgainstRecords(
  table: CsvTable<PartRow>,
  suppliers: Map<string, string>,
  known: Map<string, string>,
): void {
  const inFile = new Set(table.valuesOf('number'));
  for (const { line, cells } of table.rows) {
    if (cells.number !== undefined && known.has(cells.number)) {
      table.fault(line, 'number', 'a part with this number exists already');
    }
    if (typeof cells.supplier === 'string' && !suppliers.has(cells.supplier)) {
      table.fault(line, 'supplier', 'there is no supplier with this number');
    }
    const { supersededBy } = cells;
    if (typeof supersededBy === 'string' && !known.has(supersededBy) && !inFile.has(supersededBy)) {
      table.fault(line, 'supersededBy', 'there is no part with this number, neither known nor in this file');
    }
  }
}

async function refuseTakenKeys(tx: Tx, table: CsvTable<PartRow>): Promise<void> {
  for (const key of ['gtin', 'cpid'] as const) {
    const taken = await takenKeys(tx, key, table.valuesOf(key));
    for (const { line, cells } of table.rows) {
      if (taken.has(cells[key] ?? '')) table.fault(line, key, 'another part has this key already');
    }
  }
}

async function insertRows(
  tx: Tx,
  table: CsvTable<PartRow>,
  suppliers: Map<string, string>,
  known: Map<string, string>,
): Promise<ImportResult> {
  const rows = table.complete().map(({ cells }) => ({ ...cells, id: newId(), code: newCode('part') }));
  const ids = new Map([...known, ...rows.map((row) => [row.number, row.id] as const)]);
  await insertParts(
    tx,
    rows.map(({ supplier, supersededBy, ...row }) => ({
      ...row,
      supplierId: supplier === null ? null : (suppliers.get(supplier) ?? null),
      supersededById: supersededBy === null ? null : (ids.get(supersededBy) ?? null),
    })),
  );
  return { imported: rows.length };
}
