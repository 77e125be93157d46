import { newCode } from '../../barcodes/code';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Clock } from '../../platform/clock';
import { type Tx } from '../../platform/transaction';
import { type NewEscalation } from './escalation';
import { insertEscalation } from './escalation.queries';

/** Technical support answers within a day unless told otherwise. */
const answerWithinMs = 24 * 60 * 60 * 1000;

/** Asks technical support for the cause (S029); undefined when the order has an open question already. */
export async function openEscalation(
  tx: Tx,
  context: CallContext,
  clock: Clock,
  asked: NewEscalation,
  due?: Date,
): Promise<string | undefined> {
  const id = newId();
  const openedAt = clock.now();
  const opened = await insertEscalation(tx, {
    ...asked,
    id,
    code: newCode('escalation'),
    documentDate: clock.today(),
    openedAt,
    due: due ?? new Date(openedAt.getTime() + answerWithinMs),
    actorId: context.actor.id,
  });
  return opened ? id : undefined;
}
