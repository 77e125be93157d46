import { type BenchDatabase, openBenchDatabase } from './bench-database';
import { addBacklog } from './document-history';
import { atMost, type Figure, told } from './figures';
import { addHistory, largestHistory, layGround, smallestHistory } from './ledger-history';
import { loadApart, serveProduct, type Served } from './processes';

const flatGoal = 1.3;
const seconds = 0.25;
const rounds = 9;

/** What clerks, engineers and finance list and look up; `{engineer}` and the like are put in once the history is laid. */
const listed: { name: string; path: string }[] = [
  { name: 'parts', path: '/v1/parts?limit=50' },
  { name: 'stock-of-part', path: '/v1/parts/{part}/stock' },
  { name: 'stock-of-site', path: '/v1/stock?siteId={site}&limit=50' },
  { name: 'custody', path: '/v1/engineers/{engineer}/custody?limit=50' },
  { name: 'issues', path: '/v1/issues?limit=50' },
  { name: 'issues-of-engineer', path: '/v1/issues?engineerId={engineer}&limit=50' },
  { name: 'requisitions', path: '/v1/requisitions?limit=50' },
  { name: 'requisition-lines', path: '/v1/requisitions/lines?limit=50' },
  { name: 'backorders', path: '/v1/requisitions/backorders?limit=50' },
  { name: 'short-parts', path: '/v1/parts/short?limit=50' },
  { name: 'receipts', path: '/v1/receipts?limit=50' },
  { name: 'engineer-statement', path: '/v1/engineers/{engineer}/statement?from=2023-03-01&to=2023-03-31' },
  { name: 'engineer-entries', path: '/v1/engineers/{engineer}/entries?from=2023-03-01&to=2023-03-31' },
  { name: 'account-statement', path: '/v1/accounts/{account}/statement?from=2023-03-01&to=2023-03-31' },
  { name: 'balances-at', path: '/v1/balances?at=2024-12-31&limit=50' },
];

/** The same requests over a ledger of 10,000 and of 1,000,000 transfers, and the reconciliation of the larger one. */
export async function benchHistory(database: BenchDatabase): Promise<Figure[]> {
  const other = await openBenchDatabase();
  const sides: Side[] = [];
  try {
    // Both the same way and as old as each other: a database that has just been filled is busy with that.
    const small = await sideOn(other, sides, []);
    const large = await sideOn(database, sides, [[smallestHistory.bins + 1, largestHistory.bins, '2024-01-01']]);
    const [before, after] = (await latencies([small, large])) as [number[], number[]];
    const flat = listed.flatMap(({ name }, i) => [
      atMost(`flat-${name}`, after[i]! / before[i]!, 'x', flatGoal),
      told(`flat-${name}-ms`, after[i]!, 'ms'),
    ]);
    return [...flat, ...(await reconcile(database, large))];
  } finally {
    for (const side of sides) await side.product.stop();
    await other.close();
  }
}

/** One of the two ledgers, the product that serves it, and what is asked of it. */
interface Side {
  product: Served;
  headers: Record<string, string>;
  targets: string[];
}

async function sideOn(
  database: BenchDatabase,
  sides: Side[],
  further: [from: number, to: number, firstDay: string][],
): Promise<Side> {
  const product = await serveProduct({ DATABASE_URL: database.url });
  const side: Side = { product, headers: { Authorization: `Bearer ${product.administratorKey}` }, targets: [] };
  sides.push(side);
  await layGround(database.pool);
  await addBacklog(database.pool);
  await addHistory(database.pool, 1, smallestHistory.bins, '2023-01-01');
  for (const [from, to, firstDay] of further) await addHistory(database.pool, from, to, firstDay);
  await database.pool.query(`vacuum analyze`);
  await database.pool.query(`checkpoint`);
  side.targets.push(...(await targetsIn(database)));
  return side;
}

/**
 * Median milliseconds of one client, by side and target, of the best round: a slow moment of the machine is nobody's fault.
 * The sides take turns, each other round the other way about; the first round warms and is forgotten.
 */
async function latencies(sides: Side[]): Promise<number[][]> {
  const found = sides.map(() => listed.map(() => Infinity));
  for (let round = 0; round <= rounds; round += 1) {
    const turns = sides.map((side, index) => ({ side, best: found[index]! }));
    if (round % 2 === 1) turns.reverse();
    for (const [target, { name }] of listed.entries()) {
      for (const { side, best } of turns) {
        const p50 = await latencyOf(side, name, side.targets[target]!);
        if (round > 0) best[target] = Math.min(best[target]!, p50);
      }
    }
  }
  return found;
}

async function latencyOf({ product, headers }: Side, name: string, path: string): Promise<number> {
  const order = { port: product.port, clients: 1, seconds, method: 'GET' as const, targets: [{ path }], headers };
  const result = await loadApart(order);
  if (result.failed > 0) throw new Error(`${name}: ${result.firstFailure}`);
  return result.p50;
}

async function targetsIn(database: BenchDatabase): Promise<string[]> {
  const { rows } = await database.pool.query<Record<string, string>>(
    `select (select id from part where number = 'H7') as part, (select id from site where number = 'HISTORY') as site,
            (select id from staff_member where number = 'H0') as engineer,
            (select a.id::text from stock_account a join staff_member s on s.id = a.owner_id and s.number = 'H0'
              where a.kind = 'custody') as account`,
  );
  const put = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => rows[0]![name]!);
  return listed.map(({ path }) => put(path));
}

/** Balances against postings, as finance asks for it, and the bare join of the same rows. */
const bareJoin = `
  select count(*) from (
    select account_id, part_id, sum(quantity) as quantity, sum(value) as value from (
      select from_account_id as account_id, part_id, -quantity as quantity, -value as value from stock_transfer
      union all
      select to_account_id, part_id, quantity, value from stock_transfer) e
    group by account_id, part_id) p
  full join stock_balance b using (account_id, part_id)
  where b.quantity is distinct from p.quantity`;

async function reconcile(database: BenchDatabase, { product, headers }: Side): Promise<Figure[]> {
  const ask = async (path: string) => {
    const before = performance.now();
    const answer = await fetch(`http://127.0.0.1:${product.port}${path}`, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    await answer.text();
    return performance.now() - before;
  };
  const bare: number[] = [];
  const identity: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = performance.now();
    await database.pool.query(`set work_mem = '128MB'; ${bareJoin}`);
    bare.push(performance.now() - before);
    identity.push(await ask('/v1/reconciliation/balances-equal-postings'));
  }
  const all = await ask('/v1/reconciliation');
  const limit = Math.min(...bare);
  return [
    atMost('reconcile-1m', Math.min(...identity) / limit, 'x bare join', 2),
    told('reconcile-1m-bare-ms', limit, 'ms'),
    told('reconcile-1m-all-identities', all / limit, 'x bare join'),
  ];
}
