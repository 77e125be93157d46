import { wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { type Requisition } from './requisition';

/**
 * R9: whoever owes too many overdue old parts gets no new ones, unless the supervisor says why. Asked at approval, which is
 * a person's decision: asking again at every issue would cost the hottest path for what a supervisor has just seen. The
 * posting day counts, because only those with the right to post earlier choose it.
 */
export async function overrideNeeded(
  tx: Tx,
  { engineerId }: Requisition,
  override: string | undefined,
  day: string,
): Promise<string | null> {
  const { overdue, limit } = await overdueOldParts(tx, engineerId, day);
  if (overdue <= limit) return null;
  if (override !== undefined) return override;
  throw wrongState(
    'old-parts-overdue',
    `The engineer has ${overdue} overdue old parts; more than ${limit} stop new parts. ` +
      'Have them brought back or waived first, or approve with the reason in overdueOverride.',
    { overdue, limit },
  );
}

/** Old parts that an engineer owes and that were due before a day, and how many of them the organisation allows (R9). */
async function overdueOldParts(tx: Tx, engineerId: string, day: string): Promise<{ overdue: number; limit: number }> {
  const rows = await tx.query<{ overdue: number; limit: number }[]>(
    `select (select count(*)::integer from old_part where engineer_id = $1 and status = 'owed' and due_on < $2) as overdue,
            overdue_old_parts_limit as "limit" from organisation`,
    [engineerId, day],
  );
  return rows[0]!;
}
