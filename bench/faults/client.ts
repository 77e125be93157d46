import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance } from './chance';
import { type Entry, type Journal } from './journal';

const answerWithinMs = 8_000;
/** How often a request is sent twice at the same moment, as a scanner with a stuck trigger does. */
const sentTwice = 0.04;

interface Answer {
  status: number;
  retryAfter: string | undefined;
  body: string;
}

/** Sends each order until there is a definite answer: same key, same content. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(
    private readonly port: number,
    private readonly journal: Journal,
    readonly chance: Chance,
    /** Whether the client has given up waiting, after which an order without an answer stays unknown. */
    private readonly hasGivenUp: () => boolean,
  ) {}

  /** Has one order done; answers what the server said, or undefined when it was refused or nothing is known. */
  async order<T>(kind: string, caller: string, path: string, body: object, mark?: string): Promise<T | undefined> {
    const order = { kind, caller, key: randomUUID(), path, body: JSON.stringify(body), mark };
    const entry = this.journal.open(order);
    const again = this.chance.is(sentTwice);
    await Promise.all([this.untilAnswered(entry), ...(again ? [this.untilAnswered(entry)] : [])]);
    return entry.answer && entry.answer.status < 300 ? (entry.answer.body as T) : undefined;
  }

  async untilAnswered(entry: Entry): Promise<void> {
    while (!this.hasGivenUp()) {
      entry.attempts += 1;
      const answer = await this.send(entry).catch(() => undefined);
      if (answer !== undefined && this.isDefinite(entry, answer)) {
        this.journal.answered(entry, answer.status, answer.body === '' ? undefined : JSON.parse(answer.body));
        return;
      }
      // More impatient than Retry-After asks for: that is the harder case.
      await sleep(this.chance.between(20, 120));
    }
  }

  /** Asks until there is an answer. */
  async read<T>(caller: string, path: string): Promise<T | undefined> {
    while (!this.hasGivenUp()) {
      const rows = await this.ask<T>(caller, path).catch(() => undefined);
      if (rows !== undefined) return rows;
      await sleep(this.chance.between(20, 120));
    }
    return undefined;
  }

  close(): void {
    this.agent.destroy();
  }

  private async ask<T>(caller: string, path: string): Promise<T | undefined> {
    const headers = { Authorization: `Bearer ${caller}` };
    const signal = AbortSignal.timeout(answerWithinMs);
    const answer = await fetch(`http://127.0.0.1:${this.port}${path}`, { headers, signal });
    return answer.status === 200 ? ((await answer.json()) as T) : undefined;
  }

  private isDefinite(entry: Entry, answer: Answer): boolean {
    if (answer.status < 500) return true;
    if (answer.status !== 503 || !/^\d+$/.test(answer.retryAfter ?? '')) {
      this.journal.bad5xx.push(`${entry.kind}: ${answer.status} ${answer.body.slice(0, 300)}`);
    }
    return false;
  }

  private send(entry: Entry): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port: this.port,
          agent: this.agent,
          method: 'POST',
          path: entry.path,
          timeout: answerWithinMs,
          headers: {
            Authorization: `Bearer ${entry.caller}`,
            'Idempotency-Key': entry.key,
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(entry.body),
          },
        },
        (response) => {
          let body = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => (body += chunk));
          response.on('error', reject);
          // An answer that was cut off is no answer.
          response.on('close', () => reject(new Error('cut off')));
          response.on('end', () =>
            resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'], body }),
          );
        },
      );
      sent.on('error', reject);
      sent.on('timeout', () => {
        this.journal.unanswered.push(`${new Date().toISOString()} ${entry.kind} ${entry.path}`);
        sent.destroy(new Error('no answer in time'));
      });
      sent.end(entry.body);
    });
  }
}
