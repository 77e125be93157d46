import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import pino, { type Logger } from 'pino';
import { type Config, readConfig } from '../platform/config';
import { isUnavailable } from '../platform/database-errors';
import { startEmbeddedPostgres } from '../platform/embedded-postgres';
import { Problem } from '../platform/problem';
import { cannotListen } from './listening';

const checkoutFolder = join(__dirname, '..', '..', '..');

/**
 * Collect the old generation when it has grown by a third. Left alone it grows fourfold first, on garbage of finished
 * requests: 219 MB under load instead of 140, at the same throughput.
 */
setFlagsFromString('--heap-growing-percent=30');

/** What has been started, to be ended in reverse order, and what is being ended. */
interface Endings {
  toCome: (() => Promise<void>)[];
  begun: Promise<number>[];
}

/** Runs the product until SIGINT or SIGTERM, or until it cannot start; in each case nothing is left running. */
function main(): void {
  const endings: Endings = { toCome: [], begun: [] };
  const started = start(endings);
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals > 2) return;
    // The first signal lets a start that is under way finish, since what it is starting must be ended too; a second
    // one says that this takes too long.
    const quiet = signals === 1 ? started.catch(() => undefined) : Promise.resolve();
    void quiet.then(() => endAll(endings)).then((code) => process.exit(code));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  started.catch(async (error: unknown) => {
    process.stderr.write(`Counterpart cannot start: ${reasonOf(error)}\n`);
    await endAll(endings);
    process.exit(1);
  });
}

function reasonOf(error: unknown): string {
  const wasUnavailable = isUnavailable(error) || (error instanceof Problem && error.status === 503);
  if (wasUnavailable) return 'the database went away during the start; see to it and start again.';
  return error instanceof Error ? error.message : String(error);
}

async function start(endings: Endings): Promise<void> {
  const config = readConfig(process.env, checkoutFolder);
  const logger = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  // PostgreSQL starts in its own process while this one loads the application.
  const opening = openDatabase(config, logger, endings);
  const [{ CounterpartServer }, database] = await Promise.all([import('./server.js'), opening]);
  const server = await CounterpartServer.create({ ...config, databaseUrl: database.url, logger });
  endings.toCome.push(() => {
    logger.info('draining');
    return server.drain();
  });
  const key = await server.bootstrap();
  const address = await server.listen(config.port, config.host).catch((error: unknown) => {
    throw cannotListen(error, config.port, config.host);
  });
  announce(`http://${config.host}:${address.port}`, database.where, key);
}

/**
 * Answers the exit code. A second signal ends what is left while the first still waits for its ending, so each waits for
 * all that was begun: whoever is ready first must not leave PostgreSQL behind, half stopped.
 */
async function endAll({ toCome, begun }: Endings): Promise<number> {
  for (let ending = toCome.pop(); ending !== undefined; ending = toCome.pop()) {
    const ended = endOne(ending);
    begun.push(ended);
    await ended;
  }
  return Math.max(0, ...(await Promise.all(begun)));
}

/** One ending that fails must not keep the others from being reached. */
async function endOne(ending: () => Promise<void>): Promise<number> {
  try {
    await ending();
    return 0;
  } catch (error) {
    process.stderr.write(`Counterpart did not stop cleanly: ${String(error)}\n`);
    return 1;
  }
}

async function openDatabase(config: Config, logger: Logger, endings: Endings): Promise<{ url: string; where: string }> {
  if (config.databaseUrl !== undefined) {
    const { untilDatabaseAccepts } = await import('../platform/database-at-start.js');
    await untilDatabaseAccepts(config.databaseUrl);
    await migrateTo(config.databaseUrl);
    return { url: config.databaseUrl, where: 'the PostgreSQL of DATABASE_URL' };
  }
  const embedded = await startEmbeddedPostgres({
    dataFolder: join(config.dataFolder, 'postgres'),
    durable: true,
    supervise: true,
    onLog: (line) => logger.debug({ postgres: line }, 'postgres'),
  });
  endings.toCome.push(() => embedded.stop());
  await migrateTo(embedded.url);
  return { url: embedded.url, where: config.dataFolder };
}

async function migrateTo(url: string): Promise<void> {
  const { migrate } = await import('../platform/migrate.js');
  await migrate(url);
}

function announce(address: string, data: string, key: string | undefined): void {
  const lines = [
    `Counterpart is running.`,
    `  API      ${address}/v1`,
    `  Docs     ${address}/docs`,
    `  Contract ${address}/openapi.json`,
    `  Data     ${data}`,
  ];
  if (key) lines.push(``, `  Administrator key (shown once, keep it safe):`, `  ${key}`);
  process.stdout.write(lines.join('\n') + '\n');
}

main();
