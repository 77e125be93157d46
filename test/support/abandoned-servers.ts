import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launcherOf } from '../../src/platform/embedded-postgres.lock';
import { stopServer } from '../../src/platform/embedded-postgres.processes';

export const testFolderPrefix = 'counterpart-test-';

/** A folder this young may belong to a run that has not taken its lock yet. */
const YOUNG_MS = 60_000;

/** A test run that was killed could not end its server; the next run does. */
export async function removeAbandonedServers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(testFolderPrefix))) {
    const folder = join(tmpdir(), name);
    try {
      if (!isAbandoned(folder)) continue;
      await stopServer(join(folder, 'postgres', 'cluster'));
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or another run is removing it: not ours to insist.
    }
  }
}

function isAbandoned(folder: string): boolean {
  const lock = join(folder, 'postgres', 'launcher.lock');
  if (existsSync(lock)) return launcherOf(lock) === undefined;
  return Date.now() - statSync(folder).mtimeMs > YOUNG_MS;
}
