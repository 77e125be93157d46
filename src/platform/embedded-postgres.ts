import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { type Cluster, openCluster, OWNER, writeState } from './embedded-postgres.cluster';
import { type LauncherLock, takeLauncherLock } from './embedded-postgres.lock';
import { stopServer } from './embedded-postgres.processes';
import { findFreePort, findRunning, launch, PortTaken, type Postmaster } from './embedded-postgres.server';

const DATABASE = 'counterpart';
const NO_SUCH_DATABASE = '3D000';
const CONNECT_MS = 5_000;
const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 5_000;
/** A server that ran this long was sound; its death is a new misfortune, not the same one again. */
const STEADY_MS = 1_000;

/** How the embedded server is to be run. */
export interface EmbeddedPostgresOptions {
  /** The one folder in which everything of the server is kept. */
  dataFolder: string;
  /** False for tests: nothing is flushed to disk, and a power cut may lose or break all. */
  durable: boolean;
  /** A port that must be had; otherwise a free one is chosen once and remembered. */
  port?: number;
  /** Start the server again, on the same port, when it dies unexpectedly. */
  supervise?: boolean;
  /** Told in one line each what happens to the server. */
  onLog?: (line: string) => void;
}

/** A running embedded server. */
export interface EmbeddedPostgres {
  /** Connection of the owner, a superuser, to the database `counterpart`. */
  readonly url: string;
  readonly port: number;
  /** The postmaster's process; another one after a supervised restart. */
  readonly pid: number;
  /** Whether this start made the data folder. */
  readonly isNew: boolean;
  /** Whether the server was running already, left behind by a launcher that was killed. */
  readonly isAdopted: boolean;
  /** Ends the server, keeping what was committed. May be called more than once. */
  stop(): Promise<void>;
}

/** Starts PostgreSQL over the folder, or takes over the one a killed launcher left running there. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = resolve(options.dataFolder);
  const lock = takeFolder(home);
  try {
    const cluster = await openCluster(home, options.durable);
    try {
      return await startOver(cluster, options, lock);
    } catch (error) {
      await stopServer(cluster.folder);
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

function takeFolder(home: string): LauncherLock {
  try {
    makeFolder(home);
    return takeLauncherLock(join(home, 'launcher.lock'), home);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Error(`The data folder ${home} cannot be written by this user (${code}).`, { cause: error });
  }
}

/** Step by step: Node's recursive way never ends under a folder that takes no new ones, such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

async function startOver(cluster: Cluster, options: EmbeddedPostgresOptions, lock: LauncherLock) {
  const adopted = await adopt(cluster, options);
  const postmaster = adopted ?? (await launchOnSomePort(cluster, options));
  writeState(cluster.home, 'port', String(postmaster.port));
  if (adopted === undefined) await connectOrCreate(cluster, postmaster.port);
  options.onLog?.(`PostgreSQL ${adopted ? 'was running and is taken over' : 'is ready'} on port ${postmaster.port}.`);
  return new RunningServer(cluster, options, lock, postmaster, adopted !== undefined);
}

class RunningServer implements EmbeddedPostgres {
  readonly url: string;
  readonly port: number;
  readonly isNew: boolean;
  private stopping: Promise<void> | undefined;
  private restarting: Promise<void> = Promise.resolve();
  private backoffMs = 0;
  private startedAt = Date.now();

  constructor(
    private readonly cluster: Cluster,
    private readonly options: EmbeddedPostgresOptions,
    private readonly lock: LauncherLock,
    private postmaster: Postmaster,
    readonly isAdopted: boolean,
  ) {
    this.port = postmaster.port;
    this.url = urlOf(cluster, this.port, DATABASE);
    this.isNew = cluster.isNew;
    this.superviseCurrent();
  }

  get pid(): number {
    return this.postmaster.pid;
  }

  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    await stopServer(this.cluster.folder);
    // A restart in progress sees that we are stopping; what it may still have started ends here.
    await this.restarting;
    await stopServer(this.cluster.folder);
    this.lock.release();
  }

  private superviseCurrent(): void {
    void this.postmaster.ended.then(() => {
      if (this.stopping !== undefined) return;
      this.options.onLog?.('PostgreSQL ended unexpectedly.');
      if (this.options.supervise) this.restarting = this.restart();
    });
  }

  private async restart(): Promise<void> {
    if (Date.now() - this.startedAt > STEADY_MS) this.backoffMs = 0;
    while (this.stopping === undefined) {
      await sleep(this.backoffMs);
      this.backoffMs = Math.min(Math.max(this.backoffMs * 2, FIRST_BACKOFF_MS), LONGEST_BACKOFF_MS);
      if (this.stopping !== undefined) return;
      try {
        this.postmaster = await launch(this.cluster, this.port, this.options.durable);
        this.startedAt = Date.now();
        this.options.onLog?.(`PostgreSQL is back on port ${this.port}.`);
        return this.superviseCurrent();
      } catch (error) {
        this.options.onLog?.(`PostgreSQL could not be started again yet: ${(error as Error).message}`);
      }
    }
  }
}

/** A server left behind is kept only if it answers to our password and was started as we would start it. */
async function adopt(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Postmaster | undefined> {
  const running = cluster.isNew ? undefined : await findRunning(cluster);
  if (running === undefined) return undefined;
  try {
    const { durable } = await connectOrCreate(cluster, running.port);
    if (durable === options.durable && (options.port ?? running.port) === running.port) return running;
  } catch (error) {
    options.onLog?.(`PostgreSQL was running but did not answer: ${(error as Error).message}`);
  }
  await stopServer(cluster.folder);
  return undefined;
}

async function launchOnSomePort(cluster: Cluster, options: EmbeddedPostgresOptions): Promise<Postmaster> {
  let port = options.port ?? readPort(cluster.home) ?? (await findFreePort());
  for (;;) {
    try {
      return await launch(cluster, port, options.durable);
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
      if (options.port !== undefined) {
        throw new Error(`Port ${port} for PostgreSQL is in use by another program.`, { cause: error });
      }
      port = await findFreePort();
    }
  }
}

function readPort(home: string): number | undefined {
  try {
    return Number(readFileSync(join(home, 'port'), 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Proves that the server is ours by our password; a first start that was killed may not have made the database yet. */
async function connectOrCreate(cluster: Cluster, port: number): Promise<{ durable: boolean }> {
  try {
    return await withClient(urlOf(cluster, port, DATABASE), readDurability);
  } catch (error) {
    if ((error as { code?: string }).code !== NO_SUCH_DATABASE) throw error;
  }
  return withClient(urlOf(cluster, port, 'postgres'), async (client) => {
    await client.query(`create database ${DATABASE}`);
    return readDurability(client);
  });
}

async function readDurability(client: Client): Promise<{ durable: boolean }> {
  const { rows } = await client.query<{ fsync: string }>("select current_setting('fsync') as fsync");
  return { durable: rows[0]?.fsync === 'on' };
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS, query_timeout: 60_000 });
  client.on('error', () => undefined); // a dying server is reported by the call that needed it
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgresql://${OWNER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}
