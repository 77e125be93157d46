import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { forbidden, invalid, wrongState } from '../../platform/problem';
import { readSignatureImage } from '../../platform/signature-image';
import { findDetermination } from '../../warranty/determinations/determination.queries';
import { pastInstant } from '../../workorders/instants';
import {
  type DisputeSettlement,
  type Quotation,
  type QuotationAcceptance,
  type QuotationAnswer,
  type QuotationConfirmation,
  type QuotationDecision,
  type QuotationTelling,
} from './quotation';
import { decideQuotation, insertQuotationEvent, pauseWorkOrder, stepQuotation } from './quotation.queries';
import { giveUp, readQuotation } from './quotation.service';
import { lockQuotationIn } from './quotation-steps';
import { wordsFor } from './quotation-wording';

/** What a supervisor and the customer say to a quotation. */
export class QuotationAnswerService {
  constructor(private readonly kernel: Kernel) {}

  /** Approves or rejects; never one's own (R4). Nothing is told that is not approved (S016, S068). */
  async decide(context: CallContext, id: string, asked: QuotationDecision): Promise<Quotation> {
    if (!asked.approved && asked.note === undefined) {
      throw invalid([{ pointer: '/note', detail: 'say why it is rejected, so that it can be put right' }]);
    }
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, id, ['made']);
      if (quotation.actorId === context.actor.id) {
        throw forbidden('Nobody approves their own quotation. Ask another supervisor.', 'own-quotation');
      }
      const decision = { at: this.kernel.clock.now(), byId: context.actor.id, note: asked.note ?? null };
      await decideQuotation(tx, id, { ...decision, status: asked.approved ? 'approved' : 'rejected' });
      return readQuotation(tx, id);
    });
  }

  /** Told to the customer, in the customer's language, with the time of telling (S025). */
  async tell(context: CallContext, id: string, asked: QuotationTelling): Promise<Quotation> {
    const at = pastInstant(this.kernel.clock, asked.at, '/at');
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, id, ['approved']);
      refuseBefore(context, at, quotation.decidedAt!, 'it was approved later than that');
      const language = asked.language ?? context.language;
      const { sentence, verdict } = (await findDetermination(tx, quotation.determinationId, language))!;
      const { person, how } = asked;
      const words = wordsFor(quotation, { sentence, startedOn: verdict.start_date }, language);
      await insertQuotationEvent(tx, id, { kind: 'told', person, how, language, words, at, actorId: context.actor.id });
      await stepQuotation(tx, id, 'told', { toldAt: at });
      return readQuotation(tx, id);
    });
  }

  /** The customer accepts, by a drawn signature or recorded: who, how, when (S061). */
  async accept(context: CallContext, id: string, asked: QuotationAcceptance): Promise<Quotation> {
    const at = pastInstant(this.kernel.clock, asked.at, '/at');
    const { person, relation, how, imagePng } = asked;
    if ((how === 'signed') !== (imagePng !== undefined)) {
      throw invalid([{ pointer: '/imagePng', detail: 'the drawn signature belongs to how = signed, and only there' }]);
    }
    const image = imagePng === undefined ? undefined : readSignatureImage(imagePng);
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, id, ['told']);
      refuseBefore(context, at, quotation.toldAt!, 'it was told later than that', true);
      const { validUntil } = quotation;
      if (this.kernel.clock.today() > validUntil && !context.actor.mayPostEarlier) {
        throw wrongState('quotation-expired', 'It no longer holds. Make another revision.', { validUntil });
      }
      const told = { person, relation, how, image, at, actorId: context.actor.id };
      await insertQuotationEvent(tx, id, { kind: 'accepted', ...told });
      await stepQuotation(tx, id, 'accepted', { acceptedAt: at });
      return readQuotation(tx, id);
    });
  }

  /** The price is confirmed once more, before the visit (S096). */
  async confirm(context: CallContext, id: string, asked: QuotationConfirmation): Promise<Quotation> {
    const at = pastInstant(this.kernel.clock, asked.at, '/at');
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, id, ['accepted']);
      refuseBefore(context, at, quotation.acceptedAt!, 'it was accepted later than that', true);
      const { person, how } = asked;
      await insertQuotationEvent(tx, id, { kind: 'confirmed', person, how, at, actorId: context.actor.id });
      return readQuotation(tx, id);
    });
  }

  async decline(context: CallContext, id: string, asked: QuotationAnswer): Promise<Quotation> {
    const at = pastInstant(this.kernel.clock, asked.at, '/at');
    return this.kernel.database.command(context, async (tx) => {
      await lockQuotationIn(tx, context, id, ['told']);
      const { person, how, reason } = asked;
      await insertQuotationEvent(tx, id, {
        kind: 'declined',
        person,
        how,
        words: reason,
        at,
        actorId: context.actor.id,
      });
      await stepQuotation(tx, id, 'declined');
      return readQuotation(tx, id);
    });
  }

  /** An objection opens a dispute, and the job waits (S097). */
  async object(context: CallContext, id: string, asked: QuotationAnswer): Promise<Quotation> {
    const at = pastInstant(this.kernel.clock, asked.at, '/at');
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, id, ['told', 'accepted']);
      const { person, how, reason } = asked;
      await insertQuotationEvent(tx, id, {
        kind: 'objected',
        person,
        how,
        words: reason,
        at,
        actorId: context.actor.id,
      });
      await stepQuotation(tx, id, 'disputed');
      await pauseWorkOrder(tx, quotation.workOrderId, true);
      return readQuotation(tx, id);
    });
  }

  /** Ends the dispute: the price stands and wants a new acceptance, or it is given up. The job goes on. */
  async settle(context: CallContext, id: string, asked: DisputeSettlement): Promise<Quotation> {
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const quotation = await lockQuotationIn(tx, context, id, ['disputed']);
      if (asked.outcome === 'stands') await stepQuotation(tx, id, 'told', { toldAt: at, acceptedAt: null });
      else await giveUp(tx, quotation);
      await insertQuotationEvent(tx, id, { kind: 'settled', words: asked.reason, at, actorId: context.actor.id });
      await pauseWorkOrder(tx, quotation.workOrderId, false);
      return readQuotation(tx, id);
    });
  }
}

/**
 * One thing after the other. Who may post earlier enters work of the past, where the approval is recorded when the price
 * was told long ago; `always` holds for them too.
 */
function refuseBefore(context: CallContext, at: Date, earlier: string, detail: string, always = false): void {
  if (at >= new Date(earlier) || (!always && context.actor.mayPostEarlier)) return;
  throw invalid([{ pointer: '/at', detail }]);
}
