/** How a cell is read. */
export interface CellRule<V> {
  /** What is expected, as a fault says it. */
  expected: string;
  /** The value of a trimmed, non-empty cell; undefined when it is not what is expected. */
  read(cell: string): V | undefined;
}

/** A column of an import: its Chinese heading beside the English one, and what an empty cell means. */
export interface Column<V> extends CellRule<V> {
  heading: string;
  /** Undefined: the cell must not be empty. */
  empty: V | undefined;
}

export function required<V>(heading: string, rule: CellRule<V>): Column<V> {
  return { ...rule, heading, empty: undefined };
}

/** An empty cell, or a column that the file does not have, means `empty`. */
export function optional<V, E>(heading: string, rule: CellRule<V>, empty: E): Column<V | E> {
  return { ...rule, heading, empty };
}

/** The forms that cells share with the fields of the API; a test holds them equal to the contract. */
export const forms = {
  HumanNumber: /^[A-Za-z0-9][A-Za-z0-9\x20._/+-]{0,63}$/,
  // eslint-disable-next-line no-control-regex -- control characters are what it refuses
  ShortText: /^(?=.*\S)[^\u0000-\u001f\u007f]*$/,
};

function text(form: RegExp, expected: string): CellRule<string> {
  return { expected, read: (cell) => (cell.length <= 200 && form.test(cell) ? cell : undefined) };
}

export const humanNumber = text(forms.HumanNumber, 'letters, digits and . _ / + - only, at most 64');
export const shortText = text(forms.ShortText, 'a text of at most 200 characters without control characters');

export function word(form: RegExp, expected: string): CellRule<string> {
  return text(form, expected);
}

/** One of several words, in upper or lower case. */
export function oneOf<const V extends string>(words: readonly V[]): CellRule<V> {
  return {
    expected: `one of ${words.join(', ')}`,
    read: (cell) => words.find((known) => known.toLowerCase() === cell.toLowerCase()),
  };
}

const answers = new Map([
  ...['yes', 'y', 'true', '1', '是'].map((cell) => [cell, true] as const),
  ...['no', 'n', 'false', '0', '否'].map((cell) => [cell, false] as const),
]);

export const yesOrNo: CellRule<boolean> = {
  expected: 'yes or no (是 or 否)',
  read: (cell) => answers.get(cell.toLowerCase()),
};

/** A whole number in digits only: no thousands separators, which mean decimals elsewhere. */
export function wholeNumber(least: number, most: number): CellRule<number> {
  return {
    expected: `a whole number from ${least} to ${most}, in digits`,
    read: (cell) => {
      const value = /^\d{1,16}$/.test(cell) ? Number(cell) : NaN;
      return value >= least && value <= most ? value : undefined;
    },
  };
}

/** A calendar day that exists, not after `last`. */
export function dayUntil(last: string): CellRule<string> {
  return {
    expected: `a day that exists, written YYYY-MM-DD, not after ${last}`,
    read: (cell) => {
      if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(cell) || cell > last) return undefined;
      const instant = new Date(`${cell}T00:00:00Z`);
      return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(cell) ? cell : undefined;
    },
  };
}
