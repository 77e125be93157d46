/** Records that a cell names by their number instead of their id. */
export type NamedKind = 'bin' | 'customer' | 'part' | 'site' | 'staff' | 'supplier' | 'workOrder';

/** What a cell is: `money` is minor units of the base currency, a `NamedKind` the id of a record. */
export type CellKind = 'text' | 'day' | 'count' | 'money' | 'yesNo' | NamedKind;

export type Cell = string | number | boolean | null | undefined;

/** One column of a list as a file. */
export interface TableColumn<Row> {
  zh: string;
  en: string;
  kind: CellKind;
  of: (row: Row) => Cell;
}

/** How a list is written as CSV or XLSX for those who work with table programs. */
export interface ListTable {
  /** The list's path, as the contract has it. @example "/engineers/{id}/custody" */
  path: string;
  /** In the file's name. @example "custody" */
  name: string;
  columns: readonly TableColumn<never>[];
  /** The rows that one item makes; the item itself when absent. */
  rowsOf?: (item: never) => readonly unknown[];
}

/** A list whose items are the rows. */
export function tableOf<Row>(path: string, name: string, columns: readonly TableColumn<Row>[]): ListTable {
  return { path, name, columns };
}

/** A list of documents, with a row for each line of each. */
export function tableOfLines<Document, Line>(
  path: string,
  name: string,
  linesOf: (document: Document) => readonly Line[],
  columns: readonly TableColumn<{ document: Document; line: Line }>[],
): ListTable {
  const rowsOf = (document: Document) => linesOf(document).map((line) => ({ document, line }));
  return { path, name, columns, rowsOf };
}

export function column<Row>(kind: CellKind, zh: string, en: string, of: (row: Row) => Cell): TableColumn<Row> {
  return { zh, en, kind, of };
}
