/** A line of a case file: facts and policies, and, where somebody worked it out by hand, the expected verdict. */
import { isDeepStrictEqual } from 'node:util';
import { type Facts } from './classification/facts';
import { type Policy } from './classification/policy';
import { type Determination } from './classification/verdict';

export interface Case extends Facts {
  id: string;
  policies: Policy[];
  /** Only the keys that are present are compared. */
  expected?: Record<string, unknown>;
}

/** Sets: the order carries no meaning. */
const SETS: ReadonlySet<string> = new Set(['reasons', 'entitlements']);

function isSame(key: string, actual: unknown, expected: unknown): boolean {
  if (SETS.has(key) && Array.isArray(actual) && Array.isArray(expected)) {
    return isDeepStrictEqual([...new Set(actual)].sort(), [...new Set(expected)].sort());
  }
  return isDeepStrictEqual(actual, expected);
}

/** Names each expected key on which the verdict differs. */
export function differences(determination: Determination, expected: Readonly<Record<string, unknown>>): string[] {
  const actual: Readonly<Record<string, unknown>> = { ...determination };
  return Object.keys(expected)
    .filter((key) => !(key in actual) || !isSame(key, actual[key], expected[key]))
    .map((key) => `${key}: expected ${JSON.stringify(expected[key])}, got ${JSON.stringify(actual[key] ?? null)}`);
}
