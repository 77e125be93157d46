import { datesOf } from '../ledger/posting-dates';
import { type NewReversal, reverseUnderDocument } from '../ledger/reversal';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { notFound, wrongState } from '../platform/problem';
import { type LedgerMovement, type MovementTransfer } from './movement';
import { findMovement, listTransfers, shelvesOf } from './movement.queries';

/**
 * Postings whose document has no other record that a reversal would leave behind. The others are taken back where that
 * record is kept, so that document and ledger never part.
 */
const reversible = new Set(['receive', 'return_unused', 'inspect', 'write_off', 'opening', 'move']);

const instead: Readonly<Record<string, string>> = {
  reserve: 'Cancel the requisition: its reservations go back to the shelves.',
  release: 'Approve a new requisition: what was released is reserved again.',
  issue: 'Take the pieces back with an unused return.',
  send: 'Receive the transfer, and send the pieces back with another one.',
  arrive: 'Send the pieces back with another transfer.',
  lose: 'Book what was found in again with a receipt.',
  fit: 'Correct the service report with a new revision.',
  count: 'Reverse the count: POST /v1/counts/{id}/reversal.',
  remove: 'Correct the service report with a new revision.',
  old_part_back: 'Reverse the receipt of the old part: POST /v1/old-parts/{id}/receipt/reversal.',
  reverse: 'Enter the document again: a reversal is not reversed.',
};

/** Movements of the ledger, and their reversal (红冲) where that alone is enough. */
export class MovementService {
  constructor(private readonly kernel: Kernel) {}

  async find(id: number): Promise<LedgerMovement> {
    const found = await this.kernel.database.read((reader) => findMovement(reader, id));
    if (!found) throw notFound('movement');
    return found;
  }

  async transfers(id: number, query: PageQuery): Promise<PageOf<MovementTransfer>> {
    const limit = query.limit ?? defaultPageSize;
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
    return this.kernel.database.read(async (reader) => {
      const rows = await listTransfers(reader, id, limit + 1, after);
      if (rows.length === 0 && !(await findMovement(reader, id))) throw notFound('movement');
      return pageOf(rows, limit, (row) => [row.id]);
    });
  }

  async reverse(context: CallContext, id: number, asked: NewReversal): Promise<LedgerMovement> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const movement = await findMovement(tx, id);
      if (!movement) throw notFound('movement');
      if (!reversible.has(movement.reason)) {
        const detail = instead[movement.reason] ?? 'Take it back with the document that posted it.';
        throw wrongState('reversed-by-its-document', detail, { reason: movement.reason });
      }
      const reverse = () => reverseUnderDocument(tx, context, id, asked.reason, dates);
      const around = (post: typeof reverse, shelf: { siteId: string; partIds: string[] }) => () =>
        this.kernel.stockArrives(tx, context, { ...shelf, ...dates }, post);
      await (await shelvesOf(tx, id)).reduce(around, reverse)();
      return (await findMovement(tx, id))!;
    });
  }
}
