import { randomUUID } from 'node:crypto';
import { type NewScan } from '../../src/scanning/sessions/scan-session';
import { aSession, codeOf } from '../support/scanning';
import { type Crew, anApprovedRequisition, aStockedSite } from '../support/stocked';
import { type World } from '../support/world';

/** Numbers that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a storm came to. */
export interface StormResult {
  /** Pieces by part: what the scanners meant, and what was issued. */
  meant: Record<string, number>;
  issued: Record<string, number>;
  requests: number;
  lostOnTheWire: number;
  sentAgain: number;
}

const parts = 10;

/**
 * Scanners that issue one requisition together over a bad network: requests are lost before they arrive, answers are lost
 * after, bursts are sent again and overtake each other, single scans and whole queues, with rubbish and undos among them.
 */
export async function scanStorm(
  world: World,
  crew: Crew,
  asked: { seed: number; scanners: number; scans: number },
): Promise<StormResult> {
  const each = Math.ceil(asked.scans / asked.scanners);
  const enough = each * asked.scanners;
  const site = await aStockedSite(
    world,
    Array.from({ length: parts }, () => enough),
  );
  const lines = site.parts.map(({ id }) => ({ partId: id, quantity: enough }));
  const requisition = await anApprovedRequisition(crew, site, lines);
  const session = await aSession(crew.clerk, { purpose: 'issue', requisitionId: requisition.id });
  const codes = await Promise.all(site.parts.map(({ id }) => codeOf(world, 'part', id)));
  const result: StormResult = { meant: {}, issued: {}, requests: 0, lostOnTheWire: 0, sentAgain: 0 };
  const path = `${world.baseUrl}/v1/scan-sessions/${session.id}`;
  const send = async (device: string, scans: NewScan[], answerLost: boolean) => {
    result.requests += 1;
    const headers = {
      ...{ Authorization: `Bearer ${crew.clerk.key}`, 'Content-Type': 'application/json' },
      'Idempotency-Key': randomUUID(),
    };
    const answer = await fetch(`${path}/scans`, { method: 'POST', headers, body: JSON.stringify({ device, scans }) });
    const body = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status} ${body}`);
    return !answerLost;
  };
  const scanner = async (index: number) => {
    const random = seeded(asked.seed * 1000 + index);
    const { scans, meant } = work(codes, each, random);
    site.parts.forEach(({ id }, part) => (result.meant[id] = (result.meant[id] ?? 0) + meant[part]!));
    const queue = bursts(scans, random);
    while (queue.length > 0) {
      // The network takes one of the next few: later bursts overtake earlier ones.
      const at = Math.floor(random() * Math.min(4, queue.length));
      const burst = queue[at]!;
      if (random() < 0.1) {
        result.lostOnTheWire += 1;
        continue;
      }
      const arrived = await send(`scanner-${index}`, burst, random() < 0.1);
      if (arrived) queue.splice(at, 1);
      else result.sentAgain += 1;
      if (arrived && random() < 0.1) {
        result.sentAgain += 1;
        await send(`scanner-${index}`, burst, false);
      }
    }
  };
  await Promise.all(Array.from({ length: asked.scanners }, (_, index) => scanner(index + 1)));
  const posted = await crew.clerk.post(`/v1/scan-sessions/${session.id}/posting`);
  if (posted.status !== 200) throw new Error(`posting: ${posted.status} ${JSON.stringify(posted.body)}`);
  const issued = await world.sql<{ part_id: string; quantity: number }>(
    `select l.part_id, sum(l.quantity)::integer as quantity from issue_line l join issue i on i.id = l.issue_id
      where i.requisition_id = $1 group by l.part_id`,
    [requisition.id],
  );
  for (const row of issued) result.issued[row.part_id] = row.quantity;
  return result;
}

/** What one scanner does, and what it means: pieces by part. */
function work(codes: readonly string[], count: number, random: () => number): { scans: NewScan[]; meant: number[] } {
  const meant = codes.map(() => 0);
  const accepted: number[] = [];
  const scans = Array.from({ length: count }, (_, index): NewScan => {
    const sequence = index + 1;
    const dice = random();
    if (dice < 0.03) return { sequence, text: `RUBBISH-${index}` };
    if (dice < 0.06) {
      const last = accepted.pop();
      if (last !== undefined) meant[last]! -= 1;
      return { sequence, undo: true };
    }
    const part = Math.floor(random() * codes.length);
    meant[part]! += 1;
    accepted.push(part);
    return { sequence, text: codes[part]! };
  });
  return { scans, meant };
}

/** Single scans as a wedge sends them, and queues as a phone holds them; some shuffled within. */
function bursts(scans: NewScan[], random: () => number): NewScan[][] {
  const all: NewScan[][] = [];
  for (let at = 0; at < scans.length;) {
    const size = random() < 0.3 ? 1 : 1 + Math.floor(random() * 40);
    const burst = scans.slice(at, at + size);
    if (random() < 0.2) burst.reverse();
    all.push(burst);
    at += size;
  }
  return all;
}
