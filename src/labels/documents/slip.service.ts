import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { notFound, wrongState } from '../../platform/problem';
import { type Slip } from './slip';
import { issueSlip, oldPartSlip, pickList, unusedReturnSlip } from './slip-wording';
import { findSlip, shortOf, type SlipHead, type SlipKind, type SlipLine } from './slip.queries';

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
