import { newCode } from '../../barcodes/code';
import { scopeOf } from '../../identity/scope';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { forbidden, notFound, wrongState } from '../../platform/problem';
import { type ApprovalDecision, type Charge, type NewWaiver, type Waiver } from '../charge';
import { lockCharge } from '../charge.service';
import { findCharge } from '../charge.queries';
import { decideWaiver, findWaiver, insertWaiver, letOff, waiversOf } from './waiver.queries';

/** Waivers 减免: what is let off, with reason and approval. */
export class WaiverService {
  constructor(private readonly kernel: Kernel) {}

  async ask(context: CallContext, chargeId: string, asked: NewWaiver): Promise<Waiver> {
    return this.kernel.database.command(context, async (tx) => {
      refuseMoreThanOutstanding(await lockCharge(tx, context, chargeId), asked.amount);
      const id = newId();
      const day = this.kernel.clock.today();
      await insertWaiver(tx, { ...asked, id, code: newCode('waiver'), chargeId, day, actorId: context.actor.id });
      return (await findWaiver(tx, id))!;
    });
  }

  async list(context: CallContext, chargeId: string): Promise<{ items: Waiver[] }> {
    return this.kernel.database.read(async (reader) => {
      if (!(await findCharge(reader, chargeId, scopeOf(context)))) throw notFound('charge');
      return { items: await waiversOf(reader, chargeId) };
    });
  }

  /** Approves or rejects; never what one asked for (R4). */
  async decide(context: CallContext, id: string, asked: ApprovalDecision): Promise<Waiver> {
    return this.kernel.database.command(context, async (tx) => {
      const known = await findWaiver(tx, id);
      if (!known) throw notFound('waiver');
      const charge = await lockCharge(tx, context, known.chargeId);
      const waiver = (await findWaiver(tx, id))!;
      if (waiver.status !== 'requested') {
        throw wrongState('waiver-decided', 'The waiver was decided before. Ask for another one.', {
          status: waiver.status,
        });
      }
      if (waiver.requestedById === context.actor.id) {
        throw forbidden('Nobody approves the waiver they asked for. Ask another supervisor.', 'own-waiver');
      }
      if (asked.approved) {
        refuseMoreThanOutstanding(charge, waiver.amount);
        await letOff(tx, charge.id, waiver.amount);
      }
      const decision = { at: this.kernel.clock.now(), byId: context.actor.id, note: asked.note ?? null };
      await decideWaiver(tx, id, { ...decision, status: asked.approved ? 'approved' : 'rejected' });
      return (await findWaiver(tx, id))!;
    });
  }
}

function refuseMoreThanOutstanding(charge: Charge, amount: number): void {
  if (amount <= charge.outstandingAmount) return;
  throw wrongState('waiver-beyond-outstanding', 'No more is let off than is outstanding.', {
    outstandingAmount: charge.outstandingAmount,
  });
}
