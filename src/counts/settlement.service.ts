import { scopeOf } from '../identity/scope';
import { datesOf } from '../ledger/posting-dates';
import { type NewReversal, reverseUnderDocument } from '../ledger/reversal';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { forbidden, invalid, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { type Count } from './count';
import { type CountApproval, type CountRejection, type CountSubmission } from './count-decision';
import { postDifferences, type PostingTerms } from './count-posting';
import { endCount, findCount, lockCount, recordEvent } from './count.queries';
import { lockUnended } from './count.service';
import { stillToCount } from './counting.queries';
import { type LineToSettle, linesToSettle, settleLines, standingMovements, tookPart } from './posting.queries';

const undecided = { decidedById: null, cause: null, note: null };

/** From counted to posted: submission, approval, recount, reversal (盘盈/盘亏). */
export class SettlementService {
  constructor(private readonly kernel: Kernel) {}

  /** What is right is settled, what is within the tolerance is posted, the rest waits for a supervisor. */
  async submit(context: CallContext, id: string, asked: CountSubmission): Promise<Count> {
    return this.kernel.database.command(context, async (tx) => {
      const count = await lockUnended(tx, context, id);
      if (count.status !== 'open') {
        throw wrongState('not-being-counted', `The count is ${count.status} already.`, { status: count.status });
      }
      await refuseHalfCounted(tx, id);
      const lines = await linesToSettle(tx, id, 'counted', null);
      const postable = lines.filter((line) => line.withinTolerance);
      const terms = this.terms(context, count, postable, { ...asked, leaveBlocked: true });
      const { movementId, posted } = await postDifferences(tx, context, postable, terms);
      await settleLines(tx, idsOf(posted), { movementId, ...undecided });
      const waiting = lines.filter((line) => !posted.includes(line));
      await tx.query(`update count_line set status = 'waiting' where id = any ($1)`, [idsOf(waiting)]);
      await tx.query(
        `update stock_count set status = 'submitted', submitted_by_id = $2, submitted_at = now(), version = version + 1
          where id = $1`,
        [id, context.actor.id],
      );
      await recordEvent(tx, id, { kind: 'submitted', actorId: context.actor.id, lineCount: lines.length });
      return this.ended(tx, context, id);
    });
  }

  /** Posts differences that a supervisor consents to who neither opened nor counted (R4, R13). */
  async approve(context: CallContext, id: string, asked: CountApproval): Promise<Count> {
    return this.kernel.database.command(context, async (tx) => {
      const count = await this.lockSubmitted(tx, context, id);
      const lines = await this.chosen(tx, id, asked.lineIds);
      const terms = this.terms(context, count, lines, { ...asked, leaveBlocked: false });
      const { movementId } = await postDifferences(tx, context, lines, terms);
      const decision = { decidedById: context.actor.id, cause: asked.cause, note: asked.note ?? null };
      await settleLines(tx, idsOf(lines), { movementId, ...decision });
      const event = { actorId: context.actor.id, lineCount: lines.length, note: asked.note };
      await recordEvent(tx, id, { kind: 'approved', ...event });
      return this.ended(tx, context, id);
    });
  }

  /** Has differences counted again, as blind as before. */
  async reject(context: CallContext, id: string, asked: CountRejection): Promise<Count> {
    return this.kernel.database.command(context, async (tx) => {
      await this.lockSubmitted(tx, context, id);
      const lines = await this.chosen(tx, id, asked.lineIds);
      await tx.query(`update count_line set status = 'open', entry_id = null, round = round + 1 where id = any ($1)`, [
        idsOf(lines),
      ]);
      // What was not rejected waits on, and is submitted again together with the recount.
      await tx.query(`update count_line set status = 'counted' where count_id = $1 and status = 'waiting'`, [id]);
      await tx.query(`update stock_count set status = 'open', round = round + 1, version = version + 1 where id = $1`, [
        id,
      ]);
      const event = { actorId: context.actor.id, lineCount: lines.length, note: asked.note };
      await recordEvent(tx, id, { kind: 'rejected', ...event });
      return (await findCount(tx, id, scopeOf(context)))!;
    });
  }

  /** Takes back all that a count posted (红冲): pieces missing come back at the value they left with. */
  async reverse(context: CallContext, id: string, asked: NewReversal): Promise<Count> {
    const dates = datesOf(this.kernel.clock, context, asked);
    return this.kernel.database.command(context, async (tx) => {
      const count = await lockCount(tx, id, scopeOf(context));
      if (!count) throw notFound('count');
      if (count.status !== 'posted' && count.status !== 'cancelled') {
        throw wrongState('count-under-way', 'A count is taken back when it has ended. Finish or cancel it first.');
      }
      const movements = await standingMovements(tx, id);
      if (movements.length === 0) {
        throw wrongState(
          'nothing-posted',
          'The count posted nothing that still stands. There is nothing to take back.',
        );
      }
      const partIds = [...new Set(movements.flatMap((movement) => movement.partIds))];
      await this.kernel.stockArrives(tx, context, { siteId: count.siteId, partIds, ...dates }, async () => {
        for (const movement of [...movements].reverse()) {
          await reverseUnderDocument(tx, context, movement.id, asked.reason, dates);
        }
      });
      const event = { actorId: context.actor.id, lineCount: partIds.length, note: asked.reason };
      await recordEvent(tx, id, { kind: 'reversed', ...event });
      return (await findCount(tx, id, scopeOf(context)))!;
    });
  }

  private async lockSubmitted(tx: Tx, context: CallContext, id: string): Promise<Count> {
    const count = await lockUnended(tx, context, id);
    if (await tookPart(tx, id, context.actor.id)) {
      throw forbidden(
        'Who opened, counted or submitted does not decide on the differences. Ask another supervisor.',
        'own-count',
      );
    }
    if (count.status === 'submitted') return count;
    throw wrongState('not-submitted', 'The count is still being counted. It is decided on when it is submitted.', {
      status: count.status,
    });
  }

  private async chosen(tx: Tx, id: string, lineIds: readonly string[] | undefined): Promise<LineToSettle[]> {
    const wanted = lineIds && [...new Set(lineIds.map((lineId) => lineId.toLowerCase()))];
    const lines = await linesToSettle(tx, id, 'waiting', wanted ?? null);
    const faults = (lineIds ?? []).flatMap((lineId, index) =>
      lines.some((line) => line.lineId === lineId.toLowerCase())
        ? []
        : [{ pointer: `/lineIds/${index}`, detail: 'no line of this count with this id waits for a decision' }],
    );
    if (faults.length > 0) throw invalid(faults);
    return lines;
  }

  /** It happened on the last day of counting, and is in the books when it is posted. */
  private terms(
    context: CallContext,
    count: Count,
    lines: readonly LineToSettle[],
    asked: Partial<CountApproval> & { leaveBlocked: boolean },
  ): PostingTerms {
    const { clock } = this.kernel;
    const today = clock.today();
    const counted = lines.map(({ countedOn }) => countedOn).sort().pop() ?? today; // prettier-ignore
    const documentDate = counted < today ? counted : today;
    if (asked.postingDate !== undefined && asked.postingDate < documentDate) {
      const detail = `it was counted on ${documentDate}; post on that day or later`;
      throw invalid([{ pointer: '/postingDate', detail }]);
    }
    return {
      ...{ countId: count.id, siteId: count.siteId },
      ...datesOf(clock, context, { documentDate, ...(asked.postingDate && { postingDate: asked.postingDate }) }),
      ...{ releaseReservations: asked.releaseReservations ?? false, unitCosts: asked.unitCosts ?? [] },
      leaveBlocked: asked.leaveBlocked,
    };
  }

  /** Ends the count when nothing waits any more. */
  private async ended(tx: Tx, context: CallContext, id: string): Promise<Count> {
    const count = (await findCount(tx, id, scopeOf(context)))!;
    if (count.progress.waiting > 0) {
      await tx.query(`update stock_count set version = version + 1 where id = $1`, [id]);
    } else await endCount(tx, id, 'posted');
    return (await findCount(tx, id, scopeOf(context)))!;
  }
}

function idsOf(lines: readonly LineToSettle[]): string[] {
  return lines.map(({ lineId }) => lineId);
}

async function refuseHalfCounted(tx: Tx, id: string): Promise<void> {
  const left = await stillToCount(tx, id);
  if (left.openLines + left.unfinishedBins === 0) return;
  throw wrongState(
    'not-all-counted',
    'Some of it is still to be counted (see facts). Count it, or say which bins are finished: finishedBins with the entries.',
    { ...left },
  );
}
