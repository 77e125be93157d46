/** What an import did. All rows, or none (R18). */
export interface ImportResult {
  /**
   * Rows that are in the records now.
   * @isInt
   */
  imported: number;
}

/**
 * A CSV file (RFC 4180) in UTF-8, with or without byte-order mark, at most 8 MB and 10,000 rows. The first line is the
 * heading: column names in any order, in English or Chinese. Cells are separated by comma, semicolon or tabulator.
 * Optional columns may be left out; an empty cell means the default.
 * @example "number,nameEn\nMTR-2210,Fan motor\n"
 */
export type CsvFile = string;
