import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { wrongState } from '../platform/problem';
import { insertSignature } from './report-signature.queries';
import { lockReportIn, readReport } from './report-steps';
import { type NewReportSignature, type ReportAcceptance, type ServiceReport } from './service-report';
import { acceptReport, stepTo } from './service-report.queries';
import { readSignatureImage } from '../platform/signature-image';

/** What the customer does with a completed report: checks the result, then signs (S030). */
export class ReportSigningService {
  constructor(private readonly kernel: Kernel) {}

  /** The customer has checked the result: a step of its own before the signature (S031). */
  async accept(context: CallContext, id: string, asked: ReportAcceptance): Promise<ServiceReport> {
    const at = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      await lockReportIn(tx, context, id, ['completed']);
      await acceptReport(tx, id, { repaired: asked.repaired, at });
      return readReport(tx, context, id);
    });
  }

  /** The customer signs the digest of exactly the completed content; the last act of the report (R6, S075). */
  async sign(context: CallContext, id: string, asked: NewReportSignature): Promise<ServiceReport> {
    const image = readSignatureImage(asked.imagePng);
    const signedAt = this.kernel.clock.now();
    return this.kernel.database.command(context, async (tx) => {
      const report = await lockReportIn(tx, context, id, ['accepted']);
      if (asked.digest !== report.digest) {
        throw wrongState(
          'other-content',
          'The digest is not that of this report: the signer saw something else. Show the report again.',
          { digest: report.digest },
        );
      }
      await insertSignature(tx, {
        reportId: id,
        signerName: asked.signerName,
        relation: asked.relation,
        image,
        digest: asked.digest,
        consentText: asked.consentText,
        device: asked.device ?? null,
        signedAt,
        actorId: context.actor.id,
      });
      await stepTo(tx, id, 'signed');
      return readReport(tx, context, id);
    });
  }
}
