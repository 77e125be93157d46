import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const HOST = '127.0.0.1';

/** Passes bytes between whoever connects and one port, until it is told to cut. */
export class Proxy {
  private readonly pairs = new Set<[Socket, Socket]>();
  private refuses = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async before(targetPort: number): Promise<Proxy> {
    const server = createServer({ allowHalfOpen: false, noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
    const proxy = new Proxy(server, (server.address() as { port: number }).port);
    server.on('connection', (near: Socket) => proxy.pass(near, targetPort));
    return proxy;
  }

  /**
   * Passes nothing on for `silentMs`, as a network does before anybody notices; then ends every connection, and refuses
   * new ones for `awayMs`. Answers that were on their way are lost, and nobody can tell them from requests that were.
   */
  async cut(silentMs: number, awayMs: number): Promise<void> {
    this.refuses = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
    await sleep(silentMs);
    for (const pair of this.pairs) for (const socket of pair) socket.resetAndDestroy();
    await sleep(awayMs);
    this.refuses = false;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await closed;
  }

  private pass(near: Socket, targetPort: number): void {
    near.on('error', () => undefined);
    if (this.refuses) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ port: targetPort, host: HOST, noDelay: true });
    const pair: [Socket, Socket] = [near, far];
    this.pairs.add(pair);
    far.on('error', () => near.destroy());
    for (const socket of pair) {
      socket.on('close', () => {
        this.pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
    near.pipe(far);
    far.pipe(near);
  }
}
