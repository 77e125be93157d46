import { randomUUID } from 'node:crypto';
import { type Work } from './work';

/** What was fitted is bought again, so that there is always something to fight for. */
export const receipt: Work = {
  async do(client, job) {
    if (job.fitted.size === 0) return;
    const mark = randomUUID();
    await client.order(
      'receipt',
      job.clerk.key,
      '/v1/receipts',
      {
        kind: 'supplier_delivery',
        supplierId: job.ground.supplierId,
        siteId: job.ground.siteId,
        deliveryNote: mark,
        lines: client.chance.shuffled([...job.fitted]).map(([partId, quantity]) => {
          return { partId, binId: client.chance.one(job.ground.binIds), quantity, value: client.chance.whole(1, 999) };
        }),
      },
      mark,
    );
  },
  present: { receipt: `select id from receipt where id = any ($1)` },
  copies: { receipt: `select delivery_note as mark, count(*)::integer as copies from receipt group by delivery_note` },
  documents: { table: 'receipt', operation: 'POST /v1/receipts' },
  halfDone: [
    {
      name: 'receipt movement without its receipt',
      sql: `select m.id from stock_movement m where m.reason = 'receive'
               and not exists (select from receipt r where r.id = m.document_id and r.movement_id = m.id)`,
    },
  ],
};
