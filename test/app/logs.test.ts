import { randomUUID } from 'node:crypto';
import pino from 'pino';
import pg from 'pg';
import request from 'supertest';
import { CounterpartServer } from '../../src/app/server';
import { cloneTemplate } from '../support/database';
import { timeZone } from '../support/world';

describe('Logs', () => {
  test('hold nothing of a person and no key, not even when a request with them fails inside', async () => {
    const database = await cloneTemplate();
    const lines: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
    const server = await CounterpartServer.create({ databaseUrl: database.url, poolSize: 4, timeZone, logger });
    const key = (await server.bootstrap())!;
    const { port } = await server.listen(0, '127.0.0.1');
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    try {
      const person = { number: 'C-1', name: 'Sample Somebody', phone: '+00 10 5550 0188', address: '1 Sample Road' };
      const add = (body: object) =>
        request(`http://127.0.0.1:${port}`)
          .post('/v1/customers')
          .set({ Authorization: `Bearer ${key}`, 'Idempotency-Key': randomUUID() })
          .send(body);
      await add(person).expect(201);
      await add(person).expect(409);
      await add({ ...person, phone: [person.phone] }).expect(422);
      // A defect of ours: a rule that has no problem, whose violation PostgreSQL describes with the whole row.
      await owner.query(`alter table customer add constraint nobody_knows check (number = 'C-1')`);
      const failed = await add({ ...person, number: 'C-2' }).expect(500);
      expect(JSON.stringify(failed.body)).not.toContain('Somebody');
      const log = lines.join('');
      expect(log).toContain('nobody_knows');
      for (const secret of [person.name, person.phone, person.address, 'Sample Road', key]) {
        expect(log).not.toContain(secret);
      }
    } finally {
      await owner.end();
      await server.drain();
      await database.drop();
    }
  });
});
