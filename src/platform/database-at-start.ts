import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const CONNECT_MS = 5_000;
const RETRY_MS = 100;
/** Recovery after a crash may have gigabytes of log to replay. */
const RECOVERY_MS = 300_000;
const STARTING_UP = '57P03';
const OLDEST_MAJOR = 15;

/**
 * Proves that the database can be talked to before anything is built on it. One that says that it is starting up is
 * waited for; anything else is for the user to put right, and is said in one sentence.
 */
export async function untilDatabaseAccepts(url: string): Promise<void> {
  const deadline = Date.now() + RECOVERY_MS;
  for (;;) {
    const error = await tryToUse(url);
    if (error === undefined) return;
    if (error instanceof UnfitDatabase) throw error;
    if ((error as { code?: string }).code !== STARTING_UP || Date.now() > deadline) {
      throw new Error(
        `the database of DATABASE_URL cannot be used (${reasonOf(error)}); start it, or correct DATABASE_URL.`,
        { cause: error },
      );
    }
    await sleep(RETRY_MS);
  }
}

/** It answers, but nothing can be built on it. */
class UnfitDatabase extends Error {}

async function tryToUse(url: string): Promise<Error | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined); // told by the call that fails
  try {
    await client.connect();
    await refuseUnfit(client);
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Otherwise a migration would fail half-way, with a sentence about syntax. */
async function refuseUnfit(client: Client): Promise<void> {
  const { rows } = await client.query<{ version: string; major: string; encoding: string }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::integer / 10000 as major,
            current_setting('server_encoding') as encoding`,
  );
  const { version, major, encoding } = rows[0]!;
  if (Number(major) < OLDEST_MAJOR) {
    throw new UnfitDatabase(
      `the database of DATABASE_URL is PostgreSQL ${version}, and ${OLDEST_MAJOR} or newer is needed; name another one in DATABASE_URL.`,
    );
  }
  if (encoding !== 'UTF8') {
    throw new UnfitDatabase(
      `the database of DATABASE_URL has the encoding ${encoding}, and Chinese and English text needs UTF8; create one with encoding 'UTF8'.`,
    );
  }
}

/** A name with several addresses fails with one error for each, and no words of its own. */
function reasonOf(error: Error): string {
  const each = error instanceof AggregateError ? (error.errors as Error[]) : [error];
  return each.map(({ message }) => message).join(', ');
}
