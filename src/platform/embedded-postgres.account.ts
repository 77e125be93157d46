import { existsSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, parse } from 'node:path';

/** The operating-system account PostgreSQL runs under when we ourselves are root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
}

const ROOT = 0;
const NOBODY: Account = { uid: 65534, gid: 65534, name: 'nobody' };

/**
 * PostgreSQL refuses to run as root. As an ordinary user the answer is `undefined`: run as we are. As root it is the
 * owner of an existing cluster, so that a folder made by an ordinary user stays his; else `postgres`, else `nobody`.
 */
export function chooseAccount(clusterFolder: string): Account | undefined {
  if (process.getuid?.() !== ROOT) return undefined;
  const accounts = readAccounts();
  if (existsSync(clusterFolder)) {
    const { uid, gid } = statSync(clusterFolder);
    if (uid !== ROOT) return { uid, gid, name: accounts.find((a) => a.uid === uid)?.name ?? `user ${uid}` };
  }
  const known = ['postgres', 'nobody'].map((name) => accounts.find((a) => a.name === name && a.uid !== ROOT));
  return known.find((account) => account !== undefined) ?? NOBODY;
}

function readAccounts(): Account[] {
  return readPasswd()
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((account) => account.name !== '' && Number.isInteger(account.uid) && Number.isInteger(account.gid));
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}

/** Whether the account may pass through every folder on the way to `path` and read what stands there. */
export function canReach(account: Account | undefined, path: string): boolean {
  if (account === undefined) return true;
  let folder = path;
  const { root } = parse(path);
  try {
    if (!allows(account, path, statSync(path).isDirectory() ? 5 : 4)) return false;
    while (folder !== root) {
      folder = dirname(folder);
      if (!allows(account, folder, 1)) return false;
    }
    return true;
  } catch {
    return false;
  }
}

function allows(account: Account, path: string, bits: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

/** Gives a folder and all that is in it to the account. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account === undefined) return;
  try {
    lchownSync(path, account.uid, account.gid);
  } catch (error) {
    // Containers without a range of user ids have no second account.
    throw new Error(
      `PostgreSQL refuses to run as root, and ${path} cannot be given to ${account.name} here; ` +
        'start as an ordinary user or set DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    );
  }
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) giveTo(account, join(path, name));
}

/** The part of spawn's options that drops root's rights. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account === undefined ? {} : { uid: account.uid, gid: account.gid };
}
