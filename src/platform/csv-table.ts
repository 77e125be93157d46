import { CsvError, parse } from 'csv-parse/sync';
import { type Column } from './csv-cells';
import { type Fault, Problem } from './problem';

/** More rows than this are sent in several requests. */
const mostRows = 10_000;
/** So many faults are named; all of them are counted. */
const mostFaultsNamed = 1_000;

/** The columns of an import by their English heading, which is the field's name in the API. */
export type Columns<Row> = { [name in keyof Row]: Column<Row[name]> };

/** A row with the line of the file it stands on. */
export interface TableRow<Cells> {
  line: number;
  cells: Cells;
}

/**
 * A CSV file of an import, read against its columns. Cells that cannot be read are undefined, so that what else is wrong
 * with their rows can still be found; `complete` refuses the file with every fault at once (R18).
 */
export class CsvTable<Row extends object> {
  private readonly faults: Fault[] = [];
  private faultCount = 0;

  private constructor(readonly rows: readonly TableRow<Partial<Row>>[]) {}

  static read<Row extends object>(body: string, columns: Columns<Row>): CsvTable<Row> {
    const [heading, ...records] = recordsOf(body);
    const names = Object.keys(columns) as (string & keyof Row)[];
    const order = columnsOf(heading?.record ?? [], columns);
    const table = new CsvTable<Row>(records.map(({ line }) => ({ line, cells: {} })));
    for (const fault of order.faults) table.fault(heading?.line ?? 1, 'heading', fault);
    records.forEach(({ record, line }, index) => {
      if (record.length !== heading!.record.length) {
        table.fault(line, 'row', `has ${record.length} cells; the heading has ${heading!.record.length}`);
        return;
      }
      for (const name of names) {
        const place = order.places.get(name);
        const cell = place === undefined ? '' : (record[place] ?? '');
        const value = readCell(columns[name], cell);
        if (value !== undefined) table.rows[index]!.cells[name] = value;
        else if (place !== undefined) {
          const expected = columns[name].expected;
          table.fault(line, name, cell === '' ? `must not be empty: ${expected}` : `expected ${expected}`);
        }
      }
    });
    return table;
  }

  /** Notes a fault. What the cell says is not repeated: it may be personal. */
  fault(line: number, column: string, detail: string): void {
    this.faultCount += 1;
    if (this.faults.length < mostFaultsNamed) this.faults.push({ pointer: `line/${line}/${column}`, detail });
  }

  /** Notes every row whose key stands on an earlier line; rows without a key (a cell was unreadable) are passed over. */
  refuseTwice(column: string & keyof Row, keyOf: (cells: Partial<Row>) => string | undefined): void {
    const first = new Map<string, number>();
    for (const { line, cells } of this.rows) {
      const key = keyOf(cells);
      if (key === undefined) continue;
      const before = first.get(key);
      if (before === undefined) first.set(key, line);
      else this.fault(line, column, `stands in line ${before} already`);
    }
  }

  /** The distinct values of a column, for one look-up of all of them. */
  valuesOf<Name extends keyof Row>(name: Name): NonNullable<Row[Name]>[] {
    const values = this.rows.map((row) => row.cells[name]).filter((value) => value !== undefined && value !== null);
    return [...new Set(values)];
  }

  /** Every row, when nothing is wrong; else the refusal that names what is (R18: all or nothing). */
  complete(): TableRow<Row>[] {
    if (this.faultCount === 0) return this.rows as TableRow<Row>[];
    const lines = (fault: Fault) => Number(fault.pointer.split('/')[1]);
    const errors = [...this.faults].sort((one, other) => lines(one) - lines(other));
    const named = this.faultCount > errors.length ? `; the first ${errors.length} are named` : '';
    throw new Problem(
      422,
      'invalid-import',
      'The file is not valid',
      `${this.faultCount} ${this.faultCount === 1 ? 'fault' : 'faults'}; nothing was imported${named}. Correct the lines and send the file again.`,
      { errors, facts: { faults: this.faultCount, rows: this.rows.length } },
    );
  }
}

function readCell<V>(column: Column<V>, cell: string): V | undefined {
  return cell === '' ? column.empty : column.read(cell);
}

/** Where each column stands in the file, by its English or Chinese heading. */
function columnsOf(heading: readonly string[], columns: Record<string, Column<unknown>>) {
  const names = Object.keys(columns);
  const places = new Map<string, number>();
  const faults: string[] = [];
  heading.forEach((cell, place) => {
    const name = names.find((known) => known.toLowerCase() === cell.toLowerCase() || columns[known]!.heading === cell);
    if (name === undefined) faults.push(`column ${place + 1} is not known; the columns are ${names.join(', ')}`);
    else if (places.has(name)) faults.push(`the column ${name} stands twice`);
    else places.set(name, place);
  });
  for (const name of names) {
    if (!places.has(name) && columns[name]!.empty === undefined) faults.push(`the column ${name} is missing`);
  }
  return { places, faults };
}

function recordsOf(body: string): { record: string[]; line: number }[] {
  // What is not UTF-8 arrives as U+FFFD: a table program saved it in another encoding.
  if (body.includes('\ufffd')) throw unreadable('The file is not UTF-8. Save it as "CSV UTF-8" and send it again.');
  try {
    const records = parse(body, {
      bom: true,
      delimiter: delimiterOf(body),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    if (records.length < 2) throw unreadable('The file has no rows: the first line is the heading, rows follow.');
    if (records.length - 1 > mostRows) {
      throw unreadable(`The file has ${records.length - 1} rows; send at most ${mostRows} in one request.`);
    }
    return records.map(({ record, info }) => ({ record, line: info.lines - record.join('').split('\n').length + 1 }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const lines = (error as { lines?: number }).lines ?? 1;
    throw unreadable(`From line ${lines} on the file is not CSV as RFC 4180 has it: a quotation mark is misplaced.`);
  }
}

/** Table programs write semicolons where the comma is the decimal sign. */
function delimiterOf(body: string): string {
  const heading = /^[^\r\n]*/.exec(body)![0];
  if (heading.includes(',')) return ',';
  return heading.includes(';') ? ';' : heading.includes('\t') ? '\t' : ',';
}

function unreadable(detail: string): Problem {
  return new Problem(422, 'unreadable-file', 'The file cannot be read', detail);
}
