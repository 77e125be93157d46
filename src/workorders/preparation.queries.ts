import { type Reader } from '../platform/transaction';
import { type ProbableCause, type ReadinessLine } from './preparation';

/** How much of a kit's parts an engineer has and has asked for: by the kit's part. */
export interface Coverage {
  partId: string;
  inCustody: number;
  requisitioned: number;
}

/**
 * Van stock of each part and of what is supplied for it today. Requisitions of the order count as long as the pieces are
 * not in that stock: not yet issued, or issued as an agreed substitute, which the kit does not know.
 */
export async function coverageOf(
  reader: Reader,
  order: { id: string; engineerId: string },
  kit: readonly { partId: string; supplyPartId: string }[],
): Promise<Coverage[]> {
  return reader.query<Coverage[]>(
    `select k."partId", stock.held as "inCustody", asked.pending as requisitioned
       from jsonb_to_recordset($3::jsonb) as k ("partId" uuid, "supplyPartId" uuid)
       cross join lateral (
         select coalesce(sum(b.quantity), 0)::integer as held
           from stock_account a join stock_balance b on b.account_id = a.id
          where a.kind = 'custody' and a.owner_id = $2 and b.part_id in (k."partId", k."supplyPartId")) stock
       cross join lateral (
         select coalesce(sum(case when r.status = 'requested' then l.quantity
                                  when l.supply_part_id in (k."partId", k."supplyPartId")
                                  then l.approved_quantity - l.released_quantity - l.issued_quantity
                                  else l.approved_quantity - l.released_quantity end), 0)::integer as pending
           from requisition r join requisition_line l on l.requisition_id = r.id
          where r.work_order_id = $1 and r.engineer_id = $2 and r.status in ('requested', 'approved')
            and l.part_id in (k."partId", k."supplyPartId")) asked`,
    [order.id, order.engineerId, JSON.stringify(kit)],
  );
}

/** What the latest orders of this model with this symptom were found to be; bounded, so that it stays quick. */
export async function probableCauses(
  reader: Reader,
  modelId: string,
  symptom: string | null,
): Promise<ProbableCause[]> {
  return reader.query<ProbableCause[]>(
    `select s.cause_code as "causeCode", count(*)::integer as reports
       from (select id from work_order where model_id = $1 and symptom = $2 order by id desc limit 200) w
       join service_report s on s.work_order_id = w.id and s.status = 'approved' and s.cause_code is not null
      group by s.cause_code order by count(*) desc, s.cause_code limit 10`,
    [modelId, symptom],
  );
}

/** Every part requisitioned for an order, and where it stands. */
export async function readinessOf(reader: Reader, workOrderId: string): Promise<ReadinessLine[]> {
  return reader.query<ReadinessLine[]>(
    `select s.*, s.needed - s."inHands" as missing from (
       select r.id as "requisitionId", r.number as "requisitionNumber", l.id as "lineId",
              l.supply_part_id as "partId", p.number as "partNumber", n.needed, least(n.needed, i.acknowledged) as "inHands",
              array_remove(array[
                case when r.status = 'requested' then 'approval' end,
                case when r.status = 'approved' and n.needed - l.issued_quantity > v.reserved then 'stock' end,
                case when v.reserved > 0 then 'issue' end,
                case when i.his > i.acknowledged then 'acknowledgement' end,
                case when l.issued_quantity > i.his then 'hand_over' end], null) as "waitsFor"
         from work_order w
         join requisition r on r.work_order_id = w.id and r.status in ('requested', 'approved')
         join requisition_line l on l.requisition_id = r.id
         join part p on p.id = l.supply_part_id
         cross join lateral (
           select case when r.status = 'requested' then l.quantity
                       else l.approved_quantity - l.released_quantity end as needed) n
         cross join lateral (
           select coalesce(sum(x.quantity), 0)::integer as reserved from reservation x where x.line_id = l.id) v
         cross join lateral (
           select coalesce(sum(il.quantity) filter (where i.engineer_id = w.engineer_id), 0)::integer as his,
                  coalesce(sum(il.quantity) filter (where i.engineer_id = w.engineer_id
                                                      and i.acknowledged_at is not null), 0)::integer as acknowledged
             from issue_line il join issue i on i.id = il.issue_id where il.requisition_line_id = l.id) i
        where w.id = $1 and n.needed > 0) s
      order by s.needed = s."inHands", s."requisitionId", s."lineId"`,
    [workOrderId],
  );
}
