import { type ServiceReport } from '../src/reports/service-report';
import { type OldPart } from '../src/returns/old-part';
import { on } from './days';
import { clerkOf, type Job } from './job';
import { inLanes } from './lanes';
import { type Person } from './people';
import { type Place } from './places';
import { Random } from './random';
import { type Scene } from './scene';

/** An old part that the engineer forgot to bring. */
export interface LateOldPart {
  owed: OldPart;
  clerk: Person;
  place: Place;
}

/** What came off and is asked for comes home: most of it at once, some a month late, some never; some need not. */
export async function bringOldPartsBack(scene: Scene, job: Job, report: ServiceReport, day: string): Promise<void> {
  const clerk = clerkOf(scene, job.order);
  const { place, name } = job.order;
  if (report.replacements.every(({ oldPartDays }) => oldPartDays === null)) return;
  for (const owed of await clerk.calls.all<OldPart>(`/v1/old-parts?reportId=${report.id}`)) {
    const percent = Random.of(scene.seed, 'old part back', name, owed.partNumber).below(100);
    if (percent < 80) await receive({ owed, clerk, place }, day);
    else if (percent < 92) scene.late.push({ owed, clerk, place });
    else if (percent < 94) await waive(scene, owed, day);
  }
}

/** What was forgotten last month. */
export async function bringLateOldParts(scene: Scene, day: string): Promise<void> {
  const late = scene.late;
  scene.late = [];
  await inLanes(late, scene.lanes, (one) => receive(one, day));
}

async function receive({ owed, clerk, place }: LateOldPart, day: string): Promise<void> {
  await clerk.calls.post(`/v1/old-parts/${owed.id}/receipt`, {
    siteId: place.id,
    ...(owed.serialNumber !== null && { serialNumber: owed.serialNumber }),
    conditionNote: 'worn 磨损',
    ...on(day),
  });
}

async function waive(scene: Scene, owed: OldPart, day: string): Promise<void> {
  const reason = 'the customer kept it as evidence for an insurer';
  await scene.people.supervisor.calls.post(`/v1/old-parts/${owed.id}/waiver`, { reason, ...on(day) });
}
