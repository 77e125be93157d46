import { type Kernel } from './kernel';
import { type Tx } from './transaction';

/** So many commands are looked at in one transaction. */
const batch = 1_000;

/**
 * Drops the answers to changes that are older than the organisation keeps them; answers how many. The key stays, so a late
 * repetition is refused and not done twice (R14).
 */
export async function dropOldAnswers(kernel: Kernel): Promise<number> {
  let dropped = 0;
  for (;;) {
    const { looked, changed } = await kernel.database.transaction(dropNext);
    dropped += changed;
    if (looked < batch) return dropped;
  }
}

/** The row of the mark is locked: of several processes one works at a time, and the next goes on where it ended. */
async function dropNext(tx: Tx): Promise<{ looked: number; changed: number }> {
  const mark = await tx.query<{ id: number }[]>(`select dropped_up_to as id from answer_retention for update`);
  const rows = await tx.query<{ id: number }[]>(
    `select n.id from (select c.id, c.recorded_at from command_log c where c.id > $1 order by c.id limit $2) n
      where n.recorded_at < now() - make_interval(days => (select answer_days from organisation))
      order by n.id`,
    [mark[0]!.id, batch],
  );
  const last = rows.at(-1);
  if (!last) return { looked: 0, changed: 0 };
  const [, changed] = await tx.query<[unknown, number]>(
    `update command_log set response = 'null' where id > $1 and id <= $2 and response <> 'null'
        and recorded_at < now() - make_interval(days => (select answer_days from organisation))`,
    [mark[0]!.id, last.id],
  );
  await tx.query(`update answer_retention set dropped_up_to = $1`, [last.id]);
  return { looked: rows.length, changed };
}
