import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Fault, invalid } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { type WorkOrder } from '../workorders/work-order';
import { determineLines, forgetLines } from './replacements/line-billing';
import { type Billing, type NewReplacement, type Replacement } from './replacements/replacement';
import { replacementFaults } from './replacements/replacement.checks';
import {
  decidedBillings,
  factsOfReplacements,
  type ReplacementFacts,
  type ReplacementRow,
  writeReplacements,
} from './replacements/replacement.queries';
import { type ReportText } from './service-report.queries';
import { type ReportReading, type ServiceReport } from './service-report';

/** The days a draft is written and told of. */
export interface DraftTime {
  now: Date;
  today: string;
}

/** What a draft says, checked as a whole: every fault at once. Answers what catalogue and ledger know of its lines. */
export async function checkDraft(
  tx: Tx,
  text: ReportText,
  lines: readonly NewReplacement[],
  time: DraftTime,
): Promise<ReplacementFacts[]> {
  const told = lines.map((line) => ({ ...line, replacedAt: line.replacedAt ?? time.now.toISOString() }));
  const facts = await factsOfReplacements(tx, told, text.documentDate);
  const faults = [
    ...dayFaults(text.documentDate, time.today),
    ...readingFaults(text.readings),
    ...replacementFaults(lines, facts, time.now),
  ];
  if (faults.length > 0) throw invalid(faults);
  return facts;
}

/**
 * Writes the lines of a draft and determines who pays for each. A line keeps its place and with it its id; what was
 * determined or decided for it stays until its part or the cause is another.
 */
export async function writeLines(
  tx: Tx,
  context: CallContext,
  report: { id: string; unitId: string; order: WorkOrder; earlier: ServiceReport | undefined },
  causeCode: string | null,
  lines: readonly NewReplacement[],
  facts: readonly ReplacementFacts[],
  time: DraftTime,
): Promise<void> {
  const earlier = report.earlier?.replacements ?? [];
  const decided = earlier.length > 0 ? await decidedBillings(tx, report.id) : new Map<string, Billing>();
  const sameCause = report.earlier?.causeCode === causeCode;
  const rows = lines.map((line, index) => {
    const row = rowOf(line, facts[index]!, earlier[index]?.id ?? newId(), time);
    const stays = sameCause && isSamePart(earlier[index], row);
    return { row: { ...row, billing: stays ? (decided.get(row.id) ?? null) : null }, stays };
  });
  await writeReplacements(
    tx,
    report.id,
    rows.map(({ row }) => row),
  );
  await forgetLines(tx, earlier.slice(lines.length));
  const anew = rows.filter(({ stays }) => !stays).map(({ row }) => row);
  await determineLines(tx, context, report.order, { unitId: report.unitId, causeCode }, anew);
}

function rowOf(line: NewReplacement, known: ReplacementFacts, id: string, time: DraftTime): ReplacementRow {
  const cameOff = line.noOldPartReason === undefined;
  return {
    id,
    reason: line.reason,
    partId: line.partId.toLowerCase(),
    quantity: line.quantity,
    unitId: known.unitId,
    replacedAt: line.replacedAt ?? time.now.toISOString(),
    oldPartId: cameOff ? (line.oldPartId ?? line.partId).toLowerCase() : null,
    oldSerialNumber: line.oldSerialNumber ?? null,
    oldQuantity: cameOff ? (line.oldQuantity ?? line.quantity) : null,
    noOldPartReason: line.noOldPartReason ?? null,
    billing: null,
  };
}

function isSamePart(earlier: Replacement | undefined, row: ReplacementRow): boolean {
  return (
    earlier !== undefined &&
    earlier.determination !== null &&
    earlier.partId === row.partId &&
    earlier.oldPartId === row.oldPartId
  );
}

function dayFaults(documentDate: string, today: string): Fault[] {
  return documentDate > today ? [{ pointer: '/documentDate', detail: 'the day lies in the future' }] : [];
}

function readingFaults(readings: readonly ReportReading[]): Fault[] {
  return readings.flatMap((reading, index) => {
    const faults: Fault[] = [];
    if ((reading.stated ?? null) === null && (reading.measured ?? null) === null) {
      faults.push({ pointer: `/readings/${index}`, detail: 'say what was stated, what was measured, or both' });
    }
    if (readings.findIndex((other) => other.meter === reading.meter) < index) {
      faults.push({ pointer: `/readings/${index}/meter`, detail: 'the meter is told before' });
    }
    return faults;
  });
}
