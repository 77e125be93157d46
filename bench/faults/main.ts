import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isAcknowledged } from './journal';
import { type Outcome, run } from './run';
import { isWrongBuild, wrongBuild, wrongBuilds } from './wrong-builds';

const dist = join(__dirname, '..', '..');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      wrong: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  const seconds = Number(values.seconds);
  if (!Number.isSafeInteger(seed) || !(seconds > 0)) throw new Error('--seed is a whole number, --seconds above 0.');
  if (values.wrong !== undefined && !isWrongBuild(values.wrong)) {
    throw new Error(`--wrong is one of ${Object.keys(wrongBuilds).join(', ')}.`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-faults-'));
  process.stdout.write(`seed ${seed}, ${seconds} s, server log ${join(folder, 'server.log')}\n`);
  const build = values.wrong === undefined ? dist : wrongBuild(values.wrong, dist, join(folder, 'build'));
  const mainFile = join(build, 'src', 'app', 'main.js');
  const outcome = await run({ seed, seconds, mainFile, folder, tell: (line) => process.stdout.write(`${line}\n`) });
  const isGood = report(outcome);
  if (isGood && !values.keep) rmSync(folder, { recursive: true, force: true });
  return isGood ? 0 : 1;
}

/** The command was called with an option it does not know: a sentence is enough, its place in the code helps nobody. */
function isMiscalled(error: unknown): error is Error {
  return error instanceof Error && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

/** The table for people, then one line for programs. Answers whether all is well. */
function report({ journal, misfortunes, findings, deadlocks, crashes, failedStarts }: Outcome): boolean {
  const { entries } = journal;
  const refused = entries.filter((entry) => entry.answer !== undefined && !isAcknowledged(entry));
  const refusals = refused.map((entry) => `${entry.kind}: ${JSON.stringify(entry.answer)}`);
  const different = entries.flatMap((entry) => entry.different);
  const figures = {
    acknowledged: entries.filter(isAcknowledged).length,
    faults: [...misfortunes.values()].reduce((sum, count) => sum + count, 0),
    unknown: entries.filter((entry) => entry.answer === undefined).length,
    replayed: entries.reduce((sum, entry) => sum + entry.replayed, 0),
    lost: findings.lost.length,
    doubled: findings.doubled.length,
    halfDone: findings.halfDone.length,
    bad5xx: journal.bad5xx.length,
    longestGapMs: Math.round(journal.longestGapMs),
    booksDifference: findings.books.length,
  };
  const wrongs: Record<string, string[]> = {
    ...findings,
    'bad answers of the 5xx range': journal.bad5xx,
    'another answer to the same key': different,
    'refused, though nothing was wrong': refusals,
    'server ended by an error': crashes,
  };
  for (const [name, count] of misfortunes) process.stdout.write(`${String(count).padStart(6)} x ${name}\n`);
  process.stdout.write(`${String(failedStarts.length).padStart(6)} x the server found no database when it started\n`);
  for (const sentence of new Set(failedStarts)) process.stdout.write(`         ${sentence.slice(0, 200)}\n`);
  process.stdout.write(`${String(journal.unanswered.length).padStart(6)} x no answer for eight seconds, sent again\n`);
  for (const row of journal.unanswered.slice(0, 5)) process.stdout.write(`         ${row}\n`);
  process.stdout.write(`${String(deadlocks).padStart(6)} deadlocks\n`);
  for (const [name, rows] of Object.entries(wrongs)) {
    process.stdout.write(`${String(rows.length).padStart(6)} ${name}\n`);
    for (const row of rows.slice(0, 5)) process.stdout.write(`         ${row.slice(0, 400)}\n`);
  }
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  return figures.unknown === 0 && deadlocks === 0 && Object.values(wrongs).every((rows) => rows.length === 0);
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(
      `${isMiscalled(error) ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = 1;
  },
);
