import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import { aNumber, aPart, aSite } from '../support/catalog';
import { World } from '../support/world';

const problem = (kind: string) => `urn:counterpart:problem:${kind}`;

describe('Bad input gets its own clear problem, changes nothing, and is never a 5xx', () => {
  let world: World;
  let before: unknown;
  const contents = async () =>
    (
      await world.sql(
        `select (select count(*) from site) as sites, (select count(*) from part) as parts,
                (select count(*) from stock_movement) as movements, (select count(*) from receipt) as receipts,
                (select count(*) from command_log) as commands`,
      )
    )[0];

  beforeAll(async () => {
    world = await World.open();
    await aSite(world);
    await aPart(world);
    before = await contents();
  });
  afterEach(async () => expect(await contents()).toEqual(before));
  afterAll(() => world.close());

  const site = { number: 'NEW-1', name: 'Sample site', kind: 'warehouse' };
  const send = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    request(world.baseUrl)
      .post(path)
      .set({
        Authorization: `Bearer ${world.admin.key}`,
        'Idempotency-Key': randomUUID(),
        'Content-Type': 'application/json',
        ...headers,
      })
      .send(body as string);
  const expectProblem = (answer: request.Response, status: number, kind: string) => {
    expect({ status: answer.status, kind: answer.body.type, media: answer.type }).toEqual({
      status,
      kind: problem(kind),
      media: 'application/problem+json',
    });
    expect(answer.body.title).toBeTruthy();
  };

  describe('what is sent as JSON', () => {
    test.each([
      ['half of it', '{"number":"A'],
      ['no JSON at all', 'number=A'],
      ['a key without quotation marks', '{number:1}'],
      ['a text', '"number"'],
      ['a number', '7'],
    ])('%s is refused as malformed', async (_what, body) => {
      expectProblem(await send('/v1/sites', body), 400, 'malformed-json');
    });

    test('a word that is none of those allowed is answered with the allowed ones, not with what was sent', async () => {
      const receipt = await send('/v1/receipts', JSON.stringify({ kind: 'present', lines: [] })).expect(422);
      expect(receipt.body.errors[0]).toEqual({
        pointer: '/kind',
        detail: "must be one of 'supplier_delivery','on_site_purchase','trip_purchase','claim_replacement'",
      });
      const list = await world.admin.get('/v1/old-parts?state=gone').expect(422);
      expect(list.body.errors).toEqual([
        { pointer: 'query/state', detail: "must be one of 'owed','received','waived','overdue'" },
      ]);
    });

    test('what may be null says what is wrong with it when it is not', async () => {
      const part = { number: 'NULLABLE-1', nameEn: 'Sample', supplierNumber: '', component: 5, supplierId: 'x' };
      const refused = await send('/v1/parts', JSON.stringify(part)).expect(422);
      for (const { detail } of refused.body.errors as { detail: string }[]) {
        expect(detail).not.toContain('none of the allowed forms');
      }
      expect(refused.body.errors).toHaveLength(3);
    });

    test('a list, null or nothing where an object belongs is refused', async () => {
      for (const body of ['[]', '[{}]', 'null', '']) {
        const answer = await send('/v1/sites', body);
        expect([400, 422]).toContain(answer.status);
        expect(answer.type).toBe('application/problem+json');
      }
    });

    test('unknown fields are refused, those with names of JavaScript included', async () => {
      for (const name of ['colour', '__proto__', 'constructor', 'toString', 'id', 'version']) {
        const answer = await send('/v1/sites', `{"number":"A-1","name":"A","kind":"warehouse","${name}":{"x":1}}`);
        expectProblem(answer, 422, 'invalid-request');
        expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(`/${name}`);
      }
    });

    test('values of another type are refused, not converted', async () => {
      for (const name of [7, true, null, {}, [], ['Sample']]) {
        expectProblem(await world.admin.post('/v1/sites', { ...site, name }), 422, 'invalid-request');
      }
      for (const serialNumbered of ['true', 1, 'yes']) {
        const body = { number: 'P-1', nameEn: 'Part', serialNumbered };
        expectProblem(await world.admin.post('/v1/parts', body), 422, 'invalid-request');
      }
    });

    test('all faults are named at once, by pointer', async () => {
      const answer = await world.admin.post('/v1/sites', { number: '', name: ' ', kind: 'ship', colour: 'red' });
      expectProblem(answer, 422, 'invalid-request');
      expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
        '/colour',
        '/kind',
        '/name',
        '/number',
      ]);
    });

    test('rules that state no sentence of their own are told in words', async () => {
      const many = await world.admin.put(`/v1/parts/${randomUUID()}/models`, { modelIds: 'all' }, '"1"');
      expect(many.body.errors).toContainEqual({ pointer: '/modelIds', detail: 'must be a list' });
      const year = await world.admin.get('/v1/calendar-days?year=-1');
      expect(year.body.errors).toEqual([expect.objectContaining({ detail: 'is at least 1900' })]);
    });

    test('what was sent is not repeated in the refusal', async () => {
      const secret = 'Sample person, 5550 0199';
      const answer = await world.admin.post('/v1/parts', { number: secret, nameEn: [secret], unit: secret });
      expectProblem(answer, 422, 'invalid-request');
      expect(JSON.stringify(answer.body)).not.toContain('5550');
    });

    test('nesting without end is refused', async () => {
      const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
      for (const depth of [50, 5_000, 200_000]) {
        const answer = await send('/v1/sites', `{"number":"A-1","name":"A","kind":"warehouse","x":${deep(depth)}}`);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.type).toBe('application/problem+json');
      }
    });
  });

  describe('texts', () => {
    test.each([
      ['NUL', 'Sample\u0000site'],
      ['a line break', 'Sample\nsite'],
      ['an escape character', 'Sample\u001b[31m'],
      ['half a surrogate pair', 'Sample \ud800'],
      ['nothing but blanks', '   '],
      ['201 characters', 'x'.repeat(201)],
    ])('with %s are refused', async (_what, name) => {
      expectProblem(await world.admin.post('/v1/sites', { ...site, name }), 422, 'invalid-request');
    });

    test('with NUL in a search are refused', async () => {
      const answer = await world.admin.get('/v1/parts?text=a%00b');
      expectProblem(answer, 422, 'invalid-request');
    });
  });

  describe('days', () => {
    const level = { currency: 'CNY', amount: 100 };
    test.each([
      '2026-02-30',
      '2026-13-01',
      '2025-02-29',
      '2026-1-1',
      '20260101',
      '01.02.2026',
      'today',
      '',
      '+262026-01-01',
    ])('that do not exist or are written otherwise (%s) are refused', async (validFrom) => {
      const path = `/v1/parts/${randomUUID()}/prices`;
      expectProblem(await world.admin.post(path, { ...level, validFrom }), 422, 'invalid-request');
      const answer = await world.admin.get(`${path}?on=${encodeURIComponent(validFrom)}`);
      expectProblem(answer, 422, 'invalid-request');
    });
  });

  describe('numbers', () => {
    test.each([0, -1, 1.5, 1e10, '2', null, true])('quantity %p is refused', async (quantity) => {
      const [siteId, partId, binId, supplierId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
      const lines = [{ partId, binId, quantity, value: 100 }];
      const answer = await world.admin.post('/v1/receipts', { kind: 'supplier_delivery', siteId, supplierId, lines });
      expectProblem(answer, 422, 'invalid-request');
      expect(answer.body.errors).toEqual([expect.objectContaining({ pointer: '/lines/0/quantity' })]);
    });

    test.each(['-1', '0.5', '9007199254740993', '1e400', '"100"'])('amount %s is refused', async (amount) => {
      const path = `/v1/parts/${randomUUID()}/prices`;
      const answer = await send(path, `{"currency":"CNY","validFrom":"2026-01-01","amount":${amount}}`);
      expectProblem(answer, 422, 'invalid-request');
    });

    test('pages of no, negative, fractional or too many rows are refused', async () => {
      for (const limit of ['0', '-1', '1.5', '201', 'all', '']) {
        expectProblem(await world.admin.get(`/v1/parts?limit=${limit}`), 422, 'invalid-request');
      }
    });
  });

  describe('identifiers', () => {
    test('of nothing are not found; what is no identifier is refused', async () => {
      for (const path of ['parts', 'sites', 'customers', 'installed-units', 'receipts', 'requisitions']) {
        expectProblem(await world.admin.get(`/v1/${path}/${randomUUID()}`), 404, 'not-found');
        for (const id of ['1', 'null', "' or 1=1 --", `${randomUUID()}x`]) {
          const answer = await world.admin.get(`/v1/${path}/${encodeURIComponent(id)}`);
          expectProblem(answer, 422, 'invalid-request');
        }
      }
    });

    test('of nothing in a body are named', async () => {
      const answer = await world.admin.post('/v1/bins', { siteId: randomUUID(), number: aNumber('B') });
      expectProblem(answer, 422, 'unknown-reference');
    });

    test('percent signs that decode to nothing are refused', async () => {
      for (const path of ['/v1/parts/%', '/v1/parts/%ff%fe', '/v1/%c0%ae%c0%ae/']) {
        const answer = await world.admin.get(path);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.type).toBe('application/problem+json');
      }
    });

    test('cursors that no list gave out are refused', async () => {
      const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      for (const text of ['x', cursor({}), cursor([]), cursor([null]), cursor(['a', 'b', 'c']), 'a'.repeat(600)]) {
        expectProblem(await world.admin.get(`/v1/parts?cursor=${text}`), 422, 'invalid-request');
      }
      const answer = await world.admin.get(`/v1/bins?cursor=${cursor(['a', 'no id'])}`);
      expect(answer.status).toBe(422);
      expect((await world.admin.get(`/v1/parts?cursor=${cursor(['\u0000'])}`)).status).toBe(422);
    });
  });

  describe('the request as such', () => {
    test('an unknown query parameter is refused', async () => {
      expectProblem(await world.admin.get('/v1/parts?colour=red'), 422, 'invalid-request');
    });

    test('a query parameter given twice is refused', async () => {
      expectProblem(await world.admin.get('/v1/parts?text=a&text=b'), 422, 'invalid-request');
    });

    test('an unknown path is 404, with or without a key', async () => {
      expectProblem(await world.admin.get('/v1/nothing'), 404, 'no-such-address');
      expectProblem(await request(world.baseUrl).get('/wp-login.php'), 404, 'no-such-address');
    });

    test('a wrong method is 405 and says which are right', async () => {
      const answer = await world.admin.delete('/v1/sites');
      expectProblem(answer, 405, 'method-not-allowed');
      expect(answer.headers['allow']?.split(', ').sort()).toEqual(['GET', 'POST']);
    });

    test('a POST without Idempotency-Key is 400; with a key that is too long or has other signs, too', async () => {
      const post = () =>
        request(world.baseUrl).post('/v1/sites').set('Authorization', `Bearer ${world.admin.key}`).send(site);
      expectProblem(await post(), 400, 'idempotency-key-required');
      const answer = await post().set('Idempotency-Key', 'k'.repeat(201));
      expect([400, 422]).toContain(answer.status);
      const empty = await post().set('Idempotency-Key', '');
      expect([400, 422]).toContain(empty.status);
    });

    test('a body of another type is 415', async () => {
      for (const type of [
        'text/plain',
        'application/xml',
        'multipart/form-data; boundary=x',
        'application/octet-stream',
      ]) {
        expectProblem(await send('/v1/sites', 'x=1', { 'Content-Type': type }), 415, 'unsupported-media-type');
      }
      const charset = await send('/v1/sites', '{}', { 'Content-Type': 'application/json; charset=latin-7' });
      expectProblem(charset, 415, 'unsupported-media-type');
      const encoding = await send('/v1/sites', '{}', { 'Content-Encoding': 'sdch' });
      expectProblem(encoding, 415, 'unsupported-media-type');
    });

    test('a file where JSON belongs, and JSON where a file belongs, are refused', async () => {
      expect((await send('/v1/sites', 'number,name\nA,B\n', { 'Content-Type': 'text/csv' })).status).toBe(422);
      expect((await send('/v1/imports/parts', '{"number":"A"}')).status).toBe(422);
    });

    test('a body of more than 8 MB is 413, also when it is packed small', async () => {
      const large = JSON.stringify({ ...site, name: 'x'.repeat(9_000_000) });
      expectProblem(await send('/v1/sites', large), 413, 'body-too-large');
      const sendPacked = async (body: Uint8Array<ArrayBuffer>) => {
        const headers = {
          ...{ Authorization: `Bearer ${world.admin.key}`, 'Idempotency-Key': randomUUID() },
          ...{ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        };
        const answer = await fetch(`${world.baseUrl}/v1/sites`, { method: 'POST', headers, body });
        return { status: answer.status, kind: ((await answer.json()) as { type: string }).type };
      };
      expect(await sendPacked(new Uint8Array(gzipSync(large)))).toEqual({
        status: 413,
        kind: problem('body-too-large'),
      });
      expect((await sendPacked(new Uint8Array([1, 2, 3]))).status).toBe(400);
    });

    test('an If-Match that is no version is 428', async () => {
      for (const etag of ['*', 'v1', '"v1', 'W/"v1"', '"v-1"', '"v99999999999"']) {
        const answer = await world.admin.put(`/v1/sites/${randomUUID()}`, { name: 'A', active: true }, etag);
        expectProblem(answer, 428, 'if-match-required');
      }
    });
  });
});
