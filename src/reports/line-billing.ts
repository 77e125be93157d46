import { findContractCover } from '../contracts/contract-cover';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Fault, forbidden, invalid, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { determineClaim } from '../warranty/determine-claim';
import { findDetermination, forgetSubjects, insertDetermination } from '../warranty/determination.queries';
import { type Outcome } from '../warranty/verdict';
import { purchaseDateFor } from '../workorders/service-request-link.queries';
import { type WorkOrder } from '../workorders/work-order';
import { type Billing, type BillingDecision, type LineBilling, type Replacement } from './replacement';
import { linesDecidedByPersons, setBilling, settleReplacements } from './replacement.queries';
import { orderOf } from './report-steps';
import { type ServiceReport } from './service-report';

/** A report, or what is about to become of it, as far as it decides who pays. */
type Claim = Pick<ServiceReport, 'unitId' | 'causeCode'>;
type ClaimLine = Pick<Replacement, 'id' | 'partId' | 'oldPartId'>;

/** Determines each of these lines from the facts as they are now; earlier determinations stay (R10). */
export async function determineLines(
  tx: Tx,
  context: CallContext,
  order: WorkOrder,
  claim: Claim,
  lines: readonly ClaimLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const purchaseDate = await purchaseDateFor(tx, order.requestId);
  for (const line of lines) {
    await determineClaim(tx, context, {
      subjectKind: 'replacement',
      subjectId: line.id,
      unitId: claim.unitId,
      reportDate: order.reportedOn,
      purchaseDate,
      // The part that failed has the term, whatever took its place.
      partId: line.oldPartId ?? line.partId,
      cause: claim.causeCode,
      fault: order.symptom ?? order.fault,
    });
  }
}

/** Lines that are taken out of a draft no longer wait for anybody's decision. */
export async function forgetLines(tx: Tx, lines: readonly ClaimLine[]): Promise<void> {
  if (lines.length === 0) return;
  await forgetSubjects(
    tx,
    'replacement',
    lines.map((line) => line.id),
  );
}

/**
 * Settles at completion who pays for each line. Determined once more, because readings and dates may have come since;
 * what a person has decided stays. Nothing is signed while a line is under review.
 */
export async function settleLines(
  tx: Tx,
  context: CallContext,
  order: WorkOrder,
  report: ServiceReport,
  readAgain: () => Promise<ServiceReport>,
): Promise<void> {
  const decided = await linesDecidedByPersons(tx, report.id);
  const open = report.replacements.filter((line) => !decided.has(line.id));
  if (open.length > 0 && order.escalation) throw causeIsAsked(order);
  await determineLines(tx, context, order, report, open);
  const { replacements } = await readAgain();
  const undecided = replacements.filter((line) => line.billing === null);
  if (undecided.length > 0) throw needsReview(undecided);
  const settled = replacements.map((line) => ({
    id: line.id,
    billing: line.billing!,
    determinationId: line.determination!.id,
  }));
  await settleReplacements(tx, report.id, settled);
}

/** A supervisor decides who pays for lines of a draft: a new determination beside the old, with the reason (R10). */
export async function decideBilling(
  tx: Tx,
  context: CallContext,
  report: ServiceReport,
  asked: BillingDecision,
): Promise<void> {
  if (report.engineerId === context.actor.id) {
    throw forbidden('Nobody decides who pays for their own work. Ask another supervisor.', 'own-report');
  }
  refuseUnknownLines(report, asked.lines);
  const { reportedOn } = await orderOf(tx, context, report);
  for (const decision of asked.lines) {
    const line = report.replacements[decision.lineNumber - 1]!;
    const earlier = (await findDetermination(tx, line.determination!.id, context.language))!;
    const contractId = decision.billing === 'CONTRACT' ? await contractFor(tx, report, line, reportedOn) : null;
    const outcome = outcomes[decision.billing];
    const side = outcome === 'PARTIAL' || outcome === 'REVIEW' ? 'WARRANTY' : outcome;
    const explanation = { 'zh-CN': decision.reason, en: decision.reason };
    await insertDetermination(tx, {
      ...earlier,
      id: newId(),
      contractId,
      outcome,
      verdict: { ...earlier.verdict, outcome, parts: side, explanation, what_would_change: [] },
      decidedById: context.actor.id,
      decisionReason: decision.reason,
      actorId: context.actor.id,
      reviewReason: null,
    });
    await setBilling(tx, line.id, decision.billing);
  }
}

/** What a contract pays is under one that is approved and in force (S019). */
async function contractFor(tx: Tx, report: Claim, line: Replacement, on: string): Promise<string> {
  const cover = await findContractCover(tx, { unitId: report.unitId, partId: line.oldPartId ?? line.partId, on });
  if (cover) return cover.id;
  throw wrongState(
    'no-contract-in-force',
    'No approved service contract covers this part of this unit on the day of the report (S019). Have one approved, or let somebody else pay.',
    { lineNumber: line.lineNumber, partNumber: line.partNumber, reportedOn: on },
  );
}

/** A corrected line is decided as it was before, until its facts are changed (R10). */
export async function carryDetermination(
  tx: Tx,
  context: CallContext,
  from: Replacement,
  toLineId: string,
): Promise<void> {
  const earlier = (await findDetermination(tx, from.determination!.id, context.language))!;
  await insertDetermination(tx, {
    ...earlier,
    id: newId(),
    subjectId: toLineId,
    actorId: context.actor.id,
    reviewReason: earlier.outcome === 'REVIEW' ? (earlier.verdict.reasons[0] ?? null) : null,
  });
}

/** What a contract pays is not warranty: without the contract the customer would pay. */
const outcomes: Record<Billing, Outcome> = {
  WARRANTY: 'WARRANTY',
  PAID: 'PAID',
  GOODWILL: 'GOODWILL',
  CONTRACT: 'PAID',
};

function refuseUnknownLines(report: ServiceReport, lines: readonly LineBilling[]): void {
  const faults: Fault[] = [];
  lines.forEach(({ lineNumber }, index) => {
    const pointer = `/lines/${index}/lineNumber`;
    if (lineNumber > report.replacements.length) faults.push({ pointer, detail: 'the report has no such line' });
    if (lines.findIndex((line) => line.lineNumber === lineNumber) < index) {
      faults.push({ pointer, detail: 'the line is decided twice' });
    }
  });
  if (faults.length > 0) throw invalid(faults);
}

function causeIsAsked(order: WorkOrder) {
  return wrongState(
    'cause-unverified',
    'Technical support is asked for the cause; nobody says who pays before it is verified (S072). Wait for the answer, withdraw the escalation, or let a supervisor decide.',
    { escalation: order.escalation },
  );
}

function needsReview(lines: readonly Replacement[]) {
  return wrongState(
    'classification-needs-review',
    'Nobody may say yet who pays for these lines (S028). A supervisor decides, or the missing facts are entered.',
    {
      lines: lines.map(({ lineNumber, partNumber, determination }) => ({
        lineNumber,
        partNumber,
        determinationId: determination?.id,
        reasons: determination?.reasons,
      })),
    },
  );
}
