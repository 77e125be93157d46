import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type Account, type Movement, postMovement } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { type Fault, forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { unitsFor } from '../stock/serial-unit.queries';
import {
  type NewOldPartReceipt,
  type OldPart,
  type OldPartQuery,
  type OldPartReceipt,
  type OldPartStatus,
  type OldPartWaiver,
} from './old-part';
import {
  findOldPart,
  listOldParts,
  lockOldPart,
  owedUnder,
  receiveOldPart,
  splitOldPart,
  unitsOfOldPart,
  waiveOldPart,
} from './old-part.queries';

/** Old parts 旧件: owed, received, waived. */
export class OldPartService {
  constructor(private readonly kernel: Kernel) {}

  async find(context: CallContext, id: string): Promise<OldPart> {
    const { today } = this;
    const found = await this.kernel.database.read((reader) => findOldPart(reader, id, scopeOf(context), today));
    if (!found) throw notFound('old part');
    return found;
  }

  async list(context: CallContext, query: OldPartQuery): Promise<PageOf<OldPart>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 2);
    const rows = await this.kernel.database.read((reader) =>
      listOldParts(reader, query, scopeOf(context), this.today, limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.dueOn, row.id]);
  }

  /** Takes an old part in by scan; what is scanned is compared with what was reported (S101, S103). */
  async receive(context: CallContext, id: string, asked: NewOldPartReceipt): Promise<OldPartReceipt> {
    return this.kernel.database.command(context, (tx) => this.receiveWithin(tx, context, id, asked));
  }

  /** As one step of a larger unit of work. */
  async receiveWithin(tx: Tx, context: CallContext, id: string, asked: NewOldPartReceipt): Promise<OldPartReceipt> {
    const siteId = siteOf(context, asked);
    const dates = datesOf(this.kernel.clock, context, asked);
    const owed = await lockIn(tx, context, id, this.today, 'owed');
    if (owed.engineerId === context.actor.id) {
      throw forbidden('What you owe is received by somebody else. Hand it to a clerk.', 'own-old-part');
    }
    refuseFaults(owed, asked);
    const quantity = asked.quantity ?? owed.quantity;
    const matches = owed.serialNumber === null ? null : asked.serialNumber === owed.serialNumber;
    const movement = { documentKind: 'old-part', documentId: id, ...dates };
    const came = await unitThatCame(tx, context, owed, matches, asked.serialNumber ?? null, movement);
    await postMovement(tx, context, { ...movement, reason: 'old_part_back' }, [
      {
        partId: owed.partId,
        from: oldCustody(owed),
        to: { kind: 'old_parts', ownerId: siteId },
        quantity,
        unitId: came.unitId,
      },
    ]);
    const restId = quantity < owed.quantity ? newId() : null;
    if (restId !== null) {
      await splitOldPart(tx, id, { id: restId, code: newCode('old-part'), quantity: owed.quantity - quantity });
    }
    await receiveOldPart(tx, id, {
      ...{ quantity, siteId, receivedOn: dates.documentDate, receivedById: context.actor.id },
      receivedUnitId: came.otherUnitId,
      ...{ serialNumber: asked.serialNumber ?? null, matches, conditionNote: asked.conditionNote ?? null },
    });
    const stillOwed = restId === null ? null : await this.read(tx, restId);
    return { received: await this.read(tx, id), stillOwed };
  }

  /** It need not come back: decided by a supervisor, with the reason (R8, S083). */
  async waive(context: CallContext, id: string, asked: OldPartWaiver): Promise<OldPart> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const owed = await lockIn(tx, context, id, this.today, 'owed');
      if (owed.engineerId === context.actor.id) {
        throw forbidden('Nobody waives what they owe themselves. Ask another supervisor.', 'own-old-part');
      }
      const { reportedUnitId } = await unitsOfOldPart(tx, id);
      const movement = { reason: 'old_part_waive', documentKind: 'old-part', documentId: id, ...dates };
      const { partId, quantity } = owed;
      await postMovement(tx, context, movement, [
        { partId, from: oldCustody(owed), to: { kind: 'written_off' }, quantity, unitId: reportedUnitId },
      ]);
      await waiveOldPart(tx, id, { on: dates.documentDate, byId: context.actor.id, reason: asked.reason });
      return this.read(tx, id);
    });
  }

  private get today(): string {
    return this.kernel.clock.today();
  }

  private async read(tx: Tx, id: string): Promise<OldPart> {
    return (await findOldPart(tx, id, { engineerId: null, siteId: null }, this.today))!;
  }
}

