import {
  type NewScan,
  type NewScanSession,
  type ScanBurstAnswer,
  type ScanSession,
} from '../../src/scanning/sessions/scan-session';
import { type Caller, type World } from './world';

/** Starts a session that must start. */
export async function aSession(clerk: Caller, asked: NewScanSession): Promise<ScanSession> {
  const answer = await clerk.post('/v1/scan-sessions', asked);
  if (answer.status !== 201) throw new Error(`session: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as ScanSession;
}

/** One scanner at work in a session: it counts its own scans. */
export class Scanner {
  private next = 1;

  constructor(
    private readonly clerk: Caller,
    private readonly session: { id: string },
    readonly device = 'scanner-1',
  ) {}

  /** Sends these texts (or more exactly told scans) in one burst, under the next numbers. */
  async scan(...scans: (string | Omit<NewScan, 'sequence'>)[]): Promise<ScanBurstAnswer> {
    const numbered = scans.map((scan) => ({
      ...(typeof scan === 'string' ? { text: scan } : scan),
      sequence: this.next++,
    }));
    return this.send(numbered);
  }

  /** Sends exactly these. */
  async send(scans: NewScan[]): Promise<ScanBurstAnswer> {
    const answer = await this.clerk.post(`/v1/scan-sessions/${this.session.id}/scans`, { device: this.device, scans });
    if (answer.status !== 200) throw new Error(`scans: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as ScanBurstAnswer;
  }
}

export async function codeOf(world: World, table: string, id: string): Promise<string> {
  return (await world.sql<{ code: string }>(`select code from ${table} where id = $1`, [id]))[0]!.code;
}

/** "accepted", or why not. */
export function verdicts(answer: ScanBurstAnswer): string[] {
  return answer.scans.map(({ outcome, problem }) => problem ?? outcome);
}
