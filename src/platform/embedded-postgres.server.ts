import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identity } from './embedded-postgres.account';
import { type Cluster, keepOwner, nameFor, serverEnvironment } from './embedded-postgres.cluster';
import { endLeftovers, findServerProcesses, isAlive, readPostmasterFile } from './embedded-postgres.processes';

const HOST = '127.0.0.1';
const POLL_MS = 5;
const WATCH_MS = 100;
const RETRY_MS = 8_000;
/** Recovery after a crash may have gigabytes of log to replay. */
const READY_MS = 300_000;
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;

/** Below the range from which systems take the ports of outgoing connections, so that a remembered port stays free. */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_000;

/** A running server's first process. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Resolves when the process is no more, for whatever reason. */
  readonly ended: Promise<void>;
}

/** The port was taken by another program. */
export class PortTaken extends Error {}

const SETTINGS: Record<string, string> = {
  listen_addresses: HOST,
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  logging_collector: 'off',
  log_destination: 'stderr',
  // Refusals by constraints are daily business, and their text holds what people typed: neither belongs in the log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  // Before it recovers from a crash it flushes its data folder: file by file (a thousand files, seconds on a busy disk)
  // or, where the system can, all at once.
  ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
};

const FORGETFUL: Record<string, string> = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Starts the server on exactly this port and waits until it accepts connections. */
export async function launch(cluster: Cluster, port: number, durable: boolean): Promise<Postmaster> {
  const deadline = Date.now() + RETRY_MS;
  for (;;) {
    await endLeftovers(cluster.folder);
    const log = openLog(cluster.home);
    const postmaster = await spawnPostmaster(cluster, port, durable, log.file);
    if (await becomesReady(cluster, postmaster)) return postmaster;
    const reason = readFileSync(log.path).subarray(log.offset).toString();
    if (/Address already in use|could not bind/.test(reason)) throw new PortTaken(`Port ${port} is in use.`);
    const isPassing = /already exists|still in use|is already in use/.test(reason);
    if (!isPassing || Date.now() > deadline) throw new Error(`PostgreSQL did not start: ${lastLine(reason, log.path)}`);
    await sleep(100);
  }
}

/** Takes a server over that a killed launcher left running; it is watched, since it is not our child. */
export function watch(pid: number, port: number): Postmaster {
  const ended = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid)) return;
      clearInterval(timer);
      resolve();
    }, WATCH_MS);
    timer.unref();
  });
  return { pid, port, ended };
}

/** Finds a server running over the cluster and waits until it can be talked to; `undefined` when there is none. */
export async function findRunning(cluster: Cluster): Promise<Postmaster | undefined> {
  const file = readPostmasterFile(cluster.folder);
  if (file === undefined || !findServerProcesses(cluster.folder).includes(file.pid)) return undefined;
  const postmaster = watch(file.pid, file.port);
  return (await becomesReady(cluster, postmaster)) ? postmaster : undefined;
}

/** A port nobody listens on. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT));
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, HOST, () => probe.close(() => resolve(true)));
  });
}

async function spawnPostmaster(cluster: Cluster, port: number, durable: boolean, log: number): Promise<Postmaster> {
  const settings = { ...SETTINGS, ...(durable ? {} : FORGETFUL), port: String(port) };
  const child = spawn(
    cluster.binaries.postgres,
    [
      ...['-D', nameFor(cluster.account, cluster.folder)],
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      cwd: cluster.folder,
      env: serverEnvironment(),
      // A session of its own: Ctrl-C reaches us alone, and we end the server after the last request is answered.
      detached: true,
      stdio: ['ignore', log, log],
      ...identity(cluster.account),
    },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`PostgreSQL could not be started: ${error.message}`)));
  });
  child.unref();
  return { pid: child.pid as number, port, ended };
}

async function becomesReady(cluster: Cluster, postmaster: Postmaster): Promise<boolean> {
  const deadline = Date.now() + READY_MS;
  while (Date.now() < deadline && isAlive(postmaster.pid)) {
    const file = readPostmasterFile(cluster.folder);
    if (file?.pid === postmaster.pid && file.status === 'ready') return true;
    await sleep(POLL_MS);
  }
  return false;
}

function openLog(home: string): { path: string; file: number; offset: number } {
  const path = join(home, 'postgres.log');
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) renameSync(path, `${path}.old`);
  const file = openSync(path, 'a', 0o600);
  keepOwner(home, path);
  return { path, file, offset: statSync(path).size };
}

function lastLine(reason: string, path: string): string {
  const lines = reason.trim().split('\n');
  const fatal = lines.filter((line) => /FATAL|PANIC|error/.test(line)).pop() ?? lines.pop() ?? 'no reason was given';
  return `${fatal.trim()} (more in ${path})`;
}
