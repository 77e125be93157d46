import { type Reader } from '../platform/transaction';
import { type ChargeStatement } from './charge-reconciliation';

/** A statement as a query: one row a document, with its number, its left side and the parts of its right side. */
export interface StatementQuery {
  name: ChargeStatement['name'];
  statementZh: string;
  statementEn: string;
  left: string;
  right: readonly string[];
  /** Columns kind, id, number, "left", and `terms` (bigint[], as many as `right`). Parameters: the first and the last day. */
  documents: string;
}

const charges = `(select * from charge where document_date between $1 and $2 and cancelled_at is null)`;
const paid = `select sum(y.amount) from payment y where y.quotation_id = c.quotation_id and y.reversed_at is null`;

/** Each side is added up from other rows than the other: a sum that is kept is compared with what it was kept from. */
export const statements: readonly StatementQuery[] = [
  {
    name: 'quoted-charged-waived',
    statementZh: '报价 = 收费 + 减免（含未实施部分）。',
    statementEn: 'What was quoted was charged, or waived; what was not done counts as waived.',
    left: 'quoted',
    right: ['charged', 'waived', 'notDone'],
    documents: `
      select 'charge' as kind, c.id, c.number, q.total_amount::bigint as "left",
             array[(select coalesce(sum(l.amount), 0)::bigint from charge_line l where l.charge_id = c.id) - v.amount,
                   v.amount, c.not_done_amount::bigint] as terms
        from ${charges} c join quotation q on q.id = c.quotation_id
       cross join lateral (select coalesce(sum(x.amount), 0)::bigint as amount from waiver x
                            where x.charge_id = c.id and x.status = 'approved') v`,
  },
  {
    name: 'charged-received-outstanding',
    statementZh: '收费 = 已收 + 未收。',
    statementEn: 'What was charged is received, or outstanding.',
    left: 'charged',
    right: ['received', 'outstanding'],
    documents: `
      select 'charge' as kind, c.id, c.number, c.charged_amount::bigint as "left",
             array[coalesce((${paid}), 0)::bigint, c.outstanding_amount::bigint] as terms
        from ${charges} c`,
  },
  {
    name: 'received-remitted-held',
    statementZh: '已收 = 已入账（直接付款与上缴）+ 工程师手中现金。',
    statementEn: 'What was received is at the office, paid directly or remitted, or held by engineers.',
    left: 'received',
    right: ['paidDirectly', 'remitted', 'held'],
    documents: `
      select 'payment' as kind, y.id, y.number, y.amount::bigint as "left",
             array[case when y.method = 'direct' then y.amount else 0 end::bigint,
                   (select coalesce(sum(l.amount), 0)::bigint from remittance_line l where l.payment_id = y.id),
                   y.held_amount::bigint] as terms
        from payment y join ${charges} c on c.quotation_id = y.quotation_id
       where y.reversed_at is null`,
  },
  {
    name: 'ledger-cost',
    statementZh: '账面用户付费换件成本 = 收费单成本。',
    statementEn:
      'What paid parts cost in the ledger is the cost on the charges; paid parts that nobody charged differ.',
    left: 'ledger',
    right: ['charges'],
    documents: `
      select 'service-report' as kind, r.id, r.number, sum(t.value)::bigint as "left",
             array[(select coalesce(sum(l.cost), 0)::bigint from charge_line l
                     where l.fit_movement_id = m.id and not l.cancelled)] as terms
        from stock_movement m
        join service_report r on r.fit_movement_id = m.id
        join stock_transfer t on t.movement_id = m.id
        join stock_account a on a.id = t.to_account_id and a.kind = 'fitted_paid'
       where m.reason = 'fit' and r.posting_date between $1 and $2
         and not exists (select from stock_movement v where v.reverses_id = m.id)
       group by r.id, r.number, m.id`,
  },
];

export interface StatementResult {
  left: number;
  right: number[];
  rows: number;
  offending: ChargeStatement['offending'];
}

export async function resultOf(
  reader: Reader,
  statement: StatementQuery,
  days: { from: string; to: string },
): Promise<StatementResult> {
  const rows = await reader.query<StatementResult[]>(
    `with document as materialized (
       select d.*, (select sum(x)::bigint from unnest(d.terms) x) as "right" from (${statement.documents}) d),
     offending as (select * from document where "left" <> "right" order by number, id limit 200)
     select coalesce(sum("left"), 0)::bigint as "left",
            array(select coalesce(sum(d.terms[n]), 0)::bigint from document d right join generate_series(1, $3) n on true
                   group by n order by n) as "right",
            count(*) filter (where "left" <> "right")::integer as rows,
            (select coalesce(json_agg(json_build_object('kind', kind, 'id', id, 'number', number, 'left', "left",
               'right', "right", 'difference', "left" - "right") order by number, id), '[]') from offending) as offending
       from document`,
    [days.from, days.to, statement.right.length],
  );
  const { right, ...rest } = rows[0]!;
  // Of an array the driver reads text.
  return { ...rest, right: right.map(Number) };
}
