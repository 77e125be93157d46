import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive, startMark } from './embedded-postgres.processes';

const ATTEMPTS = 20;

/** Held by the one process that may start and stop the server over a data folder. */
export interface LauncherLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly mark: string;
}

/** Takes the lock, also from a holder that has died; refuses in one sentence while another lives. */
export function takeLauncherLock(path: string, dataFolder: string): LauncherLock {
  const own = JSON.stringify({ pid: process.pid, mark: startMark(process.pid) } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, own, { mode: 0o644 });
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (tryLink(draft, path)) return { release: () => releaseIfOwn(path, own) };
      const content = read(path);
      if (content === undefined) continue;
      const holder = livingHolder(content);
      if (holder !== undefined) {
        throw new Error(
          `The data folder ${dataFolder} is in use by another Counterpart (process ${holder}); stop that one first.`,
        );
      }
      takeAway(path, content);
    }
    throw new Error(`The lock ${path} cannot be taken; several processes are starting over this data folder at once.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The living process that holds the lock, if one does. */
export function launcherOf(path: string): number | undefined {
  return livingHolder(read(path) ?? '');
}

function livingHolder(content: string): number | undefined {
  const holder = parse(content);
  if (holder === undefined || !isAlive(holder.pid) || startMark(holder.pid) !== holder.mark) return undefined;
  return holder.pid;
}

/** Linking, unlike opening and writing, lets nobody see a lock that is not written yet. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Two starts may find the same dead holder. Each moves the lock aside and looks at what it caught: the slower one
 * may hold the faster one's fresh lock in its hands, and puts it back.
 */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // the other was faster
  }
  if (read(aside) !== stale) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function releaseIfOwn(path: string, own: string): void {
  if (read(path) === own) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(content: string): Holder | undefined {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return undefined; // torn by a power cut
  }
}
