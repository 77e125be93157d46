import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { LineStream, type WriteLines } from '../../platform/line-stream';
import { invalid, notFound, Problem, wrongState } from '../../platform/problem';
import { type Reader, type Tx } from '../../platform/transaction';
import { determine } from '../classification/determine';
import { type Policy } from '../classification/policy';
import {
  type PolicyReplayQuery,
  type ReplayDifference,
  type ReplayLine,
  type ReplayOutcomePair,
  type ReplayStarted,
} from './policy-replay';
import { type DeterminationToReplay, modelsToReplay, openReplay, placesOf } from './policy-replay.queries';
import { type Determination } from '../classification/verdict';
import { type PolicyScope, type WarrantyPolicy } from './warranty-policy';
import { rivalsOf, undecided } from './warranty-policy.rivals';
import { findPolicy, listActivePolicies } from './warranty-policy.queries';

const progressEvery = 1_000;

/** Each holds a connection for as long as its reader reads: the others are for the day's work. */
const mostAtATime = 2;
const runningOn = new WeakMap<Kernel, number>();

/** What a policy would change if it were put in force: the determinations that count now, determined again under it. */
export class PolicyReplayService {
  constructor(private readonly kernel: Kernel) {}

  /** Nothing is stored. What is wrong with the question is said before the first line. */
  async replay(context: CallContext, id: string, query: PolicyReplayQuery): Promise<LineStream> {
    if (query.from && query.to && query.from > query.to) {
      throw invalid([{ pointer: '/to', detail: 'the period ends before it begins' }]);
    }
    await this.kernel.database.read((reader) => settingOf(reader, id));
    const running = runningOn.get(this.kernel) ?? 0;
    if (running >= mostAtATime) throw busy();
    runningOn.set(this.kernel, running + 1);
    return new LineStream(
      // One moment for all batches: what is determined meanwhile is not half in.
      (write) =>
        this.kernel.database
          .snapshot(async (reader) => replayInto(write, reader as Tx, await settingOf(reader, id), query))
          .finally(() => runningOn.set(this.kernel, runningOn.get(this.kernel)! - 1)),
      (error) => ({ kind: 'failed', detail: detailOf(error, context) }),
    );
  }
}

/** The policies of a product as they are, and as they would be. */
interface Setting {
  policy: WarrantyPolicy;
  replaces: WarrantyPolicy[];
  /** Products that the replayed policy or one that it replaces is for; no other answer can change. */
  scopes: PolicyScope[];
  now: readonly WarrantyPolicy[];
  then: readonly WarrantyPolicy[];
}

async function settingOf(reader: Reader, id: string): Promise<Setting> {
  const policy = await findPolicy(reader, id);
  if (!policy) throw notFound('warranty policy');
  if (policy.status === 'retired') {
    throw wrongState('policy-retired', 'This version is retired. Make a new version of the policy and replay that.', {
      retiredAt: policy.retiredAt,
    });
  }
  const now = await listActivePolicies(reader);
  const { replaces, strangers } = rivalsOf(policy, now);
  if (strangers.length > 0) throw undecided(strangers);
  const then = [...now.filter((other) => other.id !== policy.id && !replaces.includes(other)), policy];
  return { policy, replaces, scopes: [policy, ...replaces].map(({ scope }) => scope), now, then };
}

async function replayInto(write: WriteLines, tx: Tx, setting: Setting, query: PolicyReplayQuery): Promise<void> {
  const { policy, replaces, scopes } = setting;
  const { count: of, next } = await openReplay(tx, await modelsToReplay(tx, scopes, query), query);
  const started: ReplayStarted = {
    ...{ kind: 'started', policyId: policy.id, number: policy.number, versionNumber: policy.versionNumber },
    ...{ replaces: replaces.map((replaced) => replaced.id), determinations: of },
  };
  await write([started]);
  const [now, then] = [candidatesOf(setting.now), candidatesOf(setting.then)];
  const tally = new Tally();
  let examined = 0;
  for (let rows = await next(); rows.length > 0; rows = await next()) {
    const differences = await differencesAmong(tx, rows, now, then);
    const lines: ReplayLine[] = differences;
    for (const difference of differences) tally.add(difference);
    const before = examined;
    examined += rows.length;
    if (Math.floor(examined / progressEvery) > Math.floor(before / progressEvery)) {
      lines.push({ kind: 'progress', examined, of, differences: tally.differences });
    }
    await write(lines);
  }
  await write([{ kind: 'summary', examined, ...tally.summary() }]);
}

