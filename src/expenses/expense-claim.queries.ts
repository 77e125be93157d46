import { type Scope } from '../identity/scope';
import { type Reader, type Tx } from '../platform/transaction';
import { type ExpenseClaim, type ExpenseClaimQuery, type ExpenseTotal, type NewExpenseLine } from './expense-claim';

const columns = `
  c.id, c.code, c.number, c.work_order_id as "workOrderId", w.number as "workOrderNumber",
  c.engineer_id as "engineerId", c.site_id as "siteId", c.document_date as "documentDate",
  (select base_currency from organisation) as currency, c.amount, c.status, c.actor_id as "actorId",
  c.decided_at as "decidedAt", c.decided_by_id as "decidedById", c.decision_note as "decisionNote",
  c.refunded_on as "refundedOn", c.refunded_by_id as "refundedById", c.refund_reference as "refundReference",
  (select json_agg(json_build_object('lineNumber', l.line_number, 'kind', l.kind, 'spentOn', l.spent_on,
            'amount', l.amount, 'description', l.description, 'payee', l.payee, 'voucherNumber', l.voucher_number,
            'receiptId', l.receipt_id, 'issueId', l.issue_id, 'handledById', l.handled_by_id,
            'handledAt', l.handled_at, 'leaderId', l.leader_id, 'leaderSignedAt', l.leader_signed_at)
            order by l.line_number)
     from expense_line l where l.claim_id = c.id) as lines`;

const tables = `expense_claim c join work_order w on w.id = c.work_order_id`;
const withinScope = `($1::uuid is null or c.engineer_id = $1) and ($2::uuid is null or c.site_id = $2)`;

export async function findExpenseClaim(reader: Reader, id: string, scope: Scope): Promise<ExpenseClaim | undefined> {
  const rows = await reader.query<ExpenseClaim[]>(
    `select ${columns} from ${tables} where ${withinScope} and c.id = $3`,
    [scope.engineerId, scope.siteId, id],
  );
  return rows[0];
}

/** Takes it for this transaction: it is signed, reviewed and refunded by one person at a time. */
export async function lockExpenseClaim(tx: Tx, id: string, scope: Scope): Promise<ExpenseClaim | undefined> {
  await tx.query(`select from expense_claim where id = $1 for update`, [id]);
  return findExpenseClaim(tx, id, scope);
}

/** Newest first. */
export async function listExpenseClaims(
  reader: Reader,
  query: ExpenseClaimQuery,
  scope: Scope,
  limit: number,
  after: string | undefined,
): Promise<ExpenseClaim[]> {
  return reader.query<ExpenseClaim[]>(
    `select ${columns} from ${tables}
      where ${withinScope} and ($3::uuid is null or c.work_order_id = $3) and ($4::uuid is null or c.engineer_id = $4)
        and ($5::text is null or c.status = $5) and ($6::uuid is null or c.id < $6)
      order by c.id desc limit $7`,
    [
      ...[scope.engineerId, scope.siteId, query.workOrderId ?? null, query.engineerId ?? null],
      ...[query.status ?? null, after ?? null, limit],
    ],
  );
}

/** What the records know of a line: whether purchase and issue are the claimant's and the order's. */
export interface ExpenseFacts {
  index: number;
  /** What the purchase cost; null = no purchase of this person. */
  purchased: number | null;
  issueOfOrder: boolean;
}

export async function factsOfExpenses(
  reader: Reader,
  claim: { workOrderId: string; engineerId: string },
  lines: readonly NewExpenseLine[],
): Promise<ExpenseFacts[]> {
  return reader.query<ExpenseFacts[]>(
    `select (l.n - 1)::integer as index,
            (select sum(x.value)::bigint from receipt r join receipt_line x on x.receipt_id = r.id
              where r.id = (l.line ->> 'receiptId')::uuid and r.bought_by_id = $2
                and r.kind in ('on_site_purchase', 'trip_purchase')) as purchased,
            exists (select from issue i join requisition q on q.id = i.requisition_id
                     where i.id = (l.line ->> 'issueId')::uuid and q.work_order_id = $1) as "issueOfOrder"
       from jsonb_array_elements($3::jsonb) with ordinality as l (line, n) order by l.n`,
    [claim.workOrderId, claim.engineerId, JSON.stringify(lines)],
  );
}

