import { newCode, parseCode } from '../barcodes/code';
import { parseScannedText, type ScannedText } from '../barcodes/scanned-text';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { invalid, notFound, Problem, wrongState } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { linkText } from './foreign-texts';
import {
  type CodeRetirement,
  type LinkedCode,
  type LinkedCodeQuery,
  type NewLinkedCode,
  type RetiredCode,
} from './linked-code';
import {
  endLinkedCode,
  findLinkedCode,
  insertLinkedCode,
  linkableKinds,
  linkInForce,
  listLinkedCodes,
  retireCode,
} from './linked-code.queries';
import { scannableKinds } from './record-kinds';
import { unreadable } from './scan.problems';
import { findByCode, type FoundRecord, recordById } from './scan.queries';

/** Codes that are not ours, and codes of ours that are void. */
export class LinkedCodeService {
  constructor(private readonly kernel: Kernel) {}

  /** Lets a foreign code name a record. Never re-points one: that would change what labels out there mean. */
  async link(context: CallContext, asked: NewLinkedCode): Promise<LinkedCode> {
    return this.kernel.database.command(context, async (tx) => {
      const record = await ownRecord(tx, context, asked.code, '/code');
      const kind = linkableKinds.find((linkable) => linkable === record.kind);
      if (!kind) throw invalid([{ pointer: '/code', detail: `a code can be linked to: ${linkableKinds.join(', ')}` }]);
      const text = linkText(foreign(asked.text), kind === 'serial-unit' || kind === 'installed-unit');
      const other = await linkInForce(tx, text);
      if (other) throw linkedBefore(other, record);
      const id = newId();
      await insertLinkedCode(tx, { id, text, kind, recordId: record.id, actorId: context.actor.id });
      return (await findLinkedCode(tx, id))!;
    });
  }

  /** From now on the code names nothing; what it named is kept. */
  async unlink(context: CallContext, id: string): Promise<LinkedCode> {
    return this.kernel.database.command(context, async (tx) => {
      if (!(await findLinkedCode(tx, id))) throw notFound('linked code');
      if (!(await endLinkedCode(tx, id, context.actor.id))) {
        throw wrongState('already-unlinked', 'This link was ended before; there is nothing left to do.');
      }
      return (await findLinkedCode(tx, id))!;
    });
  }

  async list(query: LinkedCodeQuery): Promise<PageOf<LinkedCode>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) => listLinkedCodes(reader, query, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** Makes the labels with a code void, and gives the record a new one. */
  async retire(context: CallContext, text: string, asked: CodeRetirement): Promise<RetiredCode> {
    return this.kernel.database.command(context, async (tx) => {
      const record = await ownRecord(tx, context, text, 'path/code');
      const code = newCode(record.kind);
      const { table } = scannableKinds[record.kind]!;
      const actorId = context.actor.id;
      const retired = { kind: record.kind, table, code: record.code, newCode: code, reason: asked.reason, actorId };
      if ((await retireCode(tx, retired)) === null) throw notFound('record with this code');
      const now = (await recordById(tx, record.kind, record.id))!;
      return { retiredCode: record.code, kind: now.kind, recordId: now.id, number: now.number, code };
    });
  }
}

/** The record of one of our labels, if the caller may see it. */
async function ownRecord(reader: Reader, context: CallContext, text: string, pointer: string): Promise<FoundRecord> {
  const scanned = parseScannedText(text);
  const parsed = parseCode(scanned.text);
  if (!parsed.valid) throw invalid([{ pointer, detail: 'scan a label of ours: this is none, or it was misread' }]);
  const caller = { scope: scopeOf(context), id: context.actor.id };
  const found = await findByCode(reader, parsed.kind, parsed.code, caller);
  if (!found) throw notFound('record with this code');
  return found;
}

/** A text that is not one of ours, readable. */
function foreign(delivered: string): ScannedText {
  const scanned = parseScannedText(delivered);
  if (scanned.form === 'own') {
    throw invalid([{ pointer: '/text', detail: 'this is a code of ours; it names its own record already' }]);
  }
  if (scanned.form === 'refused' && scanned.reason !== 'wrong-check') {
    throw unreadable(scanned.sentence, scanned.reason);
  }
  return scanned;
}

function linkedBefore(other: LinkedCode, record: FoundRecord): Problem {
  const { id, kind, code, number } = other;
  const detail =
    other.recordId === record.id
      ? 'This code is linked to this record already; there is nothing left to do.'
      : `This code names ${number}. Unlink it there first (POST /v1/linked-codes/${id}/unlinking), if it really belongs here.`;
  const title = 'The code is linked already';
  const name = other.recordId === record.id ? 'already-linked' : 'code-linked-elsewhere';
  return new Problem(409, name, title, detail, { facts: { id, kind, code, number } });
}
