import { type Account, postMovement } from '../ledger/ledger';
import { type DatesAsked, datesOf } from '../ledger/posting-dates';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { type Fault, invalid, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { binFaults, factsOfLines } from '../stock/line-facts';
import { type NewOldPartDisposition, type NewRefurbishment, type OldPart } from './old-part';
import { disposeOldPart, findOldPart, finishRefurbishment, supplierOf, unitsOfOldPart } from './old-part.queries';
import { lockIn } from './old-part.service';

const anyone = { engineerId: null, siteId: null };

/** What becomes of old parts that are here: scrapped, sent on, kept, or made good again (S088). */
export class OldPartDispositionService {
  constructor(private readonly kernel: Kernel) {}

  async dispose(context: CallContext, id: string, asked: NewOldPartDisposition): Promise<OldPart> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const part = await lockIn(tx, context, id, this.today, 'received');
      refuseDisposed(part, asked);
      const supplierId = await supplierFor(tx, part, asked);
      const to = whereto(part, asked, supplierId);
      if (to !== undefined) {
        const { presentUnitId } = await unitsOfOldPart(tx, id);
        const movement = { reason: 'dispose', documentKind: 'old-part', documentId: id, ...dates };
        const from: Account = { kind: 'old_parts', ownerId: part.siteId! };
        const { partId, quantity } = part;
        await postMovement(tx, context, movement, [{ partId, from, to, quantity, unitId: presentUnitId }]);
      }
      const row = { disposition: asked.disposition, supplierId, note: asked.note ?? null };
      await disposeOldPart(tx, id, { ...row, on: dates.documentDate, byId: context.actor.id });
      return this.read(tx, id);
    });
  }

  /** Ends refurbishing: onto a shelf at a stated value, or scrapped after all. */
  async finish(context: CallContext, id: string, asked: NewRefurbishment): Promise<OldPart> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const part = await lockIn(tx, context, id, this.today, 'received');
      if (part.disposition !== 'refurbish' || part.refurbishment !== null) {
        throw wrongState('not-refurbishing', 'It is not being refurbished.', {
          disposition: part.disposition,
          refurbishment: part.refurbishment,
        });
      }
      await refuseFaults(tx, part, asked);
      await this.moveOut(tx, context, part, asked, dates);
      const row = { result: asked.result, on: dates.documentDate, byId: context.actor.id };
      await finishRefurbishment(tx, id, { ...row, value: asked.value ?? null, binId: asked.binId ?? null });
      return this.read(tx, id);
    });
  }

  /** Out of the workshop: onto the shelf, where it is reserved for whoever waits, or to scrap. */
  private async moveOut(
    tx: Tx,
    context: CallContext,
    part: OldPart,
    asked: NewRefurbishment,
    dates: Required<DatesAsked>,
  ): Promise<void> {
    const movement = { documentKind: 'old-part', documentId: part.id, ...dates };
    const { presentUnitId } = await unitsOfOldPart(tx, part.id);
    const { partId, quantity } = part;
    const siteId = part.siteId!;
    const from: Account = { kind: 'refurbishing', ownerId: siteId };
    const shelf: Account = { kind: 'shelf', ownerId: asked.binId };
    const to: Account = asked.result === 'restocked' ? shelf : { kind: 'scrapped' };
    const lines = [{ partId, from, to, quantity, unitId: presentUnitId }];
    const partIds = asked.result === 'restocked' ? [partId] : [];
    await this.kernel.stockArrives(tx, context, { siteId, partIds, lines, ...dates }, async () => {
      await postMovement(tx, context, { ...movement, reason: 'refurbish' }, lines);
      if (!asked.value) return;
      // Valued on the shelf and not before: in the workshop the value would be shared with what else lies there.
      const revalued = { partId, from: { kind: 'revaluation' } as const, to: shelf, quantity: 0, value: asked.value };
      await postMovement(tx, context, { ...movement, reason: 'revalue' }, [revalued]);
    });
  }

  private get today(): string {
    return this.kernel.clock.today();
  }

  private async read(tx: Tx, id: string): Promise<OldPart> {
    return (await findOldPart(tx, id, anyone, this.today))!;
  }
}

/** Evidence is held until something else is decided; everything else is done. */
function refuseDisposed(part: OldPart, asked: NewOldPartDisposition): void {
  if (part.disposition === null) return;
  if (part.disposition === 'hold_as_evidence' && asked.disposition !== 'hold_as_evidence') return;
  throw wrongState('already-disposed', 'It was decided before what becomes of it.', { disposition: part.disposition });
}

async function supplierFor(tx: Tx, part: OldPart, asked: NewOldPartDisposition): Promise<string | null> {
  if (asked.disposition !== 'send_to_supplier') {
    if (asked.supplierId === undefined) return null;
    throw invalid([{ pointer: '/supplierId', detail: 'only what is sent to a supplier names one' }]);
  }
  const supplierId = asked.supplierId ?? (await supplierOf(tx, part.partId));
  if (supplierId !== null) return supplierId;
  throw invalid([{ pointer: '/supplierId', detail: 'the part has no supplier on file; name the one it is sent to' }]);
}

/** undefined = it stays where it lies. */
function whereto(part: OldPart, asked: NewOldPartDisposition, supplierId: string | null): Account | undefined {
  switch (asked.disposition) {
    case 'scrap':
      return { kind: 'scrapped' };
    case 'refurbish':
      return { kind: 'refurbishing', ownerId: part.siteId! };
    case 'send_to_supplier':
      return { kind: 'at_supplier', ownerId: supplierId! };
    case 'hold_as_evidence':
      return undefined;
  }
}

async function refuseFaults(tx: Tx, part: OldPart, asked: NewRefurbishment): Promise<void> {
  const faults: Fault[] = [];
  if (asked.result === 'restocked') {
    const [facts] = await factsOfLines(tx, [{ partId: part.partId, binId: asked.binId, quantity: part.quantity }]);
    faults.push(...binFaults(facts!, asked.binId, part.siteId).map(({ detail }) => ({ pointer: '/binId', detail })));
    if (asked.value === undefined)
      faults.push({ pointer: '/value', detail: 'say what it is worth now; 0 is an answer' });
  } else {
    for (const field of ['binId', 'value'] as const) {
      if (asked[field] !== undefined) faults.push({ pointer: `/${field}`, detail: 'only what is restocked has one' });
    }
  }
  if (faults.length > 0) throw invalid(faults);
}
