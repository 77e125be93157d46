import { openBenchDatabase, type BenchDatabase } from './bench-database';
import { type Figure, table } from './figures';
import { benchHistory } from './history.bench';
import { benchIssue } from './issue.bench';
import { benchLabels } from './labels.bench';
import { benchScans } from './scans.bench';
import { benchStart } from './start.bench';
import { benchClassify, benchReplay } from './warranty.bench';

/** Each bench by the names of the figures it makes; `npm run bench -- NAME…` runs the benches that make a named figure. */
const benches: { figures: RegExp; run: () => Promise<Figure[]> }[] = [
  { figures: /^(issue-http|server-memory)/, run: () => onDatabase(benchIssue) },
  { figures: /^(flat|reconcile)/, run: () => onDatabase(benchHistory) },
  { figures: /^classify/, run: benchClassify },
  { figures: /^replay/, run: () => onDatabase(benchReplay) },
  { figures: /^resolve/, run: () => onDatabase(benchScans) },
  { figures: /^(first|cold)-start/, run: benchStart },
  { figures: /^labels?-/, run: benchLabels },
];

/** What can be asked for, one bench an entry. */
const examples = [
  'issue-http-1, issue-http-8, issue-http-8-hot, server-memory-mb',
  'flat-<endpoint>, reconcile-1m',
  'classify',
  'replay',
  'resolve',
  'first-start-ms, cold-start-ms',
  'labels-<kind>',
];

async function main(wanted: string[]): Promise<void> {
  const unknown = wanted.filter((name) => !benches.some((bench) => bench.figures.test(name)));
  if (unknown.length > 0) {
    process.stderr.write(`No figure is called ${unknown.join(', ')}. Names: ${examples.join('; ')}.\n`);
    process.exitCode = 2;
    return;
  }
  const figures: Figure[] = [];
  for (const bench of benches) {
    if (wanted.length > 0 && !wanted.some((name) => bench.figures.test(name))) continue;
    figures.push(...(await bench.run()));
  }
  process.stdout.write(`${table(figures)}\n\n${JSON.stringify({ figures })}\n`);
}

async function onDatabase(bench: (database: BenchDatabase) => Promise<Figure[]>): Promise<Figure[]> {
  const database = await openBenchDatabase();
  try {
    return await bench(database);
  } finally {
    await database.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
