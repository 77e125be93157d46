import { World } from '../support/world';

describe('Answers to changes', () => {
  let world: World;
  beforeAll(async () => (world = await World.open()));
  afterAll(() => world.close());

  const customer = { number: 'C-1', name: 'Sample customer' };
  const responseOf = async (key: string) =>
    (await world.sql(`select response from command_log where idempotency_key = $1`, [key]))[0]!['response'];
  /** What a year of waiting would do. */
  const ageBy = async (key: string, days: number) => {
    await world.sql(`alter table command_log disable trigger command_log_answer_once`);
    await world.sql(
      `update command_log set recorded_at = now() - make_interval(days => $2) where idempotency_key = $1`,
      [key, days],
    );
    await world.sql(`alter table command_log enable trigger command_log_answer_once`);
  };

  test('are dropped after the days the organisation keeps them, and a late repetition is refused, not done twice (R14)', async () => {
    const first = await world.admin.post('/v1/customers', customer, 'old').expect(201);
    await ageBy('old', 91);
    await world.admin.post('/v1/customers', { ...customer, number: 'C-2' }, 'young').expect(201);
    await ageBy('young', 89);
    await world.server.chores.runAll();
    expect(await responseOf('old')).toBeNull();
    expect(await responseOf('young')).toMatchObject({ name: 'Sample customer' });
    const late = await world.admin.post('/v1/customers', customer, 'old').expect(409);
    expect(late.body.type).toBe('urn:counterpart:problem:answer-no-longer-kept');
    expect(late.body.facts.doneAt).toBeDefined();
    await world.admin.post('/v1/customers', { ...customer, name: 'Another' }, 'old').expect(409);
    const again = await world.admin.post('/v1/customers', { ...customer, number: 'C-2' }, 'young').expect(201);
    expect(again.headers['idempotency-replayed']).toBe('true');
    const [{ n } = { n: 0 }] = await world.sql(`select count(*)::integer as n from customer where number = 'C-1'`);
    expect(n).toBe(1);
    await world.admin.get(`/v1/customers/${first.body.id}`).expect(200);
  });

  test('are dropped batch by batch, each looked at once', async () => {
    await world.sql(
      `insert into command_log (actor_id, idempotency_key, operation, request_hash, request_id, response, recorded_at)
       select gen_random_uuid(), 'k', 'POST /sample', 'h', 'r', '{"name": "Sample"}', now() - interval '400 days'
         from generate_series(1, 2500)`,
    );
    await world.sql(
      `update answer_retention set dropped_up_to = (select max(id) - 2500 from command_log where idempotency_key = 'k')`,
    );
    await world.server.chores.runAll();
    const left = await world.sql(`select from command_log where idempotency_key = 'k' and response <> 'null'`);
    expect(left).toEqual([]);
    const [mark] = await world.sql(
      `select dropped_up_to = (select max(id) from command_log) as all from answer_retention`,
    );
    expect(mark).toEqual({ all: true });
  });

  test('cannot be dropped earlier or changed by the application, whatever it tries', async () => {
    await world.admin.post('/v1/customers', { ...customer, number: 'C-3' }, 'kept').expect(201);
    for (const response of ['null', '{"name": "forged"}']) {
      const forged = world.sqlAsApplication(`update command_log set response = $1 where idempotency_key = 'kept'`, [
        response,
      ]);
      await expect(forged).rejects.toMatchObject({ constraint: 'command_log_append_only' });
    }
    await ageBy('kept', 400);
    const replaced = world.sqlAsApplication(
      `update command_log set response = '{"name": "forged"}' where idempotency_key = 'kept'`,
    );
    await expect(replaced).rejects.toMatchObject({ constraint: 'command_log_append_only' });
  });
});
