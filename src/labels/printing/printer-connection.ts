import { lookup } from 'node:dns';
import { BlockList, isIP, Socket, type LookupFunction } from 'node:net';

/** Where a printer listens. */
export interface PrinterAddress {
  host: string;
  port: number;
  /** Whether it answers the status query ~HS. */
  answersStatus: boolean;
}

/** How long we wait for a printer. */
export interface PrinterPatience {
  connectMs: number;
  /** Without a byte taken or given. */
  silenceMs: number;
}

/** Why a printer did not print, or may not have. */
export type PrintReason = 'unreachable' | 'no-answer' | 'not-ready' | 'unconfirmed' | 'address-refused' | 'interrupted';

/** How sending ended. `unconfirmed`: the printer may have printed some or all of it, only a look at it can tell. */
export type PrintOutcome = { sent: true } | { sent: false; reason: PrintReason; detail: string };

const [startOfText, endOfText] = ['\x02', '\x03'];

class PrintRefused extends Error {
  constructor(
    readonly reason: PrintReason,
    message: string,
  ) {
    super(message);
  }
}

/** Addresses that no printer has, also when they are written as IPv6: unspecified, link-local (where clouds keep their secrets), multicast and broadcast. */
const neverPrinters = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  neverPrinters.addSubnet(net, prefix, 'ipv4');
}
neverPrinters.addAddress('::', 'ipv6');
neverPrinters.addSubnet('fe80::', 10, 'ipv6');
neverPrinters.addSubnet('ff00::', 8, 'ipv6');
const noPrinter = 'No printer can have this address.';

function isNoPrinter(address: string, family: number): boolean {
  return neverPrinters.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Sends ZPL to a printer. A printer that answers its status is asked before (is it ready?) and after (did it take
 * everything?); of another one we know that it took everything when it closes the connection after we have.
 */
export async function sendToPrinter(
  address: PrinterAddress,
  zpl: string,
  patience: PrinterPatience,
  signal?: AbortSignal,
): Promise<PrintOutcome> {
  const socket = new Socket();
  const conversation = new Conversation(socket, patience);
  const interrupt = () => socket.destroy(new PrintRefused('interrupted', 'The server is stopping.'));
  signal?.addEventListener('abort', interrupt);
  let begun = false;
  try {
    await conversation.connect(address);
    await (address.answersStatus ? conversation.expectReady() : conversation.expectPatience());
    begun = true;
    await conversation.send(zpl);
    await (address.answersStatus ? conversation.status() : conversation.expectClose());
    return { sent: true };
  } catch (error) {
    return outcomeOf(error, begun);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    socket.destroy();
  }
}

function outcomeOf(error: unknown, begun: boolean): PrintOutcome {
  const detail = error instanceof Error ? error.message : String(error);
  if (begun) return { sent: false, reason: 'unconfirmed', detail };
  if (error instanceof PrintRefused) return { sent: false, reason: error.reason, detail };
  return { sent: false, reason: 'unreachable', detail: (error as { code?: string }).code ?? detail };
}

/** How long a printer without status is watched before it is told anything, in ms. */
const beforeFirstWord = 100;

/** One connection, step by step, none of which waits for ever. */
class Conversation {
  private received = '';
  private changed = () => undefined as void;
  private failure: Error | undefined;
  private closed = false;

  constructor(
    private readonly socket: Socket,
    private readonly patience: PrinterPatience,
  ) {
    socket.on('data', (chunk) => {
      // A printer's answer is some hundred characters; whoever floods us is none.
      this.received = (this.received + chunk.toString('latin1')).slice(-4096);
      this.changed();
    });
    socket.on('drain', () => this.changed());
    socket.on('error', (error) => {
      this.failure = error;
      this.changed();
    });
    socket.on('end', () => {
      this.closed = true;
      this.changed();
    });
    socket.on('close', () => {
      this.closed = true;
      this.changed();
    });
  }

  async connect({ host, port }: PrinterAddress): Promise<void> {
    // Only names are looked up.
    if (isIP(host) && isNoPrinter(host, isIP(host))) throw new PrintRefused('address-refused', noPrinter);
    let connected = false;
    this.socket.connect({ host, port, lookup: guardedLookup }, () => {
      connected = true;
      this.changed();
    });
    await this.until(() => connected, this.patience.connectMs, 'unreachable', 'The printer does not answer.');
  }

  /**
   * One that hangs up before it has read anything would look like one that has printed: it is seen before anything is sent,
   * and tried again.
   */
  async expectPatience(): Promise<void> {
    const end = performance.now() + beforeFirstWord;
    for (;;) {
      if (this.failure) throw this.failure;
      if (this.closed) throw new PrintRefused('no-answer', 'The printer closed the connection at once.');
      const left = end - performance.now();
      if (left <= 0) return;
      await this.change(left);
    }
  }

  async expectReady(): Promise<void> {
    const complaint = complaintOf(await this.status());
    if (complaint) throw new PrintRefused('not-ready', complaint);
  }

  /** The three lines of an answer to ~HS, each between STX and ETX. */
  async status(): Promise<string[]> {
    this.received = '';
    this.socket.write('~HS');
    const lines = () =>
      this.received
        .split(endOfText)
        .slice(0, -1)
        .map((line) => line.slice(line.indexOf(startOfText) + 1));
    const silence = 'The printer took the connection and does not answer its status query.';
    await this.until(() => lines().length >= 3, this.patience.silenceMs, 'no-answer', silence);
    return lines();
  }

  async send(zpl: string): Promise<void> {
    if (this.socket.write(zpl, 'utf8')) return;
    for (let left = this.socket.writableLength; left > 0;) {
      const before = left;
      const silence = 'The printer stopped taking data.';
      await this.until(() => this.socket.writableLength < before, this.patience.silenceMs, 'unconfirmed', silence);
      left = this.socket.writableLength;
    }
  }

  async expectClose(): Promise<void> {
    this.socket.end();
    const silence = 'The printer took the connection and did not end it.';
    await this.until(() => this.closed, this.patience.silenceMs, 'unconfirmed', silence);
    if (this.socket.writableLength > 0)
      throw new PrintRefused('unconfirmed', 'The printer hung up before it had everything.');
  }

  private async until(done: () => boolean, ms: number, reason: PrintReason, silence: string): Promise<void> {
    const end = performance.now() + ms;
    while (!done()) {
      if (this.failure) throw this.failure;
      if (this.closed) throw new PrintRefused(reason, 'The printer closed the connection.');
      const left = end - performance.now();
      if (left <= 0) throw new PrintRefused(reason, silence);
      // `drain` comes only when all is taken; progress before that is looked for.
      await this.change(Math.min(left, 250));
    }
  }

  private async change(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.changed = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** What keeps a printer from printing, by its status (ZPL II Programming Guide, ~HS). */
function complaintOf([first = '', second = '']: readonly string[]): string | undefined {
  const [, paperOut, pause] = first.split(',');
  const [, , headUp, ribbonOut] = second.split(',');
  if (paperOut === '1') return 'The printer has no labels left.';
  if (headUp === '1') return 'The printer is open.';
  if (ribbonOut === '1') return 'The printer has no ribbon left.';
  return pause === '1' ? 'The printer is paused.' : undefined;
}

/** Names are looked up when we connect, and what they mean then is checked: a name may change its mind. */
const guardedLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 4);
    const allowed = found.filter(({ address, family }) => !isNoPrinter(address, family));
    if (allowed.length === 0) return done(new PrintRefused('address-refused', noPrinter), '', 4);
    if (options.all) return done(null, allowed);
    done(null, allowed[0]!.address, allowed[0]!.family);
  });
};
