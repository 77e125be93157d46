import { type ChildProcess, fork } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadOrder, type LoadResult } from './load';

/** A child process that serves HTTP on loopback. */
export interface Served {
  pid: number;
  port: number;
  stop(): Promise<void>;
}

/** Runs the load generator in its own process, so that it is not measured with the server. */
export async function loadApart(order: LoadOrder): Promise<LoadResult> {
  const child = fork(join(__dirname, 'load.js'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('message', (result: LoadResult) => resolve(result));
    child.once('exit', (code) =>
      code === 0 ? undefined : reject(new Error(`The load generator ended with ${code}.`)),
    );
    child.send(order);
  });
}

/** The floor's server (see floor.ts). */
export async function serveFloor(databaseUrl: string): Promise<Served> {
  const child = fork(join(__dirname, 'floor.js'), { env: { ...process.env, DATABASE_URL: databaseUrl } });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve(Number(message)));
    child.once('exit', () => reject(new Error('The floor did not start.')));
  });
  return { pid: child.pid!, port, stop: () => end(child) };
}

/**
 * The product as a user starts it; `detached` keeps the terminal's Ctrl-C from it, so that its parent alone stops it.
 * `untilReady` is how long it took to the first 200, in milliseconds.
 */
export async function serveProduct(
  environment: Record<string, string>,
  { detached = false } = {},
): Promise<Served & { untilReady: number; administratorKey: string | undefined }> {
  const port = await freePort();
  const started = performance.now();
  const child = fork(join(__dirname, '..', 'src', 'app', 'main.js'), {
    env: { ...process.env, LOG_LEVEL: 'warn', ...environment, PORT: String(port) },
    detached,
    execArgv: flagsOfStart(),
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`The product ended with ${child.exitCode}: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const untilReady = performance.now() - started;
  const administratorKey = await keyIn(() => said);
  return { pid: child.pid!, port, untilReady, administratorKey, stop: () => end(child) };
}

/** What `npm start` tells Node: it is the product as users start it that is measured. */
function flagsOfStart(): string[] {
  const file = readFileSync(join(__dirname, '..', 'package.json'), 'utf8');
  const { scripts } = JSON.parse(file) as { scripts: { start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

async function keyIn(said: () => string): Promise<string | undefined> {
  for (let i = 0; i < 100 && !said().includes('Data'); i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
  return /cpk_\S+/.exec(said())?.[0];
}

async function answers(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/livez`)).status === 200;
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await ended;
}

/** Milliseconds of processor time that a process and its children have used, the ended ones too (Linux). */
export function processorTime(pid: number): number {
  const ticks = (id: number) => {
    try {
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      // Its own, and that of children that it has seen end.
      const used = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      return { parent: Number(fields[1]), used };
    } catch {
      return undefined; // ended meanwhile
    }
  };
  let total = ticks(pid)?.used ?? 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const child = ticks(Number(entry));
    if (child?.parent === pid) total += child.used;
  }
  return total * 10;
}

/** The largest resident memory a process has had, in megabytes (Linux). */
export function peakMemory(pid: number): number {
  const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}
