import { type Response } from 'express';
import { stringify } from 'csv-stringify/sync';
import { drained } from './drained';
import { inMajorUnits, type Sheet, type SheetCell } from './sheet';

/** What table programs take for the beginning of a formula. */
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** CSV as RFC 4180 has it, with the mark by which table programs know UTF-8. */
export class CsvSheet implements Sheet {
  constructor(
    private readonly response: Response,
    private readonly decimals: number,
  ) {}

  heading(cells: readonly string[]): void {
    this.response.write(`\ufeff${line([cells])}`);
  }

  async rows(rows: readonly (readonly SheetCell[])[]): Promise<void> {
    if (rows.length > 0) this.response.write(line(rows.map((row) => row.map((cell) => this.text(cell)))));
    await drained(this.response);
  }

  async end(): Promise<void> {
    this.response.end();
    return Promise.resolve();
  }

  private text({ kind, value }: SheetCell): string {
    if (value === null) return '';
    if (kind === 'money') return inMajorUnits(Number(value), this.decimals);
    // An apostrophe before it: the cell is text, whatever it begins with.
    return typeof value === 'string' && formula.test(value) ? `'${value}` : String(value);
  }
}

function line(rows: readonly (readonly string[])[]): string {
  return stringify(rows as string[][], { record_delimiter: 'windows' });
}
