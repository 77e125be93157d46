import { randomUUID } from 'node:crypto';
import { type Logger } from 'pino';
import { dropOldAnswers } from '../platform/answer-retention';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { RequisitionService } from '../requisitions/requisition.service';

/** What the server does by itself. */
export interface Chore {
  name: string;
  everyMs: number;
  /** Answers how much was done. */
  run(): Promise<number>;
}

/** Nobody of the staff: in the log of commands the nil id is the server itself. */
const server = { id: '00000000-0000-0000-0000-000000000000', roles: [], siteId: null, mayPostEarlier: false };

export function choresOf(kernel: Kernel): Chore[] {
  const requisitions = new RequisitionService(kernel);
  const expiry: Chore = {
    name: 'release-expired-reservations',
    everyMs: 5 * 60_000,
    run: async () => {
      let released = 0;
      // Looked for first: a command that finds nothing to do would leave its trace in the log every time.
      while (await requisitions.anyExpired()) {
        const { requisitionIds } = await requisitions.expire(contextOf('POST /v1/requisitions/expiry'));
        released += requisitionIds.length;
      }
      return released;
    },
  };
  const retention: Chore = {
    name: 'drop-old-answers',
    everyMs: 60 * 60_000,
    run: () => dropOldAnswers(kernel),
  };
  return [expiry, retention];
}

function contextOf(operation: string): CallContext {
  const requestId = randomUUID();
  return {
    actor: server,
    requestId,
    language: 'en',
    idempotency: { key: requestId, requestHash: requestId, operation },
  };
}

/** Runs chores until it is stopped; one that is still at it is not begun again. */
export class Chores {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Map<Chore, Promise<void>>();
  private stopped = false;

  constructor(
    readonly list: readonly Chore[],
    private readonly logger: Logger,
  ) {}

  start(): void {
    for (const chore of this.list) {
      const timer = setInterval(() => void this.run(chore), chore.everyMs);
      timer.unref();
      this.timers.push(timer);
    }
  }

  /** All of them, once, now. */
  async runAll(): Promise<void> {
    await Promise.all(this.list.map((chore) => this.run(chore)));
  }

  /** Begins nothing more and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.timers.forEach((timer) => clearInterval(timer));
    await Promise.all(this.running.values());
  }

  private run(chore: Chore): Promise<void> {
    if (this.stopped) return Promise.resolve();
    const underWay = this.running.get(chore);
    if (underWay) return underWay;
    const run = this.once(chore).finally(() => this.running.delete(chore));
    this.running.set(chore, run);
    return run;
  }

  private async once(chore: Chore): Promise<void> {
    try {
      const done = await chore.run();
      if (done > 0) this.logger.info({ chore: chore.name, done }, 'done by the server itself');
    } catch (error) {
      // The next turn tries again; what a turn did not finish is still there to be found.
      this.logger.warn({ chore: chore.name, code: (error as { kind?: string }).kind }, 'could not be done this time');
    }
  }
}
