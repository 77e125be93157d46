import { type Pool } from 'pg';
import { type BenchDatabase } from './bench-database';
import { atLeast, atMost, type Figure, told } from './figures';
import { floorSchema } from './floor';
import { type LoadResult } from './load';
import { loadApart, peakMemory, processorTime, serveFloor, type Served, serveProduct } from './processes';

const parts = 1000;
const seconds = 4;
const rounds = 3;

interface Measured extends LoadResult {
  /** Processor milliseconds of the server and of PostgreSQL for one request. */
  cpu: number;
}

/**
 * Issue of one line over HTTP with everything on (key, rights, validation, idempotency, requisition, audit), against the
 * floor. Floor and product take turns, so that a slow moment of the machine hits both.
 */
export async function benchIssue(database: BenchDatabase): Promise<Figure[]> {
  await database.pool.query(floorSchema);
  const product = await serveProduct({ DATABASE_URL: database.url });
  const floor = await serveFloor(database.url);
  try {
    const work = await prepare(database.pool, product, product.administratorKey!);
    const figures: Figure[] = [];
    for (const run of [
      { name: 'issue-http-1', clients: 1, hot: false, goal: 0.3 },
      { name: 'issue-http-8', clients: 8, hot: false, goal: 0.3 },
      { name: 'issue-http-8-hot', clients: 8, hot: true, goal: 0.3 },
    ]) {
      const ours: Measured[] = [];
      const theirs: Measured[] = [];
      // Unmeasured: what runs for the first time is compiled and planned in each of that many connections.
      await measure(database, floor, run.clients, floorTargets(run.hot), {});
      await measure(database, product, run.clients, run.hot ? work.hot : work.uniform, work.headers);
      for (let round = 0; round < rounds; round += 1) {
        theirs.push(await measure(database, floor, run.clients, floorTargets(run.hot), {}));
        ours.push(await measure(database, product, run.clients, run.hot ? work.hot : work.uniform, work.headers));
      }
      const [mine, limit] = [best(ours), best(theirs)];
      figures.push(
        atLeast(run.name, mine.perSecond / limit.perSecond, 'x floor', run.goal),
        told(`${run.name}-per-second`, mine.perSecond, 'issues/s'),
        told(`${run.name}-floor-per-second`, limit.perSecond, 'issues/s'),
        told(`${run.name}-p99`, mine.p99 / limit.p99, 'x floor'),
        told(`${run.name}-cpu`, mine.cpu / limit.cpu, 'x floor'),
        told(`${run.name}-cpu-ms`, mine.cpu, 'ms/issue'),
      );
    }
    figures.push(atMost('server-memory-mb', peakMemory(product.pid), 'MB', 200));
    return figures;
  } finally {
    await floor.stop();
    await product.stop();
  }
}

async function measure(
  database: BenchDatabase,
  served: Served,
  clients: number,
  targets: { path: string; body: string }[],
  headers: Record<string, string>,
): Promise<Measured> {
  const cpuNow = () => processorTime(served.pid) + processorTime(database.pid);
  const before = cpuNow();
  const result = await loadApart({ port: served.port, clients, seconds, method: 'POST', targets, headers });
  if (result.failed > 0) throw new Error(`${result.failed} requests failed: ${result.firstFailure}`);
  return { ...result, cpu: (cpuNow() - before) / result.requests };
}

/** The round with the median throughput. */
function best(results: Measured[]): Measured {
  return [...results].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(results.length / 2)]!;
}

function floorTargets(hot: boolean): { path: string; body: string }[] {
  const order = Array.from({ length: parts }, (_, i) => (hot ? 1 : ((i * 617) % parts) + 1));
  return order.map((partId) => ({ path: '/', body: JSON.stringify({ partId, quantity: 1 }) }));
}

interface PreparedWork {
  headers: Record<string, string>;
  uniform: { path: string; body: string }[];
  hot: { path: string; body: string }[];
}

