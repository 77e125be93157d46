import { newCode } from '../barcodes/code';
import { type ImportResult } from '../catalog/import';
import { idsByNumber } from '../catalog/part-import.queries';
import { type CallContext } from '../platform/context';
import { CsvTable, type TableRow } from '../platform/csv-table';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { type Tx } from '../platform/transaction';
import { dateKinds, unitColumns, type UnitRow } from './unit-import';
import { customersByNumber, insertCustomers, insertUnits, knownUnits } from './unit-import.queries';

type Customers = Map<string, { id: string; name: string }>;

/** Many installed units at once, with their customers, from a CSV file (R18). */
export class UnitImportService {
  constructor(private readonly kernel: Kernel) {}

  async import(context: CallContext, body: string): Promise<ImportResult> {
    const table = CsvTable.read(body, unitColumns(this.kernel.clock.today()));
    table.refuseTwice('serialNumber', ({ model, serialNumber }) =>
      model === undefined || serialNumber === undefined ? undefined : `${model}\n${serialNumber}`,
    );
    return this.kernel.database.command(context, async (tx) => {
      const models = await idsByNumber(tx, 'product_model', table.valuesOf('model'));
      const customers = await customersByNumber(tx, table.valuesOf('customer'));
      refuseCustomers(table, customers);
      await refuseUnits(tx, table, models);
      const rows = table.complete();
      await addCustomers(tx, context.actor.id, rows, customers);
      await insertUnits(
        tx,
        context.actor.id,
        rows.map(({ cells }) => ({
          id: newId(),
          code: newCode('installed-unit'),
          modelId: models.get(cells.model)!,
          serialNumber: cells.serialNumber,
          customerId: customers.get(cells.customer)!.id,
          usageClass: cells.usageClass,
          firstOwner: cells.firstOwner,
          dates: datesOf(cells),
        })),
      );
      return { imported: rows.length };
    });
  }
}

function datesOf(cells: UnitRow): { kind: string; day: string; evidence: string | null }[] {
  return dateKinds.flatMap((kind) => {
    const day = cells[kind];
    return day === null ? [] : [{ kind, day, evidence: cells.evidence }];
  });
}

/** A customer who is known, or named on an earlier line, keeps that name: another one may be another person's. */
function refuseCustomers(table: CsvTable<UnitRow>, known: Customers): void {
  const names = new Map([...known].map(([number, { name }]) => [number, { name, where: 'is known' }]));
  for (const { line, cells } of table.rows) {
    const { customer, customerName } = cells;
    if (customer === undefined || customerName === undefined) continue;
    const before = names.get(customer);
    if (!before && customerName === null) {
      table.fault(line, 'customerName', 'the customer is new: its name is needed on the first line that names it');
    } else if (!before && customerName !== null) {
      names.set(customer, { name: customerName, where: `stands in line ${line}` });
    } else if (before && customerName !== null && customerName !== before.name) {
      table.fault(
        line,
        'customerName',
        `the customer ${before.where} under another name; leave the cell empty to keep it`,
      );
    }
  }
}

async function refuseUnits(tx: Tx, table: CsvTable<UnitRow>, models: Map<string, string>): Promise<void> {
  const asked: { line: number; modelId: string; serialNumber: string }[] = [];
  for (const { line, cells } of table.rows) {
    const { model, serialNumber } = cells;
    if (model === undefined) continue;
    const modelId = models.get(model);
    if (modelId === undefined) table.fault(line, 'model', 'there is no product model with this number');
    else if (serialNumber !== undefined) asked.push({ line, modelId, serialNumber });
  }
  for (const place of await knownUnits(tx, asked)) {
    table.fault(asked[place]!.line, 'serialNumber', 'a unit of this model with this serial number exists already');
  }
}

/** Adds the customers that are not known; the first line that names one says who it is. */
async function addCustomers(
  tx: Tx,
  actorId: string,
  rows: readonly TableRow<UnitRow>[],
  customers: Customers,
): Promise<void> {
  const added = [];
  for (const { cells } of rows) {
    if (customers.has(cells.customer)) continue;
    const name = cells.customerName!;
    const { customer: number, phone, address } = cells;
    const id = newId();
    customers.set(number, { id, name });
    added.push({ id, code: newCode('customer'), number, name, phone, address });
  }
  await insertCustomers(tx, actorId, added);
}
