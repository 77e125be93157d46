import { BackgroundWork } from '../../platform/background-work';
import { type Kernel } from '../../platform/kernel';
import { claimJob, markNotSent, markSent, renewLease, type ClaimedJob } from './print-job.queries';
import { sendToPrinter, type PrintReason, type PrinterPatience } from './printer-connection';

/** How the queue waits. */
export interface PrintTimes extends PrinterPatience {
  /** Before the second attempt; doubled for each further one. */
  firstRetryMs: number;
  longestRetryMs: number;
  /** Then a person is needed. */
  attempts: number;
  /** How long a dead sender keeps its job. */
  leaseSeconds: number;
  /** How often the queue is looked at when nobody says that there is something. */
  lookEveryMs: number;
}

/** Some hours for a printer that is off overnight: 5 s, 10 s, 20 s … then every five minutes. */
export const usualTimes: PrintTimes = {
  connectMs: 5_000,
  silenceMs: 15_000,
  firstRetryMs: 5_000,
  longestRetryMs: 300_000,
  attempts: 150,
  leaseSeconds: 30,
  lookEveryMs: 2_000,
};

/** Nothing was printed, so that it can be tried again without printing anything twice. */
const safeToRetry: readonly PrintReason[] = ['unreachable', 'no-answer', 'not-ready', 'interrupted'];
const printersAtOnce = 8;

/**
 * Sends what waits to the printers: in order and one at a time for each printer, several printers at once. A job is sent
 * at least once: a server that dies while it sends leaves a job that is sent again when its lease has run out.
 */
export class PrintQueue {
  readonly work: BackgroundWork;
  private readonly stopping = new AbortController();

  constructor(
    private readonly kernel: Kernel,
    private readonly times: PrintTimes,
    onFailure: (error: unknown) => void,
  ) {
    const { lookEveryMs } = times;
    this.work = new BackgroundWork(() => this.take(), { atOnce: printersAtOnce, lookEveryMs, onFailure });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.work.stop();
  }

  private async take(): Promise<(() => Promise<void>) | undefined> {
    const job = await this.kernel.database.read((reader) => claimJob(reader, this.times.leaseSeconds));
    return job && (() => this.send(job));
  }

  private async send(job: ClaimedJob): Promise<void> {
    const { database } = this.kernel;
    const renewing = setInterval(
      () => void database.read((reader) => renewLease(reader, job, this.times.leaseSeconds)).catch(() => undefined),
      (this.times.leaseSeconds * 1000) / 3,
    );
    try {
      const outcome = await sendToPrinter(job, job.payload, this.times, this.stopping.signal);
      if (outcome.sent) return await database.transaction((tx) => markSent(tx, job));
      await database.read((reader) => markNotSent(reader, job, outcome, this.retryAfter(job, outcome.reason)));
    } finally {
      clearInterval(renewing);
    }
  }

  /** Seconds; null = never. */
  private retryAfter({ attempts }: ClaimedJob, reason: PrintReason): number | null {
    if (!safeToRetry.includes(reason) || attempts >= this.times.attempts) return null;
    if (reason === 'interrupted') return 0;
    const doubled = this.times.firstRetryMs * 2 ** Math.min(attempts - 1, 20);
    return Math.min(doubled, this.times.longestRetryMs) / 1000;
  }
}
