import { type CallContext } from '../../platform/context';
import { newId } from '../../platform/id';
import { type Kernel } from '../../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../../platform/page';
import { invalid, notFound, wrongState } from '../../platform/problem';
import { type DeterminationDecision, type DeterminationQuery, type DeterminationRecord } from './determination';
import {
  findDetermination,
  insertDeterminations,
  listCurrentDeterminations,
  listDeterminationsOf,
  lockSubject,
} from './determination.queries';
import { type Side, type Verdict } from '../classification/verdict';

/** Determinations (判定): what was decided, and the queue of what a person must decide. */
export class DeterminationService {
  constructor(private readonly kernel: Kernel) {}

  async list(context: CallContext, query: DeterminationQuery): Promise<PageOf<DeterminationRecord>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) => {
      if (query.subjectId === undefined) {
        return listCurrentDeterminations(reader, query, context.language, limit + 1, after);
      }
      if (query.subjectKind === undefined) throw needsKind();
      const subject = {
        kind: query.subjectKind,
        id: query.subjectId,
        outcome: query.outcome,
        reason: query.reason,
      };
      return listDeterminationsOf(reader, subject, context.language, limit + 1, after);
    });
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async find(context: CallContext, id: string): Promise<DeterminationRecord> {
    const found = await this.kernel.database.read((reader) => findDetermination(reader, id, context.language));
    return found ?? noSuchDetermination();
  }

  /** A person decides what the rules could not: a new determination with the same facts, beside the old one (R10). */
  async decide(context: CallContext, id: string, asked: DeterminationDecision): Promise<DeterminationRecord> {
    return this.kernel.database.command(context, async (tx) => {
      await lockSubject(tx, id);
      const earlier = (await findDetermination(tx, id, context.language)) ?? noSuchDetermination();
      if (!earlier.current || earlier.outcome !== 'REVIEW') {
        throw wrongState(
          'nothing-to-decide',
          'Only a determination that counts now and says REVIEW waits for a decision. Correct the facts instead.',
          { outcome: earlier.outcome, current: earlier.current },
        );
      }
      const decidedId = newId();
      const decided = {
        ...earlier,
        id: decidedId,
        outcome: asked.outcome,
        verdict: decidedVerdict(earlier.verdict, asked),
        decidedById: context.actor.id,
        decisionReason: asked.reason,
        actorId: context.actor.id,
        reviewReason: null,
      };
      await insertDeterminations(tx, [decided]);
      return (await findDetermination(tx, decidedId, context.language)) ?? noSuchDetermination();
    });
  }
}

/** The reasons stay: they say why a person had to decide. What the customer is told is the person's own sentence. */
function decidedVerdict(verdict: Verdict, { outcome, reason }: DeterminationDecision): Verdict {
  const parts: Side = outcome === 'PAID' ? 'PAID' : 'WARRANTY';
  const labor: Side = outcome === 'WARRANTY' ? 'WARRANTY' : 'PAID';
  return { ...verdict, outcome, parts, labor, explanation: { 'zh-CN': reason, en: reason }, what_would_change: [] };
}

function needsKind() {
  return invalid([{ pointer: 'query/subjectKind', detail: 'say of which kind the subject is' }]);
}

function noSuchDetermination(): never {
  throw notFound('determination');
}
