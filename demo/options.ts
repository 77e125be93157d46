import { parseArgs } from 'node:util';

export interface Options {
  /** Months to play, from the first on. */
  months: number;
  /** How many parts to play; all if undefined. */
  parts: number | undefined;
  seed: string;
  /** How many orders are worked at a time. */
  lanes: number;
}

export const usage = `npm run demo [-- OPTIONS]
  --months N   months to play, 1 to 51 (default 3)
  --seed S     the same seed gives the same result (default 1998)
  --parts N    only so many parts that were asked for in the first month (default all)`;

/** Reads the command line; throws one sentence that says what is wrong. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: { months: { type: 'string' }, seed: { type: 'string' }, parts: { type: 'string' } },
  });
  return {
    months: count('months', values.months ?? '3', 51),
    parts: values.parts === undefined ? undefined : count('parts', values.parts, 2_674),
    seed: values.seed ?? '1998',
    lanes: 6,
  };
}

function count(name: string, text: string, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} is a whole number from 1 to ${most}, not "${text}".`);
}
