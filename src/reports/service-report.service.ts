import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { changedMeanwhile, versionFrom } from '../platform/if-match';
import { type Clock } from '../platform/clock';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { openEscalation } from '../workorders/disputes/open-escalation';
import { lockOpenWorkOrder } from '../workorders/open-work-order';
import { freezeReport } from './freeze-report';
import { decideBilling, forgetLines } from './replacements/line-billing';
import { type BillingDecision } from './replacements/replacement';
import { checkDraft, type DraftTime, writeLines } from './report-draft';
import { lockReportIn, orderOf, readReport } from './report-steps';
import {
  type NewServiceReport,
  type ReportReading,
  type ServiceReport,
  type ServiceReportChange,
  type ServiceReportQuery,
} from './service-report';
import { changeReport, contentOf, findReport, insertReport, listReports, stepTo } from './service-report.queries';

/** Service reports 服务报告 until they are completed: written by the engineer, on the spot or later. */
export class ServiceReportService {
  constructor(private readonly kernel: Kernel) {}

  /** Begins the report of a work order; who pays for each line is determined at once (S060, S062). */
  async create(context: CallContext, asked: NewServiceReport): Promise<ServiceReport> {
    const time = this.time();
    const text = {
      documentDate: asked.documentDate ?? time.today,
      causeCode: asked.causeCode ?? null,
      cause: asked.cause ?? null,
      workDone: asked.workDone ?? null,
      testResult: asked.testResult ?? null,
      prevention: asked.prevention ?? null,
      customerRemarks: asked.customerRemarks ?? null,
      readings: whole(asked.readings ?? []),
      findings: asked.findings ?? [],
      riskyWork: asked.riskyWork ?? false,
    };
    const lines = asked.replacements ?? [];
    return this.kernel.database.command(context, async (tx) => {
      const order = await lockOpenWorkOrder(tx, context, asked.workOrderId);
      const facts = await checkDraft(tx, text, lines, time);
      const { unitId, siteId, engineerId } = order;
      const id = newId();
      const of = { workOrderId: order.id, unitId, siteId, engineerId };
      await insertReport(tx, { ...text, ...of, id, code: newCode('service-report') });
      const draft = { id, unitId, order, earlier: undefined };
      await writeLines(tx, context, draft, text.causeCode, lines, facts, time);
      await askForCause(tx, context, this.kernel.clock, order.id, text);
      return readReport(tx, context, id);
    });
  }

  async find(context: CallContext, id: string): Promise<ServiceReport> {
    const found = await this.kernel.database.read((reader) =>
      findReport(reader, id, scopeOf(context), context.language),
    );
    if (!found) throw notFound('service report');
    return found;
  }

  async list(context: CallContext, query: ServiceReportQuery): Promise<PageOf<ServiceReport>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listReports(reader, query, scopeOf(context), context.language, limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The frozen content, byte for byte as its digest was computed. */
  async content(context: CallContext, id: string): Promise<string> {
    const content = await this.kernel.database.read((reader) => contentOf(reader, id, scopeOf(context)));
    if (content === undefined) throw notFound('service report');
    if (content === null)
      throw wrongState('not-completed', 'The report has no content to sign yet. Complete it first.');
    return content;
  }

  async change(
    context: CallContext,
    id: string,
    ifMatch: string | undefined,
    asked: ServiceReportChange,
  ): Promise<ServiceReport> {
    const version = versionFrom(ifMatch);
    const time = this.time();
    return this.kernel.database.command(context, async (tx) => {
      const earlier = await lockReportIn(tx, context, id, ['draft']);
      if (earlier.version !== version) throw changedMeanwhile();
      const { replacements, ...told } = asked;
      const riskyWork = asked.riskyWork ?? earlier.riskyWork;
      const text = { ...told, riskyWork, readings: whole(asked.readings) };
      const facts = await checkDraft(tx, text, replacements, time);
      await changeReport(tx, id, text);
      const draft = { id, unitId: earlier.unitId, order: await orderOf(tx, context, earlier), earlier };
      await writeLines(tx, context, draft, text.causeCode, replacements, facts, time);
      await askForCause(tx, context, this.kernel.clock, earlier.workOrderId, text, earlier);
      return readReport(tx, context, id);
    });
  }

  /** A supervisor decides who pays for lines of a draft: what the rules left open, goodwill, a contract. */
  async bill(context: CallContext, id: string, asked: BillingDecision): Promise<ServiceReport> {
    return this.kernel.database.command(context, async (tx) => {
      const report = await lockReportIn(tx, context, id, ['draft']);
      await decideBilling(tx, context, report, asked);
      await this.touch(tx, report);
      return readReport(tx, context, id);
    });
  }

  /** Freezes what the customer is to sign (R6). */
  async complete(context: CallContext, id: string): Promise<ServiceReport> {
    const time = this.time();
    return this.kernel.database.command(context, async (tx) => {
      const report = await lockReportIn(tx, context, id, ['draft']);
      await freezeReport(tx, context, report, time);
      return readReport(tx, context, id);
    });
  }

  /** Gives a draft up; nothing was consumed by it. */
  async withdraw(context: CallContext, id: string): Promise<ServiceReport> {
    return this.kernel.database.command(context, async (tx) => {
      const report = await lockReportIn(tx, context, id, ['draft']);
      await stepTo(tx, id, 'withdrawn');
      await forgetLines(tx, report.replacements);
      return readReport(tx, context, id);
    });
  }

  private time(): DraftTime {
    return { now: this.kernel.clock.now(), today: this.kernel.clock.today() };
  }

  /** Another version, so that an engineer who read the draft before sees that it has changed. */
  private async touch(tx: Tx, report: ServiceReport): Promise<void> {
    await changeReport(tx, report.id, report);
  }
}

/**
 * What the engineer tells of a cause without being able to name it is asked of technical support (S029); once, for as long
 * as the same is told.
 */
async function askForCause(
  tx: Tx,
  context: CallContext,
  clock: Clock,
  workOrderId: string,
  told: Pick<ServiceReport, 'cause' | 'causeCode'>,
  earlier?: Pick<ServiceReport, 'cause' | 'causeCode'>,
): Promise<void> {
  if (told.cause === null || told.causeCode !== null) return;
  if (earlier?.causeCode === null && earlier.cause === told.cause) return;
  await openEscalation(tx, context, clock, { workOrderId, question: told.cause });
}

/** Both sides of each reading are stated, so that the signed content says "not read" too. */
function whole(readings: readonly ReportReading[]): ReportReading[] {
  return readings.map(({ meter, stated, measured }) => ({ meter, stated: stated ?? null, measured: measured ?? null }));
}
