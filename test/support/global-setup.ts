import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { migrate } from '../../src/platform/migrate';
import { removeAbandonedServers, testFolderPrefix } from './abandoned-servers';

declare global {
  var stopTestPostgres: (() => Promise<void>) | undefined;
}

/** One PostgreSQL for the whole run, with one migrated template that each test file clones. */
export default async function globalSetup(): Promise<void> {
  await removeAbandonedServers();
  const folder = mkdtempSync(join(tmpdir(), testFolderPrefix));
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres'), durable: false });
  globalThis.stopTestPostgres = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  stopOnSignals(globalThis.stopTestPostgres);
  await makeTemplate(server.url);
  process.env['TEST_POSTGRES_URL'] = server.url;
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create database counterpart_template strategy file_copy');
  await client.end();
  const template = new URL(url);
  template.pathname = '/counterpart_template';
  await migrate(template.toString());
}

/** Jest runs no teardown when it is interrupted, and the server is not in its process group. */
function stopOnSignals(stop: () => Promise<void>): void {
  for (const [signal, number] of [['SIGHUP', 1] as const, ['SIGINT', 2] as const, ['SIGTERM', 15] as const]) {
    process.once(signal, () => void stop().finally(() => process.exit(128 + number)));
  }
}
