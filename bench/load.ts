import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';

/** What one load run is to do; sent to the generator's own process. */
export interface LoadOrder {
  port: number;
  clients: number;
  seconds: number;
  method: 'GET' | 'POST';
  /** Sent in turn, beginning anywhere; one request each. */
  targets: { path: string; body?: string }[];
  headers: Record<string, string>;
}

/** What came of it. Latencies in milliseconds. */
export interface LoadResult {
  requests: number;
  failed: number;
  seconds: number;
  perSecond: number;
  p50: number;
  p99: number;
  /** The first answer that was not 2xx. */
  firstFailure?: string;
}

/** Runs clients that each send the next request as soon as the answer to the last is in. */
export async function load(order: LoadOrder): Promise<LoadResult> {
  const latencies: number[] = [];
  let failed = 0;
  let firstFailure: string | undefined;
  const started = performance.now();
  const until = started + order.seconds * 1000;
  const client = async () => {
    const connection = new Connection(order.port);
    let next = Math.floor(Math.random() * order.targets.length);
    while (performance.now() < until) {
      const target = order.targets[next++ % order.targets.length]!;
      const before = performance.now();
      const answer = await connection.send(request(order, target));
      latencies.push(performance.now() - before);
      if (answer.status >= 300) {
        failed += 1;
        firstFailure ??= `${answer.status} ${answer.body.slice(0, 300)}`;
      }
    }
    connection.end();
  };
  await Promise.all(Array.from({ length: order.clients }, client));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  const requests = latencies.length;
  return {
    requests,
    failed,
    firstFailure,
    seconds,
    perSecond: (requests - failed) / seconds,
    p50: at(0.5),
    p99: at(0.99),
  };
}

function request(order: LoadOrder, target: LoadOrder['targets'][number]): string {
  const body = target.body ?? '';
  let head = `${order.method} ${target.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
  for (const [name, value] of Object.entries(order.headers)) head += `${name}: ${value}\r\n`;
  if (order.method === 'POST') {
    head += `Idempotency-Key: ${randomUUID()}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
  }
  return `${head}\r\n${body}`;
}

interface Answer {
  status: number;
  body: string;
}

/** One kept-alive connection with one request under way: little enough work that it does not become what is measured. */
class Connection {
  private readonly socket: Socket;
  private received = '';
  private waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;

  constructor(port: number) {
    this.socket = new Socket();
    this.socket.setNoDelay(true);
    this.socket.setEncoding('latin1');
    this.socket.connect(port, '127.0.0.1');
    this.socket.on('data', (chunk: string) => this.receive(chunk));
    this.socket.on('error', (error) => this.waiting?.reject(error));
    this.socket.on('close', () => this.waiting?.reject(new Error('The server closed the connection.')));
  }

  send(text: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(text);
    });
  }

  end(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private receive(chunk: string): void {
    this.received += chunk;
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd < 0) return;
    const length = /content-length: (\d+)/i.exec(this.received.slice(0, headEnd))?.[1];
    const end = headEnd + 4 + Number(length ?? 0);
    if (length === undefined || this.received.length < end) return;
    const answer = { status: Number(this.received.slice(9, 12)), body: this.received.slice(headEnd + 4, end) };
    this.received = this.received.slice(end);
    this.waiting?.resolve(answer);
  }
}

/** In a process of its own: takes one order, answers one result. */
if (require.main === module) {
  process.once('message', (order: LoadOrder) => {
    load(order).then(
      (result) => process.send!(result, () => process.exit(0)),
      (error: unknown) => {
        process.stderr.write(String(error) + '\n');
        process.exit(1);
      },
    );
  });
}
