import { newCode } from '../../barcodes/code';
import { mayDo } from '../../identity/permissions';
import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../../platform/problem';
import { type Reader, type Tx } from '../../platform/transaction';
import { type ScanPurpose, type SessionHead, type StartField } from '../purposes/purpose';
import { purposes } from '../purposes/purposes';
import { countedPieces, devicesOf, listScans, scanCounts, takenScans } from './scan-log.queries';
import {
  type NewScanSession,
  type ScanBurst,
  type ScanBurstAnswer,
  type ScanLogQuery,
  type ScanSession,
  type ScanSessionQuery,
  type ScanSessionSummary,
  type SessionClosure,
  type SessionLine,
  type SessionPosting,
  type SessionTotals,
  type TakenScan,
} from './scan-session';
import {
  endSession,
  findSession,
  insertSession,
  listSessions,
  lockSession,
  type SessionRow,
} from './scan-session.queries';
import { judgeWaiting, takeScans } from './take-scans';

/** Scan sessions 扫码作业: started on a document, scanned, posted once. */
export class ScanSessionService {
  constructor(private readonly kernel: Kernel) {}

  async start(context: CallContext, asked: NewScanSession): Promise<ScanSession> {
    const purpose = permitted(context, asked.purpose);
    const faults = startFaults(purpose, asked);
    if (faults.length > 0) throw invalid(faults);
    return this.kernel.database.command(context, async (tx) => {
      const about = await purpose.start(tx, context, asked);
      const head = { id: newId(), purpose: asked.purpose, terms: asked, ...about };
      await refuseUnknownParts(tx, asked);
      await insertSession(tx, { ...head, code: newCode('scan-session'), actorId: context.actor.id });
      return this.view(tx, (await findSession(tx, head.id, scopeOf(context))) ?? notYours());
    });
  }

  /** Takes a burst: every scan of the answer is in the database, whatever became of it. */
  async take(context: CallContext, id: string, burst: ScanBurst): Promise<ScanBurstAnswer> {
    const faults = burst.scans.flatMap(scanFaults);
    if (faults.length > 0) throw invalid(faults);
    return this.kernel.database.command(context, async (tx) => {
      const { session, purpose } = await this.lockOpen(tx, context, id);
      const sequences = await takeScans(tx, context, session, purpose, burst);
      const scans = await takenScans(tx, id, burst.device, sequences);
      const totals = totalsOf(await this.lines(tx, session, purpose), await scanCounts(tx, id));
      const [device] = await devicesOf(tx, id, burst.device);
      return { scans, totals, missingNumbers: device?.missingNumbers ?? [] };
    });
  }

  /** Posts what was accepted, once, and ends the session in the same transaction. */
  async post(context: CallContext, id: string, asked: SessionPosting): Promise<ScanSession> {
    return this.kernel.database.command(context, async (tx) => {
      const { session, purpose } = await this.lockOpen(tx, context, id);
      await this.settleGaps(tx, session, purpose, asked.withoutMissingNumbers ?? false);
      const counted = await countedPieces(tx, id);
      if (counted.length === 0 && !purpose.mayPostNothing?.(asked)) {
        throw wrongState('nothing-scanned', 'Nothing was accepted in this session. Scan, or close it.');
      }
      const lines = await this.lines(tx, session, purpose);
      const documents = await purpose.post(tx, this.kernel, context, session, counted, asked);
      await endSession(tx, id, { status: 'posted', actorId: context.actor.id, documents, lines });
      return this.view(tx, (await findSession(tx, id, scopeOf(context))) ?? notYours());
    });
  }

  /** Gives a session up: what was scanned is kept to be read, and posts nothing. */
  async close(context: CallContext, id: string, asked: SessionClosure): Promise<ScanSession> {
    return this.kernel.database.command(context, async (tx) => {
      const { session, purpose } = await this.lockOpen(tx, context, id);
      const lines = await this.lines(tx, session, purpose);
      const end = { actorId: context.actor.id, note: asked.note, documents: [], lines };
      await endSession(tx, id, { status: 'closed', ...end });
      return this.view(tx, (await findSession(tx, id, scopeOf(context))) ?? notYours());
    });
  }

  async find(context: CallContext, id: string): Promise<ScanSession> {
    return this.kernel.database.read(async (reader) =>
      this.view(reader, (await findSession(reader, id, scopeOf(context))) ?? notYours()),
    );
  }

  async list(context: CallContext, query: ScanSessionQuery): Promise<PageOf<ScanSessionSummary>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listSessions(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async log(context: CallContext, id: string, query: ScanLogQuery): Promise<PageOf<TakenScan>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read(async (reader) => {
      if (!(await findSession(reader, id, scopeOf(context)))) notYours();
      return listScans(reader, id, query, limit + 1, after);
    });
    return pageOf(rows, limit, (row) => [row.device, row.sequence]);
  }

