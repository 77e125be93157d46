import { randomUUID } from 'node:crypto';
import { type AddressInfo } from 'node:net';
import pg from 'pg';
import pino from 'pino';
import request from 'supertest';
import { CounterpartServer, type ServerOptions } from '../../src/app/server';
import { dayIn } from '../../src/platform/clock';
import { type Role } from '../../src/identity/permissions';
import { cloneTemplate } from './database';

export const timeZone = 'Asia/Shanghai';

/** A staff member with a key, ready to call. */
export interface Caller {
  id: string;
  key: string;
  get(path: string): request.Test;
  post(path: string, body?: object, idempotencyKey?: string): request.Test;
  put(path: string, body: object, etag: string): request.Test;
  delete(path: string): request.Test;
}

/** A running server over a database of its own, and people to call it. */
export class World {
  private readonly pools: pg.Pool[] = [];
  private people = 0;
  admin!: Caller;

  private constructor(
    readonly server: CounterpartServer,
    readonly baseUrl: string,
    private readonly database: { url: string; drop(): Promise<void> },
  ) {}

  static async open(options: { now?: () => Date; printing?: ServerOptions['printing'] } = {}): Promise<World> {
    const database = await cloneTemplate();
    const clock = options.now && { now: options.now, today: () => dayIn(timeZone, options.now!()) };
    const server = await CounterpartServer.create({
      databaseUrl: database.url,
      poolSize: 20,
      timeZone,
      logger: pino({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent' }),
      clock,
      // Sample printers listen wherever there is room on the loopback.
      printerPorts: { from: 1024, to: 65_535 },
      printing: options.printing,
    });
    const key = await server.bootstrap();
    const address: AddressInfo = await server.listen(0, '127.0.0.1');
    const world = new World(server, `http://127.0.0.1:${address.port}`, database);
    world.admin = world.callerWith('', key!);
    world.admin.id = (await world.sql<{ id: string }>(`select id from staff_member where number = 'ADMIN'`))[0]!.id;
    return world;
  }

  /** Adds a staff member with these roles and gives them a key. */
  async person(roles: Role | Role[], more: { siteId?: string; mayPostEarlier?: boolean } = {}): Promise<Caller> {
    this.people += 1;
    const list = Array.isArray(roles) ? roles : [roles];
    const member = await this.admin
      .post('/v1/staff-members', {
        number: `P${this.people}`,
        name: `Sample ${list[0]} ${this.people}`,
        roles: list,
        ...more,
      })
      .expect(201);
    const issued = await this.admin.post(`/v1/staff-members/${member.body.id}/keys`, { label: 'test' }).expect(201);
    return this.callerWith(member.body.id, issued.body.key);
  }

  callerWith(id: string, key: string): Caller {
    const bearer = `Bearer ${key}`;
    const to = request(this.baseUrl);
    return {
      id,
      key,
      get: (path) => to.get(path).set('Authorization', bearer),
      post: (path, body = {}, idempotencyKey = randomUUID()) =>
        to.post(path).set('Authorization', bearer).set('Idempotency-Key', idempotencyKey).send(body),
      put: (path, body, etag) => to.put(path).set('Authorization', bearer).set('If-Match', etag).send(body),
      delete: (path) => to.delete(path).set('Authorization', bearer),
    };
  }

  /** Asks the database with the owner's rights. */
  async sql<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.pool(undefined).query<T>(text, values)).rows;
  }

  /** Asks the database as the application's role: what a defect in our own code could do at most. */
  async sqlAsApplication<T extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.pool('counterpart_app').query<T>(text, values)).rows;
  }

  async close(): Promise<void> {
    await this.server.drain();
    await Promise.all(this.pools.map((pool) => pool.end()));
    await this.database.drop();
  }

  private pool(role: string | undefined): pg.Pool {
    const known = this.pools.find((pool) => pool.options.application_name === (role ?? 'owner'));
    if (known) return known;
    const options = role ? `-c role=${role} -c timezone=${timeZone}` : `-c timezone=${timeZone}`;
    const pool = new pg.Pool({
      connectionString: this.database.url,
      application_name: role ?? 'owner',
      options,
      max: 4,
    });
    // A pool says that it has ended before its connections have; the drop of the database may overtake them.
    pool.on('error', (error) => {
      if (!pool.ending) throw error;
    });
    this.pools.push(pool);
    return pool;
  }
}
