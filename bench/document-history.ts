import { type Pool, type PoolClient } from 'pg';

/** Lines that wait for stock, however long the history: a backlog is of today. More than a page. */
const backlog = 120;

/**
 * The papers of the movements in `new_transfer`, as the product would have written them: ten receipts of a bin and day are
 * one receipt of ten lines, ten issues one requisition and one issue.
 */
export async function addPapers(client: PoolClient): Promise<void> {
  await client.query(`
    create temporary table new_line as
    select t.movement_id, t.part_id, t.quantity, t.issued, t.posting_date, n.id as bin_id, n.site_id,
           c.owner_id as engineer_id, uuidv7() as id, (t.movement_id - first.id) / 10 as paper,
           (t.movement_id - first.id)::integer % 10 + 1 as line_number
      from new_transfer t cross join (select min(movement_id) as id from new_transfer) first
      join stock_account a on a.id = case when t.issued then t.from_account_id else t.to_account_id end
      join bin n on n.id = a.bin_id
      left join stock_account c on t.issued and c.id = t.to_account_id
     order by t.movement_id;
    create temporary table new_paper as
    select paper, issued, site_id, engineer_id, posting_date, min(movement_id) as movement_id, uuidv7() as id,
           uuidv7() as issue_id
      from new_line group by paper, issued, site_id, engineer_id, posting_date order by paper`);
  for (const text of [requisitions, requisitionLines, issues, issueLines, receipts, receiptLines]) {
    await client.query(text);
  }
  await client.query(`drop table new_line, new_paper`);
}

/** What is approved and short, the same beside a short history and a long one. */
export async function addBacklog(pool: Pool): Promise<void> {
  await pool.query(`
    with waiting as (
      insert into requisition (id, code, number, engineer_id, site_id, need_by, status, document_date, requested_by_id,
          decided_by_id, decided_at)
        select uuidv7(), 'QW' || i, 'REQ-W' || i, m.id, s.id, date '2026-01-01' + i, 'approved', '2025-12-31',
               gen_random_uuid(), gen_random_uuid(), now()
          from generate_series(1, ${backlog}) i, site s, staff_member m where s.number = 'HISTORY' and m.number = 'H0'
        returning id)
    insert into requisition_line (id, requisition_id, line_number, part_id, supply_part_id, quantity, approved_quantity)
      select uuidv7(), w.id, 1, p.id, p.id, 2, 2 from waiting w, part p where p.number = 'H7'`);
}

const requisitions = `
  insert into requisition (id, code, number, engineer_id, site_id, need_by, status, document_date, requested_by_id,
      decided_by_id, decided_at)
    select id, 'QH' || movement_id, 'REQ-H' || movement_id, engineer_id, site_id, posting_date, 'approved', posting_date,
           engineer_id, gen_random_uuid(), posting_date
      from new_paper where issued order by paper`;

const requisitionLines = `
  insert into requisition_line (id, requisition_id, line_number, part_id, supply_part_id, quantity, approved_quantity,
      issued_quantity)
    select l.id, p.id, l.line_number, l.part_id, l.part_id, l.quantity, l.quantity, l.quantity
      from new_line l join new_paper p using (paper) where l.issued order by l.movement_id`;

const issues = `
  insert into issue (id, code, number, requisition_id, engineer_id, site_id, document_date, posting_date, actor_id)
    select issue_id, 'IH' || movement_id, 'ISS-H' || movement_id, id, engineer_id, site_id, posting_date, posting_date,
           engineer_id
      from new_paper where issued order by paper`;

const issueLines = `
  insert into issue_line (issue_id, line_number, requisition_line_id, part_id, bin_id, quantity)
    select p.issue_id, l.line_number, l.id, l.part_id, l.bin_id, l.quantity
      from new_line l join new_paper p using (paper) where l.issued order by l.movement_id`;

const receipts = `
  insert into receipt (id, code, number, kind, seller, site_id, document_date, posting_date, movement_id, actor_id)
    select id, 'RH' || movement_id, 'RCP-H' || movement_id, 'supplier_delivery', 'Sample shop', site_id, posting_date,
           posting_date, movement_id, gen_random_uuid()
      from new_paper where not issued order by paper`;

const receiptLines = `
  insert into receipt_line (receipt_id, line_number, part_id, bin_id, quantity, value)
    select p.id, l.line_number, l.part_id, l.bin_id, l.quantity, l.quantity * 100
      from new_line l join new_paper p using (paper) where not l.issued order by l.movement_id`;
