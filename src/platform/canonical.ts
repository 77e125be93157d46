import { createHash } from 'node:crypto';

/** One spelling of a value: keys sorted by their code points, no blanks (as RFC 8785 for texts, whole numbers and booleans). */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** SHA-256 in hexadecimal digits. */
export function digestOf(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
