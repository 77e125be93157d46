import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** How many pieces of a part were asked for in a month: real numbers, see data/README.md. */
export interface Demand {
  part: string;
  /** @example "1998-01" */
  month: string;
  quantity: number;
}

/** The demand that is replayed. */
export interface Story {
  /** Every part of the catalogue. */
  parts: string[];
  months: string[];
  demand: Demand[];
}

/** The first `months` months of the data; with `parts`, of so many parts that were asked for in the first month. */
export function readStory(months: number, parts?: number): Story {
  const text = gunzipSync(readFileSync(join(__dirname, 'data', 'carparts-demand.csv.gz'))).toString('utf8');
  const [, ...rows] = text.trimEnd().split('\n');
  const all = rows.map((row): Demand => {
    const [part, month, quantity] = row.trimEnd().split(',');
    return { part: part!, month: month!, quantity: Number(quantity) };
  });
  const played = [...new Set(all.map((row) => row.month))].sort().slice(0, months);
  const asked = parts === undefined ? all : all.filter((row) => row.month === played[0]);
  const known = [...new Set(asked.map((row) => row.part))].sort().slice(0, parts);
  const isKnown = new Set(known);
  return {
    parts: known,
    months: played,
    demand: all.filter((row) => isKnown.has(row.part) && played.includes(row.month)),
  };
}
