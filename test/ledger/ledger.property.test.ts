import fc from 'fast-check';
import { type Account, type StockLine } from '../../src/ledger/ledger';
import { expectLedgerToBalance } from '../support/books';
import { aGround, constraintOf, post, reverse, type Ground } from '../support/ledger';
import { World } from '../support/world';
import { LedgerModel } from './model';

/** Places of the little world, by name; `at` says of which ground they are. */
const places = {
  shelf0: (at: Ground): Account => ({ kind: 'shelf', ownerId: at.bins[0] }),
  shelf1: (at: Ground): Account => ({ kind: 'shelf', ownerId: at.bins[1] }),
  reserved0: (at: Ground): Account => ({ kind: 'reserved', ownerId: at.bins[0] }),
  custody: (at: Ground): Account => ({ kind: 'custody', ownerId: at.engineers[0] }),
  supplier: (at: Ground): Account => ({ kind: 'supplier', ownerId: at.supplier }),
  writtenOff: (): Account => ({ kind: 'written_off' }),
  revaluation: (): Account => ({ kind: 'revaluation' }),
};
type Place = keyof typeof places;
const inside: Place[] = ['shelf0', 'shelf1', 'reserved0', 'custody'];
const insideKinds = new Set(['shelf', 'reserved', 'custody']);

/** Steps of the chain, and some that the chart of movements does not know. */
const steps: { reason: string; from: Place; to: Place; allowed: boolean; weight: number }[] = [
  { reason: 'receive', from: 'supplier', to: 'shelf0', allowed: true, weight: 6 },
  { reason: 'receive', from: 'supplier', to: 'custody', allowed: true, weight: 4 },
  { reason: 'move', from: 'shelf0', to: 'shelf1', allowed: true, weight: 3 },
  { reason: 'move', from: 'shelf1', to: 'shelf0', allowed: true, weight: 2 },
  { reason: 'reserve', from: 'shelf0', to: 'reserved0', allowed: true, weight: 4 },
  { reason: 'release', from: 'reserved0', to: 'shelf0', allowed: true, weight: 2 },
  { reason: 'return_unused', from: 'custody', to: 'shelf1', allowed: true, weight: 2 },
  { reason: 'write_off', from: 'custody', to: 'writtenOff', allowed: true, weight: 2 },
  { reason: 'receive', from: 'supplier', to: 'shelf1', allowed: true, weight: 1 },
  { reason: 'write_off', from: 'shelf1', to: 'writtenOff', allowed: true, weight: 1 },
  { reason: 'revalue', from: 'revaluation', to: 'shelf0', allowed: true, weight: 1 },
  { reason: 'revalue', from: 'shelf0', to: 'revaluation', allowed: true, weight: 1 },
  { reason: 'reserve', from: 'shelf0', to: 'custody', allowed: false, weight: 1 },
  { reason: 'fit', from: 'shelf0', to: 'writtenOff', allowed: false, weight: 1 },
];
const step = fc.oneof(...steps.map((one) => ({ weight: one.weight, arbitrary: fc.constant(one) })));
const line = fc.record({
  part: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 9 }),
  value: fc.integer({ min: 0, max: 100_000 }),
});
const movement = fc.record({
  kind: fc.constant('post' as const),
  step,
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  // Mostly today or later, sometimes earlier: the books refuse to run backwards.
  forward: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 2 }) },
    { weight: 1, arbitrary: fc.constant(-2) },
  ),
});
const reversal = fc.record({
  kind: fc.constant('reverse' as const),
  which: fc.nat(),
  forward: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 1 }) },
    { weight: 1, arbitrary: fc.constant(-2) },
  ),
});
const scenario = fc.array(fc.oneof({ weight: 8, arbitrary: movement }, { weight: 1, arbitrary: reversal }), {
  minLength: 1,
  maxLength: 25,
});

describe('The ledger agrees with a model that fits in the head', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('random movements and reversals: pieces, value to the minor unit, refusals, chain of balances, every past day', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (commands) => {
        await play(world, commands);
      }),
      { numRuns: 60 },
    );
    await expectLedgerToBalance(world);
    await expectUnbrokenChains(world);
  });
});