export interface ExpenseClaimRow {
  id: string;
  code: string;
  workOrderId: string;
  engineerId: string;
  siteId: string | null;
  documentDate: string;
  actorId: string;
  lines: readonly NewExpenseLine[];
}

export async function insertExpenseClaim(tx: Tx, row: ExpenseClaimRow): Promise<void> {
  const lines = JSON.stringify(row.lines.map((line, index) => ({ ...line, number: index + 1 })));
  await tx.query(
    `insert into expense_claim (id, code, number, work_order_id, engineer_id, site_id, document_date, amount, actor_id)
     select $1, $2, 'EXP-' || extract(year from $6::date) || '-' || lpad(nextval('expense_claim_number')::text, 6, '0'),
            $3, $4, $5, $6, sum(amount), $7 from jsonb_to_recordset($8::jsonb) as l (amount bigint)`,
    [row.id, row.code, row.workOrderId, row.engineerId, row.siteId, row.documentDate, row.actorId, lines],
  );
  await tx.query(
    `insert into expense_line (claim_id, line_number, kind, spent_on, amount, description, payee, voucher_number,
                               receipt_id, issue_id)
     select $1, l.number, l.kind, l."spentOn", l.amount, l.description, l.payee, l."voucherNumber", l."receiptId",
            l."issueId"
       from jsonb_to_recordset($2::jsonb) as l (number integer, kind text, "spentOn" date, amount bigint,
            description text, payee text, "voucherNumber" text, "receiptId" uuid, "issueId" uuid)`,
    [row.id, lines],
  );
}

/** The handler signs first, the leader after (S082). */
export async function signFreight(
  tx: Tx,
  line: { claimId: string; lineNumber: number },
  signature: { as: 'handler' | 'leader'; byId: string; at: Date },
): Promise<void> {
  const [who, when] = signature.as === 'handler' ? ['handled_by_id', 'handled_at'] : ['leader_id', 'leader_signed_at'];
  await tx.query(`update expense_line set ${who} = $3, ${when} = $4 where claim_id = $1 and line_number = $2`, [
    line.claimId,
    line.lineNumber,
    signature.byId,
    signature.at,
  ]);
}

/** What is rejected may be claimed again, with the same vouchers. */
export async function decideExpenseClaim(
  tx: Tx,
  id: string,
  decision: { approved: boolean; at: Date; byId: string; note: string | null },
): Promise<void> {
  await tx.query(
    `update expense_claim set status = case when $2 then 'approved' else 'rejected' end, decided_at = $3,
            decided_by_id = $4, decision_note = $5 where id = $1`,
    [id, decision.approved, decision.at, decision.byId, decision.note],
  );
  if (!decision.approved) await tx.query(`update expense_line set void = true where claim_id = $1`, [id]);
}

export async function refundExpenseClaim(
  tx: Tx,
  id: string,
  refund: { on: string; byId: string; reference: string | null },
): Promise<void> {
  await tx.query(
    `update expense_claim set status = 'refunded', refunded_on = $2, refunded_by_id = $3, refund_reference = $4
      where id = $1`,
    [id, refund.on, refund.byId, refund.reference],
  );
}

export async function totalExpenses(
  reader: Reader,
  from: string,
  until: string,
): Promise<{ currency: string; kinds: ExpenseTotal[] }> {
  const rows = await reader.query<{ currency: string; kinds: ExpenseTotal[] }[]>(
    `select base_currency as currency,
            (select coalesce(json_agg(k order by k.kind), '[]')
               from (select l.kind, count(*)::integer as lines, sum(l.amount)::bigint as amount
                       from expense_claim c join expense_line l on l.claim_id = c.id
                      where c.refunded_on between $1 and $2 group by l.kind) k) as kinds
       from organisation`,
    [from, until],
  );
  return rows[0]!;
}
