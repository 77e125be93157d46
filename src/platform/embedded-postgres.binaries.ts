import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { type Account, canReach, identity } from './embedded-postgres.account';

/** Where the server's programs are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly majorVersion: string;
}

/** Finds the programs of the installed platform package, repaired and readable for the account that will run them. */
export function locateBinaries(account: Account | undefined): Binaries {
  const packageFolder = findPackage();
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const installed = join(packageFolder, 'native');
  linkLibraries(packageFolder);
  const native = isReadable(account, installed) ? installed : readableCopy(account, installed, version);
  return {
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
    majorVersion: version.split('.')[0] ?? '',
  };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform} on ${process.arch} is installed (package ${name}); ` +
        'run npm ci again or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/** Packages cannot carry symbolic links, and the script that makes them after installation may have been forbidden. */
function linkLibraries(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue; // made by another start at this moment
      throw new Error(`A link that PostgreSQL needs is missing and cannot be made: ${link} (${code}).`, {
        cause: error,
      });
    }
  }
}

/** A sample is enough: the package manager writes all files under one umask, and the way there is shared. */
function isReadable(account: Account | undefined, native: string): boolean {
  const samples = ['bin/postgres', 'lib/postgresql/plpgsql.so', 'share/postgresql/postgres.bki'];
  return samples.every((sample) => !existsSync(join(native, sample)) || canReach(account, join(native, sample)));
}

/** Root's clone may stand where nobody else can enter (/root, 0700); then the programs need a home all may read. */
function readableCopy(account: Account | undefined, native: string, version: string): string {
  const failures: string[] = [];
  for (const parent of new Set([tmpdir(), '/tmp', '/var/tmp', '/var/lib'])) {
    if (!existsSync(parent) || !canReach(account, parent)) continue;
    try {
      return copyBelow(parent, account, native, version);
    } catch (error) {
      failures.push(`${parent}: ${(error as Error).message}`);
    }
  }
  const who = account?.name ?? 'this user';
  throw new Error(
    `${who} cannot read PostgreSQL's programs in ${native}, and no readable copy could be made (${failures.join('; ')}).`,
  );
}

function copyBelow(parent: string, account: Account | undefined, native: string, version: string): string {
  const home = join(parent, `counterpart-postgresql-${version}-${process.platform}-${process.arch}`);
  if (isOurs(home) && isComplete(native, home)) return home;
  const fresh = mkdtempSync(`${home}.`);
  try {
    copyReadable(native, fresh);
    // Fails where the parent is mounted noexec, before anything relies on it.
    execFileSync(join(fresh, 'bin', 'postgres'), ['--version'], { cwd: '/', stdio: 'pipe', ...identity(account) });
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
  return putInPlace(fresh, home, native);
}

/** Another start may have put its copy there meanwhile, and be running from it. */
function putInPlace(fresh: string, home: string, native: string): string {
  if (isOurs(home) && !isComplete(native, home)) rmSync(home, { recursive: true, force: true });
  try {
    renameSync(fresh, home);
    return home;
  } catch {
    if (!isOurs(home)) return fresh; // a stranger's folder stands under our name: the private copy serves this run
    rmSync(fresh, { recursive: true, force: true });
    return home;
  }
}

/** Nobody but us may have put programs there that we are about to run. */
function isOurs(folder: string): boolean {
  try {
    const stat = lstatSync(folder);
    return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
  } catch {
    return false;
  }
}

/** Cleaners of temporary folders take single files away. */
function isComplete(from: string, to: string): boolean {
  return readdirSync(from, { withFileTypes: true }).every((entry) => {
    if (isLeftOut(entry.name)) return true;
    const copy = join(to, entry.name);
    if (!existsSync(copy)) return false;
    if (entry.isDirectory()) return isComplete(join(from, entry.name), copy);
    return entry.isSymbolicLink() || lstatSync(join(from, entry.name)).size === lstatSync(copy).size;
  });
}

function copyReadable(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (isLeftOut(entry.name)) continue;
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else if (entry.isDirectory()) copyReadable(source, target);
    else {
      copyFileSync(source, target, constants.COPYFILE_FICLONE);
      chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** Static libraries serve compilers only. */
function isLeftOut(name: string): boolean {
  return name.endsWith('.a');
}
