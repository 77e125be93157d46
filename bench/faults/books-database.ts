import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool, type QueryResultRow } from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/embedded-postgres';

const ownName = 'faults';

/** A durable PostgreSQL of the harness's own, which comes back by itself when it is killed. */
export class BooksDatabase {
  private constructor(
    private readonly folder: string,
    private readonly server: EmbeddedPostgres,
    private readonly pool: Pool,
  ) {}

  static async open(folder: string): Promise<BooksDatabase> {
    const server = await startEmbeddedPostgres({ dataFolder: folder, durable: true, supervise: true });
    const pool = new Pool({ connectionString: server.url, max: 4, application_name: ownName });
    pool.on('error', () => undefined); // a killed server is what this is about
    const database = new BooksDatabase(folder, server, pool);
    // The counters of deadlocks do not survive a crash; the log does.
    await database.ask(`alter database counterpart set log_min_messages = 'error'`);
    return database;
  }

  get port(): number {
    return this.server.port;
  }

  /** The address with another port: that of the proxy. */
  addressAt(port: number): string {
    const url = new URL(this.server.url);
    url.port = String(port);
    return url.toString();
  }

  /** Asks past the proxy, again while the server is away. */
  async ask<T extends QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return (await this.pool.query<T>(text, values)).rows;
      } catch (error) {
        const isRefusal = /^(22|23|42)/.test((error as { code?: string }).code ?? '');
        if (isRefusal || attempt === 100) throw error;
        await sleep(50);
      }
    }
  }

  async terminateBackends(): Promise<void> {
    await this.ask(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name <> $1`,
      [ownName],
    );
  }

  /** The postmaster dies without a word; its backends notice by themselves. */
  kill(): void {
    process.kill(this.server.pid, 'SIGKILL');
  }

  /** How many deadlocks the server has had to break. */
  deadlocks(): number {
    return readFileSync(join(this.folder, 'postgres.log'), 'utf8').split('deadlock detected').length - 1;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.server.stop();
  }
}