type Candidates = (product: DeterminationToReplay) => readonly Policy[];

/** The policies for a product, looked up once per model. */
function candidatesOf(policies: readonly WarrantyPolicy[]): Candidates {
  const known = new Map<string, Policy[]>();
  const isFor = ({ scope }: WarrantyPolicy, { category, brand, modelId }: DeterminationToReplay) =>
    (scope.categories ?? [category]).includes(category) &&
    (!scope.brands || (brand !== null && scope.brands.includes(brand))) &&
    (scope.modelIds ?? [modelId]).includes(modelId);
  return (product) => {
    let found = known.get(product.modelId);
    if (!found) known.set(product.modelId, (found = policies.filter((p) => isFor(p, product)).map((p) => p.body)));
    return found;
  };
}

const isSame = (one: { outcome: string; lastCoveredDay: string | null }, other: Determination) =>
  one.outcome === other.outcome && one.lastCoveredDay === other.expiry_date;

async function differencesAmong(
  reader: Reader,
  rows: readonly DeterminationToReplay[],
  now: Candidates,
  then: Candidates,
): Promise<ReplayDifference[]> {
  const differing = rows
    .map((row) => ({ row, answer: determine(row.facts, then(row)).determination }))
    .filter(({ row, answer }) => !isSame(row, answer));
  const places = await placesOf(
    reader,
    differing.map(({ row }) => row.id),
  );
  return differing.map(({ row, answer }) => {
    const { workOrderId, workOrderNumber, workOrderCode, stays } = places.get(row.id)!;
    const today = determine(row.facts, now(row)).determination;
    const replayed = { outcome: answer.outcome, lastCoveredDay: answer.expiry_date, reasons: answer.reasons };
    return {
      ...{ kind: 'difference', determinationId: row.id, subjectKind: row.subjectKind, subjectId: row.subjectId },
      ...{ unitId: row.unitId, serialNumber: row.serialNumber, workOrderId, workOrderNumber, workOrderCode },
      old: { outcome: row.outcome, lastCoveredDay: row.lastCoveredDay, reasons: row.reasons },
      new: replayed,
      byThisPolicy: !isSame(replayed, today),
      stays,
    };
  });
}

/** Counts the differences by outcome pair. */
class Tally {
  private readonly pairs = new Map<string, ReplayOutcomePair>();
  differences = 0;
  private staying = 0;

  add({ old, new: replayed, stays }: ReplayDifference): void {
    const key = `${old.outcome} ${replayed.outcome}`;
    const pair = this.pairs.get(key) ?? { old: old.outcome, new: replayed.outcome, determinations: 0, staying: 0 };
    this.pairs.set(key, pair);
    pair.determinations += 1;
    this.differences += 1;
    if (stays === null) return;
    pair.staying += 1;
    this.staying += 1;
  }

  summary(): { differences: number; staying: number; pairs: ReplayOutcomePair[] } {
    const pairs = [...this.pairs.values()].sort((one, other) => other.determinations - one.determinations);
    return { differences: this.differences, staying: this.staying, pairs };
  }
}

function busy(): Problem {
  const detail = `${mostAtATime} replays are under way. Wait until one has ended, and ask again.`;
  return new Problem(503, 'replays-under-way', 'Replays are under way', detail, { headers: { 'Retry-After': '10' } });
}

function detailOf(error: unknown, { requestId }: CallContext): string {
  const known = error instanceof Problem ? (error.detail ?? error.title) : 'An internal error.';
  return `${known} The replay is not complete; ask for it again. Request ${requestId}.`;
}
