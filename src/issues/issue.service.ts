import { newCode } from '../barcodes/code';
import { scopeOf } from '../identity/scope';
import { datesOf } from '../ledger/posting-dates';
import { keyRequired, unlessAnswered } from '../platform/commands';
import { type CallContext } from '../platform/context';
import { newId } from '../platform/id';
import { type Kernel } from '../platform/kernel';
import { decodeCursor, defaultPageSize, pageOf, type PageOf, type PageQuery } from '../platform/page';
import { forbidden, notFound, wrongState } from '../platform/problem';
import { type Tx } from '../platform/transaction';
import { type Issue, type IssueLine, type IssueQuery, type ListedIssue, type NewIssue } from './issue';
import {
  acknowledge,
  findIssue,
  isIssue,
  type IssueArguments,
  issueParts,
  issuePartsWithin,
  listIssueLines,
  listIssues,
} from './issue.queries';

/** Issues 发料: out of the reservation, into the engineer's custody. */
export class IssueService {
  constructor(private readonly kernel: Kernel) {}

  /** Hands out approved, reserved pieces (R3). The hottest path of the product: one round trip, see `issue_parts`. */
  async issue(context: CallContext, asked: NewIssue): Promise<Issue> {
    const { idempotency } = context;
    if (!idempotency) throw keyRequired();
    const issued = issueParts(this.kernel.database, this.argumentsOf(context, asked, idempotency));
    return issued.catch((refusal: unknown) => unlessAnswered<Issue>(this.kernel.database, context, refusal));
  }

  /** As one step of a larger unit of work, under a key of its own. */
  async issueWithin(tx: Tx, context: CallContext, asked: NewIssue, key: string): Promise<Issue> {
    const { idempotency } = context;
    if (!idempotency) throw keyRequired();
    return issuePartsWithin(tx, this.argumentsOf(context, asked, { ...idempotency, key }));
  }

  async find(context: CallContext, id: string): Promise<Issue> {
    const found = await this.kernel.database.read((reader) => findIssue(reader, id, scopeOf(context)));
    if (!found) throw notFound('issue');
    return found;
  }

  async list(context: CallContext, query: IssueQuery): Promise<PageOf<ListedIssue>> {
    const limit = query.limit ?? defaultPageSize;
    const after = decodeCursor(query.cursor, 1)?.[0]?.toString();
    const rows = await this.kernel.database.list((reader) =>
      listIssues(reader, query, scopeOf(context), limit + 1, after),
    );
    return pageOf(rows, limit, (row) => [row.id]);
  }

  async lines(context: CallContext, id: string, query: PageQuery): Promise<PageOf<IssueLine>> {
    const limit = query.limit ?? defaultPageSize;
    const after = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
    return this.kernel.database.list(async (reader) => {
      if (!(await isIssue(reader, id, scopeOf(context)))) throw notFound('issue');
      const rows = await listIssueLines(reader, id, limit + 1, after);
      return pageOf(rows, limit, (row) => [row.lineNumber]);
    });
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

  private argumentsOf(
    context: CallContext,
    asked: NewIssue,
    { key, operation, requestHash }: NonNullable<CallContext['idempotency']>,
  ): IssueArguments {
    const { documentDate, postingDate } = datesOf(this.kernel.clock, context, asked);
    return [
      newId(),
      newCode('issue'),
      asked.requisitionId,
      documentDate,
      postingDate,
      context.actor.id,
      scopeOf(context).siteId,
      key,
      operation,
      requestHash,
      context.requestId,
      JSON.stringify(asked.lines),
    ];
  }
}
