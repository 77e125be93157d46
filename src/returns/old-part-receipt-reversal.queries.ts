import { type Reader, type Tx } from '../platform/transaction';

/**
 * What the standing receipt of an old part moved, the last first. Of a unit that was not the reported one it moved more
 * than once; whatever decided about the part afterwards would stand here too, which the service refuses before.
 */
export async function movementsOfReceipt(reader: Reader, oldPartId: string): Promise<number[]> {
  const rows = await reader.query<{ id: number }[]>(
    `select m.id from stock_movement m
      where m.document_id = $1 and m.document_kind = 'old-part'
        and not exists (select from stock_movement r where r.reverses_id = m.id)
      order by m.id desc`,
    [oldPartId],
  );
  return rows.map((row) => row.id);
}

/** Keeps what was said at the desk beside its reversal; then it is owed again, where its job is answered for. */
export async function oweAgain(tx: Tx, oldPartId: string, reversalId: string): Promise<void> {
  await tx.query(
    `insert into old_part_receipt_reversal (reversal_id, old_part_id, site_id, received_on, received_by_id,
                                            received_serial_number, serial_matches, condition_note, disposition,
                                            disposition_note)
     select $2, id, site_id, received_on, received_by_id, received_serial_number, serial_matches, condition_note,
            disposition, disposition_note
       from old_part where id = $1`,
    [oldPartId, reversalId],
  );
  await tx.query(
    `update old_part o
        set status = 'owed', received_on = null, received_by_id = null, received_unit_id = null,
            received_serial_number = null, serial_matches = null, condition_note = null, disposition = null,
            disposition_note = null, disposed_on = null, disposed_by_id = null, version = o.version + 1,
            site_id = (select r.site_id from replacement l join service_report r on r.id = l.report_id
                        where l.id = o.replacement_id)
      where o.id = $1`,
    [oldPartId],
  );
}
