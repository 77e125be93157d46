import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveProduct } from '../bench/processes';
import { Api } from './api';
import { type Options, readOptions, usage } from './options';
import { play } from './play';
import { printResult } from './result';

/** Plays the demo against a server of its own; answers the exit code. In each case the server is stopped. */
async function main(options: Options): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-demo-'));
  // Whatever DATABASE_URL names is not for samples. And what expired in the years that are played must not be released
  // today: nothing could be posted on those days any more.
  const environment = {
    ...{ DATA_FOLDER: folder, DATABASE_URL: '', TIME_ZONE: 'Asia/Shanghai', HOST: '127.0.0.1' },
    CHORES: 'off',
  };
  const serving = serveProduct(environment, { detached: true });
  const stop = async () => {
    await (await serving.catch(() => undefined))?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  stopOnSignals(stop);
  try {
    const { port, administratorKey } = await serving;
    const api = new Api(port, options.lanes);
    const setting = await play(api, administratorKey!, options, process.stderr);
    const holds = await printResult(setting, (line) => process.stdout.write(`${line}\n`));
    api.close();
    return holds ? 0 : 1;
  } finally {
    await stop();
  }
}

/** Ctrl-C ends the server too, also while it is still starting. */
function stopOnSignals(stop: () => Promise<void>): void {
  for (const [signal, number] of [['SIGHUP', 1] as const, ['SIGINT', 2] as const, ['SIGTERM', 15] as const]) {
    process.once(signal, () => {
      interrupted = true;
      void stop().finally(() => process.exit(128 + number));
    });
  }
}

let interrupted = false;

function complain(error: unknown): void {
  // What was under way fails when its server is stopped: that is nothing to complain of.
  if (!interrupted) process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
}

try {
  const options = readOptions(process.argv.slice(2));
  main(options)
    .then((code) => (process.exitCode = code))
    .catch((error: unknown) => {
      complain(error);
      process.exitCode = 1;
    });
} catch (error) {
  complain(error);
  process.stderr.write(`\n${usage}\n`);
  process.exitCode = 2;
}