/**
 * Parts 1 … n with a bin each, and part 0, the hot one; a million pieces of each reserved for each of its requisitions.
 * Posted by the ledger's own function.
 */
const stockedAndApproved = (count: number, engineerId: string, clerkId: string) => `
  create temporary table w as select gen_random_uuid() as part, gen_random_uuid() as bin, i from generate_series(0, ${count}) i;
  insert into site (id, code, number, name, kind) select gen_random_uuid(), 'B', 'BENCH', 'Bench warehouse', 'warehouse';
  insert into bin (id, code, site_id, number) select bin, 'B' || i, (select id from site where number = 'BENCH'), 'B' || i from w;
  insert into part (id, code, number, name_en) select part, 'P' || i, 'P' || i, 'Sample part' from w;
  create temporary table q as
    select gen_random_uuid() as requisition, gen_random_uuid() as line, w.part, w.bin, n, w.i
      from w join generate_series(1, ${count}) n on w.i = 0 or n = w.i;
  insert into requisition (id, code, number, engineer_id, site_id, need_by, opinion, status, document_date, requested_by_id,
      decided_by_id, decided_at)
    select requisition, 'R' || i || '-' || n, 'R' || i || '-' || n, '${engineerId}', (select id from site where number = 'BENCH'),
      current_date, case when i = 0 then 'hot' else 'uniform' end, 'approved', current_date, '${engineerId}', '${clerkId}', now()
    from q;
  insert into requisition_line (id, requisition_id, line_number, part_id, supply_part_id, quantity, approved_quantity)
    select line, requisition, 1, part, part, 1000000, 1000000 from q;
  insert into reservation (line_id, bin_id, part_id, quantity) select line, bin, part, 1000000 from q;
  select post_movement('opening', 'opening', gen_random_uuid(), current_date, current_date, '${clerkId}',
    (select array_agg((part, account_for('opening'), account_for('shelf', bin), 1000000000, 100000000000, null)::stock_line) from w));
  select post_movement('reserve', 'requisition', gen_random_uuid(), current_date, current_date, '${clerkId}',
    (select array_agg((part, account_for('shelf', bin), account_for('reserved', bin), n, null, null)::stock_line)
       from (select part, bin, (count(*) * 1000000)::integer as n from q group by part, bin) g))`;

/** 1,000 parts reserved for 1,000 approved requisitions, and as many requisitions for one hot part. */
export async function prepare(pool: Pool, product: Served, administratorKey: string): Promise<PreparedWork> {
  const address = `http://127.0.0.1:${product.port}/v1/staff-members`;
  const post = async (url: string, body: object) => {
    const headers = {
      Authorization: `Bearer ${administratorKey}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': url + JSON.stringify(body),
    };
    return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Record<
      string,
      string
    >;
  };
  const engineer = await post(address, { number: 'ENG', name: 'Sample engineer', roles: ['engineer'] });
  const clerk = await post(address, { number: 'CLK', name: 'Sample clerk', roles: ['clerk'] });
  const key = await post(`${address}/${clerk['id']}/keys`, { label: 'bench' });
  await pool.query(stockedAndApproved(parts, engineer['id']!, clerk['id']!));
  await pool.query(`analyze`);
  const lines = await pool.query<{ id: string; requisition_id: string; hot: boolean }>(
    `select l.id, l.requisition_id, r.opinion = 'hot' as hot from requisition_line l join requisition r on r.id = l.requisition_id`,
  );
  const targetsOf = (hot: boolean) =>
    lines.rows
      .filter((line) => line.hot === hot)
      .map((line) => ({
        path: '/v1/issues',
        body: JSON.stringify({ requisitionId: line.requisition_id, lines: [{ lineId: line.id, quantity: 1 }] }),
      }));
  return {
    headers: { Authorization: `Bearer ${key['key']}` },
    uniform: targetsOf(false),
    hot: targetsOf(true),
  };
}
