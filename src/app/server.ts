import { EventEmitter } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { LRUCache } from 'lru-cache';
import { type Logger } from 'pino';
import { blindAt } from '../counts/blind';
import { StaffService } from '../identity/staff.service';
import { DatabaseClock, type Clock } from '../platform/clock';
import { Database } from '../platform/database';
import { type Kernel } from '../platform/kernel';
import { LabelWork } from '../labels/label-work';
import { type PrintTimes } from '../labels/printing/print-queue';
import { type PortRange } from '../platform/config';
import { arrive } from '../requisitions/reservation';
import { Chores, choresOf } from './chores';
import { refuseMalformed } from './malformed';
import { messagesOf } from './express-messages';
import { createHttp } from './http';
import { constraintProblems, entities } from './schema';

export interface ServerOptions {
  /** Whether the server does by itself what is due; it does unless told otherwise. */
  chores?: boolean;
  databaseUrl: string;
  poolSize: number;
  timeZone: string;
  logger: Logger;
  /** Business time; the database's clock unless a test says otherwise. */
  clock?: Clock;
  printerPorts?: PortRange;
  /** How the queue of the label printers waits. */
  printing?: Partial<PrintTimes>;
}

/** How long a caller is remembered without asking the database; another process's revocation counts after that. */
const callerMemoryMs = 5_000;

/** The running application over one database. */
export class CounterpartServer {
  private constructor(
    readonly kernel: Kernel,
    readonly http: Server,
    readonly chores: Chores,
    private readonly work: LabelWork,
    private readonly clockTimer: NodeJS.Timeout,
  ) {}

  static async create(options: ServerOptions): Promise<CounterpartServer> {
    const database = await Database.connect({
      url: options.databaseUrl,
      poolSize: options.poolSize,
      timeZone: options.timeZone,
      entities,
      problems: constraintProblems,
      onPoolError: (error) =>
        options.logger.warn({ code: (error as { code?: string }).code }, 'database connection lost'),
    });
    const databaseClock = new DatabaseClock(options.timeZone);
    await databaseClock.follow(() => databaseTime(database));
    const clockTimer = setInterval(() => {
      databaseClock
        .follow(() => databaseTime(database))
        .catch(() => options.logger.warn('the database clock could not be read'));
    }, 60_000);
    clockTimer.unref();
    const kernel: Kernel = {
      database,
      clock: options.clock ?? databaseClock,
      callers: new LRUCache({ max: 10_000, ttl: callerMemoryMs }),
      stockArrives: arrive,
      blindAt,
      background: new EventEmitter(),
      printerPorts: options.printerPorts ?? { from: 9100, to: 9109 },
    };
    const work = new LabelWork(kernel, options.printing, (error) =>
      options.logger.warn({ code: (error as { code?: string }).code }, 'labels in the background failed; tried again'),
    );
    const app = createHttp(kernel, options.logger);
    const http = createServer({ ...messagesOf(app), maxHeaderSize: 16_384, requestTimeout: 60_000 }, app);
    http.on('clientError', refuseMalformed);
    return new CounterpartServer(
      kernel,
      http,
      new Chores(options.chores === false ? [] : choresOf(kernel), options.logger),
      work,
      clockTimer,
    );
  }

  /** The first administrator's key on a new installation, once. */
  async bootstrap(): Promise<string | undefined> {
    return new StaffService(this.kernel).bootstrap();
  }

  async listen(port: number, host: string): Promise<AddressInfo> {
    await new Promise<void>((resolve, reject) => {
      this.http.once('error', reject);
      this.http.listen(port, host, resolve);
    });
    this.chores.start();
    this.work.start();
    return this.http.address() as AddressInfo;
  }

  /** Answers what has begun, takes nothing new, lets go of the database. */
  async drain(): Promise<void> {
    clearInterval(this.clockTimer);
    await this.chores.stop();
    if (this.http.listening) await this.closeConnections();
    await this.work.stop();
    await this.kernel.database.close();
  }

  /** A caller that asks again and again over one kept connection would otherwise be served until patience ends. */
  private async closeConnections(): Promise<void> {
    this.http.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
    const closed = new Promise<void>((resolve) => this.http.close(() => resolve()));
    const idle = setInterval(() => this.http.closeIdleConnections(), 20);
    const impatient = setTimeout(() => this.http.closeAllConnections(), 10_000);
    await closed;
    clearInterval(idle);
    clearTimeout(impatient);
  }
}

async function databaseTime(database: Database): Promise<Date> {
  const rows = await database.read((reader) => reader.query<{ now: string }[]>(`select clock_timestamp() as now`));
  return new Date(rows[0]!.now);
}
