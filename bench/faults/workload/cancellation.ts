import { type Work } from './work';

/** What was approved and not issued is given up, and goes on to whoever waits for it. */
export const cancellation: Work = {
  async do(client, job) {
    if (!job.requisition) return;
    const path = `/v1/requisitions/${job.requisition.id}/cancellation`;
    await client.order('cancellation', job.engineer.key, path, { note: 'no longer needed' });
  },
  present: {
    cancellation: `select r.id from requisition r where r.id = any ($1)
               and not exists (select from requisition_line l where l.requisition_id = r.id and l.outstanding)`,
  },
  copies: {},
  halfDone: [
    {
      name: 'promised to a requisition that was cancelled',
      sql: `select r.id from requisition r join requisition_line l on l.requisition_id = r.id
              join reservation v on v.line_id = l.id where r.status = 'cancelled' and v.quantity > 0`,
    },
  ],
};
