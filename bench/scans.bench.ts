import { newCode } from '../src/barcodes/code';
import { type BenchDatabase } from './bench-database';
import { atMost, type Figure, told } from './figures';
import { prepare } from './issue.bench';
import { type LoadResult } from './load';
import { loadApart, serveProduct } from './processes';

const seconds = 4;
const rounds = 3;

/**
 * How soon a scan is answered, against issues of the same server in the same run, by eight clerks at once and by one: a
 * clerk scans many times for each issue. They take turns, so that a slow moment of the machine hits both.
 */
export async function benchScans(database: BenchDatabase): Promise<Figure[]> {
  const product = await serveProduct({ DATABASE_URL: database.url });
  try {
    const work = await prepare(database.pool, product, product.administratorKey!);
    const targets = await labelledParts(database, product.port, work.headers);
    const figures: Figure[] = [];
    for (const { name, clients } of [
      { name: 'resolve-p99', clients: 8 },
      { name: 'resolve-p99-1', clients: 1 },
    ]) {
      const common = { port: product.port, clients, seconds, headers: work.headers };
      const issue = async () => succeeded(await loadApart({ ...common, method: 'POST', targets: work.uniform }));
      const resolve = async () => succeeded(await loadApart({ ...common, method: 'GET', targets }));
      // Unmeasured: what runs for the first time is compiled and planned in each of that many connections.
      await issue();
      await resolve();
      const issues: LoadResult[] = [];
      const scans: LoadResult[] = [];
      for (let round = 0; round < rounds; round += 1) {
        issues.push(await issue());
        scans.push(await resolve());
      }
      const [slow, quick] = [median(issues), median(scans)];
      figures.push(
        atMost(name, quick.p99 / slow.p99, 'x issue', 0.33),
        told(`${name}-ms`, quick.p99, 'ms'),
        told(name.replace('p99', 'p50') + '-ms', quick.p50, 'ms'),
        told(name.replace('p99', 'per-second'), quick.perSecond, 'scans/s'),
      );
    }
    return figures;
  } finally {
    await product.stop();
  }
}

/** The prepared parts get codes as labels have them. */
async function labelledParts(
  database: BenchDatabase,
  port: number,
  headers: Record<string, string>,
): Promise<{ path: string }[]> {
  const { rows } = await database.pool.query<{ id: string }>(`select id from part`);
  const codes = rows.map(() => newCode('part'));
  // As the owner, past the trigger that lets codes be changed by retirement alone: these labels were never printed.
  await database.pool.query(`alter table part disable trigger part_code_changed`);
  await database.pool.query(
    `update part p set code = n.code from unnest($1::uuid[], $2::text[]) as n (id, code) where p.id = n.id`,
    [rows.map(({ id }) => id), codes],
  );
  await database.pool.query(`alter table part enable trigger part_code_changed`);
  const first = await fetch(`http://127.0.0.1:${port}/v1/scans?text=${codes[0]}`, { headers });
  if (first.status !== 200) throw new Error(`a scan is answered ${first.status}: ${await first.text()}`);
  return codes.map((code) => ({ path: `/v1/scans?text=${code}` }));
}

function succeeded(result: LoadResult): LoadResult {
  if (result.failed > 0) throw new Error(`${result.failed} requests failed: ${result.firstFailure}`);
  return result;
}

/** The round with the median p99. */
function median(results: LoadResult[]): LoadResult {
  return [...results].sort((a, b) => a.p99 - b.p99)[Math.floor(results.length / 2)]!;
}
