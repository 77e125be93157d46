import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Account, canReach, chooseAccount, giveTo, identity } from './embedded-postgres.account';
import { type Binaries, locateBinaries } from './embedded-postgres.binaries';

/** The name of the owner, a superuser of his own server only. */
export const OWNER = 'postgres';

/** One data folder: what stands in it and who may run a server over it. */
export interface Cluster {
  /** Holds the cluster and beside it the password, the port, the lock and the log. */
  readonly home: string;
  /** PostgreSQL's own data folder. */
  readonly folder: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly password: string;
  /** Whether it was made just now. */
  readonly isNew: boolean;
}

/** Opens the cluster below `home`, making it when there is none. The caller holds the launcher's lock. */
export async function openCluster(home: string, durable: boolean): Promise<Cluster> {
  const folder = join(home, 'cluster');
  const account = chooseAccount(folder);
  const binaries = locateBinaries(account);
  removeUnfinished(home);
  const isNew = !existsSync(folder);
  const password = readOrMakePassword(home, isNew);
  if (isNew) await initialise({ home, folder, account, binaries, password, isNew }, durable);
  else checkExisting(folder, account, binaries);
  return { home, folder, account, binaries, password, isNew };
}

/**
 * How to name `folder` to a program that starts in it. The account may be unable to walk there (a clone below /root,
 * 0700), but a process always enters its own working folder, which is set while we are still root.
 */
export function nameFor(account: Account | undefined, folder: string): string {
  return canReach(account, folder) || process.platform !== 'linux' ? folder : '/proc/self/cwd';
}

/** The environment of the server's programs: nothing of ours, so that no foreign LANG or PG* variable reaches them. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC' };
}

/** Writes a small file of ours completely or not at all, for the owner of `home` alone. */
export function writeState(home: string, name: string, content: string): void {
  const path = join(home, name);
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  keepOwner(home, draft);
  renameSync(draft, path);
}

/** What root writes into an ordinary user's folder stays that user's, who could not start any more otherwise. */
export function keepOwner(home: string, path: string): void {
  const { uid, gid } = statSync(home);
  if (process.getuid?.() === 0) chownSync(path, uid, gid);
}

function readOrMakePassword(home: string, isNew: boolean): string {
  const path = join(home, 'password');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  if (!isNew) throw new Error(`The database's password is missing: ${path} must come back with its data folder.`);
  const password = randomBytes(24).toString('hex');
  writeState(home, 'password', password);
  return password;
}

/** A start that was killed leaves half-made things under names of their own. */
function removeUnfinished(home: string): void {
  for (const name of readdirSync(home).filter((entry) => /^(cluster\.new|password\.|port\.)/.test(entry))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // Its initdb still writes; it fails soon for want of a folder, and the next start removes the rest.
    }
  }
}

function checkExisting(folder: string, account: Account | undefined, binaries: Binaries): void {
  const versionFile = join(folder, 'PG_VERSION');
  if (!existsSync(versionFile)) throw new Error(`${folder} is not a PostgreSQL data folder; move it away.`);
  const owner = lstatSync(folder).uid;
  if (account === undefined && owner !== process.getuid?.()) {
    throw new Error(`The data folder ${folder} belongs to another user (${owner}); start as that user or as root.`);
  }
  if (account !== undefined && owner !== account.uid) giveTo(account, folder);
  const version = readFileSync(versionFile, 'utf8').trim();
  if (version !== binaries.majorVersion) {
    throw new Error(`${folder} was made by PostgreSQL ${version}, but ${binaries.majorVersion} is installed.`);
  }
}

async function initialise(cluster: Cluster, durable: boolean): Promise<void> {
  const { home, folder, account } = cluster;
  const draft = `${folder}.new-${randomBytes(6).toString('hex')}`; // in a container each start has the same pid
  mkdirSync(draft, { mode: 0o700 });
  giveTo(account, draft);
  try {
    await runInitdb(cluster, draft, durable);
    renameSync(draft, folder);
    if (durable) syncFolder(home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

async function runInitdb({ home, account, binaries, password }: Cluster, draft: string, durable: boolean) {
  const passwordFile = openPasswordFile(home, account, password);
  const child = spawn(
    binaries.initdb,
    [
      ...['-D', nameFor(account, draft), '-U', OWNER, '-E', 'UTF8', '--locale=C.UTF-8'],
      ...['--auth=scram-sha-256', '--pwfile=/dev/stdin', '--no-instructions'],
      ...(durable ? [] : ['--no-sync']),
    ],
    {
      cwd: draft,
      env: serverEnvironment(),
      detached: true, // Ctrl-C is for us to answer: the start is finished first, then ended in order
      stdio: [passwordFile, 'pipe', 'pipe'],
      ...identity(account),
    },
  );
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        if (code === 0) return resolve();
        reject(new Error(explain(Buffer.concat(output).toString(), String(code ?? signal))));
      });
    });
  } finally {
    closeSync(passwordFile);
  }
}

function explain(output: string, ending: string): string {
  if (output.includes('could not look up effective user')) {
    return `PostgreSQL needs a named account: user ${process.getuid?.()} is not listed in /etc/passwd.`;
  }
  const tail = output.trim().split('\n').slice(-3).join(' ');
  return `PostgreSQL's data folder could not be made (initdb ended with ${ending}): ${tail}`;
}

/** The password reaches initdb through an open file without a name: nothing is left behind, whenever we are killed. */
function openPasswordFile(home: string, account: Account | undefined, password: string): number {
  const path = join(home, `password.initdb-${process.pid}`);
  writeFileSync(path, password, { mode: 0o600 });
  giveTo(account, path);
  const file = openSync(path, 'r');
  rmSync(path);
  return file;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
