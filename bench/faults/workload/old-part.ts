import { type Work } from './work';

interface OldPart {
  id: string;
  quantity: number;
  serialNumber: string | null;
}

/** What came off comes home by scan, most of it; and most of that is scrapped at once. */
export const oldPart: Work = {
  async do(client, job) {
    if (job.reportId === undefined) return;
    const path = `/v1/old-parts?reportId=${job.reportId}`;
    for (const owed of (await client.read<{ items: OldPart[] }>(job.clerk.key, path))?.items ?? []) {
      if (!client.chance.is(0.8)) continue;
      const told = { siteId: job.ground.siteId, serialNumber: owed.serialNumber ?? undefined };
      const came = await client.order('old-part-receipt', job.clerk.key, `/v1/old-parts/${owed.id}/receipt`, told);
      if (!came || !client.chance.is(0.7)) continue;
      const decided = { disposition: 'scrap', note: 'worn' };
      await client.order('old-part-disposition', job.supervisor.key, `/v1/old-parts/${owed.id}/disposition`, decided);
    }
  },
  present: {
    'old-part-receipt': `select id from old_part where id = any ($1) and status = 'received'`,
    'old-part-disposition': `select id from old_part where id = any ($1) and disposition = 'scrap'`,
  },
  copies: {},
  halfDone: [
    {
      name: 'old part whose state differs from its transfers',
      sql: `select o.id from old_part o
              join lateral (select coalesce(sum(t.quantity) filter (where a.kind = 'old_parts'), 0) as received,
                                   coalesce(sum(t.quantity) filter (where a.kind = 'scrapped'), 0) as scrapped
                              from stock_movement m join stock_transfer t on t.movement_id = m.id
                              join stock_account a on a.id = t.to_account_id
                             where m.document_id = o.id) t on true
             where t.received <> case when o.status = 'received' then o.quantity else 0 end
                or t.scrapped <> case when o.disposition = 'scrap' then o.quantity else 0 end`,
    },
  ],
};
