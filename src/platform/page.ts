import { invalid } from './problem';

/** One page of a list. `next` continues after the last row; absent on the last page. */
export interface PageOf<T> {
  items: T[];
  next?: string;
}

/** How lists are asked for: keyset pages, never offsets, so that page 1,000 costs what page 1 costs. */
export interface PageQuery {
  /**
   * Rows a page; fewer come where they are long, so that a page is about 100 kilobytes at most. `next` says whether to go on.
   * @isInt limit is a whole number
   * @minimum 1 limit is at least 1
   * @maximum 200 limit is at most 200
   */
  limit?: number;
  /**
   * Where to go on: the `next` of the page before.
   * @maxLength 500
   */
  cursor?: string;
}

export const defaultPageSize = 50;

/** The sort key of the last row of a page, opaque to callers. */
export function encodeCursor(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Reads a cursor back; anything that we did not write is a fault of the request. */
export function decodeCursor(cursor: string | undefined, fields: number): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const plain = (part: unknown) => typeof part === 'string' || Number.isSafeInteger(part);
    if (Array.isArray(key) && key.length === fields && key.every(plain)) return key as (string | number)[];
  } catch {
    // Falls through: not ours.
  }
  throw invalid([{ pointer: 'query/cursor', detail: 'cursor is not one that this list gave out; start without it.' }]);
}

/** In bytes of JSON. What people type into notes must not make a page of a list as large as they like. */
const largestPage = 100_000;

/** Cuts `limit + 1` rows read from the database into a page. One row at least, however long. */
export function pageOf<T>(rows: T[], limit: number, keyOf: (row: T) => readonly (string | number)[]): PageOf<T> {
  const items = rows.slice(0, Math.min(limit, rowsThatFit(rows)));
  if (items.length === rows.length) return { items };
  const last = items[items.length - 1];
  return last === undefined ? { items } : { items, next: encodeCursor(keyOf(last)) };
}

function rowsThatFit(rows: readonly unknown[]): number {
  let bytes = 0;
  const tooMuch = rows.findIndex((row, index) => {
    bytes += Buffer.byteLength(JSON.stringify(row)) + 1;
    return index > 0 && bytes > largestPage;
  });
  return tooMuch < 0 ? rows.length : tooMuch;
}
