import { type CellKind } from '../../platform/table';

/** One cell as every format writes it: `text` is what was typed by people, and never a formula. */
export interface SheetCell {
  kind: Exclude<CellKind, 'yesNo'>;
  value: string | number | null;
}

/** A file that is written row by row, as fast as its reader reads. */
export interface Sheet {
  heading(cells: readonly string[], kinds: readonly CellKind[]): void;
  rows(rows: readonly (readonly SheetCell[])[]): Promise<void>;
  end(): Promise<void>;
}

/** Decimals of a currency's minor unit. @example CNY → 2, JPY → 0 */
export function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** Minor units in major ones, exactly. @example (123456, 2) → "1234.56" */
export function inMajorUnits(minor: number, decimals: number): string {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(-decimals)}`;
  return minor < 0 ? `-${text}` : text;
}
