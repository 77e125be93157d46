import { type Kernel } from '../platform/kernel';
import { BatchDrawing } from './batches/batch-drawing';
import { PrintQueue, usualTimes, type PrintTimes } from './printing/print-queue';

/** What is done about labels without anybody waiting: batches are drawn, and printers are sent what is theirs. */
export class LabelWork {
  private readonly queue: PrintQueue;
  private readonly drawing: BatchDrawing;
  private readonly wake = () => {
    this.queue.work.wake();
    this.drawing.work.wake();
  };

  constructor(
    private readonly kernel: Kernel,
    times: Partial<PrintTimes> | undefined,
    onFailure: (error: unknown) => void,
  ) {
    const all = { ...usualTimes, ...times };
    this.queue = new PrintQueue(kernel, all, onFailure);
    this.drawing = new BatchDrawing(kernel, all.lookEveryMs, onFailure);
  }

  start(): void {
    this.kernel.background.on('left', this.wake);
    this.queue.work.start();
    this.drawing.work.start();
  }

  async stop(): Promise<void> {
    this.kernel.background.off('left', this.wake);
    await Promise.all([this.queue.stop(), this.drawing.work.stop()]);
  }
}
