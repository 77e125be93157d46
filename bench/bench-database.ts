import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '../src/platform/embedded-postgres';

/** A durable PostgreSQL of this run's own (fsync and synchronous_commit on), thrown away afterwards. */
export interface BenchDatabase {
  url: string;
  pid: number;
  pool: Pool;
  close(): Promise<void>;
}

export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-bench-'));
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres'), durable: true });
  const pool = new Pool({ connectionString: server.url, max: 4 });
  // The end of the server may overtake a connection that is closing.
  pool.on('error', () => undefined);
  const shown = await pool.query<{ fsync: string; commit: string }>(
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`,
  );
  if (shown.rows[0]?.fsync !== 'on' || shown.rows[0].commit !== 'on') throw new Error('The database is not durable.');
  return {
    url: server.url,
    pid: server.pid,
    pool,
    close: async () => {
      await pool.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
