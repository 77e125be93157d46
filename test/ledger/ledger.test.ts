import { randomUUID } from 'node:crypto';
import { newCode } from '../../src/barcodes/code';
import { type Account, type StockLine } from '../../src/ledger/ledger';
import { expectLedgerToBalance } from '../support/books';
import { aGround, constraintOf, held, post, reverse, type Ground } from '../support/ledger';
import { World } from '../support/world';
import { daysAgo } from '../support/days';

const today = '2026-02-02';

describe('The ledger', () => {
  let world: World;
  let ground: Ground;
  let part: string;
  let shelf: Account;
  let custody: Account;
  let supplier: Account;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    ground = await aGround(world);
    part = ground.parts[0]!;
    shelf = { kind: 'shelf', ownerId: ground.bins[0] };
    custody = { kind: 'custody', ownerId: ground.engineers[0] };
    supplier = { kind: 'supplier', ownerId: ground.supplier };
  });
  afterEach(() => expectLedgerToBalance(world));
  afterAll(() => world.close());

  const refused = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'moved',
      (error: unknown) => constraintOf(error),
    );
  const deniedBecause = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: { constraint?: string; code?: string }) => error.constraint ?? error.code ?? 'unknown',
    );
  const line = (from: Account, to: Account, quantity: number, more: Partial<StockLine> = {}): StockLine => ({
    partId: part,
    from,
    to,
    quantity,
    ...more,
  });
  const receive = (quantity: number, value: number, day = today) =>
    post(world, 'receive', [line(supplier, shelf, quantity, { value })], { postingDate: day });

  test('an outflow takes its share of the value and the last piece takes what is left', async () => {
    await receive(3, 100);
    const other: Account = { kind: 'shelf', ownerId: ground.bins[1] };
    for (const [left, arrived] of [
      [67, 33],
      [33, 67],
      [0, 100],
    ]) {
      await post(world, 'move', [line(shelf, other, 1)], { postingDate: today });
      expect((await held(world, shelf, part)).value).toBe(left);
      expect((await held(world, other, part)).value).toBe(arrived);
    }
  });

  test('values near the largest safe number are shared exactly, and beyond it refused (no silent rounding)', async () => {
    await receive(1_000_000, Number.MAX_SAFE_INTEGER);
    await post(world, 'move', [line(shelf, { kind: 'shelf', ownerId: ground.bins[1] }, 999_999)], {
      postingDate: today,
    });
    expect((await held(world, shelf, part)).value).toBe(9007199255);
    await expect(receive(1, Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ kind: 'invalid-amount' });
  });

  test('nothing inside goes below zero, and a refused movement moves none of its lines (R1)', async () => {
    await receive(2, 50);
    const lines = [
      line(shelf, { kind: 'reserved', ownerId: ground.bins[0] }, 2),
      line(shelf, { kind: 'reserved', ownerId: ground.bins[0] }, 1),
    ];
    expect(await refused(post(world, 'reserve', lines, { postingDate: today }))).toBe('stock_balance_not_negative');
    expect(await held(world, shelf, part)).toEqual({ quantity: 2, value: 50 });
  });

  test('a refusal for want of stock says what there is and what was asked, and names the part by its number', async () => {
    await receive(2, 50);
    const [{ number } = { number: '' }] = await world.sql<{ number: string }>(`select number from part where id = $1`, [
      part,
    ]);
    const work = post(world, 'reserve', [line(shelf, { kind: 'reserved', ownerId: ground.bins[0] }, 5)], {
      postingDate: today,
    });
    await expect(work).rejects.toMatchObject({
      status: 409,
      extra: { facts: { partId: part, partNumber: number, available: 2, asked: 5 } },
    });
  });

  test.each([0, -1])('a movement of %i pieces is refused', async (quantity) => {
    await receive(2, 50);
    expect(await refused(post(world, 'receive', [line(supplier, shelf, quantity)], { postingDate: today }))).toBe(
      'stock_transfer_quantity_above_zero',
    );
    expect(
      await refused(
        post(world, 'reserve', [line(shelf, { kind: 'reserved', ownerId: ground.bins[0] }, quantity)], {
          postingDate: today,
        }),
      ),
    ).toBe('stock_transfer_quantity_above_zero');
  });

  test('stock moves only along the chart: not from a shelf into custody without a reservation (R3)', async () => {
    await receive(2, 50);
    expect(await refused(post(world, 'reserve', [line(shelf, custody, 1)], { postingDate: today }))).toBe(
      'stock_transfer_follows_rule',
    );
  });

  test('posting dates of a balance never run backwards, and the refusal names the earliest day (R16)', async () => {
    await receive(5, 50, '2026-02-10');
    await expect(receive(1, 10, '2026-02-09')).rejects.toMatchObject({
      kind: 'posting-date-too-early',
      extra: { facts: { partId: part, earliestPostingDate: '2026-02-10' } },
    });
    await receive(1, 10, '2026-02-10');
  });

  test('the balance of any past day is what it was at the end of that day', async () => {
    await receive(5, 50, '2026-02-01');
    await receive(5, 100, '2026-02-03');
    await post(world, 'reserve', [line(shelf, { kind: 'reserved', ownerId: ground.bins[0] }, 4)], {
      postingDate: '2026-02-03',
    });
    const at = async (day: string) =>
      (await world.sql(`select * from balance_at(account_for('shelf', $1), $2, $3)`, [ground.bins[0], part, day]))[0];
    expect(await at('2026-01-31')).toEqual({ quantity: 0, value: 0 });
    expect(await at('2026-02-02')).toEqual({ quantity: 5, value: 50 });
    expect(await at('2026-02-03')).toEqual({ quantity: 6, value: 90 });
  });

  test('a reversal moves everything back, names what it reverses, and happens once', async () => {
    const movement = await receive(4, 99);
    const reversal = await reverse(world, movement, today);
    expect(await held(world, shelf, part)).toEqual({ quantity: 0, value: 0 });
    const rows = await world.sql(`select reason, reverses_id from stock_movement where id = $1`, [reversal]);
    expect(rows[0]).toEqual({ reason: 'reverse', reverses_id: movement });
    expect(await refused(reverse(world, movement, today))).toBe('stock_movement_reversed_once');
  });

  test('a reversal of what has already moved on is refused', async () => {
    const movement = await receive(4, 99);
    await post(world, 'reserve', [line(shelf, { kind: 'reserved', ownerId: ground.bins[0] }, 3)], {
      postingDate: today,
    });
    expect(await refused(reverse(world, movement, today))).toBe('stock_balance_not_negative');
  });

  test('a document of receipt, issue or fitting posts once', async () => {
    const document = randomUUID();
    const lines = [line(supplier, shelf, 1, { value: 5 })];
    await post(world, 'receive', lines, { postingDate: today }, document);
    expect(await refused(post(world, 'receive', lines, { postingDate: today }, document))).toBe(
      'stock_movement_document_posts_once',
    );
  });

  test('a unit is in exactly one account: it leaves only where it is, and its history is its transfers', async () => {
    const serial = await aGround(world, { serialNumbered: true });
    const unitId = randomUUID();
    part = serial.parts[0]!;
    await world.sqlAsApplication(
      `insert into serial_unit (id, code, part_id, serial_number) values ($1, $2, $3, 'SN-1')`,
      [unitId, newCode('serial-unit'), part],
    );
    const [here, there]: Account[] = [
      { kind: 'shelf', ownerId: serial.bins[0] },
      { kind: 'shelf', ownerId: serial.bins[1] },
    ];
    const vendor: Account = { kind: 'supplier', ownerId: serial.supplier };
    expect(await refused(post(world, 'receive', [line(vendor, here!, 1, { value: 7 })], { postingDate: today }))).toBe(
      'stock_transfer_names_unit',
    );
    await post(world, 'receive', [line(vendor, here!, 1, { value: 7, unitId })], { postingDate: today });
    // The same unit cannot come in again while it is here, nor leave from where it is not.
    expect(
      await refused(post(world, 'receive', [line(vendor, there!, 1, { value: 7, unitId })], { postingDate: today })),
    ).toBe('serial_unit_in_one_account');
    await post(world, 'move', [line(here!, there!, 1, { unitId })], { postingDate: today });
    expect(await refused(post(world, 'move', [line(here!, there!, 1, { unitId })], { postingDate: today }))).toBe(
      'stock_balance_not_negative',
    );
    const history = await world.sql(`select quantity from stock_transfer where unit_id = $1 order by id`, [unitId]);
    expect(history).toHaveLength(2);
    expect(
      await deniedBecause(world.sqlAsApplication(`update serial_unit set account_id = null where id = $1`, [unitId])),
    ).toBe('42501');
  });

  test('two callers for one unit: one gets it', async () => {
    const serial = await aGround(world, { serialNumbered: true });
    part = serial.parts[0]!;
    const units = [randomUUID(), randomUUID()];
    const [here, there]: Account[] = [
      { kind: 'shelf', ownerId: serial.bins[0] },
      { kind: 'shelf', ownerId: serial.bins[1] },
    ];
    for (const [n, unitId] of units.entries()) {
      await world.sql(`insert into serial_unit (id, code, part_id, serial_number) values ($1, $2, $3, $4)`, [
        unitId,
        newCode('serial-unit'),
        part,
        `SN-${n}`,
      ]);
      await post(
        world,
        'receive',
        [line({ kind: 'supplier', ownerId: serial.supplier }, here!, 1, { value: 7, unitId })],
        { postingDate: today },
      );
    }
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        refused(post(world, 'move', [line(here!, there!, 1, { unitId: units[0] })], { postingDate: today })),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'moved')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['moved', 'serial_unit_in_one_account']));
  });

  test('a part without serial numbers takes no unit, and a line with a unit is one piece', async () => {
    await receive(2, 2);
    const unitId = randomUUID();
    const move = [line(shelf, { kind: 'shelf', ownerId: ground.bins[1] }, 1, { unitId })];
    expect(await refused(post(world, 'move', move, { postingDate: today }))).toBe('stock_transfer_unit_of_part');
  });

  describe('what is posted stays (R2)', () => {
    test.each(['stock_movement', 'stock_transfer'])(
      '%s refuses UPDATE, DELETE and TRUNCATE even from the owner',
      async (table) => {
        await receive(1, 1);
        expect(await deniedBecause(world.sql(`update ${table} set posting_date = '2020-01-01'`))).toBe(
          `${table}_append_only`,
        );
        expect(await deniedBecause(world.sql(`delete from ${table}`))).toBe(`${table}_append_only`);
        expect(await deniedBecause(world.sql(`truncate ${table} cascade`))).toMatch(/_append_only$/);
      },
    );

    test.each([
      `update stock_balance set quantity = quantity + 1`,
      `delete from stock_balance`,
      `insert into stock_balance select account_id, part_id, 5, 5, last_posted_on from stock_balance limit 1`,
      `insert into stock_movement (reason, document_kind, document_id, document_date, posting_date, actor_id)
         values ('receive', 'test', gen_random_uuid(), current_date, current_date, gen_random_uuid())`,
      `insert into stock_transfer (movement_id, part_id, from_account_id, to_account_id, quantity, value, posting_date)
         select 1, gen_random_uuid(), 1, 2, 1, 1, current_date`,
      `update stock_transfer set value = 0`,
      `delete from stock_movement`,
      `truncate stock_transfer`,
      `insert into movement_rule values ('issue', 'shelf', 'custody')`,
      `update stock_account set kind = 'supplier'`,
      `select lock_balances(current_date, '{}')`,
    ])('the application cannot write the books past the one function: %s', async (statement) => {
      await receive(1, 1);
      expect(await deniedBecause(world.sqlAsApplication(statement))).toBe('42501');
    });

    test('even the owner cannot make a balance negative, nor give value to nothing (R1)', async () => {
      await receive(1, 1);
      expect(await deniedBecause(world.sql(`update stock_balance set quantity = -1`))).toBe(
        'stock_balance_not_negative',
      );
      expect(await deniedBecause(world.sql(`update stock_balance set quantity = 0`))).toBe(
        'stock_balance_nothing_is_worth_nothing',
      );
    });

    test('the application reverses what was moved and nothing else: a made-up reversal is refused (R2)', async () => {
      const movement = await receive(2, 10);
      const made = world.sqlAsApplication(
        `select post_movement('reverse', 'test', gen_random_uuid(), $5, $5, gen_random_uuid(),
           array[($1, account_for('shelf', $2), account_for('custody', $3), 1, null, null)::stock_line], $4)`,
        [part, ground.bins[0], ground.engineers[0], movement, today],
      );
      expect(await deniedBecause(made)).toBe('stock_transfer_follows_rule');
    });

    test('the one function refuses the application what no rule allows: out of an empty shelf, or unattributed (R1, R2)', async () => {
      const ask = (actor: string | null) =>
        world.sqlAsApplication(
          `select post_movement('move', 'test', gen_random_uuid(), current_date, current_date, $1,
             array[($2, account_for('shelf', $3), account_for('shelf', $4), 1, null, null)::stock_line])`,
          [actor, part, ground.bins[0], ground.bins[1]],
        );
      expect(await deniedBecause(ask(randomUUID()))).toBe('stock_balance_not_negative');
      await receive(1, 1, daysAgo(0));
      expect(await deniedBecause(ask(null))).toBe('23502');
    });
  });
});
