import { World } from '../support/world';

interface SchemaColumn {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
  filled: boolean;
}

describe('Mapping and schema', () => {
  let world: World;
  let schema: Map<string, SchemaColumn>;
  beforeAll(async () => {
    world = await World.open();
    const rows = await world.sql<SchemaColumn>(
      `select c.relname as "table", a.attname as "column", format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) as type,
              not a.attnotnull as nullable, a.atthasdef or a.attidentity <> '' as filled
         from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    );
    schema = new Map(rows.map((row) => [`${row.table}.${row.column}`, row]));
  });
  afterAll(() => world.close());

  const mapped = () =>
    world.server.kernel.database.mappings.flatMap((entity) =>
      entity.columns.map((column) => ({
        name: `${entity.tableName}.${column.databaseName}`,
        type: `${String(column.type)}${column.isArray ? '[]' : ''}`,
        nullable: column.isNullable,
      })),
    );

  test('every mapped column exists with its type, and may be empty where the mapping says so', () => {
    const found = mapped().map(({ name }) => {
      const { type, nullable } = schema.get(name) ?? { type: 'no such column', nullable: false };
      return { name, type, nullable };
    });
    expect(found).toEqual(mapped());
    expect(found.length).toBeGreaterThan(50);
  });

  test('every column that must be filled is mapped, so that records can be added', () => {
    const tables = new Set(world.server.kernel.database.mappings.map((entity) => entity.tableName));
    const names = new Set(mapped().map((column) => column.name));
    const forgotten = [...schema.values()]
      .filter((column) => tables.has(column.table) && !column.nullable && !column.filled)
      .map((column) => `${column.table}.${column.column}`)
      .filter((name) => !names.has(name));
    expect(forgotten).toEqual([]);
  });
});
