import { type ImportResult } from '../catalog/import';
import { type CellRule, humanNumber, optional, required, wholeNumber } from '../platform/csv-cells';
import { type Columns } from '../platform/csv-table';
import { type HumanNumber, type Id, type IsoDate } from '../platform/types';

/** The days of the opening; today if absent. */
export interface OpeningQuery {
  /** When it was counted; any past day, not after the posting date. */
  documentDate?: IsoDate;
  /** The day in the books; an earlier day than today needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** What an opening import did: one receipt of kind `opening` for each site. */
export interface OpeningStockResult extends ImportResult {
  receipts: { id: Id; number: HumanNumber; siteId: Id }[];
}

/** One row of a file of opening stock. */
export interface OpeningRow {
  site: string;
  bin: string;
  part: string;
  quantity: number;
  value: number;
  serialNumbers: string[];
}

const serialNumbers: CellRule<string[]> = {
  expected: 'serial numbers of at most 64 printable ASCII characters, separated by blanks',
  read: (cell) => {
    const numbers = cell.split(/\s+/);
    return numbers.every((number) => /^[\x21-\x7e]{1,64}$/.test(number)) ? numbers : undefined;
  },
};

/** The columns as the contract describes them (`OpeningStockController`). */
export const openingColumns: Columns<OpeningRow> = {
  site: required('仓库', humanNumber),
  bin: required('库位', humanNumber),
  part: required('备件编号', humanNumber),
  quantity: required('数量', wholeNumber(1, 1_000_000_000)),
  value: required('金额', wholeNumber(0, Number.MAX_SAFE_INTEGER)),
  serialNumbers: optional('序列号', serialNumbers, []),
};
