import { type Work } from './work';

/** The engineer says that the parts were handed over, now and then. */
export const acknowledgement: Work = {
  async do(client, job) {
    for (const id of job.issueIds) {
      if (client.chance.is(0.3))
        await client.order('acknowledgement', job.engineer.key, `/v1/issues/${id}/acknowledgement`, {});
    }
  },
  present: { acknowledgement: `select id from issue where id = any ($1) and acknowledged_at is not null` },
  copies: {},
  halfDone: [],
};
