import { randomUUID } from 'node:crypto';
import { type Work, type RequisitionLine } from './work';

/** The engineer asks for a few parts, in any order: movements that name the same balances must still not deadlock. */
export const requisition: Work = {
  async do(client, job) {
    const { chance } = client;
    const mark = randomUUID();
    const parts = chance.shuffled(job.ground.partIds).slice(0, chance.whole(3, 6));
    job.requisition = await client.order<{ id: string; lines: RequisitionLine[] }>(
      'requisition',
      job.engineer.key,
      '/v1/requisitions',
      {
        siteId: job.ground.siteId,
        needBy: `2099-01-${String(chance.whole(10, 28))}`,
        opinion: mark,
        lines: parts.map((partId) => ({ partId, quantity: chance.whole(1, 3) })),
      },
      mark,
    );
  },
  present: { requisition: `select id from requisition where id = any ($1)` },
  copies: { requisition: `select opinion as mark, count(*)::integer as copies from requisition group by opinion` },
  documents: { table: 'requisition', operation: 'POST /v1/requisitions' },
  halfDone: [
    {
      name: 'requisition without lines',
      sql: `select r.id from requisition r where not exists (select from requisition_line l where l.requisition_id = r.id)`,
    },
    {
      name: 'line promised or issued beyond what was approved',
      sql: `select l.id from requisition_line l
              left join lateral (select sum(quantity) as reserved from reservation v where v.line_id = l.id) v on true
             where l.issued_quantity + l.released_quantity + coalesce(v.reserved, 0) > l.approved_quantity`,
    },
  ],
};
