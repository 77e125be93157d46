import { datesOf } from '../ledger/posting-dates';
import { type NewReversal, reverseUnderDocument } from '../ledger/reversal';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { forbidden, wrongState } from '../platform/problem';
import { type OldPart } from './old-part';
import { findOldPart } from './old-part.queries';
import { movementsOfReceipt, oweAgain } from './old-part-receipt-reversal.queries';
import { lockIn } from './old-part.service';

/** An old part was taken in that was not the one: the receipt is taken back (红冲) and the debt is open again (R8). */
export class OldPartReceiptReversalService {
  constructor(private readonly kernel: Kernel) {}

  async reverse(context: CallContext, id: string, asked: NewReversal): Promise<OldPart> {
    const today = this.kernel.clock.today();
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const part = await lockIn(tx, context, id, today, 'received');
      if (part.engineerId === context.actor.id) {
        throw forbidden('What you owe is corrected by somebody else. Ask a clerk.', 'own-old-part');
      }
      refuseMovedOn(part);
      let receipt: string | undefined;
      for (const movementId of await movementsOfReceipt(tx, id)) {
        const reversal = await reverseUnderDocument(tx, context, movementId, asked.reason, dates);
        receipt ??= reversal.id;
      }
      await oweAgain(tx, id, receipt!);
      return (await findOldPart(tx, id, { engineerId: null, siteId: null }, today))!;
    });
  }
}

/** Evidence lies where it was received; everything else that was decided has moved it on. */
function refuseMovedOn(part: OldPart): void {
  if (part.disposition === null || part.disposition === 'hold_as_evidence') return;
  const detail =
    'What was taken in has left the returns desk, so its receipt stands. ' +
    'When the right part comes as well, receive it for the old part it belongs to and say so in the condition note.';
  throw wrongState('already-disposed', detail, { disposition: part.disposition });
}
