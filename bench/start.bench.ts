import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost, type Figure } from './figures';
import { serveProduct } from './processes';

const rounds = 3;

/** From the start of the process to the first 200: with initdb and all migrations, and over an existing database. */
export async function benchStart(): Promise<Figure[]> {
  const first: number[] = [];
  const cold: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'counterpart-bench-start-'));
    for (const times of [first, cold]) {
      const product = await serveProduct({ DATA_FOLDER: folder });
      times.push(product.untilReady);
      await product.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  }
  return [atMost('first-start-ms', median(first), 'ms', 3000), atMost('cold-start-ms', median(cold), 'ms', 1000)];
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
