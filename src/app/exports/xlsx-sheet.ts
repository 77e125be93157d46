import { type stream, type Worksheet } from 'exceljs';
import { type Response } from 'express';
import { type CellKind } from '../../platform/table';
import { drained } from './drained';
import { type Sheet, type SheetCell } from './sheet';

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a worksheet holds is bounded by the format; what is more goes onto a further one. */
const rowsOfAWorksheet = 1_000_000;

/** An Office Open XML workbook. Its cells are typed, so that text stays text and a day is a day. */
export class XlsxSheet implements Sheet {
  private worksheet!: Worksheet;
  private headings: readonly string[] = [];
  private kinds: readonly CellKind[] = [];
  private written = 0;

  private constructor(
    private readonly response: Response,
    private readonly workbook: stream.xlsx.WorkbookWriter,
    private readonly decimals: number,
  ) {}

  /** The library is loaded by the first who asks for a workbook: a start need not wait for it. */
  static async open(response: Response, decimals: number): Promise<XlsxSheet> {
    const { default: library } = await import('exceljs');
    const workbook = new library.stream.xlsx.WorkbookWriter({ stream: response, useStyles: true });
    return new XlsxSheet(response, workbook, decimals);
  }

  heading(headings: readonly string[], kinds: readonly CellKind[]): void {
    this.headings = headings;
    this.kinds = kinds;
    this.newWorksheet();
  }

  async rows(rows: readonly (readonly SheetCell[])[]): Promise<void> {
    for (const row of rows) {
      if (this.written > 0 && this.written % rowsOfAWorksheet === 0) this.newWorksheet();
      this.written += 1;
      this.worksheet.addRow(row.map((cell) => this.value(cell))).commit();
    }
    await drained(this.response);
  }

  async end(): Promise<void> {
    this.worksheet.commit();
    await this.workbook.commit();
  }

  private newWorksheet(): void {
    if (this.written > 0) this.worksheet.commit();
    this.worksheet = this.workbook.addWorksheet(undefined, { views: [{ state: 'frozen', ySplit: 1 }] });
    this.worksheet.columns = this.headings.map((header, index) => ({
      header,
      width: Math.max(12, header.length + 4),
      style: { numFmt: formatOf(this.kinds[index]!, this.decimals) },
    }));
    this.worksheet.getRow(1).font = { bold: true };
    this.worksheet.getRow(1).commit();
  }

  private value({ kind, value }: SheetCell): string | number | Date | null {
    if (kind === 'money' && value !== null) return Number(value) / 10 ** this.decimals;
    if (kind === 'day' && value !== null) return new Date(`${value}T00:00:00Z`);
    return value;
  }
}

function formatOf(kind: CellKind, decimals: number): string {
  if (kind === 'money') return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
  if (kind === 'day') return 'yyyy-mm-dd';
  return kind === 'count' ? '0' : '@';
}
