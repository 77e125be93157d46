import { type Reader } from '../../platform/transaction';
import { type KitCustomer, type KitForm, type KitIssue, type KitQuotation, type KitReceipt } from './trip-kit';

/** The customer of the order: a trip begins with an address and a phone number. */
export async function kitCustomer(reader: Reader, workOrderId: string): Promise<KitCustomer> {
  const rows = await reader.query<KitCustomer[]>(
    `select c.id, c.number, c.name, c.phone, c.address
       from work_order w join customer c on c.id = w.customer_id where w.id = $1`,
    [workOrderId],
  );
  return rows[0]!;
}

/** Every issue of the order's requisitions, newest first. */
export async function kitIssues(reader: Reader, workOrderId: string): Promise<KitIssue[]> {
  return reader.query<KitIssue[]>(
    `select i.id, i.code, i.number, i.document_date as "issuedOn", i.acknowledged_at as "acknowledgedAt",
            (select json_agg(json_build_object('partId', l.part_id, 'partNumber', p.number, 'nameZh', p.name_zh,
                      'nameEn', p.name_en, 'quantity', l.quantity, 'serialNumber', s.serial_number)
                      order by l.line_number)
               from issue_line l join part p on p.id = l.part_id left join serial_unit s on s.id = l.unit_id
              where l.issue_id = i.id) as lines
       from requisition r join issue i on i.requisition_id = r.id
      where r.work_order_id = $1 order by i.id desc`,
    [workOrderId],
  );
}

/** The draft, else the latest report. */
export async function kitForm(reader: Reader, workOrderId: string): Promise<KitForm | null> {
  const rows = await reader.query<KitForm[]>(
    `select id, code, number, revision, status from service_report where work_order_id = $1
      order by status = 'draft' desc, id desc limit 1`,
    [workOrderId],
  );
  return rows[0] ?? null;
}

export async function kitQuotation(reader: Reader, workOrderId: string): Promise<KitQuotation | null> {
  const rows = await reader.query<KitQuotation[]>(
    `select q.id, q.code, q.number, q.status, t.number as "tariffNumber", q.total_amount as "totalAmount"
       from quotation q join tariff t on t.id = q.tariff_id where q.work_order_id = $1
      order by q.status in ('made', 'approved', 'told', 'accepted', 'disputed') desc, q.id desc limit 1`,
    [workOrderId],
  );
  return rows[0] ?? null;
}

/** In the order in which they were given. */
export async function kitReceipts(reader: Reader, workOrderId: string): Promise<KitReceipt[]> {
  return reader.query<KitReceipt[]>(
    `select y.id, y.code, y.number, y.amount, y.received_at as "receivedAt", y.reversed_at is not null as reversed
       from quotation q join payment y on y.quotation_id = q.id where q.work_order_id = $1 order by y.id`,
    [workOrderId],
  );
}
