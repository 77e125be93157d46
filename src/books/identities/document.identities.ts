import { type Identity } from './identity';

/** Postings that were taken back: their documents count no more. */
const reversed = `reversed as materialized (
  select o.document_id, o.reason from stock_movement r join stock_movement o on o.id = r.reverses_id
   where r.reverses_id is not null)`;

/** What a document's lines say against what its movements moved; both as (document_id, part_id, quantity, value). */
function linesEqualTransfers(documentKind: string, lines: string, transfers: string): string {
  return `
    select concat_ws('/', coalesce(l.document_id, t.document_id), coalesce(l.part_id, t.part_id)) as key,
           null as account_kind, null::uuid as owner_id, coalesce(l.part_id, t.part_id) as part_id,
           '${documentKind}' as document_kind, coalesce(l.document_id, t.document_id) as document_id,
           coalesce(l.quantity, 0) as expected_quantity, coalesce(t.quantity, 0) as found_quantity,
           coalesce(l.value, 0) as expected_value, coalesce(t.value, 0) as found_value
      from (${lines}) l full join (${transfers}) t on t.document_id = l.document_id and t.part_id = l.part_id
     where coalesce(l.quantity, 0) <> coalesce(t.quantity, 0) or coalesce(l.value, 0) <> coalesce(t.value, 0)`;
}

function transfersOf(reasons: string[], value: 'sum(t.value)' | '0'): string {
  return `select m.document_id, t.part_id, sum(t.quantity) as quantity, ${value} as value
            from stock_movement m join stock_transfer t on t.movement_id = m.id
           where m.reason in (${reasons.map((reason) => `'${reason}'`).join(', ')}) group by 1, 2`;
}

const receiptsPosted: Identity = {
  name: 'receipts-posted',
  statementZh: '每张入库单的数量与金额等于其过账。',
  statementEn: 'Each receipt’s lines, pieces and value, are what was posted for it.',
  differences: linesEqualTransfers(
    'receipt',
    `select receipt_id as document_id, part_id, sum(quantity) as quantity, sum(value) as value
       from receipt_line group by 1, 2`,
    transfersOf(['receive', 'opening'], 'sum(t.value)'),
  ),
};

const issuesPosted: Identity = {
  name: 'issues-posted',
  statementZh: '每张发料单的数量等于其过账。',
  statementEn: 'Each issue’s lines are what was posted for it.',
  differences: linesEqualTransfers(
    'issue',
    `select issue_id as document_id, part_id, sum(quantity) as quantity, 0 as value from issue_line group by 1, 2`,
    transfersOf(['issue'], '0'),
  ),
};

const requisitionsIssued: Identity = {
  name: 'requisitions-issued',
  statementZh: '每行领料单的已发数量等于其发料单行之和。',
  statementEn: 'What a requisition line says was issued is the sum of its issue lines.',
  differences: `
    select coalesce(q.id, i.requisition_line_id)::text as key, null as account_kind, null::uuid as owner_id,
           q.supply_part_id as part_id, 'requisition' as document_kind, q.requisition_id as document_id,
           coalesce(i.quantity, 0) as expected_quantity, coalesce(q.issued_quantity, 0) as found_quantity,
           0 as expected_value, 0 as found_value
      from (select requisition_line_id, sum(quantity) as quantity from issue_line group by 1) i
      full join (select id, requisition_id, supply_part_id, issued_quantity from requisition_line) q
        on q.id = i.requisition_line_id
     where coalesce(i.quantity, 0) <> coalesce(q.issued_quantity, 0)`,
};

const reservationsHeld: Identity = {
  name: 'reservations-held',
  statementZh: '各库位各备件的预留之和等于预留账户结存。',
  statementEn: 'What is promised from a bin is what lies reserved in it.',
  differences: `
    select concat_ws('/', coalesce(r.bin_id, b.owner_id), coalesce(r.part_id, b.part_id)) as key,
           'reserved' as account_kind, coalesce(r.bin_id, b.owner_id) as owner_id,
           coalesce(r.part_id, b.part_id) as part_id, null as document_kind, null::uuid as document_id,
           coalesce(r.quantity, 0) as expected_quantity, coalesce(b.quantity, 0) as found_quantity,
           0 as expected_value, 0 as found_value
      from (select bin_id, part_id, sum(quantity) as quantity from reservation group by 1, 2) r
      full join (select a.owner_id, v.part_id, v.quantity from stock_account a join stock_balance v on v.account_id = a.id
                  where a.kind = 'reserved') b
        on b.owner_id = r.bin_id and b.part_id = r.part_id
     where coalesce(r.quantity, 0) <> coalesce(b.quantity, 0)`,
};

const inTransit: Identity = {
  name: 'transfers-under-way',
  statementZh: '在途结存等于调拨单中已发、未收、未报损的数量。',
  statementEn: 'What is in transit to a site is what its transfers sent and neither received nor gave up.',
  differences: `
    select concat_ws('/', coalesce(l.site_id, b.owner_id), coalesce(l.part_id, b.part_id)) as key,
           'in_transit' as account_kind, coalesce(l.site_id, b.owner_id) as owner_id,
           coalesce(l.part_id, b.part_id) as part_id, null as document_kind, null::uuid as document_id,
           coalesce(l.quantity, 0) as expected_quantity, coalesce(b.quantity, 0) as found_quantity,
           0 as expected_value, 0 as found_value
      from (select t.to_site_id as site_id, l.part_id, sum(l.quantity - l.received_quantity - l.lost_quantity) as quantity
              from transfer t join transfer_line l on l.transfer_id = t.id group by 1, 2) l
      full join (select a.owner_id, v.part_id, v.quantity from stock_account a join stock_balance v on v.account_id = a.id
                  where a.kind = 'in_transit') b
        on b.owner_id = l.site_id and b.part_id = l.part_id
     where coalesce(l.quantity, 0) <> coalesce(b.quantity, 0)`,
};

