import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { findRecord } from '../../platform/master-data';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { notFound, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import { type LabelDpi } from '../drawing/label-size';
import { refusingSmallSizes } from '../label.service';
import { requestedFacts } from '../requested-facts';
import { type NewPrintJob, type PrintJob, type PrintJobQuery } from './print-job';
import { cancelJob, findJob, insertJob, listJobs, retryJob, type JobScope } from './print-job.queries';
import { type Printer } from './printer';
import { printers } from './printer.entity';
import { visibleTo } from './printer.service';

/** The queue of the label printers, as people see it. */
export class PrintJobService {
  constructor(private readonly kernel: Kernel) {}

  /** What is printed is drawn now: it says what the requester saw, whatever changes until the printer is on. */
  async create(context: CallContext, asked: NewPrintJob): Promise<PrintJob> {
    const { database } = this.kernel;
    const printer = await database.read((reader) => findRecord(reader, printers, asked.printerId, visibleTo(context)));
    const payload = await this.draw(context, asked, printer);
    const job = {
      id: newId(),
      printerId: printer.id,
      codes: asked.codes,
      template: asked.template ?? null,
      copies: asked.copies ?? 1,
      payload,
      requestedById: context.actor.id,
    };
    const created = await database.command(context, async (tx) => {
      await insertJob(tx, job);
      return this.read(tx, context, job.id);
    });
    this.kernel.background.emit('left');
    return created;
  }

  async find(context: CallContext, id: string): Promise<PrintJob> {
    return this.kernel.database.read((reader) => this.read(reader, context, id));
  }

  async list(context: CallContext, query: PrintJobQuery): Promise<PageOf<PrintJob>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listJobs(reader, query, jobsOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async cancel(context: CallContext, id: string): Promise<PrintJob> {
    return this.step(context, id, cancelJob);
  }

  async retry(context: CallContext, id: string): Promise<PrintJob> {
    const job = await this.step(context, id, retryJob);
    this.kernel.background.emit('left');
    return job;
  }

  private async step(
    context: CallContext,
    id: string,
    change: (tx: Tx, id: string) => Promise<boolean>,
  ): Promise<PrintJob> {
    return this.kernel.database.command(context, async (tx) => {
      await this.read(tx, context, id);
      if (!(await change(tx, id))) {
        const { status } = await this.read(tx, context, id);
        const next = status === 'sending' ? 'Wait until it is sent or failed.' : 'Print the labels again instead.';
        throw wrongState('print-job-not-waiting', `The job is ${status}. ${next}`, { status });
      }
      return this.read(tx, context, id);
    });
  }

  private async draw(context: CallContext, asked: NewPrintJob, printer: Printer): Promise<string> {
    const facts = await requestedFacts(this.kernel.database, context, asked.codes);
    const { drawZpl } = await import('../drawing/draw-labels.js');
    const { template, symbology } = asked;
    const options = { template, symbology, size: printer.size, dpi: Number(printer.dpi) as LabelDpi };
    return refusingSmallSizes({ ...options }, () => drawZpl(facts, options, asked.copies ?? 1));
  }

  private async read(reader: Parameters<typeof findJob>[0], context: CallContext, id: string): Promise<PrintJob> {
    const job = await findJob(reader, id, jobsOf(context));
    if (!job) throw notFound('print job');
    return job;
  }
}

function jobsOf(context: CallContext): JobScope {
  const { siteId, engineerId } = scopeOf(context);
  return { siteId, requestedById: engineerId };
}
