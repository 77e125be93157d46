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

  it('serve the next transaction after one that was rolled back', async () => {
    const { database } = world.server.kernel;
    const wrong = database.transaction((tx) => tx.query(`select 1 / $1::integer as fails`, [0]));
    await expect(wrong).rejects.toBeDefined();
    await database.transaction(async (tx) => {
      expect(await tx.query(`select 1 / $1::integer as fails`, [1])).toEqual([{ fails: 1 }]);
    });
  });
});
