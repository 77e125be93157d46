import { type OldPart } from '../../src/returns/old-part';
import { type NewReplacement } from '../../src/reports/replacements/replacement';
import { aJob, anApprovedReport, aReplacement, type Job } from './reports';
import { type World } from './world';

/** An old part that an engineer owes, by an approved report of that job. */
export async function anOwedOldPart(job: Job, overrides: Partial<NewReplacement> = {}): Promise<OldPart> {
  const report = await anApprovedReport(job, { replacements: [aReplacement(job, overrides)] });
  const owed = await job.world.admin.get(`/v1/old-parts?reportId=${report.id}`).expect(200);
  return owed.body.items[0] as OldPart;
}

/** An old part that came in at a site. */
export async function aReceivedOldPart(
  world: World,
  siteId: string,
  asked: Parameters<typeof aJob>[1] = {},
  overrides: Partial<NewReplacement> = {},
): Promise<OldPart> {
  const owed = await anOwedOldPart(await aJob(world, asked), overrides);
  const body = { siteId, serialNumber: owed.serialNumber ?? undefined };
  const answer = await world.admin.post(`/v1/old-parts/${owed.id}/receipt`, body).expect(200);
  return (answer.body as { received: OldPart }).received;
}

/** Ten days after its due date; the guard keeps the due date, so the owner's rights are needed. */
export async function makeOverdue(world: World, part: OldPart): Promise<void> {
  await world.sql(
    `begin; alter table old_part disable trigger old_part_guarded;
     update old_part set owed_since = current_date - 30, due_on = current_date - 10 where id = '${part.id}';
     alter table old_part enable trigger old_part_guarded; commit`,
  );
}
