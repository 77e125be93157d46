import { placeColumn } from '../ledger/ledger';
import { type Reader } from '../platform/transaction';
import { postedDocument, postedDocumentColumns } from './posted-document';
import {
  type AccountEntry,
  type BalanceAt,
  type BalanceQuery,
  type LedgerAccount,
  type LedgerAccountQuery,
  type StatementLine,
  type StatementQuery,
} from './statement';

const noOwner = `'00000000-0000-0000-0000-000000000000'`;

const accountColumns = `a.id, a.kind, nullif(a.owner_id, ${noOwner}) as "ownerId", a.inside`;

export async function findAccount(reader: Reader, id: number): Promise<LedgerAccount | undefined> {
  const rows = await reader.query<LedgerAccount[]>(`select ${accountColumns} from stock_account a where a.id = $1`, [
    id,
  ]);
  return rows[0];
}

export async function findAccountOf(reader: Reader, kind: string, ownerId: string): Promise<LedgerAccount | undefined> {
  const rows = await reader.query<LedgerAccount[]>(
    `select ${accountColumns} from stock_account a where a.kind = $1 and a.owner_id = $2`,
    [kind, ownerId],
  );
  return rows[0];
}

export async function listAccounts(
  reader: Reader,
  query: LedgerAccountQuery,
  limit: number,
  after: number,
): Promise<LedgerAccount[]> {
  return reader.query<LedgerAccount[]>(
    `select ${accountColumns} from stock_account a
      where ($1::text is null or a.kind = $1) and ($2::uuid is null or a.owner_id = $2) and a.id > $3
      order by a.id limit $4`,
    [query.kind ?? null, query.ownerId ?? null, after, limit],
  );
}

/**
 * Part by part: opening and closing are one index probe each, in and out read the period's own entries. What the ledger
 * holds outside the period costs nothing.
 */
export async function statementLines(
  reader: Reader,
  accountId: number,
  query: StatementQuery,
  limit: number,
  afterPartId: string | undefined,
): Promise<StatementLine[]> {
  return reader.query<StatementLine[]>(
    `select b.part_id as "partId", p.number as "partNumber",
            json_build_object('quantity', o.quantity, 'value', o.value) as opening,
            json_build_object('quantity', i.quantity, 'value', i.value) as "in",
            json_build_object('quantity', u.quantity, 'value', u.value) as "out",
            json_build_object('quantity', c.quantity, 'value', c.value) as closing
       from stock_balance b join part p on p.id = b.part_id
      cross join lateral balance_at(b.account_id, b.part_id, $2::date - 1) o
      cross join lateral balance_at(b.account_id, b.part_id, $3::date) c
      cross join lateral (select coalesce(sum(t.quantity), 0)::bigint as quantity, coalesce(sum(t.value), 0)::bigint as value
         from stock_transfer t where t.to_account_id = b.account_id and t.part_id = b.part_id
          and t.posting_date between $2 and $3) i
      cross join lateral (select coalesce(sum(t.quantity), 0)::bigint as quantity, coalesce(sum(t.value), 0)::bigint as value
         from stock_transfer t where t.from_account_id = b.account_id and t.part_id = b.part_id
          and t.posting_date between $2 and $3) u
      where b.account_id = $1 and ($4::uuid is null or b.part_id = $4) and ($5::uuid is null or b.part_id > $5)
        and (o.quantity, c.quantity, i.quantity, u.quantity, i.value, u.value) <> (0, 0, 0, 0, 0, 0)
      order by b.part_id limit $6`,
    [accountId, query.from, query.to, query.partId ?? null, afterPartId ?? null, limit],
  );
}

/**
 * Of an account outside no balance is kept: its opening is what came and went before, summed when asked. Part by part
 * through the same two indexes.
 */
export async function outsideStatementLines(
  reader: Reader,
  accountId: number,
  query: StatementQuery,
  limit: number,
  afterPartId: string | undefined,
): Promise<StatementLine[]> {
  const side = (own: string) => `
    (select coalesce(sum(t.quantity) filter (where t.posting_date < $2), 0)::bigint as quantity_before,
            coalesce(sum(t.value) filter (where t.posting_date < $2), 0)::bigint as value_before,
            coalesce(sum(t.quantity) filter (where t.posting_date >= $2), 0)::bigint as quantity,
            coalesce(sum(t.value) filter (where t.posting_date >= $2), 0)::bigint as value
       from stock_transfer t
      where t.${own}_account_id = $1 and t.part_id = p.id and t.posting_date <= $3)`;
  return reader.query<StatementLine[]>(
    `select p.id as "partId", p.number as "partNumber",
            json_build_object('quantity', i.quantity_before - u.quantity_before,
                              'value', i.value_before - u.value_before) as opening,
            json_build_object('quantity', i.quantity, 'value', i.value) as "in",
            json_build_object('quantity', u.quantity, 'value', u.value) as "out",
            json_build_object('quantity', i.quantity_before + i.quantity - u.quantity_before - u.quantity,
                              'value', i.value_before + i.value - u.value_before - u.value) as closing
       from part p cross join lateral ${side('to')} i cross join lateral ${side('from')} u
      where ($4::uuid is null or p.id = $4) and ($5::uuid is null or p.id > $5)
        and (i.quantity_before, i.value_before, i.quantity, i.value, u.quantity_before, u.value_before, u.quantity, u.value)
            <> (0, 0, 0, 0, 0, 0, 0, 0)
      order by p.id limit $6`,
    [accountId, query.from, query.to, query.partId ?? null, afterPartId ?? null, limit],
  );
}

