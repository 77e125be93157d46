import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveProduct } from '../bench/processes';
import { Api } from './api';
import { readOptions, usage } from './options';
import { play } from './play';
import { printResult } from './result';

async function main(): Promise<number> {
  const options = optionsOr(usage);
  if (options === undefined) return 2;
  const folder = mkdtempSync(join(tmpdir(), 'counterpart-demo-'));
  // Its own server and its own data: whatever DATABASE_URL names is not for samples.
  const served = await serveProduct({ DATA_FOLDER: folder, DATABASE_URL: '', TIME_ZONE: 'Asia/Shanghai' });
  const stop = async () => {
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const [signal, number] of [['SIGINT', 2] as const, ['SIGTERM', 15] as const]) {
    process.once(signal, () => void stop().finally(() => process.exit(128 + number)));
  }
  const api = new Api(served.port, options.lanes);
  try {
    const setting = await play(api, served.administratorKey!, options, process.stderr);
    return (await printResult(setting, (line) => process.stdout.write(`${line}\n`))) ? 0 : 1;
  } finally {
    api.close();
    await stop();
  }
}

function optionsOr(help: string) {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${help}\n`);
    return undefined;
  }
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`\nThe demo failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
