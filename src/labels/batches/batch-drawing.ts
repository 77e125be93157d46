import { BackgroundWork } from '../../platform/background-work';
import { type Kernel } from '../../platform/kernel';
import { claimBatch, failBatch, finishBatch, noteProgress, type ClaimedBatch } from './label-batch.queries';

/** Whoever cannot be drawn so often is not drawn the next time either. */
const attempts = 3;
/** Between two notes of the progress, in labels. */
const noteEvery = 50;

/** Draws the batches that wait, one after the other. */
export class BatchDrawing {
  readonly work: BackgroundWork;

  constructor(
    private readonly kernel: Kernel,
    lookEveryMs: number,
    onFailure: (error: unknown) => void,
  ) {
    this.work = new BackgroundWork(() => this.take(), { atOnce: 1, lookEveryMs, onFailure });
  }

  private async take(): Promise<(() => Promise<void>) | undefined> {
    const batch = await this.kernel.database.read(claimBatch);
    return batch && (() => this.draw(batch));
  }

  private async draw(batch: ClaimedBatch): Promise<void> {
    const { database } = this.kernel;
    try {
      const content = await this.contentOf(batch);
      await database.transaction((tx) => finishBatch(tx, batch, content));
    } catch (error) {
      // Kept for another attempt when its lease has run out; the database may be away for a moment.
      if (batch.attempts >= attempts) await database.read((reader) => failBatch(reader, batch));
      throw error;
    }
  }

  private async contentOf(batch: ClaimedBatch): Promise<Buffer> {
    const { drawPdf, drawZpl } = await import('../drawing/draw-labels.js');
    const { labels, options } = batch;
    const progress = async (done: number) => {
      if (done % noteEvery === 0) await this.kernel.database.read((reader) => noteProgress(reader, batch, done));
    };
    if (batch.format === 'zpl') return Buffer.from(await drawZpl(labels, options, 1, progress));
    return drawPdf(labels, options, options.paper, new Date(batch.recordedAt), progress);
  }
}
