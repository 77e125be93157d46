import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { aSite } from '../support/catalog';
import { mayDo, type Role, roles } from '../../src/identity/permissions';
import { type Caller, World } from '../support/world';

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

  test('nobody is let in without a key, or with one that nobody has', async () => {
    const answers = [];
    for (const endpoint of endpoints) {
      for (const key of [undefined, 'cpk_of-nobody']) answers.push((await ask(endpoint, key)).status);
    }
    expect(new Set(answers)).toEqual(new Set([401]));
  });
});
