/** Where progress is shown: a terminal, a file, or nowhere. */
export interface Screen {
  isTTY?: boolean;
  write(text: string): unknown;
}

/** Says how far the demo is: a bar on a terminal, a line a month elsewhere. */
export class Progress {
  private done = 0;
  private month = '';
  private readonly started = performance.now();

  constructor(
    private readonly total: number,
    private readonly answered: () => number,
    private readonly screen: Screen,
  ) {}

  enter(month: string): void {
    this.month = month;
    if (this.screen.isTTY) this.draw();
    else this.screen.write(`${month}  ${this.done}/${this.total} work orders, ${this.answered()} requests\n`);
  }

  tick(): void {
    this.done += 1;
    if (this.screen.isTTY) this.draw();
  }

  end(): void {
    const seconds = ((performance.now() - this.started) / 1000).toFixed(1);
    const line = `${this.done} work orders, ${this.answered()} requests in ${seconds} s\n`;
    this.screen.write(this.screen.isTTY ? `\r\x1b[K${line}` : line);
  }

  private draw(): void {
    const filled = Math.round((30 * this.done) / Math.max(1, this.total));
    const bar = '█'.repeat(filled).padEnd(30, '░');
    const seconds = Math.round((performance.now() - this.started) / 1000);
    this.screen.write(`\r\x1b[K${bar} ${this.month}  ${this.done}/${this.total} work orders  ${seconds} s`);
  }
}
