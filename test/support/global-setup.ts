import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres';
import { migrate } from '../../src/platform/migrate';

declare global {
  var testPostgres: { server: EmbeddedPostgres; folder: string } | undefined;
}

/** One PostgreSQL for the whole run, with one migrated template that each test file clones. */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-test-'));
  const server = await startEmbeddedPostgres({ dataFolder: join(folder, 'postgres'), durable: false });
  globalThis.testPostgres = { server, folder };
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query('create database counterpart_template');
  await client.end();
  const template = new URL(server.url);
  template.pathname = '/counterpart_template';
  await migrate(template.toString());
  process.env['TEST_POSTGRES_URL'] = server.url;
}
