import { parseElements, type Gs1Parsed } from './gs1';
import { gs1Identifiers } from './gs1-identifiers';

/**
 * The identifiers that may lead the path of a Digital Link, each with the qualifiers that may follow it, in their order
 * (GS1 Digital Link Standard: URI Syntax, section 4).
 */
const keyQualifiers: Readonly<Record<string, readonly string[]>> = {
  '00': [],
  '01': ['22', '10', '21', '235'],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '410': [],
  '411': [],
  '412': [],
  '413': [],
  '414': ['254', '7040'],
  '415': ['8020'],
  '416': [],
  '417': ['7040'],
  '8003': [],
  '8004': ['7040'],
  '8006': ['22', '10', '21'],
  '8010': ['8011'],
  '8013': [],
  '8017': ['8019'],
  '8018': ['8019'],
};

/**
 * Reads a GS1 Digital Link, `https://example.com/01/09521234543213/21/ABC?17=271231`: any host, any path before the key.
 * Parameters that are not numbers (`linkType=…`) belong to the resolver and are left out.
 *
 * @returns undefined if this is not a Digital Link at all: some other address, or no address
 */
export function parseDigitalLink(text: string): Gs1Parsed | undefined {
  if (!/^https?:\/\/[^/?#\s]/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const path = pairsInPath(url.pathname.replace(/\/$/, '').split('/').slice(1));
  if (!path) return undefined;
  const query = [...url.searchParams].filter(([name]) => /^\d+$/.test(name));
  return parseElements([...path, ...query]);
}

/** The key and its qualifiers at the end of the path, if the path ends in such. */
function pairsInPath(segments: readonly string[]): [string, string][] | undefined {
  for (let start = segments.length - 2; start >= 0; start -= 2) {
    const allowed = keyQualifiers[segments[start]!];
    if (!allowed) continue;
    const pairs: [string, string][] = [];
    for (let at = start; at < segments.length; at += 2) {
      const value = decoded(segments[at + 1]!);
      if (value === undefined) return undefined;
      pairs.push([segments[at]!, value]);
    }
    const qualifiers = pairs.slice(1).map(([ai]) => allowed.indexOf(ai));
    const inOrder = qualifiers.every((rank, index) => rank > (qualifiers[index - 1] ?? -1));
    if (!inOrder || !fitsInLength(pairs[0]![0], pairs[0]![1])) return undefined;
    if (pairs[0]![0] === '01') pairs[0]![1] = pairs[0]![1].padStart(14, '0');
    return pairs;
  }
  return undefined;
}

/** Many shops have addresses like /01/42: a key is taken for one only if it is as long as such a key can be. */
function fitsInLength(ai: string, value: string): boolean {
  // Early Digital Links gave a GTIN as it is on the pack; today it has fourteen digits.
  if (ai === '01') return /^(\d{8}|\d{12,14})$/.test(value);
  const components = gs1Identifiers.get(ai)!.components;
  const least = components.reduce((sum, part) => sum + (part.optional ? 0 : part.least), 0);
  const most = components.reduce((sum, part) => sum + part.most, 0);
  return value.length >= least && value.length <= most;
}

/** Undefined if a % is no escape: the address is damaged. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
