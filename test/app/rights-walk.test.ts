import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { aSite } from '../support/catalog';
import { mayDo, type Role, roles } from '../../src/identity/permissions';
import { type Caller, World } from '../support/world';
import { aWorkedMonth } from '../books/worked-month';

const document = JSON.parse(readFileSync(join(__dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { 'x-permission': string }>>;
};
const endpoints = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({ method, path, permission: operation['x-permission'] })),
);
/** Endpoints that a permission opens for a purpose only: refused when asked without one. */
const forAPurposeOnly = ['get /customers'];

describe('Every endpoint of the document, asked by every role (R15)', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const ask = ({ method, path }: { method: string; path: string }, key?: string) => {
    const url = `/v1${path.replace(/\{[^}]+\}/g, () => randomUUID())}`;
    const asking = request(world.baseUrl)[method as 'get' | 'post' | 'put' | 'delete'](url);
    if (key !== undefined) void asking.set({ Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID() });
    return method === 'get' ? asking : asking.set('If-Match', '"1"').send({ noSuchField: 1 });
  };

  test.each(roles.map((role) => [role]))(
    '%s is refused exactly what is not listed for that role',
    async (role: Role) => {
      const caller: Caller = await world.person(role, role === 'station' ? { siteId: (await aSite(world)).id } : {});
      const wrong: string[] = [];
      for (const endpoint of endpoints) {
        const { status } = await ask(endpoint, caller.key);
        const name = `${endpoint.method} ${endpoint.path}`;
        if (forAPurposeOnly.includes(name)) continue;
        if ((status === 403) === mayDo([role], endpoint.permission) || status >= 500) wrong.push(`${name}: ${status}`);
      }
      expect(wrong).toEqual([]);
    },
  );

  /** What everybody may read who has the permission: master data, and the unit whose plate anybody can read. */
  const openToAll =
    /^\/(parts|sites|bins|suppliers|product-models|problem-classes|warranty-policies|installed-units)\b/;

  test('what belongs to others is not found at any address, neither by an engineer nor by a station', async () => {
    await aWorkedMonth(world);
    const outsiders = [
      await world.person('engineer'),
      await world.person('station', { siteId: (await aSite(world)).id }),
    ];
    const seen: string[] = [];
    let asked = 0;
    for (const { path } of endpoints.filter((one) => one.method === 'get' && one.path.includes('/{id}'))) {
      const collection = path.slice(0, path.indexOf('/{id}'));
      if (openToAll.test(path) || endpoints.every((one) => one.path !== collection || one.method !== 'get')) continue;
      const { body } = await world.admin.get(`/v1${collection}?limit=1`);
      const id = (body as { items?: { id?: string }[] }).items?.[0]?.id;
      if (id === undefined) continue;
      for (const outsider of outsiders) {
        asked += 1;
        const { status } = await outsider.get(`/v1${path.replace('{id}', id)}`);
        // A statement asks for a period first, and says so to anybody who may ask at all.
        if (![403, 404, 422].includes(status)) seen.push(`${path}: ${status}`);
      }
    }
    expect(seen).toEqual([]);
    expect(asked).toBeGreaterThan(30);
  });

  test('nobody is let in without a key, or with one that nobody has', async () => {
    const answers = [];
    for (const endpoint of endpoints) {
      for (const key of [undefined, 'cpk_of-nobody']) answers.push((await ask(endpoint, key)).status);
    }
    expect(new Set(answers)).toEqual(new Set([401]));
  });
});
