import { Agent, get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { setImmediate as soon } from 'node:timers/promises';
import pg from 'pg';
import { untilDatabaseAccepts } from '../../src/platform/database-at-start';
import { type Problem } from '../../src/platform/problem';
import { SteadyClient } from '../../src/platform/steady-client';
import { cloneTemplate } from '../support/database';
import { World } from '../support/world';

describe('a connection to PostgreSQL that breaks', () => {
  let world: World;
  beforeAll(async () => (world = await World.open()));
  afterAll(() => world.close());

  it('between two statements of a transaction is 503 with Retry-After, not 500', async () => {
    const refused = await world.server.kernel.database
      .transaction(async (tx) => {
        const rows = await tx.query<{ pid: number }[]>(`select pg_backend_pid() as pid`);
        await world.sql(`select pg_terminate_backend($1)`, [rows[0]!.pid]);
        // TypeORM lets go of the connection when it hears of it, and the next statement finds none.
        while (!tx.queryRunner!.isReleased) await soon();
        await tx.query(`select 1`);
      })
      .catch((error: Problem) => error);
    expect(refused).toMatchObject({ status: 503, extra: { headers: { 'Retry-After': '1' } } });
  });

  it('before the commit is 503 and leaves nothing behind', async () => {
    const refused = await world.server.kernel.database
      .transaction(async (tx) => {
        await tx.query(`update organisation set overdue_old_parts_limit = 77`);
        const rows = await tx.query<{ pid: number }[]>(`select pg_backend_pid() as pid`);
        await world.sql(`select pg_terminate_backend($1)`, [rows[0]!.pid]);
        while (!tx.queryRunner!.isReleased) await soon();
      })
      .catch((error: Problem) => error);
    expect(refused).toMatchObject({ status: 503 });
    expect(await world.sql(`select from organisation where overdue_old_parts_limit = 77`)).toEqual([]);
  });

  it('while it is idle is replaced before the next request', async () => {
    await world.admin.get('/v1/staff-members').expect(200);
    await world.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`,
    );
    for (let attempt = 0; attempt < 50; attempt += 1) {
      const answer = await world.admin.get('/v1/staff-members');
      if (answer.status === 200) return;
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('1');
    }
    throw new Error('The server did not recover.');
  });
});

it('a connection that is ended at the very moment it is made does not end the process', async () => {
  const welcome = Buffer.from('520000000800000000' + '5a0000000549', 'hex'); // AuthenticationOk, ReadyForQuery
  const unkind = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(Buffer.concat([welcome, refusal('57P01', 'terminating connection')])));
  });
  await new Promise<void>((resolve) => unkind.listen(0, '127.0.0.1', resolve));
  const { port } = unkind.address() as AddressInfo;
  const connectionString = `postgres://sample@127.0.0.1:${port}/sample`;
  const pool = new pg.Pool({ connectionString, Client: SteadyClient });
  pool.on('error', () => undefined);
  const client = await pool.connect();
  await expect(client.query('select 1')).rejects.toThrow(/not queryable|terminated/);
  client.release(true);
  await pool.end();
  await new Promise((resolve) => unkind.close(resolve));
});

describe('a database that cannot be used at the start', () => {
  it('is named in one sentence when nothing listens', async () => {
    await expect(untilDatabaseAccepts('postgres://sample@127.0.0.1:1/sample')).rejects.toThrow(
      /^the database of DATABASE_URL cannot be used \(.*ECONNREFUSED.*\); start it, or correct DATABASE_URL\.$/,
    );
  });

  it('is named in one sentence when the password is wrong', async () => {
    const database = await cloneTemplate();
    const url = new URL(database.url);
    url.password = 'wrong';
    await expect(untilDatabaseAccepts(url.toString())).rejects.toThrow(/password authentication failed/);
    await database.drop();
  });

  it('is waited for while it says that it is starting up', async () => {
    let asked = 0;
    const starting = createServer((socket) => {
      asked += 1;
      socket.on('error', () => undefined);
      socket.on('data', () => socket.end(asked < 3 ? refusal('57P03', 'starting up') : refusal('28000', 'awake')));
    });
    await new Promise<void>((resolve) => starting.listen(0, '127.0.0.1', resolve));
    const { port } = starting.address() as AddressInfo;
    await expect(untilDatabaseAccepts(`postgres://sample@127.0.0.1:${port}/sample`)).rejects.toThrow(/awake/);
    expect(asked).toBe(3);
    await new Promise((resolve) => starting.close(resolve));
  });
});

it('a server asked to end does not wait for a caller who goes on asking over one connection', async () => {
  const world = await World.open();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let answered = 0;
  const asking = (async () => {
    while (await isAnswered(`${world.baseUrl}/livez`, agent)) answered += 1;
  })();
  while (answered < 3) await soon();
  const before = performance.now();
  await world.close();
  await asking;
  expect(performance.now() - before).toBeLessThan(5_000);
  agent.destroy();
});

function isAnswered(url: string, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get(url, { agent }, (response) => {
      response.resume();
      response.on('end', () => resolve(true));
    });
    asked.on('error', () => resolve(false));
  });
}

/** An ErrorResponse of PostgreSQL's protocol. */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E', 'latin1');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
