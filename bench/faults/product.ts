import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const restartAfterMs = 50;

/** The product as a real process on one port, started again whenever it ends, as a service manager does. */
export class Product {
  /** Ends of a serving process that nobody asked for: an error that nothing caught. */
  readonly crashes: string[] = [];
  /** What it said when it could not start (the database was away at that moment). */
  readonly failedStarts: string[] = [];
  onServing: () => void = () => undefined;
  private child!: ChildProcess;
  private readonly log: WriteStream;
  private keeping = true;
  private askedToEnd = false;
  private said = '';
  private complained = '';

  constructor(
    private readonly mainFile: string,
    readonly port: number,
    private readonly environment: Record<string, string>,
    logFile: string,
  ) {
    this.log = createWriteStream(logFile);
    this.start();
  }

  /** The first administrator's key, from what the first start prints. */
  async administratorKey(): Promise<string> {
    for (;;) {
      const key = /cpk_\S+/.exec(this.said)?.[0];
      if (key !== undefined) return key;
      if (this.failedStarts.length > 0) throw new Error(this.failedStarts[0]);
      await sleep(20);
    }
  }

  /** `SIGKILL` = dead at once; `SIGTERM` = asked to drain. The next process follows. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return; // between two processes
    const ended = new Promise((resolve) => child.once('exit', resolve));
    this.askedToEnd = true;
    child.kill(signal);
    await ended;
  }

  async untilReady(): Promise<void> {
    for (;;) {
      try {
        if ((await fetch(`http://127.0.0.1:${this.port}/readyz`)).status === 200) return;
      } catch {
        // not listening yet
      }
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    this.keeping = false;
    await this.end('SIGTERM');
    this.log.end();
  }

  private start(): void {
    this.said = '';
    this.complained = '';
    this.askedToEnd = false;
    const environment = { ...process.env, ...this.environment, PORT: String(this.port) };
    this.child = fork(this.mainFile, { env: environment, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.child.stdout!.on('data', (chunk: Buffer) => {
      if (chunk.includes('Counterpart is running')) this.onServing();
      this.said = (this.said + chunk.toString()).slice(-10_000);
      this.log.write(chunk);
    });
    this.child.stderr!.on('data', (chunk: Buffer) => {
      this.complained = (this.complained + chunk.toString()).slice(-10_000);
      this.log.write(chunk);
    });
    this.child.once('close', (code, signal) => this.ended(code, signal));
  }

  private ended(code: number | null, signal: string | null): void {
    if (!this.askedToEnd) {
      const wasServing = this.said.includes('Counterpart is running');
      (wasServing ? this.crashes : this.failedStarts).push(`${code ?? signal}: ${this.complained.trim()}`);
    } else if (code !== null && code !== 0) {
      this.crashes.push(`asked to end, ended with ${code}: ${this.complained.trim()}`);
    }
    if (this.keeping) setTimeout(() => this.keeping && this.start(), restartAfterMs);
  }
}
