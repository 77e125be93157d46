import { Problem } from '../../platform/problem';
import { type Tx } from '../../platform/transaction';

/**
 * R11, asked before a report is approved: its paid pieces are covered by the order's accepted and approved quotation, and
 * the customer had accepted each part when it was fitted. Takes the quotation, so that nobody revises it or reports
 * against it meanwhile; the ledger asks once more (`paid_fit_needs_accepted_quotation`).
 */
export async function refusePaidWithoutQuotation(tx: Tx, reportId: string): Promise<void> {
  await tx.query(
    `select from quotation q
      where q.status = 'accepted' and q.work_order_id = (select r.work_order_id from service_report r where r.id = $1)
        and exists (select from replacement l where l.report_id = $1 and l.billing = 'PAID')
        for update`,
    [reportId],
  );
  const parts = await tx.query<object[]>(
    `select p.id as "partId", p.number as "partNumber", b.fitted, b.quoted, b.accepted_before as "acceptedBefore"
       from service_report r
       cross join lateral paid_beyond_quotation(r.work_order_id, r.id) b
       join part p on p.id = b.part_id
      where r.id = $1 and exists (select from replacement l where l.report_id = r.id and l.billing = 'PAID')
      order by p.number`,
    [reportId],
  );
  if (parts.length === 0) return;
  throw new Problem(
    409,
    'paid-without-quotation',
    'Paid parts without an accepted quotation',
    'Paid parts are fitted under a quotation that a supervisor approved and the customer accepted before (R11). Quote what facts name, or have somebody else pay for it.',
    { facts: { parts } },
  );
}
