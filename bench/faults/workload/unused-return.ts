import { randomUUID } from 'node:crypto';
import { type Work } from './work';

interface ReturnedLine {
  partId: string;
  quantity: number;
  outcome: string;
  binId: string;
  note: string;
  unitId?: string;
}

/** The clerk takes everything back that was not fitted, into any bin; it is promised at once to whoever waits. */
export const unusedReturn: Work = {
  async do(client, job) {
    const held = client.chance.shuffled([...job.held]);
    const half = Math.ceil(held.length / 2);
    for (const parts of [held.slice(0, half), held.slice(half)]) {
      if (parts.length === 0) continue;
      const mark = randomUUID();
      const lines = parts.flatMap(([partId, quantity]) => {
        const line: ReturnedLine = {
          partId,
          quantity,
          outcome: 'unused',
          binId: client.chance.one(job.ground.binIds),
          note: mark,
        };
        if (partId !== job.serialPartId) return [line];
        // Into the bin out of which they are asked for again.
        return job.units.map((unit) => ({ ...line, binId: job.ground.binIds[0]!, quantity: 1, unitId: unit.id }));
      });
      const asked = { engineerId: job.engineer.id, siteId: job.ground.siteId, lines };
      await client.order('unused-return', job.clerk.key, '/v1/unused-returns', asked, mark);
    }
  },
  present: { 'unused-return': `select id from unused_return where id = any ($1)` },
  copies: {
    'unused-return': `select note as mark, count(distinct unused_return_id)::integer as copies from unused_return_line group by note`,
  },
  documents: { table: 'unused_return', operation: 'POST /v1/unused-returns' },
  halfDone: [
    {
      name: 'return movement without its return',
      sql: `select m.id from stock_movement m where m.reason = 'return_unused'
               and not exists (select from unused_return u where u.id = m.document_id and u.movement_id = m.id)`,
    },
    {
      name: 'lines of a return that differ from its transfers',
      sql: `select coalesce(l.unused_return_id, t.document_id) as id
              from (select unused_return_id, part_id, sum(quantity) as quantity from unused_return_line group by 1, 2) l
              full join (select m.document_id, t.part_id, sum(t.quantity) as quantity
                           from stock_movement m join stock_transfer t on t.movement_id = m.id
                          where m.reason = 'return_unused' group by 1, 2) t
                on t.document_id = l.unused_return_id and t.part_id = l.part_id
             where l.quantity is distinct from t.quantity`,
    },
  ],
};
