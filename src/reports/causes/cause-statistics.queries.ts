import { type Reader } from '../../platform/transaction';
import { type CauseCount, type CauseStatisticsQuery } from './cause-statistics';

/** Approved reports of the period, a job once for each who paid; and what was solved by phone. */
export async function countCauses(reader: Reader, query: CauseStatisticsQuery): Promise<CauseCount[]> {
  return reader.query<CauseCount[]>(
    `with told as (
       select w.id, w.model_id, r.cause_code, 'report' as source, l.billing as outcome, coalesce(l.pieces, 0) as pieces,
              (select f.responsible_party from cause_finding f
                where f.work_order_id = w.id and f.cause_code is not distinct from r.cause_code
                order by f.id desc limit 1) as found
         from service_report r
         join work_order w on w.id = r.work_order_id
         left join lateral (select billing, sum(quantity) as pieces from replacement
                             where report_id = r.id group by billing) l on true
        where r.status = 'approved' and r.document_date between $1 and $2
       union all
       select q.id, q.model_id, q.phone_cause_code, 'phone', null, 0, null
         from service_request q
        where q.phone_solved_at >= $1::date::timestamptz and q.phone_solved_at < ($2::date + 1)::timestamptz)
     select m.number as "modelNumber", t.cause_code as "causeCode", k.name_zh as "nameZh", k.name_en as "nameEn",
            k.quality, coalesce(t.found, k.responsible_party, 'unknown') as "responsibleParty", t.source, t.outcome,
            count(distinct t.id)::integer as jobs, sum(t.pieces)::integer as pieces
       from told t
       join product_model m on m.id = t.model_id
       left join cause_class k on k.cause_code = t.cause_code
      where ($3::uuid is null or t.model_id = $3) and ($4::text is null or t.cause_code = $4)
        and ($5::text is null or t.outcome = $5) and ($6::boolean is null or k.quality = $6)
      group by 1, 2, 3, 4, 5, 6, 7, 8
      order by 1, 2 nulls last, 6, 7, 8 nulls last`,
    [
      ...[query.from, query.to, query.modelId ?? null, query.causeCode ?? null],
      ...[query.outcome ?? null, query.quality ?? null],
    ],
  );
}
