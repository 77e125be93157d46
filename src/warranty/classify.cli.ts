/**
 * Classifies a case file: one JSON line in, one JSON line out. Where a line says what is expected, the verdict is compared,
 * and any difference makes the run fail.
 */
import { readFileSync } from 'node:fs';
import { type Case, differences } from './case-line';
import { classify } from './classification/classify';
import { unknownKeys } from './checks/unknown-keys';

/** Where the lines go. */
export interface Output {
  out: (line: string) => void;
  err: (line: string) => void;
}

const USAGE = 'usage: npm run --silent classify -- FILE.jsonl';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a line lacks to be a case; null where it is one. */
function shapeFault(value: unknown): string | null {
  if (!isObject(value)) return 'is not an object';
  if (!Array.isArray(value.policies) || !value.policies.every(isObject)) return 'has no list of policies';
  if (!isObject(value.claim)) return 'has no claim';
  return value.expected === undefined || isObject(value.expected) ? null : 'has an expected that is no object';
}

/** Reads one line; returns what is wrong with it as text. */
function readLine(line: string): Case | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
  return shapeFault(value) ?? (value as Case);
}

/** Classifies one case and returns how it differs from what it expects. */
function answer({ id, policies, expected, ...facts }: Case, { out }: Output): string[] {
  const verdict = classify(facts, policies);
  out(JSON.stringify({ id, verdict }));
  return expected ? differences(verdict, expected) : [];
}

/**
 * Classifies every line of the text; returns the exit code: 0, or 1 where a line is unreadable or differs. A key that the
 * format does not know is told and ignored: it is usually misspelt.
 */
export function classifyLines(text: string, output: Output): number {
  let failures = 0;
  const fail = (message: string) => {
    failures += 1;
    output.err(message);
  };
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    if (line.trim() === '') return;
    const place = `line ${index + 1}`;
    const read = readLine(line);
    if (typeof read === 'string') return fail(`${place}: ${read}`);
    for (const pointer of unknownKeys(read))
      output.err(`${place}: ${read.id}: note: ${pointer} is not known and ignored`);
    try {
      for (const difference of answer(read, output)) fail(`${place}: ${read.id}: ${difference}`);
    } catch (error) {
      // A policy of another shape than the format's: the remaining lines are still worth an answer.
      fail(`${place}: ${read.id}: cannot be classified: ${(error as Error).message}`);
    }
  });
  return failures > 0 ? 1 : 0;
}

/** Runs the command; returns the exit code: 0 or 1 as above, 2 where it was not called with one readable file. */
export function main(args: readonly string[], output: Output): number {
  const [file, ...rest] = args;
  if (file === undefined || rest.length > 0) {
    output.err(USAGE);
    return 2;
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    output.err(`${file}: ${(error as Error).message}`);
    return 2;
  }
  return classifyLines(text.replace(/^\uFEFF/, ''), output);
}

if (require.main === module) {
  // The exit code is set rather than forced, so that a pipe still gets every line.
  process.exitCode = main(process.argv.slice(2), {
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
  });
}
