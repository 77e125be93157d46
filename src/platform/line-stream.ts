import { Readable } from 'node:stream';

/** A reader that takes nothing for so long is taken for gone: what it reads from is not held open for it. */
const patience = 60_000;

/** Who was reading has gone away; whoever writes stops. */
export class ReaderGone extends Error {
  constructor() {
    super('The reader has gone away.');
    this.name = 'ReaderGone';
  }
}

/** Writes lines; returns when the reader is ready for more. */
export type WriteLines = (lines: readonly object[]) => Promise<void>;

/**
 * A body of JSON lines (NDJSON) that is made while it is read: `produce` waits whenever the reader is slower, and is
 * stopped by a `ReaderGone` when nobody reads any more. A failure becomes the last line.
 */
export class LineStream extends Readable {
  private wake: (() => void) | undefined;
  private wanted = false;

  constructor(produce: (write: WriteLines) => Promise<void>, lineOfFailure: (error: unknown) => object) {
    super({ highWaterMark: 64 * 1024 });
    void produce((lines) => this.write(lines))
      .catch((error: unknown) => {
        if (!this.destroyed) this.push(`${JSON.stringify(lineOfFailure(error))}\n`);
      })
      .then(() => this.destroyed || this.push(null));
  }

  override _read(): void {
    this.wanted = true;
    this.wake?.();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.wake?.();
    done(error);
  }

  private async write(lines: readonly object[]): Promise<void> {
    if (this.destroyed) throw new ReaderGone();
    if (lines.length === 0) return;
    this.wanted = false;
    const hasRoom = this.push(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    if (hasRoom || this.wanted) return;
    await new Promise<void>((resolve) => {
      const giveUp = setTimeout(() => this.destroy(), patience).unref();
      this.wake = () => {
        clearTimeout(giveUp);
        resolve();
      };
    });
    this.wake = undefined;
    if (this.destroyed) throw new ReaderGone();
  }
}
