import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { wrongState } from '../platform/problem';
import { findArchiving, insertArchiving } from './report-archive.queries';
import { type NewReportArchiving, type ReportArchiving } from './report-archive';
import { lockReportIn } from './report-steps';

/** The archive 归档 of approved service reports. */
export class ReportArchiveService {
  constructor(private readonly kernel: Kernel) {}

  /** A supervisor archives what was approved, once (S039, S078). */
  async archive(context: CallContext, id: string, asked: NewReportArchiving): Promise<ReportArchiving> {
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      await lockReportIn(tx, context, id, ['approved']);
      const earlier = await findArchiving(tx, id);
      if (earlier) throw wrongState('report-archived', 'It is archived already.', { place: earlier.place });
      await insertArchiving(tx, { reportId: id, place: asked.place, at, byId: context.actor.id });
      return (await findArchiving(tx, id))!;
    });
  }
}
