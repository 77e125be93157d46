import { newCode } from '../barcodes/code';
import { refusePaidWithoutQuotation } from '../charges/quotations/paid-guard';
import { type CallContext } from '../platform/context';
import { mayDo } from '../identity/permissions';
import { type OutsideKind, postMovement, type StockLine } from '../ledger/ledger';
import { datesOf } from '../ledger/posting-dates';
import { reverseUnderDocument } from '../ledger/reversal';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { forbidden, invalid, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { carryDeterminations } from './replacements/line-billing';
import { oweOldParts } from './replacements/owe-old-parts';
import { raiseAlert } from './causes/raise-alert';
import { type Billing } from './replacements/replacement';
import { copyReplacements, missingFromCustody } from './replacements/replacement.queries';
import { lockReportIn, readReport } from './report-steps';
import { type ReportDecision, type ReportReason, type ServiceReport } from './service-report';
import { decideReport, fitMovementOf, insertReport, stepTo } from './service-report.queries';

/** Where fitted pieces go, by who pays for them. */
const fittedAs: Record<Billing, OutsideKind> = {
  WARRANTY: 'fitted_warranty',
  PAID: 'fitted_paid',
  GOODWILL: 'fitted_goodwill',
  CONTRACT: 'fitted_contract',
};

/** Approval 销账 of signed reports, and corrections of what was completed. */
export class ReportApprovalService {
  constructor(private readonly kernel: Kernel) {}

  /** Approves and consumes, or rejects; never one's own work (R4). */
  async decide(context: CallContext, id: string, asked: ReportDecision): Promise<ServiceReport> {
    if (!asked.approved && asked.note === undefined) {
      throw invalid([{ pointer: '/note', detail: 'say why it is rejected, so that it can be put right' }]);
    }
    const { postingDate } = datesOf(this.kernel.clock, context, { postingDate: asked.postingDate });
    return this.kernel.database.command(context, async (tx) => {
      const report = await lockReportIn(tx, context, id, ['signed']);
      refuseOwn(context, report);
      const decision = { at: this.kernel.clock.now(), byId: context.actor.id, note: asked.note ?? null };
      if (asked.approved) {
        await refusePaidWithoutQuotation(tx, id);
        const movementId = await consume(tx, context, report, postingDate);
        await decideReport(tx, id, { ...decision, status: 'approved', postingDate, movementId });
        await raiseAlert(tx, this.kernel.clock, report);
      } else {
        await decideReport(tx, id, { ...decision, status: 'rejected', postingDate: null, movementId: null });
      }
      return readReport(tx, context, id);
    });
  }

  /**
   * Opens a correction: a new revision of the same number, a copy that is completed and signed again. What an approved
   * report consumed goes back into custody first (红冲), so only who approves reports may open that.
   */
  async revise(context: CallContext, id: string, asked: ReportReason): Promise<ServiceReport> {
    const today = this.kernel.clock.today();
    return this.kernel.database.command(context, async (tx) => {
      const earlier = await lockReportIn(tx, context, id, ['completed', 'accepted', 'signed', 'approved', 'rejected']);
      if (earlier.status === 'approved') await takeBack(tx, context, earlier, asked.reason, today);
      await stepTo(tx, id, 'superseded');
      const copyId = newId();
      await insertReport(tx, {
        ...earlier,
        id: copyId,
        code: newCode('service-report'),
        correction: { number: earlier.number, revision: earlier.revision + 1, reason: asked.reason },
      });
      const ids = earlier.replacements.map(() => newId());
      await copyReplacements(tx, id, copyId, ids);
      await carryDeterminations(tx, context, earlier.replacements, ids);
      return readReport(tx, context, copyId);
    });
  }
}

/** Nobody approves what they did or completed themselves (R4). */
function refuseOwn(context: CallContext, report: ServiceReport): void {
  if (report.completedById === context.actor.id || report.engineerId === context.actor.id) {
    throw forbidden('Nobody approves their own report. Ask another supervisor.', 'own-report');
  }
}

/** The pieces leave the engineer's custody for good, and what came off is owed (R5, S081). */
async function consume(
  tx: Tx,
  context: CallContext,
  report: ServiceReport,
  postingDate: string,
): Promise<number | null> {
  const { id, documentDate, engineerId, replacements } = report;
  if (documentDate > postingDate) {
    throw invalid([
      { pointer: '/postingDate', detail: `the work was done on ${documentDate}; post on that day or later` },
    ]);
  }
  if (replacements.length === 0) return null;
  const missing = await missingFromCustody(tx, id);
  if (missing.length > 0) {
    throw wrongState(
      'not-in-custody',
      'The engineer does not have these pieces. Issue them, book the purchase in, or have the report corrected.',
      { missing },
    );
  }
  const lines = replacements.map((line): StockLine => ({
    partId: line.partId,
    from: { kind: 'custody', ownerId: engineerId },
    to: { kind: fittedAs[line.billing!] },
    quantity: line.quantity,
    unitId: line.unitId,
  }));
  const movement = { documentKind: 'service-report', documentId: id, documentDate, postingDate };
  const movementId = await postMovement(tx, context, { ...movement, reason: 'fit' }, lines);
  await oweOldParts(tx, context, report, { ...movement, reason: 'remove' });
  return movementId;
}

/** What was consumed is in custody again; the old parts stay where they are: they did come off. */
async function takeBack(
  tx: Tx,
  context: CallContext,
  report: ServiceReport,
  reason: string,
  today: string,
): Promise<void> {
  if (!mayDo(context.actor.roles, 'report.approve')) {
    throw forbidden(
      'An approved report is corrected by a supervisor: ask one to open the revision.',
      'report-approved',
    );
  }
  const movementId = await fitMovementOf(tx, report.id);
  if (movementId === null) return;
  await reverseUnderDocument(tx, context, movementId, reason, { documentDate: today, postingDate: today });
}
