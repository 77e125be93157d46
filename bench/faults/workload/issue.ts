import { type RequisitionLine, type Work } from './work';

interface Issue {
  id: string;
  lines: { partId: string; quantity: number }[];
}

/** The clerk hands out what is reserved, a piece each of a few lines at a time: many small issues of one requisition. */
export const issue: Work = {
  async do(client, job) {
    const { requisition } = job;
    const { chance } = client;
    const left = requisition?.lines.flatMap((line) => Array<RequisitionLine>(line.reservedQuantity).fill(line)) ?? [];
    while (requisition && left.length > 0) {
      const lines = [...new Set(chance.shuffled(left))].slice(0, chance.whole(1, 2));
      for (const line of lines) left.splice(left.indexOf(line), 1);
      const asked = { requisitionId: requisition.id, lines: lines.map(({ id }) => ({ lineId: id, quantity: 1 })) };
      const issued = await client.order<Issue>('issue', job.clerk.key, '/v1/issues', asked, requisition.id);
      if (!issued) continue;
      job.issueIds.push(issued.id);
      for (const line of issued.lines) job.held.set(line.partId, (job.held.get(line.partId) ?? 0) + line.quantity);
    }
  },
  present: { issue: `select id from issue where id = any ($1)` },
  copies: { issue: `select requisition_id::text as mark, count(*)::integer as copies from issue group by 1` },
  documents: { table: 'issue', operation: 'POST /v1/issues' },
  halfDone: [
    {
      name: 'issue without its movement or its lines',
      sql: `select i.id from issue i
             where not exists (select from stock_movement m where m.document_id = i.id and m.reason = 'issue')
                or not exists (select from issue_line l where l.issue_id = i.id)`,
    },
    {
      name: 'issue movement without its issue',
      sql: `select m.id from stock_movement m where m.reason = 'issue'
               and not exists (select from issue i where i.id = m.document_id)`,
    },
    {
      name: 'lines of an issue that differ from its transfers',
      sql: `select coalesce(l.issue_id, t.document_id) as id
              from (select issue_id, part_id, sum(quantity) as quantity from issue_line group by 1, 2) l
              full join (select m.document_id, t.part_id, sum(t.quantity) as quantity
                           from stock_movement m join stock_transfer t on t.movement_id = m.id
                          where m.reason = 'issue' group by 1, 2) t
                on t.document_id = l.issue_id and t.part_id = l.part_id
             where l.quantity is distinct from t.quantity`,
    },
    {
      name: 'requisition line issued differently from the sum of its issue lines',
      sql: `select r.id from requisition_line r
              left join (select requisition_line_id, sum(quantity) as quantity from issue_line group by 1) l
                on l.requisition_line_id = r.id
             where r.issued_quantity <> coalesce(l.quantity, 0)`,
    },
  ],
};
