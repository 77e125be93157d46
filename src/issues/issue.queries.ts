import { type Scope } from '../identity/scope';
import { type Database } from '../platform/database';
import { type Reader, type Tx } from '../platform/transaction';
import { type Issue, type IssueLine, type IssueQuery, type ListedIssue } from './issue';

/** The arguments of `issue_parts`, in its order. */
export type IssueArguments = [
  issueId: string,
  code: string,
  requisitionId: string,
  documentDate: string,
  postingDate: string,
  actorId: string,
  onlySiteId: string | null,
  idempotencyKey: string,
  operation: string,
  requestHash: string,
  requestId: string,
  asks: string,
];

const issueStatement = `select issue_parts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as response`;

/** Issues in one round trip: the function `issue_parts` locks, decides, posts and records (migration issues). */
export async function issueParts(database: Database, asked: IssueArguments): Promise<Issue> {
  const rows = await database.statement<{ response: Issue }>('issue-parts', issueStatement, asked);
  return rows[0]!.response;
}

/** The same as one step of a larger unit of work. */
export async function issuePartsWithin(tx: Tx, asked: IssueArguments): Promise<Issue> {
  return (await tx.query<{ response: Issue }[]>(issueStatement, asked))[0]!.response;
}

const headColumns = `
  i.id, i.code, i.number, i.requisition_id as "requisitionId", i.engineer_id as "engineerId", i.site_id as "siteId",
  i.actor_id as "issuedById", i.document_date as "documentDate", i.posting_date as "postingDate",
  i.acknowledged_at as "acknowledgedAt"`;

const issueColumns = `${headColumns},
  (select json_agg(json_build_object('lineNumber', l.line_number, 'requisitionLineId', l.requisition_line_id,
     'partId', l.part_id, 'binId', l.bin_id, 'quantity', l.quantity, 'unitId', l.unit_id) order by l.line_number)
     from issue_line l where l.issue_id = i.id) as lines`;

export async function findIssue(reader: Reader, id: string, scope: Scope): Promise<Issue | undefined> {
  const rows = await reader.query<Issue[]>(
    `select ${issueColumns} from issue i
      where i.id = $1 and ($2::uuid is null or i.engineer_id = $2) and ($3::uuid is null or i.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows[0];
}

/** Newest first. */
export async function listIssues(
  reader: Reader,
  query: IssueQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<ListedIssue[]> {
  return reader.query<ListedIssue[]>(
    `select ${headColumns}, s.lines as "lineCount", s.quantity from issue i
      cross join lateral (select count(*)::integer as lines, sum(l.quantity) as quantity
                            from issue_line l where l.issue_id = i.id) s
      where ($1::uuid is null or i.engineer_id = $1) and ($2::uuid is null or i.site_id = $2)
        and ($3::uuid is null or i.requisition_id = $3) and ($4::uuid is null or i.engineer_id = $4)
        and ($5::uuid is null or i.site_id = $5) and ($6::uuid is null or i.id < $6)
      order by i.id desc limit $7`,
    [
      scope.engineerId,
      scope.siteId,
      query.requisitionId ?? null,
      query.engineerId ?? null,
      query.siteId ?? null,
      after ?? null,
      limit,
    ],
  );
}

/** The lines of an issue after this one, in their order. */
export async function listIssueLines(reader: Reader, id: string, limit: number, after: number): Promise<IssueLine[]> {
  return reader.query<IssueLine[]>(
    `select l.line_number as "lineNumber", l.requisition_line_id as "requisitionLineId", l.part_id as "partId",
            l.bin_id as "binId", l.quantity, l.unit_id as "unitId"
       from issue_line l
      where l.issue_id = $1 and l.line_number > $2
      order by l.line_number limit $3`,
    [id, after, limit],
  );
}

export async function isIssue(reader: Reader, id: string, scope: Scope): Promise<boolean> {
  const rows = await reader.query<object[]>(
    `select from issue i
      where i.id = $1 and ($2::uuid is null or i.engineer_id = $2) and ($3::uuid is null or i.site_id = $3)`,
    [id, scope.engineerId, scope.siteId],
  );
  return rows.length > 0;
}

/** Notes that the receiver acknowledged; answers whether this was the first time. */
export async function acknowledge(tx: Tx, id: string, actorId: string, at: Date): Promise<boolean> {
  const [, changed] = await tx.query<[unknown, number]>(
    `update issue set acknowledged_at = $3, acknowledged_by_id = $2 where id = $1 and acknowledged_at is null`,
    [id, actorId, at],
  );
  return changed === 1;
}
