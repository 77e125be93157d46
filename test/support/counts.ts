import { type Count } from '../../src/counts/count';
import { type CountDifference } from '../../src/counts/count-decision';
import { type NewCountEntries } from '../../src/counts/count-entry';
import { aGround } from './ledger';
import { aShelfHolding } from './stock';
import { type Caller, type World } from './world';

/** Who counts, and who decides. */
export interface CountCrew {
  /** Opens and counts. */
  clerk: Caller;
  /** Counts beside. */
  second: Caller;
  supervisor: Caller;
}

export async function aCountCrew(world: World): Promise<CountCrew> {
  return {
    clerk: await world.person('clerk'),
    second: await world.person('clerk'),
    supervisor: await world.person('supervisor'),
  };
}

/** A count of these bins. */
export async function aCount(clerk: Caller, siteId: string, binIds: string[], partIds?: string[]): Promise<Count> {
  const body = { siteId, kind: 'cycle', binIds, ...(partIds && { partIds }) };
  return (await clerk.post('/v1/counts', body).expect(201)).body as Count;
}

/** Says what lies there, and that nothing else does. */
export async function enter(clerk: Caller, countId: string, body: NewCountEntries): Promise<void> {
  await clerk.post(`/v1/counts/${countId}/entries`, body).expect(201);
}

/** Submits what was counted. */
export async function submitted(clerk: Caller, countId: string): Promise<Count> {
  return (await clerk.post(`/v1/counts/${countId}/submission`).expect(200)).body as Count;
}

/** What was found of one bin: opened, counted, submitted. */
export async function aSubmittedCount(
  clerk: Caller,
  siteId: string,
  binId: string,
  lines: { partId: string; quantity?: number; serialNumbers?: string[] }[],
): Promise<Count> {
  const count = await aCount(clerk, siteId, [binId]);
  await enter(clerk, count.id, { lines: lines.map((line) => ({ binId, ...line })), finishedBins: [binId] });
  return submitted(clerk, count.id);
}

export async function approved(supervisor: Caller, countId: string, more: object = {}): Promise<Count> {
  const body = { cause: 'unknown', ...more };
  return (await supervisor.post(`/v1/counts/${countId}/approval`, body).expect(200)).body as Count;
}

export async function differencesOf(caller: Caller, countId: string, query = ''): Promise<CountDifference[]> {
  return (await caller.get(`/v1/counts/${countId}/differences${query}`).expect(200)).body.items as CountDifference[];
}

/** Ten pieces worth 1000 by the books, of which seven are counted and three, worth 300, posted as missing. */
export async function aPostedDifference(world: World): Promise<Count> {
  const { clerk, supervisor } = await aCountCrew(world);
  const ground = await aGround(world);
  await aShelfHolding(clerk, ground, 10, { value: 1000 });
  const line = { partId: ground.parts[0]!, quantity: 7 };
  const count = await aSubmittedCount(clerk, ground.site, ground.bins[0]!, [line]);
  return approved(supervisor, count.id);
}