/** The old part, locked, if the caller may see it and it is in that state. */
export async function lockIn(
  tx: Tx,
  context: CallContext,
  id: string,
  today: string,
  status: OldPartStatus,
): Promise<OldPart> {
  const part = await lockOldPart(tx, id, scopeOf(context), today);
  if (!part) throw notFound('old part');
  if (part.status === status) return part;
  const detail = part.status === 'owed' ? 'It is still owed: receive it first.' : `It was ${part.status} before.`;
  throw wrongState('old-part-in-other-state', detail, { number: part.number, status: part.status });
}

function oldCustody(part: OldPart): Account {
  return { kind: 'old_custody', ownerId: part.engineerId };
}

function siteOf(context: CallContext, asked: NewOldPartReceipt): string {
  const scope = scopeOf(context);
  if (scope.siteId !== null && asked.siteId !== undefined && asked.siteId.toLowerCase() !== scope.siteId) {
    throw notFound('site');
  }
  const siteId = asked.siteId ?? context.actor.siteId;
  if (siteId === null) throw invalid([{ pointer: '/siteId', detail: 'name the site where it comes in' }]);
  return siteId;
}

function refuseFaults(owed: OldPart, asked: NewOldPartReceipt): void {
  const faults: Fault[] = [];
  if ((asked.quantity ?? 1) > owed.quantity) {
    faults.push({ pointer: '/quantity', detail: `only ${owed.quantity} of it are owed` });
  }
  if (owed.serialNumber !== null && asked.serialNumber === undefined) {
    faults.push({ pointer: '/serialNumber', detail: 'scan the serial number; null when it cannot be read' });
  }
  if (faults.length > 0) throw invalid(faults);
}

/**
 * The unit that lies on the desk. When it is another than was reported, the books say so: the reported one did not come
 * back, and one that nobody reported did. One that belongs elsewhere is refused: no swap goes unseen (S101).
 */
async function unitThatCame(
  tx: Tx,
  context: CallContext,
  owed: OldPart,
  matches: boolean | null,
  scanned: string | null,
  movement: Omit<Movement, 'reason'>,
): Promise<{ unitId: string | null; otherUnitId: string | null }> {
  if (owed.serialNumber === null) return { unitId: null, otherUnitId: null };
  const { reportedUnitId } = await unitsOfOldPart(tx, owed.id);
  if (reportedUnitId === null || matches !== false || scanned === null) {
    return { unitId: reportedUnitId, otherUnitId: null };
  }
  const mixedUp = await owedUnder(tx, owed.partId, scanned);
  if (mixedUp) {
    const detail = 'This is another old part that is owed. Scan the tag that belongs to it.';
    throw wrongState('other-old-part', detail, { ...mixedUp });
  }
  const [otherUnitId] = await unitsFor(tx, [{ partId: owed.partId, serialNumber: scanned }]);
  const piece = { partId: owed.partId, quantity: 1 };
  await postMovement(tx, context, { ...movement, reason: 'old_part_waive' }, [
    { ...piece, from: oldCustody(owed), to: { kind: 'written_off' }, unitId: reportedUnitId },
  ]);
  await postMovement(tx, context, { ...movement, reason: 'remove' }, [
    { ...piece, from: { kind: 'removed' }, to: oldCustody(owed), value: 0, unitId: otherUnitId },
  ]);
  return { unitId: otherUnitId!, otherUnitId: otherUnitId! };
}
