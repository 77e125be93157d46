import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../processes';
import { BooksDatabase } from './books-database';
import { Chance } from './chance';
import { Client } from './client';
import { layGround, type Ground } from './ground';
import { isAcknowledged, Journal } from './journal';
import { befall, type Victims } from './misfortunes';
import { Product } from './product';
import { Proxy } from './proxy';
import { type Findings, verify } from './verify';
import { allWork } from './workload/all';
import { type Job } from './workload/work';

const clientCount = 16;
/** How long the clients may go on asking for an answer after the last misfortune. */
const patienceMs = 20_000;
/** Replayed at the end: whatever was ever in doubt, and so many others. */
const replaySample = 500;

export interface RunOptions {
  seed: number;
  seconds: number;
  /** The product's compiled main file. */
  mainFile: string;
  /** For the database and the product's log. */
  folder: string;
  tell(line: string): void;
}

export interface Outcome {
  journal: Journal;
  misfortunes: Map<string, number>;
  findings: Findings;
  deadlocks: number;
  crashes: string[];
  failedStarts: string[];
}

/** Lays the ground, lets the clients work while misfortunes happen, lets all recover, replays, and looks. */
export async function run(options: RunOptions): Promise<Outcome> {
  mkdirSync(options.folder, { recursive: true });
  const endings: (() => Promise<void>)[] = [];
  try {
    const database = await BooksDatabase.open(join(options.folder, 'postgres'));
    endings.push(() => database.close());
    const back = await Proxy.before(database.port);
    endings.push(() => back.close());
    const environment = { DATABASE_URL: database.addressAt(back.port), LOG_LEVEL: 'warn', HOST: '127.0.0.1' };
    const product = new Product(options.mainFile, await freePort(), environment, join(options.folder, 'server.log'));
    endings.push(() => product.stop());
    const front = await Proxy.before(product.port);
    endings.push(() => front.close());
    const administratorKey = await product.administratorKey();
    const ground = await layGround(database, product.port, administratorKey, clientCount);
    return await Promise.race([work(options, { product, database, front, back }, ground), interruption()]);
  } finally {
    for (const ending of endings.reverse()) await ending();
  }
}

/** Ends what was started also when the run is broken off. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => reject(new Error('Interrupted.')));
  });
}

async function work(options: RunOptions, victims: Victims, ground: Ground): Promise<Outcome> {
  const { database, product, front } = victims;
  const journal = new Journal();
  const chance = new Chance(options.seed);
  const until = performance.now() + options.seconds * 1000;
  const clients = ground.engineers.map(
    (_, i) =>
      new Client(
        front.port,
        journal,
        new Chance(options.seed * 1_000 + i),
        () => performance.now() > until + patienceMs,
      ),
  );
  const started = performance.now();
  const tell = (line: string) =>
    options.tell(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}`);
  product.onServing = () => tell('the server serves again');
  const ticker = setInterval(() => {
    const left = Math.max(0, Math.ceil((until - performance.now()) / 1000));
    tell(`${journal.entries.filter(isAcknowledged).length} acknowledged, ${left} s to go`);
  }, 5_000);
  journal.startClock();
  const working = Promise.all(clients.map((client, i) => untilOver(client, ground, i, until)));
  const misfortunes = await befall(victims, chance, until, tell);
  await working;
  clearInterval(ticker);
  clients.forEach((client) => client.close());

  tell('replaying …');
  await Promise.race([product.untilReady(), sleep(patienceMs)]);
  await replay(journal, front.port, chance);
  tell('looking …');
  const findings = await verify(database, journal);
  const { crashes, failedStarts } = product;
  return { journal, misfortunes, findings, deadlocks: database.deadlocks(), crashes, failedStarts };
}

/** Job after job; the one under way at the end is finished. */
async function untilOver(client: Client, ground: Ground, number: number, until: number): Promise<void> {
  while (performance.now() < until) {
    const job: Job = {
      ground,
      engineer: ground.engineers[number]!,
      clerk: client.chance.one(ground.clerks),
      supervisor: client.chance.one(ground.supervisors),
      workOrderId: ground.workOrderIds[number]!,
      serialPartId: ground.serialPartIds[number]!,
      units: [],
      issueIds: [],
      held: new Map(),
      fitted: new Map(),
    };
    for (const kind of allWork) await kind.do(client, job);
  }
}

/** Sends orders once more: those without an answer may get one now, the others must get the first one again. */
async function replay(journal: Journal, port: number, chance: Chance): Promise<void> {
  const doubtful = journal.entries.filter((entry) => entry.attempts > 1 || entry.answer === undefined);
  const others = journal.entries.filter((entry) => !doubtful.includes(entry));
  const queue = [...doubtful, ...chance.shuffled(others).slice(0, replaySample)];
  const deadline = performance.now() + patienceMs;
  await Promise.all(
    Array.from({ length: clientCount }, async () => {
      const client = new Client(port, journal, new Chance(1), () => performance.now() > deadline);
      for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) await client.untilAnswered(entry);
      client.close();
    }),
  );
}