type Command = typeof scenario extends fc.Arbitrary<(infer C)[]> ? C : never;

async function play(world: World, commands: Command[]): Promise<void> {
  const ground = await aGround(world, { parts: 2 });
  const model = new LedgerModel(insideKinds);
  const movementIds: number[] = [];
  let day = 0;
  // Something to move, so that most of what is asked can be done.
  for (const partId of ground.parts) {
    const first: StockLine[] = [
      { partId, from: places.supplier(ground), to: places.shelf0(ground), quantity: 10, value: 997 },
    ];
    expect(model.post(true, first, dayOf(day))).toBeUndefined();
    movementIds.push(await post(world, 'receive', first, { postingDate: dayOf(day) }));
  }
  for (const command of commands) {
    day += Math.max(command.forward, 0);
    const postingDate = dayOf(command.forward < 0 ? day + command.forward : day);
    if (command.kind === 'post') {
      const lines = linesOf(ground, command);
      const expected = model.post(command.step.allowed, lines, postingDate);
      const actual = await outcomeOf(() => post(world, command.step.reason, lines, { postingDate }), movementIds);
      expect(actual).toBe(expected);
    } else {
      const which = command.which % movementIds.length;
      const expected = model.reverse(which, postingDate);
      expect(await outcomeOf(() => reverse(world, movementIds[which]!, postingDate), movementIds)).toBe(expected);
    }
  }
  expect(model.posted).toBe(movementIds.length);
  expect(model.conserves()).toBe(true);
  await expectEveryPastDay(world, ground, model, day);
}

function linesOf(ground: Ground, command: Extract<Command, { kind: 'post' }>): StockLine[] {
  const { reason, from, to } = command.step;
  return command.lines.map((asked) => ({
    partId: ground.parts[asked.part]!,
    from: places[from](ground),
    to: places[to](ground),
    quantity: reason === 'revalue' ? 0 : asked.quantity,
    value: reason === 'revalue' ? asked.value + 1 : asked.value,
  }));
}

async function outcomeOf(work: () => Promise<number>, movementIds: number[]): Promise<string | undefined> {
  try {
    movementIds.push(await work());
    return undefined;
  } catch (error) {
    return constraintOf(error);
  }
}

async function expectEveryPastDay(world: World, ground: Ground, model: LedgerModel, lastDay: number): Promise<void> {
  for (const place of inside) {
    const account = places[place](ground);
    const rows = await world.sql(
      `select p.id as part, d.day, b.quantity, b.value
         from unnest($1::uuid[]) as p (id), unnest($2::date[]) as d (day),
              balance_at(account_for($3, $4), p.id, d.day) as b`,
      [ground.parts, Array.from({ length: lastDay + 2 }, (_, n) => dayOf(n - 1)), account.kind, account.ownerId],
    );
    for (const row of rows) {
      const expected = model.at(account, row['part'], row['day']);
      expect({ place, day: row['day'], quantity: row['quantity'], value: row['value'] }).toEqual({
        place,
        day: row['day'],
        ...expected,
      });
    }
  }
}

/** Each entry's balance after is the one before it plus what moved, from zero on. */
async function expectUnbrokenChains(world: World): Promise<void> {
  const breaks = await world.sql(
    `select * from (
       select e.*, lag(quantity_after, 1, 0) over w as quantity_before, lag(value_after, 1, 0::bigint) over w as value_before,
              lag(posting_date) over w as day_before
         from (select e.transfer_id, e.account_id, e.part_id, e.quantity, e.value, e.quantity_after, e.value_after::bigint, e.posting_date
                 from stock_entry e join stock_account a on a.id = e.account_id and a.inside) e
       window w as (partition by account_id, part_id order by transfer_id)) chain
      where quantity_after <> quantity_before + quantity or value_after <> value_before + value or day_before > posting_date`,
  );
  expect(breaks).toEqual([]);
}

function dayOf(offset: number): string {
  return new Date(Date.UTC(2026, 0, 10 + offset)).toISOString().slice(0, 10);
}
