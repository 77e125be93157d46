import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { localTimes } from '../platform/local-times';
import { notFound, wrongState } from '../platform/problem';
import { type ReportContent } from './report-content';
import { type ReportPapers } from './report-document';
import { signatureImageOf } from './report-signature.queries';
import { type ServiceReport } from './service-report';
import { contentOf, findReport } from './service-report.queries';

/** Reports as documents that people keep. */
export class ReportDocumentService {
  constructor(private readonly kernel: Kernel) {}

  /** The report as a PDF, from the content that was frozen and signed. */
  async pdf(context: CallContext, id: string): Promise<Buffer> {
    const papers = await this.papers(context, id);
    // Drawn after the reading, so that no connection waits for it. Loaded when first needed: the PDF library takes a
    // quarter of a second and 13 MB that a start need not wait for.
    const { reportDocument } = await import('./report-document.js');
    return reportDocument(papers);
  }

  private async papers(context: CallContext, id: string): Promise<ReportPapers> {
    return this.kernel.database.snapshot(async (reader) => {
      const scope = scopeOf(context);
      const report = await findReport(reader, id, scope, context.language);
      if (!report) throw notFound('service report');
      const frozen = await contentOf(reader, id, scope);
      if (!frozen) throw wrongState('not-completed', 'There is nothing to print yet. Complete the report first.');
      const content = JSON.parse(frozen) as ReportContent;
      const signature = await signatureImageOf(reader, id);
      const times = await localTimes(reader, timesOf(report, content));
      return { report, content, signature, local: (instant) => times.get(instant) ?? instant };
    });
  }
}

function timesOf(report: ServiceReport, content: ReportContent): string[] {
  const { acceptedAt, decidedAt, signature } = report;
  const steps = [content.completedAt, acceptedAt, decidedAt, signature?.signedAt].filter(
    (time) => typeof time === 'string',
  );
  return [...new Set([...steps, ...content.replacements.map((line) => line.replacedAt)])];
}