  private async lockOpen(tx: Tx, context: CallContext, id: string) {
    const session = (await lockSession(tx, id, scopeOf(context))) ?? notYours();
    const purpose = permitted(context, session.purpose);
    if (session.status !== 'open') {
      const facts = { number: session.number, status: session.status, documents: session.documents };
      throw wrongState(
        'session-ended',
        `This session is ${session.status}. Start a new one for what is still to do.`,
        facts,
      );
    }
    return { session, purpose };
  }

  /** Numbers that never arrived would be pieces that nobody counted: posting waits for them unless told otherwise. */
  private async settleGaps(tx: Tx, session: SessionHead, purpose: ScanPurpose, without: boolean): Promise<void> {
    const gaps = (await devicesOf(tx, session.id)).filter(({ missingNumbers }) => missingNumbers.length > 0);
    if (gaps.length === 0) return;
    if (!without) {
      const detail =
        'Some scans have not arrived (see facts). Let the devices send them, or post with withoutMissingNumbers.';
      throw wrongState('scans-missing', detail, { devices: gaps });
    }
    for (const { device } of gaps) await judgeWaiting(tx, session, purpose, device, true);
  }

  private async lines(reader: Reader, session: SessionHead, purpose: ScanPurpose): Promise<SessionLine[]> {
    const counted = await countedPieces(reader, session.id);
    const open = await purpose.lines(reader, session, [...new Set(counted.map(({ partId }) => partId))]);
    return open.map(({ key, partId, partNumber, expected }) => {
      const scanned = counted.filter((piece) => piece.key === key).reduce((sum, { quantity }) => sum + quantity, 0);
      return { key, partId, partNumber, expected, scanned, missing: Math.max(0, expected - scanned) };
    });
  }

  private async view(reader: Reader, session: SessionRow): Promise<ScanSession> {
    const lines = session.lines ?? (await this.lines(reader, session, purposes[session.purpose]));
    const totals = totalsOf(lines, await scanCounts(reader, session.id));
    return { ...headOf(session), lines, devices: await devicesOf(reader, session.id), totals };
  }
}

function headOf(row: SessionRow) {
  const { id, code, number, purpose, status, documentId, siteId, engineerId } = row;
  const { openedById, openedAt, endedById, endedAt, note, documents } = row;
  const ended = { openedById, openedAt, endedById, endedAt, note, documents };
  return { id, code, number, purpose, status, documentId, siteId, engineerId, ...ended };
}

function permitted(context: CallContext, name: NewScanSession['purpose']): ScanPurpose {
  const purpose = purposes[name];
  if (mayDo(context.actor.roles, purpose.permission)) return purpose;
  throw forbidden(`Your roles do not allow to scan for this purpose (it needs ${purpose.permission}).`);
}

/** Each purpose is started on fields of its own. */
function startFaults(purpose: ScanPurpose, asked: NewScanSession): Fault[] {
  const told = Object.keys(asked).filter(
    (field) => field !== 'purpose' && asked[field as StartField] !== undefined,
  ) as StartField[];
  const missing = purpose.needs.filter((field) => !told.includes(field));
  const odd = told.filter((field) => !purpose.needs.includes(field) && !purpose.may.includes(field));
  return [
    ...missing.map((field) => ({ pointer: `/${field}`, detail: `a session for ${asked.purpose} needs ${field}` })),
    ...odd.map((field) => ({ pointer: `/${field}`, detail: `a session for ${asked.purpose} has no ${field}` })),
  ];
}

function scanFaults(scan: ScanBurst['scans'][number], index: number): Fault[] {
  if ((scan.undo === true) !== (scan.text !== undefined)) return [];
  return [{ pointer: `/scans/${index}/text`, detail: 'a scan has a text, or takes back the last one (undo)' }];
}

async function refuseUnknownParts(reader: Reader, asked: NewScanSession): Promise<void> {
  const ids = (asked.lines ?? []).map(({ partId }) => partId.toLowerCase());
  const known = await reader.query<{ id: string }[]>(`select id from part where id = any ($1)`, [ids]);
  const faults = ids.flatMap((id, index) =>
    known.some((part) => part.id === id)
      ? []
      : [{ pointer: `/lines/${index}/partId`, detail: 'there is no such part' }],
  );
  if (faults.length > 0) throw invalid(faults);
}

function totalsOf(lines: readonly SessionLine[], counts: { refused: number; waiting: number }): SessionTotals {
  const sum = (field: 'expected' | 'scanned' | 'missing') => lines.reduce((total, line) => total + line[field], 0);
  return { expected: sum('expected'), scanned: sum('scanned'), missing: sum('missing'), ...counts };
}

function notYours(): never {
  throw notFound('scan session');
}
