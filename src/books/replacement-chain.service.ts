import { scopeOf } from '../identity/scope';
import { type CallContext } from '../platform/context';
import { type Kernel } from '../platform/kernel';
import { notFound } from '../platform/problem';
import { type ReplacementChain } from './replacement-chain';
import { findFitting, findReportedReplacement, issuesBehind, traceSteps } from './replacement-chain.queries';

/** The chain of a replacement: every part that goes out has its counterpart. */
export class ReplacementChainService {
  constructor(private readonly kernel: Kernel) {}

  async find(context: CallContext, replacementId: string): Promise<ReplacementChain> {
    return this.kernel.database.snapshot(async (reader) => {
      const reported = await findReportedReplacement(reader, replacementId, scopeOf(context));
      if (!reported) throw notFound('replacement');
      return {
        ...reported,
        fitting: (await findFitting(reader, replacementId)) ?? null,
        issues: await issuesBehind(reader, replacementId),
        steps: await traceSteps(reader, replacementId),
      };
    });
  }
}