/** From the documents, not from the ledger: a posting without its document is exactly what this is to find. */
const custodyExplained: Identity = {
  name: 'custody-explained',
  statementZh: '个人库结存 = 期初 + 发料 + 采购 ± 移交 − 换上 − 退库 − 销账。',
  statementEn:
    'Custody is what was opened, issued, bought and handed over, less what was fitted, returned and written off.',
  differences: `
    with ${reversed}, flow as (
      select i.engineer_id, l.part_id, l.quantity from issue i join issue_line l on l.issue_id = i.id
       where (i.id, 'issue') not in (select document_id, reason from reversed)
      union all
      select r.engineer_id, l.part_id, l.quantity from receipt r join receipt_line l on l.receipt_id = r.id
       where r.engineer_id is not null and r.kind <> 'opening' and (r.id, 'receive') not in (select document_id, reason from reversed)
      union all
      select s.engineer_id, n.part_id, -n.quantity from service_report s join replacement n on n.report_id = s.id
       where s.status = 'approved'
      union all
      select u.engineer_id, l.part_id, -l.quantity from unused_return u join unused_return_line l on l.unused_return_id = u.id
       where (u.id, 'return_unused') not in (select document_id, reason from reversed)
      union all
      select w.engineer_id, l.part_id, -l.quantity from write_off w join write_off_line l on l.write_off_id = w.id
       where w.engineer_id is not null and w.status = 'approved'
         and (w.id, 'write_off') not in (select document_id, reason from reversed)
      union all
      select a.owner_id, t.part_id, case when t.to_account_id = a.id then t.quantity else -t.quantity end
        from stock_movement m join stock_transfer t on t.movement_id = m.id
        join stock_account a on a.kind = 'custody' and a.id in (t.from_account_id, t.to_account_id)
       where m.reason in ('opening', 'hand_over') and (m.document_id, m.reason) not in (select document_id, reason from reversed))
    select concat_ws('/', coalesce(f.engineer_id, b.owner_id), coalesce(f.part_id, b.part_id)) as key,
           'custody' as account_kind, coalesce(f.engineer_id, b.owner_id) as owner_id,
           coalesce(f.part_id, b.part_id) as part_id, null as document_kind, null::uuid as document_id,
           coalesce(f.quantity, 0) as expected_quantity, coalesce(b.quantity, 0) as found_quantity,
           0 as expected_value, 0 as found_value
      from (select engineer_id, part_id, sum(quantity) as quantity from flow group by 1, 2) f
      full join (select a.owner_id, v.part_id, v.quantity from stock_account a join stock_balance v on v.account_id = a.id
                  where a.kind = 'custody') b
        on b.owner_id = f.engineer_id and b.part_id = f.part_id
     where coalesce(f.quantity, 0) <> coalesce(b.quantity, 0)`,
};

/** By billing too: what a report says was warranty was posted as warranty. */
const fittedReported: Identity = {
  name: 'fitted-on-signed-reports',
  statementZh: '每件换上的备件都有已签字、已批准的服务报告行，数量与计费方式一致。',
  statementEn: 'Every fitted piece has its line on a signed and approved report, with the same billing.',
  differences: `
    with ${reversed}
    select concat_ws('/', coalesce(l.report_id, t.report_id), coalesce(l.part_id, t.part_id), coalesce(l.kind, t.kind)) as key,
           coalesce(l.kind, t.kind) as account_kind, null::uuid as owner_id, coalesce(l.part_id, t.part_id) as part_id,
           'service-report' as document_kind, coalesce(l.report_id, t.report_id) as document_id,
           coalesce(l.quantity, 0) as expected_quantity, coalesce(t.quantity, 0) as found_quantity,
           0 as expected_value, coalesce(t.value, 0) * (l.report_id is null)::integer as found_value
      from (select s.id as report_id, n.part_id, 'fitted_' || lower(n.billing) as kind, sum(n.quantity) as quantity
              from service_report s join report_signature g on g.report_id = s.id and g.digest = s.digest
              join replacement n on n.report_id = s.id
             where s.status = 'approved' group by 1, 2, 3) l
      full join (select m.document_id as report_id, t.part_id, a.kind, sum(t.quantity) as quantity, sum(t.value) as value
                   from stock_movement m join stock_transfer t on t.movement_id = m.id
                   join stock_account a on a.id = t.to_account_id
                  where m.reason = 'fit' and (m.document_id, m.reason) not in (select document_id, reason from reversed)
                  group by 1, 2, 3) t
        on t.report_id = l.report_id and t.part_id = l.part_id and t.kind = l.kind
     where coalesce(l.quantity, 0) <> coalesce(t.quantity, 0)`,
};

export const documentIdentities: Identity[] = [
  receiptsPosted,
  reservationsHeld,
  requisitionsIssued,
  issuesPosted,
  inTransit,
  custodyExplained,
  fittedReported,
];
