/** What is to be done next, and when nothing is. */
export type TakeWork = () => Promise<(() => Promise<void>) | undefined>;

/**
 * Does work that requests leave in the database: looks for it when told that there is some, and again and again, because
 * another server may have left it and died. What is taken must be safe to be taken twice.
 */
export class BackgroundWork {
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lookAgain = false;
  private stopped = true;

  constructor(
    private readonly take: TakeWork,
    private readonly options: { atOnce: number; lookEveryMs: number; onFailure: (error: unknown) => void },
  ) {}

  start(): void {
    this.stopped = false;
    this.timer = setInterval(() => this.wake(), this.options.lookEveryMs);
    this.timer.unref();
    this.wake();
  }

  /** There may be work. */
  wake(): void {
    if (this.stopped) return;
    this.lookAgain = true;
    this.looking ??= this.look().finally(() => {
      this.looking = undefined;
      if (this.lookAgain && this.running.size < this.options.atOnce) this.wake();
    });
  }

  /** Takes nothing new, and waits for what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.looking;
    await Promise.all(this.running);
  }

  private async look(): Promise<void> {
    while (this.lookAgain && !this.stopped && this.running.size < this.options.atOnce) {
      this.lookAgain = false;
      try {
        const work = await this.take();
        if (!work) return;
        this.lookAgain = true;
        this.run(work);
      } catch (error) {
        // The database may be away for a moment: the next look is the timer's.
        this.options.onFailure(error);
        return;
      }
    }
  }

  private run(work: () => Promise<void>): void {
    const running = work()
      .catch(this.options.onFailure)
      .finally(() => {
        this.running.delete(running);
        this.wake();
      });
    this.running.add(running);
  }
}
