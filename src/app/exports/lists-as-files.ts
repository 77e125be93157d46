import { type Request, type RequestHandler, type Response } from 'express';
import { type Database } from '../../platform/database';
import { type Kernel } from '../../platform/kernel';
import { invalid, Problem } from '../../platform/problem';
import { type CellKind, type ListTable, type TableColumn } from '../../platform/table';
import { CsvSheet } from './csv-sheet';
import { isNamed, Names } from './names';
import { pagesOf } from './page-source';
import { decimalsOf, type Sheet, type SheetCell } from './sheet';
import { tables } from './tables';
import { XlsxSheet, xlsxType } from './xlsx-sheet';

const csvType = 'text/csv';
type FileType = typeof csvType | typeof xlsxType;

/** Answers a list as CSV or XLSX to who asks for that by `Accept`, page by page: a long list needs no more memory. */
export function listsAsFiles(kernel: Kernel, routes: RequestHandler): RequestHandler {
  const known = tables.map((table) => ({
    table,
    pattern: new RegExp(`^/v1${table.path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  return (request, response, next) => {
    const type = request.headers.accept?.includes('/') ? askedType(request) : undefined;
    if (type === undefined) return next();
    const table = known.find(({ pattern }) => pattern.test(request.path))?.table;
    if (!table) return next(notAFile());
    write(kernel, routes, request, response, table, type).catch((error: unknown) => {
      // What has been sent cannot be taken back; a cut connection says that it is not the whole file.
      if (response.headersSent) response.destroy();
      next(error);
    });
  };
}

/** The file type that is preferred to JSON, if one is. */
function askedType(request: Request): FileType | undefined {
  if (request.method !== 'GET' || !/csv|spreadsheetml/.test(request.headers.accept!)) return undefined;
  const type = request.accepts(['application/json', csvType, xlsxType]);
  return type === csvType || type === xlsxType ? type : undefined;
}

async function write(
  kernel: Kernel,
  routes: RequestHandler,
  request: Request,
  response: Response,
  table: ListTable,
  type: FileType,
): Promise<void> {
  refusePaging(request);
  const isChinese = request.callContext!.language === 'zh-CN';
  const pages = pagesOf(routes, request);
  // The first page before anything is sent: a refusal is still a problem document with its status.
  let page = await pages.next();
  const currency = await baseCurrency(kernel.database);
  response.setHeader('Content-Type', type === xlsxType ? xlsxType : `${csvType}; charset=utf-8`);
  response.attachment(`${table.name}-${kernel.clock.today()}.${type === xlsxType ? 'xlsx' : 'csv'}`);
  const sheet = await sheetOf(type, response, decimalsOf(currency));
  const headings = table.columns.map((column) => headingOf(column, isChinese, currency));
  sheet.heading(
    headings,
    table.columns.map((column) => column.kind),
  );
  const names = new Names(kernel.database);
  const answers: Answers = isChinese ? ['是', '否'] : ['yes', 'no'];
  for (; !page.done && !response.destroyed; page = await pages.next()) {
    const rows = table.rowsOf ? page.value.flatMap((item) => table.rowsOf!(item as never)) : page.value;
    await sheet.rows(await cellsOf(table, rows, names, answers));
  }
  if (!response.destroyed) await sheet.end();
}

async function sheetOf(type: FileType, response: Response, decimals: number): Promise<Sheet> {
  return type === csvType ? new CsvSheet(response, decimals) : XlsxSheet.open(response, decimals);
}

type Answers = readonly [yes: string, no: string];

/** The cells of a page's rows; ids become numbers, one question for each kind of record. */
async function cellsOf(
  table: ListTable,
  rows: readonly unknown[],
  names: Names,
  [yes, no]: Answers,
): Promise<SheetCell[][]> {
  const cells: SheetCell[][] = rows.map(() => []);
  for (const { kind, of: valueOf } of table.columns) {
    const values = rows.map((row) => valueOf(row as never) ?? null);
    const named = isNamed(kind)
      ? await names.of(
          kind,
          values.filter((value) => value !== null).map((value) => String(value)),
        )
      : undefined;
    values.forEach((value, index) => {
      const said = typeof value === 'boolean' ? (value ? yes : no) : value;
      const text = named && said !== null ? (named.get(String(said)) ?? String(said)) : said;
      cells[index]!.push({ kind: kind === 'yesNo' ? 'text' : kind, value: text });
    });
  }
  return cells;
}

function headingOf(column: TableColumn<never>, isChinese: boolean, currency: string): string {
  const name = isChinese ? column.zh : column.en;
  const kind: CellKind = column.kind;
  return kind === 'money' ? `${name} (${currency})` : name;
}

async function baseCurrency(database: Database): Promise<string> {
  const rows = await database.read((reader) =>
    reader.query<{ currency: string }[]>(`select base_currency as currency from organisation`),
  );
  return rows[0]!.currency;
}

function refusePaging(request: Request): void {
  const given = ['limit', 'cursor'].filter((name) => request.query[name] !== undefined);
  const detail = 'a file holds the whole list; leave this out';
  if (given.length > 0) throw invalid(given.map((name) => ({ pointer: `query/${name}`, detail })));
}

function notAFile(): Problem {
  return new Problem(
    406,
    'not-acceptable',
    'Not available in this format',
    'Only lists marked so in the contract can be had as CSV or XLSX; ask for application/json.',
  );
}
