import { type BenchDatabase } from './bench-database';
import { atMost, type Figure, told } from './figures';
import { addHistory, largestHistory, layGround, smallestHistory } from './ledger-history';
import { loadApart, serveProduct, type Served } from './processes';

const flatGoal = 1.3;
const seconds = 1;

/** What clerks, engineers and finance list and look up; `{engineer}` and the like are put in once the history is laid. */
const listed: { name: string; path: string }[] = [
  { name: 'parts', path: '/v1/parts?limit=50' },
  { name: 'stock-of-part', path: '/v1/parts/{part}/stock' },
  { name: 'stock-of-site', path: '/v1/stock?siteId={site}&limit=50' },
  { name: 'custody', path: '/v1/engineers/{engineer}/custody?limit=50' },
  { name: 'issues', path: '/v1/issues?limit=50' },
  { name: 'issues-of-engineer', path: '/v1/issues?engineerId={engineer}&limit=50' },
  { name: 'requisitions', path: '/v1/requisitions?limit=50' },
  { name: 'backorders', path: '/v1/requisitions/backorders?limit=50' },
  { name: 'receipts', path: '/v1/receipts?limit=50' },
  { name: 'engineer-statement', path: '/v1/engineers/{engineer}/statement?from=2023-03-01&to=2023-03-31' },
  { name: 'account-statement', path: '/v1/accounts/{account}/statement?from=2023-03-01&to=2023-03-31' },
  { name: 'balances-at', path: '/v1/balances?at=2024-12-31&limit=50' },
];

/** The same requests over a ledger of 10,000 and of 1,000,000 transfers, and the reconciliation of the larger one. */
export async function benchHistory(database: BenchDatabase): Promise<Figure[]> {
  const product = await serveProduct({ DATABASE_URL: database.url });
  try {
    const headers = { Authorization: `Bearer ${product.administratorKey}` };
    await layGround(database.pool);
    await addHistory(database.pool, 1, smallestHistory.bins, '2023-01-01');
    const targets = await targetsIn(database);
    const small = await latencies(product, headers, targets);
    await addHistory(database.pool, smallestHistory.bins + 1, largestHistory.bins, '2024-01-01');
    const large = await latencies(product, headers, targets);
    const flat = targets.flatMap(({ name }, i) => [
      atMost(`flat-${name}`, large[i]! / small[i]!, 'x', flatGoal),
      told(`flat-${name}-ms`, large[i]!, 'ms'),
    ]);
    return [...flat, ...(await reconcile(database, product, headers))];
  } finally {
    await product.stop();
  }
}

/** Median milliseconds of one client, twice, the better of both: a slow moment of the machine is nobody's fault. */
async function latencies(
  product: Served,
  headers: Record<string, string>,
  targets: { name: string; path: string }[],
): Promise<number[]> {
  const found: number[] = [];
  for (const { name, path } of targets) {
    const runs = [];
    for (let run = 0; run < 2; run += 1) {
      const order = { port: product.port, clients: 1, seconds, method: 'GET' as const, targets: [{ path }], headers };
      const result = await loadApart(order);
      if (result.failed > 0) throw new Error(`${name}: ${result.firstFailure}`);
      runs.push(result.p50);
    }
    found.push(Math.min(...runs));
  }
  return found;
}

async function targetsIn(database: BenchDatabase): Promise<{ name: string; path: string }[]> {
  const { rows } = await database.pool.query<Record<string, string>>(
    `select (select id from part where number = 'H7') as part, (select id from site where number = 'HISTORY') as site,
            (select id from staff_member where number = 'H0') as engineer,
            (select a.id::text from stock_account a join staff_member s on s.id = a.owner_id and s.number = 'H0'
              where a.kind = 'custody') as account`,
  );
  const put = (path: string) => path.replace(/\{(\w+)\}/g, (_, name: string) => rows[0]![name]!);
  return listed.map(({ name, path }) => ({ name, path: put(path) }));
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

async function reconcile(database: BenchDatabase, product: Served, headers: Record<string, string>): Promise<Figure[]> {
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
