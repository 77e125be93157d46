import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { SteadyClient } from './steady-client';

const migrationsFolder = join(__dirname, '..', '..', 'migrations');

/** Brings the schema up to date with the owner's rights. Safe to call by several processes at once. */
export async function migrate(ownerUrl: string): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    installExtensions: false,
    migrations: readMigrations(migrationsFolder).map(asMigration),
    migrationsTableName: 'schema_migration',
    extra: { Client: SteadyClient, max: 2, connectionTimeoutMillis: 10000 },
  });
  await source.initialize();
  try {
    await alone(source, () => source.runMigrations({ transaction: 'each' }));
  } finally {
    await source.destroy();
  }
}

/** Several servers may start together: one migrates, the others wait and find nothing to do. */
async function alone(source: DataSource, work: () => Promise<unknown>): Promise<void> {
  const lock = source.createQueryRunner();
  try {
    await lock.query(`select pg_advisory_lock(hashtext('counterpart migration'))`);
    await work();
  } finally {
    await lock.query(`select pg_advisory_unlock(hashtext('counterpart migration'))`);
    await lock.release();
  }
}

/** TypeORM takes migrations as classes whose name ends in their timestamp. */
function asMigration(file: ReturnType<typeof readMigrations>[number]): new () => MigrationInterface {
  return class implements MigrationInterface {
    name = `${file.name}${file.timestamp}`;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(file.sql);
    }

    async down(): Promise<void> {
      throw new Error('Migrations go forward only: what is posted cannot be taken back.');
    }
  };
}

/** The migrations in order: `migrations/<13 digits>-<name>.sql`, each one SQL file that reads top to bottom. */
function readMigrations(folder: string): { timestamp: number; name: string; sql: string }[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const match = /^(\d{13})-([a-z0-9-]+)\.sql$/.exec(file);
      if (!match?.[1] || !match[2]) throw new Error(`A migration is named <13 digits>-<name>.sql, not ${file}.`);
      return { timestamp: Number(match[1]), name: match[2], sql: readFileSync(join(folder, file), 'utf8') };
    });
}
