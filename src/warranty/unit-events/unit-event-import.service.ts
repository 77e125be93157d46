import { type ImportResult } from '../../catalog/import';
import { type CallContext } from '../../platform/context';
import { CsvTable } from '../../platform/csv-table';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { type Tx } from '../../platform/transaction';
import { addDuration, formatDay, parseDay } from '../classification/calendar-days';
import { insertUnitEvents, toldAlready, type UnitEventRow, unitsNamed } from './unit-event.queries';
import { type UnitEventCells, unitEventColumns } from './unit-event-import';
import { eventFaults } from './unit-event.service';

/** The column of the file that a field of an event comes from. */
const columnOf: Readonly<Record<string, keyof UnitEventCells>> = {
  beganOn: 'from',
  endedOn: 'to',
  components: 'parts',
  readings: 'readings',
  kind: 'kind',
  paid: 'paid',
};

/** The history that units bring along, from a CSV file (R18). */
export class UnitEventImportService {
  constructor(private readonly kernel: Kernel) {}

  async import(context: CallContext, body: string): Promise<ImportResult> {
    const today = this.kernel.clock.today();
    const table = CsvTable.read(body, unitEventColumns(today));
    table.refuseTwice('from', ({ model, serialNumber, kind, from, fault, parts }) =>
      [model, serialNumber, kind, from].includes(undefined)
        ? undefined
        : [model, serialNumber, kind, from, fault ?? '', [...(parts ?? [])].sort().join(' ')].join('\n'),
    );
    return this.kernel.database.command(context, async (tx) => {
      const rows = await readRows(tx, table, today);
      table.complete();
      await insertUnitEvents(tx, rows, 'imported', context.actor.id);
      return { imported: rows.length };
    });
  }
}

/** The events of those rows that can be read, with every fault noted. */
async function readRows(tx: Tx, table: CsvTable<UnitEventCells>, today: string): Promise<UnitEventRow[]> {
  const named = table.rows.filter(({ cells }) => cells.model !== undefined && cells.serialNumber !== undefined);
  const units = await unitsNamed(
    tx,
    named.map(({ cells }) => ({ model: cells.model!, serialNumber: cells.serialNumber! })),
  );
  const read: { line: number; row: UnitEventRow }[] = [];
  named.forEach(({ line, cells }, place) => {
    const unit = units.get(place);
    if (!unit)
      table.fault(line, 'serialNumber', 'there is no unit of this model with this serial number; import units first');
    if (cells.from === undefined) return;
    const row = rowOf(unit?.id ?? '', cells as UnitEventCells);
    if (cells.to && cells.days !== null && cells.days !== undefined) {
      table.fault(line, 'days', 'state either the last day or the number of days');
    }
    for (const { pointer, detail } of eventFaults(row, today)) {
      const column = columnOf[pointer.slice(1)] ?? 'kind';
      table.fault(line, column === 'to' && cells.to === null ? 'days' : column, detail);
    }
    if (unit?.notBefore && cells.from < unit.notBefore) table.fault(line, 'from', 'lies before the unit was made');
    if (unit) read.push({ line, row });
  });
  for (const place of await toldAlready(
    tx,
    read.map(({ row }) => row),
  )) {
    table.fault(read[place]!.line, 'from', 'this is told of the unit already');
  }
  return read.map(({ row }) => row);
}

function rowOf(unitId: string, cells: UnitEventCells): UnitEventRow {
  const { kind = 'REPAIR', from, to, days, fault, cause, parts, paid, underWarranty, remedy, excludedDays } = cells;
  const lasted =
    days === null || days === undefined ? null : formatDay(addDuration(parseDay(from)!, { n: days, unit: 'DAY' }).day);
  // Of an earlier repair without an end, nobody believes that it still goes on.
  const endedOn = to ?? lasted ?? (kind === 'UNIT_REPLACED' ? null : from);
  return {
    ...{ id: newId(), unitId, kind, beganOn: from, endedOn, fault: fault ?? null, causeCode: cause ?? null },
    ...{ components: [...(parts ?? [])].sort(), paid: paid ?? false, underWarranty: underWarranty ?? false },
    ...{ remedy: remedy ?? false, excludedDays: excludedDays ?? 0, readings: cells.readings ?? [] },
    evidence: cells.evidence ?? null,
  };
}
