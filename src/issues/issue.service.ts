import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { datesOf } from '../ledger/posting-dates';
import { keyRequired, unlessAnswered } from '../platform/commands';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf } from '../platform/page';
import { forbidden, notFound, wrongState } from '../platform/problem';
import { type Issue, type IssueQuery, type NewIssue } from './issue';
import { acknowledge, findIssue, issueParts, listIssues } from './issue.queries';

/** Issues 发料: out of the reservation, into the engineer's custody. */
export class IssueService {
  constructor(private readonly kernel: Kernel) {}

  /** Hands out approved, reserved pieces (R3). The hottest path of the product: one round trip, see `issue_parts`. */
  async issue(context: CallContext, asked: NewIssue): Promise<Issue> {
    const { idempotency } = context;
    if (!idempotency) throw keyRequired();
    const dates = datesOf(this.kernel.clock, context, asked);
    const issued = issueParts(this.kernel.database, [
      newId(),
      newCode('issue'),
      asked.requisitionId,
      dates.documentDate,
      dates.postingDate,
      context.actor.id,
      scopeOf(context).siteId,
      idempotency.key,
      idempotency.operation,
      idempotency.requestHash,
      context.requestId,
      JSON.stringify(asked.lines),
    ]);
    return issued.catch((refusal: unknown) => unlessAnswered<Issue>(this.kernel.database, context, refusal));
  }

  async find(context: CallContext, id: string): Promise<Issue> {
    const found = await this.kernel.database.read((reader) => findIssue(reader, id, scopeOf(context)));
    if (!found) throw notFound('issue');
    return found;
  }

  async list(context: CallContext, query: IssueQuery): Promise<PageOf<Issue>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.read((reader) =>
      listIssues(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  /** The engineer says that the parts were handed over (签收); nobody can say it for another. */
  async acknowledge(context: CallContext, id: string): Promise<Issue> {
    return this.kernel.database.command(context, async (tx) => {
      const found = await findIssue(tx, id, scopeOf(context));
      if (!found) throw notFound('issue');
      if (found.engineerId !== context.actor.id)
        throw forbidden('Only the receiver acknowledges an issue.', 'not-receiver');
      if (!(await acknowledge(tx, id, context.actor.id, this.kernel.clock.now()))) {
        throw wrongState('already-acknowledged', 'This issue was acknowledged before; there is nothing left to do.');
      }
      return (await findIssue(tx, id, scopeOf(context)))!;
    });
  }
}
