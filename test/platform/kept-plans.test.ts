import { World } from '../support/world';

interface Kept {
  statement: string;
}

describe('plans of statements', () => {
  let world: World;
  beforeAll(async () => (world = await World.open()));
  afterAll(() => world.close());

  const mark = '/* kept plan */';
  const text = `select $1::text as said, cardinality($2::integer[]) as rows ${mark}`;
  const keptWith = `select statement from pg_prepared_statements where position($1 in statement) > 0`;

  it('are kept inside a transaction, whatever it is asked with', async () => {
    await world.server.kernel.database.transaction(async (tx) => {
      for (const said of ['one', 'two']) {
        expect(await tx.query(text, [said, [1, 2]])).toEqual([{ said, rows: 2 }]);
      }
      const kept = await tx.query<Kept[]>(keptWith, [mark]);
      expect(kept.filter(({ statement }) => statement === text)).toHaveLength(1);
    });
  });

  it('are made anew for the many rows of an import, and outside of transactions', async () => {
    const large = `select cardinality($1::integer[]) as rows /* many rows */`;
    await world.server.kernel.database.transaction(async (tx) => {
      await tx.query(large, [Array.from({ length: 10_000 }, (_, index) => index)]);
      expect(await tx.query<Kept[]>(keptWith, ['many rows'])).not.toContainEqual({ statement: large });
    });
    await world.server.kernel.database.read(async (reader) => {
      const list = `select $1::text as said /* a list */`;
      await reader.query(list, ['once']);
      expect(await reader.query<Kept[]>(keptWith, ['a list'])).toEqual([]);
    });
  });

  it('are kept for a probe, which asks for what a key names', async () => {
    const { database } = world.server.kernel;
    const probe = `select $1::text as said /* a probe */`;
    expect(await database.probe((reader) => reader.query(probe, ['once']))).toEqual([{ said: 'once' }]);
    const kept = await database.probe((reader) => reader.query<Kept[]>(keptWith, ['a probe']));
    expect(kept).toContainEqual({ statement: probe });
  });

  it('are kept for a list once for each choice of filters, which are gone before the plan is made', async () => {
    const { database } = world.server.kernel;
    const text = `select n from generate_series(1, 9) n /* kept list */
      where ($1::integer is null or n > $1) and ($2::integer[] is null or n = any ($2)) order by n limit $3`;
    const ask = (...values: unknown[]) =>
      database.list(async (reader) => (await reader.query<{ n: number }[]>(text, values)).map(({ n }) => n));
    expect(await ask(null, null, 2)).toEqual([1, 2]);
    expect(await ask(4, null, 2)).toEqual([5, 6]);
    expect(await ask(6, null, 2)).toEqual([7, 8]);
    expect(await ask(null, [3, 5], 2)).toEqual([3, 5]);
    expect(await ask(4, [3, 5], 2)).toEqual([5]);
    const kept = await database.list((reader) => reader.query<Kept[]>(keptWith, ['/* kept list */']));
    expect(kept).toHaveLength(4);
    const settled = kept.map(({ statement }) => statement.match(/(true or|false and|limit 2$)/g)?.join(', '));
    expect(settled.sort()).toEqual([
      'false and, false and, limit 2',
      'false and, true or, limit 2',
      'true or, false and, limit 2',
      'true or, true or, limit 2',
    ]);
  });

  it('serve the next transaction after one that was rolled back', async () => {
    const { database } = world.server.kernel;
    const wrong = database.transaction((tx) => tx.query(`select 1 / $1::integer as fails`, [0]));
    await expect(wrong).rejects.toBeDefined();
    await database.transaction(async (tx) => {
      expect(await tx.query(`select 1 / $1::integer as fails`, [1])).toEqual([{ fails: 1 }]);
    });
  });
});
