import { type Work } from './work';

/** The engineer says that the parts were handed over, now and then. */
export const acknowledgement: Work = {
  name: 'acknowledgement',
  async do(client, job) {
    for (const id of job.issueIds) {
      if (client.chance.is(0.3))
        await client.order(this.name, job.engineer.key, `/v1/issues/${id}/acknowledgement`, {});
    }
  },
  present: `select id from issue where id = any ($1) and acknowledged_at is not null`,
  halfDone: [],
};
