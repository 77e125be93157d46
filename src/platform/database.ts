import pg, { type Pool, type QueryConfig, type QueryResultRow } from 'pg';
import { DataSource, type EntitySchema } from 'typeorm';
import { once } from './commands';
import { type CallContext } from './context';
import { type ConstraintProblems, isRetryable, translate } from './database-errors';
import { keptStatement, listStatement, SteadyClient } from './steady-client';
import { type Reader, type Tx } from './transaction';

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  timeZone: string;
  entities: EntitySchema[];
  problems: ConstraintProblems;
  onPoolError?: (error: Error) => void;
}

const attempts = 6;

/**
 * A page of fifty rows is over before what these prepare has paid: machine code, and caches laid out for as many rows as
 * the whole table might ask for, so that a list took longer the larger its table grew.
 */
const planning = '-c jit=off -c enable_memoize=off';

/** Never has the rights of the owner: tables that only functions may write stay closed to the application. */
export const applicationRole = 'counterpart_app';

/** The one opener of transactions, and the one place that retries, replays and commits. */
export class Database {
  private constructor(
    private readonly source: DataSource,
    private readonly problems: ConstraintProblems,
  ) {}

  static async connect(options: DatabaseOptions): Promise<Database> {
    readNumbersAndDatesAsTheyAre();
    const settings = `-c role=${applicationRole} -c timezone=${options.timeZone} -c statement_timeout=60000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000 ${planning}`;
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      entities: options.entities,
      installExtensions: false,
      extra: {
        Client: SteadyClient,
        max: options.poolSize,
        connectionTimeoutMillis: 5000,
        options: settings,
        keepAlive: true,
      },
      poolErrorHandler: (error: Error) => options.onPoolError?.(error),
    });
    await source.initialize();
    return new Database(source, options.problems);
  }

  /** Reads without a transaction: each statement sees what is committed when it starts. */
  async read<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    try {
      return await work(this.source.manager);
    } catch (error) {
      throw translate(error, this.problems);
    }
  }

  /**
   * Reads what a key names: a scanned code, an id. Its plans are kept as in transactions, since which index serves such a
   * read hangs on none of its arguments. For what is asked often: planning costs more than the probe.
   */
  async probe<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.read(() => work(this.readerOf(keptStatement)));
  }

  /** Reads a page of a list, by the plan that is kept for the filters that are given. */
  async list<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.read(() => work(this.readerOf(listStatement)));
  }

  /** Several reads of one moment: they agree with each other whatever is posted meanwhile. */
  async snapshot<T>(work: (reader: Reader) => Promise<T>): Promise<T> {
    return this.run(() => this.source.transaction('REPEATABLE READ', (manager) => work(manager as Tx)));
  }

  /** Runs `work` in one transaction; the whole of it again when the database says that two transactions collided. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.run(() => this.source.transaction((manager) => work(manager as Tx)));
  }

  /**
   * A changing request: `work` and the record that it was done commit together, so that the same request sent again
   * (same key, same content) gets the first answer and does nothing (design rule R14).
   */
  async command<T extends object>(context: CallContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transaction((tx) => once(tx, context, () => work(tx)));
  }

  /** One prepared statement that is a whole unit of work by itself (a hot path: one round trip, one transaction). */
  async statement<T extends QueryResultRow>(name: string, text: string, values: unknown[]): Promise<T[]> {
    return this.run(async () => (await this.pool.query<T>({ name, text, values })).rows);
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }

  /** The mapped tables, for the test that holds mapping and schema equal. */
  get mappings(): DataSource['entityMetadatas'] {
    return this.source.entityMetadatas;
  }

  /** Outside of transactions, each statement as `kept` has it. */
  private readerOf(kept: (text: string, values: unknown[]) => QueryConfig): Reader {
    const { manager } = this.source;
    const query = async (text: string, values: unknown[] = []): Promise<unknown> =>
      (await this.pool.query<QueryResultRow>(kept(text, values))).rows;
    return { query: query as Reader['query'], getRepository: (entity) => manager.getRepository(entity) };
  }

  private get pool(): Pool {
    return (this.source.driver as unknown as { master: Pool }).master;
  }

  private async run<T>(unit: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await unit();
      } catch (error) {
        if (attempt === attempts || !isRetryable(error)) throw translate(error, this.problems);
        await jitter(attempt);
      }
    }
  }
}

function jitter(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
}

/**
 * bigint arrives as text and would be rounded silently above 2^53 if simply parsed; every column that we read is
 * bounded by a domain, so a number that does not fit is a defect. Dates stay text: a JS Date would move them by zone.
 */
function readNumbersAndDatesAsTheyAre(): void {
  pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`A bigint from the database is beyond 2^53: ${text}`);
    return value;
  });
  pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
  const instant = (text: string) => new Date(text).toISOString();
  pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instant);
}
