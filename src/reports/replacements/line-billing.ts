import { findContractCovers } from '../../contracts/contract-cover';
import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Fault, forbidden, invalid, wrongState } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';
import { determineClaims } from '../../warranty/determinations/determine-claim';
import {
  type DeterminationRow,
  findDeterminations,
  forgetSubjects,
  insertDeterminations,
} from '../../warranty/determinations/determination.queries';
import { type Side } from '../../warranty/classification/verdict';
import { purchaseDateFor } from '../../workorders/intake/service-request-link.queries';
import { type WorkOrder } from '../../workorders/work-order';
import { type Billing, type BillingDecision, type LineBilling, type Replacement } from './replacement';
import { linesDecidedByPersons, setBillings, settleReplacements } from './replacement.queries';
import { orderOf } from '../report-steps';
import { type ServiceReport } from '../service-report';

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
  await determineClaims(
    tx,
    context,
    {
      subjectKind: 'replacement',
      unitId: claim.unitId,
      reportDate: order.reportedOn,
      purchaseDate,
      cause: claim.causeCode,
      fault: order.symptom ?? order.fault,
    },
    // The part that failed has the term, whatever took its place.
    lines.map((line) => ({ subjectId: line.id, partId: line.oldPartId ?? line.partId })),
  );
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
  const lines = asked.lines.map(({ lineNumber }) => report.replacements[lineNumber - 1]!);
  const earlier = await determinationsOf(tx, context, lines);
  const contracts = await contractsFor(tx, report, asked.lines, reportedOn);
  const rows = asked.lines.map(({ billing, reason }, index): DeterminationRow => {
    const outcome = outcomes[billing];
    const explanation = { 'zh-CN': reason, en: reason };
    return {
      ...earlier[index]!,
      id: newId(),
      contractId: contracts[index]!,
      outcome,
      verdict: { ...earlier[index]!.verdict, outcome, parts: outcome, explanation, what_would_change: [] },
      decidedById: context.actor.id,
      decisionReason: reason,
      actorId: context.actor.id,
      reviewReason: null,
    };
  });
  await insertDeterminations(tx, rows);
  await setBillings(
    tx,
    asked.lines.map(({ billing }, index) => ({ id: lines[index]!.id, billing })),
  );
}

/** What a contract pays is under one that is approved and in force (S019): which, for each line that one is to pay. */
async function contractsFor(
  tx: Tx,
  report: ServiceReport,
  asked: readonly LineBilling[],
  on: string,
): Promise<(string | null)[]> {
  const lines = asked.map(({ lineNumber }) => report.replacements[lineNumber - 1]!);
  if (!asked.some(({ billing }) => billing === 'CONTRACT')) return lines.map(() => null);
  const partIds = lines.map((line) => line.oldPartId ?? line.partId);
  const covers = await findContractCovers(tx, { unitId: report.unitId, on }, partIds);
  return lines.map((line, index) => {
    if (asked[index]!.billing !== 'CONTRACT') return null;
    return covers[index]?.id ?? refuseWithoutContract(line, on);
  });
}

function refuseWithoutContract(line: Replacement, on: string): never {
  throw wrongState(
    'no-contract-in-force',
    'No approved service contract covers this part of this unit on the day of the report (S019). Have one approved, or let somebody else pay.',
    { lineNumber: line.lineNumber, partNumber: line.partNumber, reportedOn: on },
  );
}

/** Corrected lines are decided as they were before, until their facts are changed (R10). */
export async function carryDeterminations(
  tx: Tx,
  context: CallContext,
  from: readonly Replacement[],
  toLineIds: readonly string[],
): Promise<void> {
  if (from.length === 0) return;
  const earlier = await determinationsOf(tx, context, from);
  const rows = earlier.map((determination, index): DeterminationRow => ({
    ...determination,
    id: newId(),
    subjectId: toLineIds[index]!,
    actorId: context.actor.id,
    reviewReason: determination.outcome === 'REVIEW' ? (determination.verdict.reasons[0] ?? null) : null,
  }));
  await insertDeterminations(tx, rows);
}

async function determinationsOf(tx: Tx, context: CallContext, lines: readonly Replacement[]) {
  const ids = lines.map((line) => line.determination!.id);
  return findDeterminations(tx, ids, context.language);
}

/** What a contract pays is not warranty: without the contract the customer would pay. */
const outcomes: Record<Billing, Side> = {
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
