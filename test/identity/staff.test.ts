import { World } from '../support/world';

describe('Staff members and their keys', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('an administrator adds a staff member and issues a key that works', async () => {
    const clerk = await world.person('clerk');
    const answer = await clerk.get('/v1/staff-members').expect(200);
    expect(answer.body.items.map((member: { number: string }) => member.number)).toContain('ADMIN');
  });

  test('a request without a key, or with an unknown one, is refused', async () => {
    const stranger = world.callerWith('', 'cpk_unknown');
    const answer = await stranger.get('/v1/staff-members').expect(401);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body.type).toBe('urn:counterpart:problem:key-required');
  });

  test('an engineer may not add staff', async () => {
    const engineer = await world.person('engineer');
    const answer = await engineer.post('/v1/staff-members', { number: 'X1', name: 'X', roles: ['clerk'] }).expect(403);
    expect(answer.body.type).toBe('urn:counterpart:problem:forbidden');
  });

  test('the same request with the same key acts once and gets the first answer (R14)', async () => {
    const body = { number: 'TWICE', name: 'Sample Twice', roles: ['clerk'] };
    const first = await world.admin.post('/v1/staff-members', body, 'same-key').expect(201);
    const second = await world.admin.post('/v1/staff-members', body, 'same-key').expect(201);
    expect(second.body).toEqual(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    const other = await world.admin.post('/v1/staff-members', { ...body, number: 'OTHER' }, 'same-key').expect(409);
    expect(other.body.type).toBe('urn:counterpart:problem:idempotency-key-reused');
  });

  test('no SQL of the application records a key twice (R14)', async () => {
    const again = world.sqlAsApplication(
      `insert into command_log (actor_id, idempotency_key, operation, request_hash, request_id)
       select actor_id, idempotency_key, operation, request_hash, 'again' from command_log limit 1`,
    );
    await expect(again).rejects.toMatchObject({ constraint: 'command_log_key_once' });
  });

  test('a key is shown once: a repeat of the request that issued it does not show it again', async () => {
    const person = await world.person('clerk');
    const first = await world.admin.post(`/v1/staff-members/${person.id}/keys`, { label: 'a' }, 'key-once').expect(201);
    const again = await world.admin.post(`/v1/staff-members/${person.id}/keys`, { label: 'a' }, 'key-once').expect(201);
    expect(first.body.key).toMatch(/^cpk_/);
    expect(again.body.key).toBe('(shown once)');
  });

  test('a revoked key stops working with the next request', async () => {
    const person = await world.person('clerk');
    const issued = await world.admin.post(`/v1/staff-members/${person.id}/keys`, { label: 'b' }).expect(201);
    const other = world.callerWith(person.id, issued.body.key);
    await other.get('/v1/staff-members').expect(200);
    await world.admin.delete(`/v1/staff-members/${person.id}/keys/${issued.body.id}`).expect(204);
    await other.get('/v1/staff-members').expect(401);
  });

  test('a change needs the version that was read, and is refused when somebody else was faster', async () => {
    const person = await world.person('clerk');
    const read = await world.admin.get(`/v1/staff-members/${person.id}`).expect(200);
    const change = { name: 'Sample Renamed', roles: ['clerk'], siteId: null, mayPostEarlier: false, active: true };
    await world.admin.put(`/v1/staff-members/${person.id}`, change, read.headers['etag']!).expect(200);
    await world.admin.put(`/v1/staff-members/${person.id}`, change, read.headers['etag']!).expect(412);
  });

  test('every fault of a request is named at once, unknown fields included', async () => {
    const answer = await world.admin
      .post('/v1/staff-members', { number: '', name: '', roles: ['king'], colour: 'red' })
      .expect(422);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer).sort()).toEqual([
      '/colour',
      '/name',
      '/number',
      '/roles/0',
    ]);
  });
});
