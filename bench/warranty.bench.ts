import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Case } from '../src/warranty/case-line';
import { classify } from '../src/warranty/classification/classify';
import { determine } from '../src/warranty/classification/determine';
import { type Facts } from '../src/warranty/classification/facts';
import { type BenchDatabase } from './bench-database';
import { addDeterminations, carPolicy, layUnits } from './determined-history';
import { atLeast, atMost, type Figure, told } from './figures';
import { peakMemory, serveProduct, type Served } from './processes';

/** Classified in one process, on one core: the published cases in turn, each with its words. */
export function benchClassify(): Promise<Figure[]> {
  const lines = readFileSync(join(__dirname, '..', '..', 'test', 'warranty', 'vectors-open.jsonl'), 'utf8');
  const cases = lines.trim().split('\n').map((line) => JSON.parse(line) as Case); // prettier-ignore
  const perSecond = (decide: (facts: Facts, policies: Case['policies']) => unknown) => {
    const rounds = Array.from({ length: 5 }, () => {
      let decided = 0;
      const before = performance.now();
      while (performance.now() - before < 1_000) {
        for (const published of cases) decide(published, published.policies);
        decided += cases.length;
      }
      return (decided * 1_000) / (performance.now() - before);
    });
    return Math.max(...rounds);
  };
  return Promise.resolve([
    atLeast('classify-per-second', perSecond(classify), 'cases/s', 50_000),
    told(
      'classify-per-second-without-words',
      perSecond((facts, policies) => determine(facts, policies)),
      'cases/s',
    ),
  ]);
}

const stored = 100_000;
const rounds = 3;

/**
 * A draft replayed over HTTP against the least that any replay costs: reading the same rows in one go and deciding each. A
 * tenth is replayed before, so that growth of memory is what the other nine tenths add.
 */
export async function benchReplay(database: BenchDatabase): Promise<Figure[]> {
  const product = await serveProduct({ DATABASE_URL: database.url });
  try {
    const post = poster(product);
    const { modelIds, unitIds } = await layUnits(database.pool);
    await addDeterminations(database.pool, stored, unitIds, carPolicy(3));
    const scope = { categories: ['bench_car'] };
    const first = await post('/v1/warranty-policies', { scope, body: carPolicy(3) });
    await post(`/v1/warranty-policies/${first['id']}/activation`, {});
    const draft = await post(`/v1/warranty-policies/${first['id']}/versions`, { scope, body: carPolicy(4) });
    const path = `/v1/warranty-policies/${draft['id']}/replay`;
    for (let round = 0; round < rounds; round += 1) await replay(product, path, { modelId: modelIds[0] });
    const memoryBefore = peakMemory(product.pid);
    const [bare, ours]: [number[], number[]] = [[], []];
    let differences = 0;
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await bareReplay(database));
      const replayed = await replay(product, path, {});
      if (replayed.examined !== stored) throw new Error(`replayed ${replayed.examined} of ${stored}`);
      differences = replayed.differences;
      ours.push(replayed.seconds);
    }
    const limit = Math.min(...bare);
    return [
      atMost('replay-100k', Math.min(...ours) / limit, 'x bare read and decide', 4),
      told('replay-100k-seconds', Math.min(...ours), 's'),
      told('replay-100k-bare-seconds', limit, 's'),
      told('replay-100k-differences', differences, 'determinations'),
      atMost('replay-100k-memory-growth-mb', peakMemory(product.pid) - memoryBefore, 'MB', 64),
    ];
  } finally {
    await product.stop();
  }
}

/** Seconds for reading every row at once and deciding it under one policy. */
async function bareReplay({ pool }: BenchDatabase): Promise<number> {
  const policies = [carPolicy(4)];
  const before = performance.now();
  const { rows } = await pool.query<{ facts: Facts }>(
    `select d.id, d.outcome, d.last_covered_day, d.facts
       from current_determination c join determination d on d.id = c.determination_id order by d.id`,
  );
  for (const { facts } of rows) determine(facts, policies);
  return (performance.now() - before) / 1_000;
}

/** Replays and reads every line; the last one says what was examined. */
async function replay(
  product: Served & { administratorKey: string | undefined },
  path: string,
  query: object,
): Promise<{ seconds: number; examined: number; differences: number }> {
  const before = performance.now();
  const answer = await fetch(`http://127.0.0.1:${product.port}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${product.administratorKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(query),
  });
  let last = '';
  const decoder = new TextDecoder();
  for await (const part of answer.body!) {
    const lines = (last + decoder.decode(part as Uint8Array, { stream: true })).split('\n');
    last = lines.at(-1) || `${lines.at(-2)}\n`;
  }
  const summary = JSON.parse(last) as { kind: string; examined: number; differences: number };
  if (summary.kind !== 'summary') throw new Error(`the replay broke off: ${last}`);
  return { seconds: (performance.now() - before) / 1_000, ...summary };
}

function poster({ port, administratorKey }: { port: number; administratorKey: string | undefined }) {
  return async (path: string, body: object) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${administratorKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
}
