import { type StockLine } from '../../src/ledger/ledger';
import { expectLedgerToBalance } from '../support/books';
import { aGround, constraintOf, held, post, type Ground } from '../support/ledger';
import { World } from '../support/world';

const today = '2026-02-02';

describe('Many movements at the same moment', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('a storm of multi-line movements in shuffled order: no deadlock, nothing negative, nothing lost', async () => {
    const ground = await aGround(world, { parts: 4, bins: 2, engineers: 3 });
    await stock(ground, 40);
    const before = await deadlocks();
    const outcomes = await Promise.all(Array.from({ length: 150 }, (_, n) => attempt(...stormMovement(ground, n))));
    // A refusal may only say that the pieces are gone; a deadlock, timeout or 503 would have been thrown on.
    expect(new Set(outcomes.filter((outcome) => outcome !== 'moved'))).toEqual(new Set(['stock_balance_not_negative']));
    expect(outcomes.filter((outcome) => outcome === 'moved').length).toBeGreaterThan(50);
    expect((await deadlocks()) - before).toBe(0);
    await expectLedgerToBalance(world);
    const inside = await world.sql<{ quantity: number; value: number }>(
      `select sum(b.quantity)::integer as quantity, sum(b.value)::bigint as value from stock_balance b where part_id = any ($1)`,
      [ground.parts],
    );
    expect(inside[0]).toEqual({ quantity: 4 * 2 * 40, value: 4 * 2 * 1003 });
  });

  test('many movements that open the same new accounts all get through', async () => {
    const ground = await aGround(world, { parts: 2, bins: 6 });
    const lines = ground.bins.flatMap((bin) => ground.parts.map((part) => received(ground, bin, part, 1, 10)));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => attempt('receive', n % 2 === 0 ? lines : [...lines].reverse())),
    );
    expect(new Set(outcomes)).toEqual(new Set(['moved']));
    await expectLedgerToBalance(world);
  });

  test('forty callers for the last seven pieces: seven get one, thirty-three are told there is none', async () => {
    const ground = await aGround(world, { engineers: 5 });
    const [bin, part] = [ground.bins[0]!, ground.parts[0]!];
    await post(world, 'receive', [received(ground, bin, part, 7, 100)], { postingDate: today });
    await post(world, 'reserve', [onePiece(ground, part, 7)], { postingDate: today });
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () =>
        attempt('release', [
          { partId: part, from: { kind: 'reserved', ownerId: bin }, to: { kind: 'shelf', ownerId: bin }, quantity: 1 },
        ]),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'moved')).toHaveLength(7);
    expect(outcomes.filter((outcome) => outcome === 'stock_balance_not_negative')).toHaveLength(33);
    expect(await held(world, { kind: 'reserved', ownerId: bin }, part)).toEqual({ quantity: 0, value: 0 });
    await expectLedgerToBalance(world);
  });

  function received(ground: Ground, bin: string, partId: string, quantity: number, value: number): StockLine {
    return {
      partId,
      from: { kind: 'supplier', ownerId: ground.supplier },
      to: { kind: 'shelf', ownerId: bin },
      quantity,
      value,
    };
  }

  function onePiece(ground: Ground, partId: string, quantity: number): StockLine {
    const bin = ground.bins[0];
    return { partId, from: { kind: 'shelf', ownerId: bin }, to: { kind: 'reserved', ownerId: bin }, quantity };
  }

  async function stock(ground: Ground, quantity: number): Promise<void> {
    const lines = ground.bins.flatMap((bin) => ground.parts.map((part) => received(ground, bin, part, quantity, 1003)));
    await post(world, 'receive', lines, { postingDate: today });
    // Every account is open before the storm: what is measured is the locking of balances.
    for (const engineer of ground.engineers) await world.sql(`select account_for('custody', $1)`, [engineer]);
    for (const bin of ground.bins) await world.sql(`select account_for('reserved', $1)`, [bin]);
  }

  async function attempt(reason: string, lines: StockLine[]): Promise<string> {
    try {
      await post(world, reason, lines, { postingDate: today });
      return 'moved';
    } catch (error) {
      return constraintOf(error);
    }
  }

  async function deadlocks(): Promise<number> {
    const rows = await world.sql<{ deadlocks: number }>(
      `select deadlocks from pg_stat_database where datname = current_database()`,
    );
    return Number(rows[0]!.deadlocks);
  }
});

/** Movements between shelves, into reserve, out of it and back, each over all parts in an order of its own. */
function stormMovement(ground: Ground, n: number): [string, StockLine[]] {
  const bin = ground.bins[n % 2];
  const other = ground.bins[(n + 1) % 2];
  const [reason, from, to] = (
    [
      ['move', { kind: 'shelf', ownerId: bin }, { kind: 'shelf', ownerId: other }],
      ['reserve', { kind: 'shelf', ownerId: bin }, { kind: 'reserved', ownerId: bin }],
      ['move', { kind: 'shelf', ownerId: other }, { kind: 'shelf', ownerId: bin }],
      ['reserve', { kind: 'shelf', ownerId: other }, { kind: 'reserved', ownerId: other }],
      ['release', { kind: 'reserved', ownerId: bin }, { kind: 'shelf', ownerId: bin }],
    ] as const
  )[n % 5]!;
  const turn = n % ground.parts.length;
  const parts = [...ground.parts.slice(turn), ...ground.parts.slice(0, turn)];
  if (n % 3 === 0) parts.reverse();
  return [reason, parts.map((partId, i) => ({ partId, from, to, quantity: 1 + ((n + i) % 5) }))];
}
