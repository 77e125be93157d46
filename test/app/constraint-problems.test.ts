import { constraintProblems } from '../../src/app/schema';
import { World } from '../support/world';

/**
 * What no request can break, so that a problem for it would explain nothing to anybody. Breaking one of these is a
 * defect of ours and ends as 500.
 */
const unreachable: readonly RegExp[] = [
  // A code has 50 random bits, a key 256: two that are equal are a broken generator.
  /_code_once$/,
  /^api_key_digest_/,
  // Tables of exactly one row.
  /_one_row$/,
  // Refusals to rewrite what is written: no code of ours tries, and the application has no right to.
  /_append_only$/,
  /_never_deleted$/,
  // Words that we write ourselves, or that the contract enumerates: another one is refused before it gets here.
  /_(status|kind|outcome|disposition|refurbishment)_known$/,
  // Facts that one statement of ours writes together: who and when, a state and what it means.
  /_(when|whole|by_someone|names_what|posted_when_approved|loss_explained)$/,
  // Lines are numbered, accounts opened and reversals named by our code.
  /_line_once$/,
  /^stock_account_once$/,
  /^reversal_(movement|reversed_movement)_once$/,
  // References are explained by their name.
  /_fkey$/,
];

describe('Constraints and problems', () => {
  let world: World;
  let names: string[];
  beforeAll(async () => {
    world = await World.open();
    const rows = await world.sql<{ name: string }>(
      `select conname as name from pg_constraint
        where connamespace = current_schema()::regnamespace and contype in ('c', 'u', 'x')
       union
       select i.relname from pg_index x join pg_class i on i.oid = x.indexrelid
        where i.relnamespace = current_schema()::regnamespace and x.indisunique and not x.indisprimary
          and not exists (select from pg_constraint c where c.conindid = x.indexrelid)
       union
       select m[1] from pg_proc p, regexp_matches(p.prosrc, 'constraint\\s*=\\s*''([a-z0-9_]+)''', 'g') m
        where p.pronamespace = current_schema()::regnamespace
       order by 1`,
    );
    // A document's number is drawn from its sequence, so that no two requests get the same.
    const drawn = await world.sql<{ name: string }>(
      `select relname || '_once' as name from pg_class
        where relkind = 'S' and relnamespace = current_schema()::regnamespace and relname like '%\\_number'`,
    );
    names = rows.map((row) => row.name).filter((name) => !drawn.some((number) => number.name === name));
  });
  afterAll(() => world.close());

  test('every constraint that a request can break has its problem', () => {
    const silent = names.filter(
      (name) => !(name in constraintProblems) && !unreachable.some((rule) => rule.test(name)),
    );
    expect(silent).toEqual([]);
    expect(names.length).toBeGreaterThan(100);
  });

  test('every problem belongs to a constraint that exists', async () => {
    const others = await world.sql<{ name: string }>(
      `select conname as name from pg_constraint where connamespace = current_schema()::regnamespace
       union
       select tgname from pg_trigger where not tgisinternal
       union
       select c.relname || '_append_only' from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where t.tgfoid = 'refuse_change'::regproc`,
    );
    const known = new Set([...names, ...others.map((row) => row.name)]);
    expect(Object.keys(constraintProblems).filter((name) => !known.has(name))).toEqual([]);
  });

  test('every problem says what to do next, in its own words', () => {
    for (const [name, { kind, title, detail }] of Object.entries(constraintProblems)) {
      expect({ name, kind }).toEqual({ name, kind: expect.stringMatching(/^[a-z]+(-[a-z0-9]+)*$/) });
      expect(title.length).toBeGreaterThan(5);
      expect(detail).toMatch(/^\S.{10,}[.]$/);
    }
  });

  test('constraints have names of ours: none was named by the database', async () => {
    const rows = await world.sql<{ name: string; definition: string }>(
      `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
        where connamespace = current_schema()::regnamespace and conrelid <> 0
          and conrelid <> to_regclass('schema_migration')
          and ((contype = 'c' and conname ~ '_check[0-9]*$') or (contype = 'u' and conname ~ '_key[0-9]*$'))`,
    );
    expect(rows).toEqual([]);
  });
});
