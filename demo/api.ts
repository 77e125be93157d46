import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { type PageOf } from '../src/platform/page';
import { type ProblemDocument } from '../src/platform/problem';

/** A refusal, as the API words it. */
export class Refusal extends Error {
  constructor(
    request: string,
    readonly problem: ProblemDocument,
  ) {
    const faults = (problem.errors ?? []).map((fault) => `\n  ${fault.pointer}: ${fault.detail}`);
    super(`${request} was refused (${problem.status}): ${problem.detail ?? problem.title}${faults.join('')}`);
  }

  /** @example refusal.is('needs-review') */
  is(kind: string): boolean {
    return this.problem.type.endsWith(`:${kind}`);
  }
}

/** The product's HTTP API, as anybody can call it. */
export class Api {
  private readonly agent: Agent;
  /** Requests that were answered. */
  answered = 0;

  constructor(
    private readonly port: number,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Calls with somebody's key. */
  as(key: string): Caller {
    return new Caller(this, key);
  }

  close(): void {
    this.agent.destroy();
  }

  async send<T>(method: string, path: string, headers: Record<string, string>, body?: string): Promise<T> {
    const { status, text } = await this.exchange(method, path, headers, body);
    this.answered += 1;
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (status >= 400) throw new Refusal(`${method} ${path}`, answer as ProblemDocument);
    return answer as T;
  }

  private exchange(method: string, path: string, headers: Record<string, string>, body = '') {
    const size = body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const options = { host: '127.0.0.1', port: this.port, agent: this.agent, method, path };
    return new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = request({ ...options, headers: { ...headers, ...size } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

/** The API in somebody's hands. */
export class Caller {
  constructor(
    private readonly api: Api,
    private readonly key: string,
  ) {}

  async get<T>(path: string): Promise<T> {
    return this.api.send('GET', path, this.headers());
  }

  /** Every row of a list, page by page. */
  async all<T>(path: string): Promise<T[]> {
    const rows: T[] = [];
    const first = `${path}${path.includes('?') ? '&' : '?'}limit=200`;
    for (let next: string | undefined = ''; next !== undefined;) {
      const page: PageOf<T> = await this.get(next === '' ? first : `${first}&cursor=${encodeURIComponent(next)}`);
      rows.push(...page.items);
      next = page.next;
    }
    return rows;
  }

  /** Does something once: sent again with the same key, the request would get the same answer. */
  async post<T>(path: string, body: object = {}): Promise<T> {
    const headers = { ...this.headers(), ...newKey(), 'Content-Type': 'application/json' };
    return this.api.send('POST', path, headers, JSON.stringify(body));
  }

  /** Sends a file of many rows: all of them or none. */
  async import<T>(path: string, heading: string, rows: readonly (string | number)[][]): Promise<T> {
    const headers = { ...this.headers(), ...newKey(), 'Content-Type': 'text/csv; charset=utf-8' };
    const csv = [heading, ...rows.map((row) => row.join(','))].join('\r\n');
    return this.api.send('POST', path, headers, `${csv}\r\n`);
  }

  private headers(): Record<string, string> {
    return { Authorization: `Bearer ${this.key}`, 'Accept-Language': 'en' };
  }
}

function newKey() {
  return { 'Idempotency-Key': randomUUID() };
}
