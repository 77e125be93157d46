import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const CONNECT_MS = 5_000;
const RETRY_MS = 100;
/** Recovery after a crash may have gigabytes of log to replay. */
const RECOVERY_MS = 300_000;
const STARTING_UP = '57P03';

/**
 * Proves that the database can be talked to before anything is built on it. One that says that it is starting up is
 * waited for; anything else is for the user to put right, and is said in one sentence.
 */
export async function untilDatabaseAccepts(url: string): Promise<void> {
  const deadline = Date.now() + RECOVERY_MS;
  for (;;) {
    const error = await tryToConnect(url);
    if (error === undefined) return;
    if ((error as { code?: string }).code !== STARTING_UP || Date.now() > deadline) {
      throw new Error(
        `the database of DATABASE_URL cannot be used (${reasonOf(error)}); start it, or correct DATABASE_URL.`,
        { cause: error },
      );
    }
    await sleep(RETRY_MS);
  }
}

async function tryToConnect(url: string): Promise<Error | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined); // told by the call that fails
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A name with several addresses fails with one error for each, and no words of its own. */
function reasonOf(error: Error): string {
  const each = error instanceof AggregateError ? (error.errors as Error[]) : [error];
  return each.map(({ message }) => message).join(', ');
}
