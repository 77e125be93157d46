import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 10;
const FAST_SHUTDOWN_MS = 10_000;
const IMMEDIATE_SHUTDOWN_MS = 2_000;
const KILL_MS = 2_000;

/** What a postmaster writes about itself into its data folder. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** Reads postmaster.pid; `undefined` when there is none or it is still being written. */
export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the process runs. A zombie, which a container's first process may never reap, counts as ended. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return readStat(pid)?.[0] !== 'Z';
}

/** A mark that tells a process from a later one that was given the same number. */
export function startMark(pid: number): string {
  if (process.platform === 'linux') return readStat(pid)?.[19] ?? '';
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** The fields of /proc/<pid>/stat that follow the command, whose name may itself hold blanks and brackets. */
function readStat(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/**
 * The running server processes over a data folder. On Linux every one of them has it as working folder, so that
 * orphaned backends of a killed postmaster are found too; elsewhere only the postmaster is, by its command line.
 */
export function findServerProcesses(cluster: string): number[] {
  let folder: string;
  try {
    folder = realpathSync(cluster);
  } catch {
    return [];
  }
  return process.platform === 'linux' ? findByWorkingFolder(folder) : findByCommandLine(folder);
}

function findByWorkingFolder(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          readlinkSync(`/proc/${name}/cwd`) === folder &&
          readFileSync(`/proc/${name}/comm`, 'utf8').startsWith('postgres')
        );
      } catch {
        return false; // ended meanwhile, or another user's
      }
    })
    .map(Number);
}

function findByCommandLine(folder: string): number[] {
  const lines = execFileSync('ps', ['-axo', 'pid=,command='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes('postgres') && line.includes(folder)).map((line) => parseInt(line, 10));
}

/** Fast shutdown: sessions are ended, what was committed stays. Harsher means follow only when it does not end. */
export async function stopServer(cluster: string): Promise<void> {
  const postmaster = readPostmasterFile(cluster)?.pid;
  if (postmaster !== undefined && findServerProcesses(cluster).includes(postmaster)) {
    signal([postmaster], 'SIGINT');
    await haveEnded([postmaster], FAST_SHUTDOWN_MS);
  }
  await endLeftovers(cluster);
}

/**
 * Ends what a killed postmaster left behind and takes its postmaster.pid away: PostgreSQL itself would take an
 * unreaped zombie, or a stranger that was given the same number, for a running server and refuse to start.
 */
export async function endLeftovers(cluster: string): Promise<void> {
  for (const [name, patienceMs] of [['SIGQUIT', IMMEDIATE_SHUTDOWN_MS] as const, ['SIGKILL', KILL_MS] as const]) {
    const left = findServerProcesses(cluster);
    if (left.length === 0) break;
    signal(left, name);
    await haveEnded(left, patienceMs);
  }
  // Elsewhere orphaned backends cannot be seen, and the file is PostgreSQL's own guard against them.
  if (process.platform === 'linux' && findServerProcesses(cluster).length === 0) {
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
  }
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // Ended by itself; if not, the caller's wait shows it.
    }
  }
}

async function haveEnded(pids: number[], patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (pids.some(isAlive) && Date.now() < deadline) await sleep(POLL_MS);
}
