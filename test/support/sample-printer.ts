import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * How a printer behaves: `ready` answers its status and prints; `quiet` knows no status, prints, and ends the connection;
 * `out of labels` says so; `mute` takes connections and never reads; `deaf` reads, says nothing and never ends;
 * `hanging up` takes connections and ends them at once; `breaking off` resets them.
 */
export type PrinterManner = 'ready' | 'quiet' | 'out of labels' | 'mute' | 'deaf' | 'hanging up' | 'breaking off';

/** A printer on the loopback: a real TCP server that keeps what it was sent. */
export class SamplePrinter {
  /** What came over each connection, status queries left out. */
  readonly received: string[] = [];
  manner: PrinterManner = 'ready';
  private readonly sockets = new Set<Socket>();

  private constructor(
    private server: Server,
    readonly port: number,
  ) {}

  static async on(manner: PrinterManner = 'ready', port = 0): Promise<SamplePrinter> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    const printer = new SamplePrinter(server, (server.address() as AddressInfo).port);
    printer.manner = manner;
    server.on('connection', (socket) => printer.serve(socket));
    return printer;
  }

  /** Labels that were printed, over all connections. */
  get labels(): number {
    return this.received.join('').split('^XZ').length - 1;
  }

  async off(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    if (this.manner === 'mute') return void socket.pause();
    if (this.manner === 'hanging up') return void socket.end();
    if (this.manner === 'breaking off') return void socket.resetAndDestroy();
    const nth = this.received.push('') - 1;
    socket.on('data', (chunk) => {
      const text = chunk.toString('utf8');
      this.received[nth] += text.replaceAll('~HS', '');
      if (this.manner !== 'ready' && this.manner !== 'out of labels') return;
      for (let asked = text.split('~HS').length - 1; asked > 0; asked -= 1) socket.write(this.status());
    });
    if (this.manner !== 'deaf') socket.on('end', () => socket.end());
  }

  private status(): string {
    const paperOut = this.manner === 'out of labels' ? 1 : 0;
    const lines = [`030,${paperOut},0,0832,000,0,0,0,000,0,0,0`, '000,0,0,0,0,2,4,0,00000000,1,000', '1234,0'];
    return lines.map((line) => `\x02${line}\x03\r\n`).join('');
  }
}

/** Waits for what happens in the background; without a fixed pause, and not for ever. */
export async function eventually<T>(look: () => Promise<T>, done: (seen: T) => boolean): Promise<T> {
  const end = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (done(seen)) return seen;
    if (Date.now() > end) throw new Error(`It did not happen; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
