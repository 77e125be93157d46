import { newCode } from '../barcodes/code';
import { canonical, digestOf } from '../platform/canonical';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { type Fault, invalid, wrongState } from '../platform/problem';
import { type Reader } from '../platform/transaction';
import { type FaultLine, type FaultReport, type FaultReportIssue, type NewFaultReport } from './fault-report';
import { faultLines, findIssue, insertIssue, isGeneralManager, listIssues, monthCounts } from './fault-report.queries';

/** The monthly report by product fault, for the general manager (S039). */
export class FaultReportService {
  constructor(private readonly kernel: Kernel) {}

  async find(month: string): Promise<FaultReport> {
    return this.kernel.database.snapshot((reader) => reportOf(reader, month));
  }

  /** The lines as a list; the whole month is one page. */
  async lines(month: string): Promise<PageOf<FaultLine>> {
    return { items: (await this.find(month)).lines };
  }

  async list(query: PageQuery): Promise<PageOf<FaultReportIssue>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) => listIssues(reader, limit + 1, after));
    return pageOf(rows, limit, (row) => [row.month]);
  }

  /** Freezes the report of a month that is over, and says to whom it went; once. */
  async issue(context: CallContext, asked: NewFaultReport): Promise<FaultReport> {
    const { clock, database } = this.kernel;
    return database.command(context, async (tx) => {
      const faults: Fault[] = [];
      if (asked.month >= clock.today().slice(0, 7)) {
        faults.push({ pointer: '/month', detail: 'the month is not over; read it as it is so far' });
      }
      if (!(await isGeneralManager(tx, asked.recipientId))) {
        faults.push({ pointer: '/recipientId', detail: 'is no general manager: name an administrator' });
      }
      if (faults.length > 0) throw invalid(faults);
      const issued = await findIssue(tx, firstOf(asked.month));
      if (issued) {
        const { number, issuedAt } = issued.issue;
        throw wrongState('fault-report-issued', 'The month is reported already.', { number, issuedAt });
      }
      const content = canonical(await faultLines(tx, firstOf(asked.month)));
      await insertIssue(tx, {
        ...{ id: newId(), code: newCode('fault-report'), month: firstOf(asked.month), content },
        ...{ digest: digestOf(content), recipientId: asked.recipientId, at: clock.now(), byId: context.actor.id },
      });
      return reportOf(tx, asked.month);
    });
  }
}

async function reportOf(reader: Reader, month: string): Promise<FaultReport> {
  const first = firstOf(month);
  const issued = await findIssue(reader, first);
  const lines = issued ? (JSON.parse(issued.content) as FaultLine[]) : await faultLines(reader, first);
  const total = (of: (line: FaultLine) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  return {
    ...{ month, lines, reports: total((line) => line.reports) },
    cost: total((line) => line.warrantyCost + line.paidCost + line.goodwillCost + line.contractCost),
    ...(await monthCounts(reader, first)),
    issue: issued?.issue ?? null,
  };
}

const firstOf = (month: string) => `${month}-01`;
