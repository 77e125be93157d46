import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { invalid, notFound, wrongState } from '../../platform/problem';
import { countSheet, type CountSheetQuery } from './count-sheet';
import { countSheetRows, findCountSheet } from './count-sheet.queries';
import { type Slip } from './slip';
import { issueSlip, oldPartSlip, pickList, unusedReturnSlip } from './slip-wording';
import { findSlip, shortOf, type SlipHead, type SlipKind, type SlipLine } from './slip.queries';

/** Some forty pages: more is no use to one person, and would keep the server busy for seconds. */
const longestSheet = 1000;

/** Documents that go with parts on paper. */
export class SlipService {
  constructor(private readonly kernel: Kernel) {}

  async pickList(context: CallContext, id: string): Promise<Buffer> {
    return this.print(context, 'requisition', id, async (head, lines) => {
      if (head.status !== 'approved') {
        throw wrongState('not-approved', `The requisition is ${head.status}; only what is approved is picked.`);
      }
      return pickList(head, lines, await this.kernel.database.read((reader) => shortOf(reader, id)));
    });
  }

  async issue(context: CallContext, id: string): Promise<Buffer> {
    return this.print(context, 'issue', id, issueSlip);
  }

  async unusedReturn(context: CallContext, id: string): Promise<Buffer> {
    return this.print(context, 'unused-return', id, unusedReturnSlip);
  }

  async oldPart(context: CallContext, id: string): Promise<Buffer> {
    return this.print(context, 'old-part', id, (head, lines) => {
      if (head.status === 'received') return oldPartSlip(head, lines);
      throw wrongState(
        'not-received',
        `The old part is ${head.status}; a slip is for what came in. Print its tag instead.`,
      );
    });
  }

  /** What is still to be counted of a count, or of a stretch of its walk. */
  async countSheet(context: CallContext, id: string, query: CountSheetQuery): Promise<Buffer> {
    const sheet = await this.kernel.database.snapshot(async (reader) => {
      const head = await findCountSheet(reader, id, scopeOf(context));
      if (!head) throw notFound('count');
      if (head.status !== 'open') {
        throw wrongState('not-being-counted', `The count is ${head.status}; nothing of it is to be counted.`);
      }
      const stretch = { fromBin: query.fromBin ?? null, toBin: query.toBin ?? null };
      const rows = await countSheetRows(reader, id, stretch, longestSheet + 1);
      return { head, rows };
    });
    if (sheet.rows.length > longestSheet) {
      const detail = `a sheet has at most ${longestSheet} rows, and these end at bin ${sheet.rows[longestSheet]!.bin}: print one for each stretch of the walk`;
      throw invalid([{ pointer: 'query/toBin', detail }]);
    }
    const { slipPdf } = await import('./slip-pdf.js');
    return slipPdf(countSheet(sheet.head, sheet.rows));
  }

  private async print(
    context: CallContext,
    kind: SlipKind,
    id: string,
    word: (head: SlipHead, lines: SlipLine[]) => Slip | Promise<Slip>,
  ): Promise<Buffer> {
    const found = await this.kernel.database.snapshot((reader) => findSlip(reader, kind, id, scopeOf(context)));
    if (!found) throw notFound(kind.replace('-', ' '));
    const slip = await word(found.head, found.lines);
    // Drawn after the reading, so that no connection waits for it; loaded when first needed.
    const { slipPdf } = await import('./slip-pdf.js');
    return slipPdf(slip);
  }
}