/** An account outside has no balances that say which parts it has dealt with. */
const everyPart = `(select $1::bigint as account_id, p.id as part_id from part p)`;

/** Where the next page of entries goes on. */
export interface EntryKey {
  partId: string;
  postingDate: string;
  transferId: number;
}

/**
 * The entries of an account in a period, part by part and in the order of posting. For each part the two indexes (out of
 * the account, into it) are read from where the page starts and stopped when it is full.
 */
export async function accountEntries(
  reader: Reader,
  account: LedgerAccount,
  query: StatementQuery,
  limit: number,
  after: EntryKey | undefined,
): Promise<AccountEntry[]> {
  const side = (own: string, other: string, sign: string) => `
    (select t.id, t.movement_id, t.${other}_account_id as counter_id, ${sign}t.quantity as quantity,
            ${sign}t.value as value, t.unit_id, t.posting_date, t.${own}_quantity_after as quantity_after,
            t.${own}_value_after as value_after
       from stock_transfer t
      where t.${own}_account_id = b.account_id and t.part_id = b.part_id and t.posting_date between $2 and $3
        and ($5::uuid is null or b.part_id > $5 or (t.posting_date, t.id) > ($6::date, $7::bigint))
      order by t.posting_date, t.id limit $8)`;
  return reader.query<AccountEntry[]>(
    `select e.posting_date as "postingDate", m.document_date as "documentDate", m.reason,
            m.document_kind as "documentKind", m.document_id as "documentId", ${postedDocumentColumns},
            e.movement_id as "movementId",
            e.id as "transferId", p.id as "partId", p.number as "partNumber", e.unit_id as "unitId",
            ${placeColumn('a')} as counter,
            e.quantity, e.value::bigint as value,
            case when e.quantity_after is not null
              then json_build_object('quantity', e.quantity_after, 'value', e.value_after) end as "balanceAfter"
       from (select e.*, b.part_id from ${account.inside ? 'stock_balance' : everyPart} b
              cross join lateral (${side('from', 'to', '-')} union all ${side('to', 'from', '')}
                order by posting_date, id limit $8) e
              where b.account_id = $1 and ($4::uuid is null or b.part_id = $4) and ($5::uuid is null or b.part_id >= $5)
              order by b.part_id, e.posting_date, e.id limit $8) e
       join part p on p.id = e.part_id
       join stock_movement m on m.id = e.movement_id
       join stock_account a on a.id = e.counter_id
       ${postedDocument('m')}
      order by e.part_id, e.posting_date, e.id`,
    [
      account.id,
      query.from,
      query.to,
      query.partId ?? null,
      after?.partId ?? null,
      after?.postingDate ?? null,
      after?.transferId ?? null,
      limit,
    ],
  );
}

/**
 * Balances at the end of a day, in the order of their own key. Posting dates per balance never run backwards: one that was
 * not posted after that day is what it was then, and the history is asked for the others alone.
 */
export async function balancesAt(
  reader: Reader,
  query: BalanceQuery & { at: string },
  limit: number,
  after: { accountId: number; partId: string } | undefined,
): Promise<BalanceAt[]> {
  return reader.query<BalanceAt[]>(
    `select b.account_id as "accountId",
            ${placeColumn('a')} as account,
            b.part_id as "partId", p.number as "partNumber", x.quantity, x.value
       from stock_balance b join stock_account a on a.id = b.account_id join part p on p.id = b.part_id
      cross join lateral (
        select b.quantity::integer as quantity, b.value::bigint as value where b.last_posted_on <= $1
        union all
        select h.quantity, h.value from balance_at(b.account_id, b.part_id, $1::date) h where b.last_posted_on > $1) x
      where (x.quantity > 0 or x.value > 0) and ($2::text is null or a.kind = $2)
        and ($3::uuid is null or a.owner_id = $3) and ($4::uuid is null or b.part_id = $4)
        and ($5::bigint is null or (b.account_id, b.part_id) > ($5, $6::uuid))
      order by b.account_id, b.part_id limit $7`,
    [
      query.at,
      query.kind ?? null,
      query.ownerId ?? null,
      query.partId ?? null,
      after?.accountId ?? null,
      after?.partId ?? null,
      limit,
    ],
  );
}
