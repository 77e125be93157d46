import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { type Caller, type World } from './world';

/** Sends a CSV file to an import. */
export function sendCsv(
  world: World,
  caller: Caller,
  path: string,
  csv: string | Buffer,
  idempotencyKey: string = randomUUID(),
): request.Test {
  return request(world.baseUrl)
    .post(path)
    .set('Authorization', `Bearer ${caller.key}`)
    .set('Idempotency-Key', idempotencyKey)
    .set('Content-Type', 'text/csv; charset=utf-8')
    .send(csv as string);
}

/** A CSV text of a heading and rows. */
export function csvOf(heading: string, rows: readonly string[]): string {
  return [heading, ...rows].join('\r\n') + '\r\n';
}
