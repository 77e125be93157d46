/** A slip: what a printed document says, whatever it is about. */
export interface Slip {
  title: string;
  number: string;
  code: string;
  /** The day that stands in the file: the same slip gives the same bytes. */
  day: string;
  /** Under the title. */
  heading: string[];
  facts: [label: string, value: string][];
  columns: { title: string; width: number }[];
  rows: string[][];
  /** Said instead of an empty table. */
  nothing: string;
  notes: [heading: string, body: string][];
  /** Who signs with a pen. */
  signatures: string[];
}
