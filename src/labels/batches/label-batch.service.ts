import { type CallContext, hasRole } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../../platform/page';
import { notFound, Problem, wrongState } from '../../platform/problem';
import { type LabelDpi } from '../drawing/label-size';
import { type LabelFacts } from '../drawing/label-template';
import { refusingSmallSizes, type LabelFile } from '../label.service';
import { requestedFacts } from '../requested-facts';
import { type LabelBatch, type NewLabelBatch } from './label-batch';
import {
  contentOfBatch,
  findBatch,
  forgetOldFiles,
  insertBatch,
  listBatches,
  type BatchOptions,
} from './label-batch.queries';

/** Many labels in one file, drawn in the background. */
export class LabelBatchService {
  constructor(private readonly kernel: Kernel) {}

  async create(context: CallContext, asked: NewLabelBatch): Promise<LabelBatch> {
    const { database } = this.kernel;
    const labels = await requestedFacts(database, context, asked.codes);
    const options = optionsOf(asked);
    await this.refuseUndrawable(labels, options);
    const id = newId();
    const batch = await database.command(context, async (tx) => {
      await forgetOldFiles(tx);
      await insertBatch(tx, { id, format: asked.format, options, labels, requestedById: context.actor.id });
      return (await findBatch(tx, id, null))!;
    });
    this.kernel.background.emit('left');
    return batch;
  }

  async find(context: CallContext, id: string): Promise<LabelBatch> {
    const batch = await this.kernel.database.read((reader) => findBatch(reader, id, ownerOf(context)));
    if (!batch) throw notFound('label batch');
    return batch;
  }

  async list(context: CallContext, query: PageQuery): Promise<PageOf<LabelBatch>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) => listBatches(reader, ownerOf(context), limit + 1, after));
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async file(context: CallContext, id: string): Promise<LabelFile> {
    const batch = await this.find(context, id);
    if (batch.finishedAt === null) {
      const { done, total } = batch;
      throw wrongState('batch-not-finished', `${done} of ${total} labels are drawn. Ask again in a moment.`, {
        done,
        total,
      });
    }
    const content = await this.kernel.database.read((reader) => contentOfBatch(reader, id));
    if (!content) {
      const detail = 'Files are kept for seven days. Ask for the labels again.';
      throw new Problem(410, 'file-gone', 'The file is no longer kept', detail);
    }
    return { mediaType: batch.format === 'pdf' ? 'application/pdf' : 'application/zpl', content };
  }

  /** A label that does not fit is refused now, not found out in the background: one of each kind tells. */
  private async refuseUndrawable(labels: readonly LabelFacts[], options: BatchOptions): Promise<void> {
    const { layoutOf } = await import('../drawing/draw-label.js');
    const ofEachKind = new Map(labels.map((facts) => [facts.kind, facts]));
    await refusingSmallSizes(options, async () => {
      for (const facts of ofEachKind.values()) layoutOf(facts, options);
    });
  }
}

function optionsOf(asked: NewLabelBatch): BatchOptions {
  return {
    template: asked.template,
    size: asked.size ?? '60x40',
    symbology: asked.symbology,
    dpi: Number(asked.dpi ?? (asked.format === 'pdf' ? 300 : 203)) as LabelDpi,
    paper: asked.paper === 'a4' ? { kind: 'sheet', from: asked.usedPlaces ?? 0 } : { kind: 'roll' },
  };
}

/** A file holds what its requester may see: it is theirs alone, and the administrator's. */
function ownerOf(context: CallContext): string | null {
  return hasRole(context, 'administrator') ? null : context.actor.id;
}
