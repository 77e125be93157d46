import { canonical, digestOf } from '../platform/canonical';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Fault, Problem, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { settleLines } from './replacements/line-billing';
import { readContent } from './report-content';
import { type DraftTime } from './report-draft';
import { orderOf, readReport } from './report-steps';
import { type ServiceReport } from './service-report';
import { completeReport } from './service-report.queries';
import { tellFindings, tellReadings } from './unit-record.queries';

/** Completes a draft: tells the unit what was read and found, settles who pays, freezes the content and its digest. */
export async function freezeReport(
  tx: Tx,
  context: CallContext,
  report: ServiceReport,
  time: DraftTime,
): Promise<void> {
  refuseIncomplete(report);
  const order = await orderOf(tx, context, report);
  if (order.status === 'disputed') {
    throw wrongState('work-order-disputed', 'The customer objects; the job waits until that is settled.');
  }
  // First, because readings decide what the warranty covers.
  await tellReadings(tx, report, context.actor.id);
  await tellFindings(tx, report, context.actor.id, report.findings.map(newId));
  await settleLines(tx, context, order, report, () => readReport(tx, context, report.id));
  const late = time.today > report.documentDate;
  const content = canonical(await readContent(tx, report.id, { completedAt: time.now, lateEntry: late }));
  const frozen = { content, digest: digestOf(content), at: time.now, byId: context.actor.id, late };
  await completeReport(tx, report.id, frozen);
}

/** S014, S065, S104: what every report must say, all that is missing at once. */
function refuseIncomplete(report: ServiceReport): void {
  const missing: Fault[] = [];
  const ask = (field: 'cause' | 'workDone' | 'testResult' | 'prevention', detail: string) => {
    if (report[field] === null) missing.push({ pointer: `/${field}`, detail });
  };
  ask('cause', 'say what the cause was found to be, or that it could not be found');
  ask('workDone', 'say what was done');
  ask('testResult', 'say how it was tested and with which result');
  ask('prevention', 'say how the user keeps it from happening again');
  if (missing.length > 0) {
    throw new Problem(
      409,
      'report-incomplete',
      'The report is not complete',
      'Say what is missing (see errors), then complete it again.',
      { errors: missing },
    );
  }
}
