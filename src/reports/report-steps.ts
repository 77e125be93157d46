import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { notFound, wrongState } from '../platform/problem';
import { type Reader, type Tx } from '../platform/transaction';
import { noSuchWorkOrder } from '../workorders/open-work-order';
import { type WorkOrder } from '../workorders/work-order';
import { findWorkOrder } from '../workorders/work-order.queries';
import { type ReportStatus, type ServiceReport } from './service-report';
import { findReport, lockReport } from './service-report.queries';

const anyone = { engineerId: null, siteId: null };

/** What to do about a report that is in another state than a step needs. */
const nextStep: Record<ReportStatus, string> = {
  draft: 'It is a draft: complete it first.',
  withdrawn: 'It was withdrawn: write a new one.',
  completed: 'It is completed: the customer checks the result next (acceptance); a correction is a new revision.',
  accepted: 'The customer has checked the result and signs next; a correction is a new revision.',
  signed: 'It is signed: a supervisor decides next; a correction is a new revision.',
  approved: 'It is approved: a correction is a new revision.',
  rejected: 'It was rejected: open a new revision.',
  superseded: 'A later revision took its place: go on with that one.',
};

/** The report, locked, if it is the caller's and in one of these states. */
export async function lockReportIn(
  tx: Tx,
  context: CallContext,
  id: string,
  allowed: readonly ReportStatus[],
): Promise<ServiceReport> {
  const report = await lockReport(tx, id, scopeOf(context), context.language);
  if (!report) throw notFound('service report');
  if (!allowed.includes(report.status)) {
    throw wrongState('report-in-other-state', nextStep[report.status], {
      number: report.number,
      revision: report.revision,
      status: report.status,
    });
  }
  return report;
}

/** The report as it is after a change. */
export async function readReport(reader: Reader, context: CallContext, id: string): Promise<ServiceReport> {
  return (await findReport(reader, id, anyone, context.language))!;
}

/** The order a report is about, whosever it is now. */
export async function orderOf(reader: Reader, context: CallContext, report: ServiceReport): Promise<WorkOrder> {
  return (await findWorkOrder(reader, report.workOrderId, anyone, context.language)) ?? noSuchWorkOrder();
}
