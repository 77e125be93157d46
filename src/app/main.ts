import { join } from 'node:path';
import pino, { type Logger } from 'pino';
import { ConfigError, type Config, readConfig } from '../platform/config';
import { startEmbeddedPostgres } from '../platform/embedded-postgres';
import { migrate } from '../platform/migrate';
import { CounterpartServer } from './server';

const checkoutFolder = join(__dirname, '..', '..', '..');

/** Starts the product: database, schema, server; and ends all of it on SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const config = readConfig(process.env, checkoutFolder);
  const logger = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const database = await openDatabase(config, logger);
  const server = await CounterpartServer.create({ ...config, databaseUrl: database.url, logger });
  stopOnSignals(server, database, logger);
  const key = await server.bootstrap();
  const address = await server.listen(config.port, config.host);
  announce(`http://${config.host}:${address.port}`, database.where, key);
}

interface RunningDatabase {
  url: string;
  where: string;
  stop(): Promise<void>;
}

async function openDatabase(config: Config, logger: Logger): Promise<RunningDatabase> {
  if (config.databaseUrl !== undefined) {
    await migrate(config.databaseUrl);
    return { url: config.databaseUrl, where: 'the PostgreSQL of DATABASE_URL', stop: async () => {} };
  }
  const embedded = await startEmbeddedPostgres({
    dataFolder: join(config.dataFolder, 'postgres'),
    durable: true,
    supervise: true,
    onLog: (line) => logger.debug({ postgres: line }, 'postgres'),
  });
  await migrate(embedded.url);
  return { url: embedded.url, where: config.dataFolder, stop: () => embedded.stop() };
}

function stopOnSignals(server: CounterpartServer, database: RunningDatabase, logger: Logger): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'draining');
    server
      .drain()
      .then(() => database.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error({ err: error }, 'stopping failed');
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
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

main().catch((error: unknown) => {
  const message = error instanceof ConfigError ? error.message : String(error instanceof Error ? error.message : error);
  process.stderr.write(`Counterpart cannot start: ${message}\n`);
  process.exit(1);
});
