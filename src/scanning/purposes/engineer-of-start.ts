import { type CallContext } from '../../platform/context';
import { forbidden, notFound } from '../../platform/problem';
import { type Reader } from '../../platform/transaction';
import { type NewScanSession } from '../sessions/scan-session';

/** Who brings something back; somebody else takes it (R4). */
export async function engineerOfStart(reader: Reader, context: CallContext, asked: NewScanSession): Promise<string> {
  const engineerId = asked.engineerId!.toLowerCase();
  if (engineerId === context.actor.id) {
    throw forbidden('What you bring back is taken by somebody else. Hand it to a clerk.', 'own-return');
  }
  const [known] = await reader.query<{ id: string }[]>(`select id from staff_member where id = $1`, [engineerId]);
  if (!known) throw notFound('engineer');
  return engineerId;
}
