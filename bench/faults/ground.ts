import { randomUUID } from 'node:crypto';
import { type BooksDatabase } from './books-database';

const partCount = 20;
const binCount = 5;
/** So few that the clients race for the last ones now and then, and wait for what others bring back. */
const piecesPerBin = 2;

/** Who calls. */
export interface Person {
  id: string;
  key: string;
}

/** What the clients work on, all of them on the same. */
export interface Ground {
  siteId: string;
  binIds: string[];
  partIds: string[];
  engineers: Person[];
  clerks: Person[];
  supervisors: Person[];
  supplierId: string;
  /** One for each engineer, and none of it in stock at first. */
  serialPartIds: string[];
  /** One for each engineer. */
  workOrderIds: string[];
}

type Post = (path: string, body: object) => Promise<Record<string, string>>;

export async function layGround(
  database: BooksDatabase,
  port: number,
  administratorKey: string,
  engineerCount: number,
): Promise<Ground> {
  const post = posting(port, administratorKey);
  const hire = (role: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, i) => person(post, role, i + 1)));
  const engineers = await hire('engineer', engineerCount);
  const supplier = await post('/v1/suppliers', { number: 'SUP', name: 'Sample supplier' });
  return {
    ...(await stockedSite(database)),
    serialPartIds: await Promise.all(engineers.map((_, i) => serialPart(post, i + 1))),
    engineers,
    clerks: await hire('clerk', 4),
    supervisors: await hire('supervisor', 2),
    supplierId: supplier['id']!,
    workOrderIds: await workOrders(post, engineers),
  };
}

async function stockedSite(database: BooksDatabase): Promise<Pick<Ground, 'siteId' | 'binIds' | 'partIds'>> {
  const siteId = randomUUID();
  const binIds = Array.from({ length: binCount }, () => randomUUID());
  const partIds = Array.from({ length: partCount }, () => randomUUID());
  await database.ask(
    `insert into site (id, code, number, name, kind) values ($1, 'S', 'S', 'Sample site', 'warehouse')`,
    [siteId],
  );
  await database.ask(
    `insert into bin (id, code, site_id, number)
     select b, 'B' || n, $1, 'B' || n from unnest($2::uuid[]) with ordinality x (b, n)`,
    [siteId, binIds],
  );
  await database.ask(
    `insert into part (id, code, number, name_en)
     select p, 'P' || n, 'P' || n, 'Sample part ' || n from unnest($1::uuid[]) with ordinality x (p, n)`,
    [partIds],
  );
  // An odd value, so that shares of it are rounded.
  await database.ask(
    `select post_movement('opening', 'opening', gen_random_uuid(), current_date, current_date, gen_random_uuid(),
       array_agg((p, account_for('opening'), account_for('shelf', b), $3::integer, 1337, null)::stock_line))
       from unnest($1::uuid[]) p, unnest($2::uuid[]) b`,
    [partIds, binIds, piecesPerBin],
  );
  return { siteId, binIds, partIds };
}

async function serialPart(post: Post, number: number): Promise<string> {
  const told = { number: `SP-${number}`, nameEn: 'Sample control board', serialNumbered: true };
  return (await post('/v1/parts', told))['id']!;
}

/** A machine for each engineer, who is sent there. */
async function workOrders(post: Post, engineers: readonly Person[]): Promise<string[]> {
  const model = await post('/v1/product-models', { number: 'M', nameEn: 'Sample model', category: 'water_heater' });
  const customer = await post('/v1/customers', { number: 'C', name: 'Sample customer' });
  const orders: string[] = [];
  for (const [i, engineer] of engineers.entries()) {
    const machine = { modelId: model['id'], customerId: customer['id'], serialNumber: `SN-${i}` };
    const unit = await post('/v1/installed-units', machine);
    const asked = { unitId: unit['id'], engineerId: engineer.id, fault: 'does not heat' };
    orders.push((await post('/v1/work-orders', asked))['id']!);
  }
  return orders;
}

async function person(post: Post, role: string, number: number): Promise<Person> {
  const name = `Sample ${role} ${number}`;
  const member = await post('/v1/staff-members', { number: `${role}-${number}`, name, roles: [role] });
  const issued = await post(`/v1/staff-members/${member['id']}/keys`, { label: 'faults' });
  return { id: member['id']!, key: issued['key']! };
}

function posting(port: number, administratorKey: string): Post {
  return async (path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${administratorKey}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
      },
      body: JSON.stringify(body),
    });
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
}
