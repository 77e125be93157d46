import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mayDo, permissions, roles } from '../../src/identity/permissions';

interface Operation {
  operationId: string;
  summary?: string;
  'x-permission'?: string;
  parameters?: { $ref?: string }[];
  'x-reads-only'?: boolean;
}

const document = JSON.parse(readFileSync(join(__dirname, '..', '..', 'openapi', 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
};
const operations = Object.values(document.paths).flatMap((path) => Object.entries(path));

describe('Rights', () => {
  test('every endpoint asks for one known permission: what is not listed is refused (R15)', () => {
    const without = operations.filter(([, operation]) => !Object.hasOwn(permissions, operation['x-permission'] ?? ''));
    expect(without.map(([, operation]) => operation.operationId)).toEqual([]);
  });

  test('every permission is asked for by some endpoint', () => {
    const asked = new Set(operations.map(([, operation]) => operation['x-permission']));
    expect(Object.keys(permissions).filter((permission) => !asked.has(permission))).toEqual([]);
  });

  test('an unknown permission is nobody’s, not even the administrator’s', () => {
    expect(mayDo(['administrator'], 'no.such')).toBe(false);
    expect(mayDo(['administrator'], '')).toBe(false);
    expect(mayDo([], 'catalog.read')).toBe(false);
  });

  test('the auditor changes nothing', () => {
    const changing = operations.filter(([method, operation]) => method !== 'get' && !operation['x-reads-only']);
    const allowed = changing.filter(([, operation]) => mayDo(['auditor'], operation['x-permission'] ?? ''));
    expect(allowed.map(([, operation]) => operation.operationId)).toEqual([]);
  });

  test('roles are those of the design', () => {
    expect([...roles].sort()).toEqual([
      'administrator',
      'auditor',
      'clerk',
      'engineer',
      'finance',
      'station',
      'supervisor',
    ]);
  });

  test('every changing POST takes an Idempotency-Key, and every endpoint says in a few words what it does (R14)', () => {
    const posts = operations.filter(([method, operation]) => method === 'post' && !operation['x-reads-only']);
    const keyless = posts.filter(
      ([, operation]) => !operation.parameters?.some((one) => one.$ref === '#/components/parameters/IdempotencyKey'),
    );
    expect(keyless.map(([, operation]) => operation.operationId)).toEqual([]);
    expect(operations.filter(([, operation]) => !operation.summary).map(([, o]) => o.operationId)).toEqual([]);
  });
});
