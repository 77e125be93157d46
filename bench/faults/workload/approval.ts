import { type RequisitionLine, type Work } from './work';

/** The supervisor approves, which reserves what is there; the rest waits for what others bring back. */
export const approval: Work = {
  async do(client, job) {
    if (!job.requisition) return;
    job.requisition = await client.order<{ id: string; lines: RequisitionLine[] }>(
      'approval',
      job.supervisor.key,
      `/v1/requisitions/${job.requisition.id}/approval`,
      {},
    );
  },
  present: { approval: `select id from requisition where id = any ($1) and decided_at is not null` },
  copies: {},
  halfDone: [
    {
      name: 'approved, but no line is',
      sql: `select r.id from requisition r where r.status = 'approved'
               and not exists (select from requisition_line l where l.requisition_id = r.id and l.approved_quantity > 0)`,
    },
  ],
};
