import { type Scope } from '../../identity/scope';
import { type Reader } from '../../platform/transaction';
import { probableCauses } from '../preparation.queries';
import {
  type FindingOfUnit,
  type ModelHistory,
  type RepairBackground,
  type RepeatedFault,
  type ServiceHistoryEntry,
} from './repair-history';

/** The visits of an entry `e`: those of a request, or the work order itself. */
const visits = `(select w.id from work_order w where w.request_id = e.id union all select e.id) v`;

/** Solved by phone for good, or a report of one of the visits says repaired. */
const resolved = `(coalesce(e.phone_good, false) or exists (
  select from ${visits} join service_report s on s.work_order_id = v.id where s.repaired and s.status in ('signed', 'approved')))`;

const requestEntries = `
  select 'service_request' as kind, q.id, q.code, q.number, q.document_date, q.customer_id, q.unit_id, q.model_id, q.fault,
         q.symptom, q.status, q.phone_cause_code, q.status = 'closed' and q.fault_persists = false as phone_good,
         q.engineer_id, q.site_id
    from service_request q`;

/** Work orders that no request asked for. */
const plannedEntries = `
  select 'work_order', w.id, w.code, w.number, w.document_date, w.customer_id, w.unit_id, w.model_id, w.fault, w.symptom,
         w.status, null::text, null::boolean, w.engineer_id, w.site_id
    from work_order w`;

const reports = `
  (select coalesce(json_agg(json_build_object(
     'id', s.id, 'code', s.code, 'number', s.number, 'revision', s.revision, 'status', s.status,
     'documentDate', s.document_date, 'causeCode', s.cause_code, 'cause', s.cause, 'workDone', s.work_done,
     'repaired', s.repaired, 'replacements', (
       select coalesce(json_agg(json_build_object('partId', r.part_id, 'partNumber', p.number, 'quantity', r.quantity,
                'billing', r.billing, 'replacedAt', r.replaced_at) order by r.line_number), '[]')
         from replacement r join part p on p.id = r.part_id where r.report_id = s.id)) order by s.id), '[]')
     from ${visits} join service_report s on s.work_order_id = v.id
      where s.status not in ('superseded', 'withdrawn'))`;

export interface HistoryFilter {
  unitId: string | null;
  customerId: string | null;
  from: string | null;
  to: string | null;
  scope: Scope;
}

/** Newest first. Ids of both kinds are of one time order, so that the two lists merge by id. */
export async function serviceHistory(
  reader: Reader,
  filter: HistoryFilter,
  limit: number,
  before: string | null,
): Promise<ServiceHistoryEntry[]> {
  const part = (entries: string, alias: string, more = '') => `
    (${entries}
      where ($1::uuid is null or ${alias}.unit_id = $1) and ($2::uuid is null or ${alias}.customer_id = $2)
        and ($3::date is null or ${alias}.document_date >= $3) and ($4::date is null or ${alias}.document_date <= $4)
        and ($5::uuid is null or ${alias}.engineer_id = $5) and ($6::uuid is null or ${alias}.site_id = $6)
        and ($7::uuid is null or ${alias}.id < $7) ${more}
      order by ${alias}.id desc limit $8)`;
  return reader.query<ServiceHistoryEntry[]>(
    `select e.kind, e.id, e.code, e.number, e.document_date as "documentDate", e.customer_id as "customerId",
            e.unit_id as "unitId", e.model_id as "modelId", e.fault, e.symptom, e.status,
            e.phone_cause_code as "phoneCauseCode", c.outcome, ${resolved} as resolved, ${reports} as reports
       from (${part(requestEntries, 'q')} union all ${part(plannedEntries, 'w', 'and w.request_id is null')}
             order by 2 desc limit $8) e
       left join lateral (
         select d.outcome from (
           select r.outcome, r.determination_id from current_determination r
            where r.subject_kind = 'service_request' and r.subject_id = e.id
           union all
           select r.outcome, r.determination_id from ${visits}
             join current_determination r on r.subject_kind = 'work_order' and r.subject_id = v.id) d
          order by d.determination_id desc limit 1) c on true
      order by e.id desc`,
    [
      filter.unitId,
      filter.customerId,
      filter.from,
      filter.to,
      filter.scope.engineerId,
      filter.scope.siteId,
      before,
      limit,
    ],
  );
}

/** The unit's latest findings that stand beside an order (S022, S023). */
export async function findingsOf(reader: Reader, unitId: string | null): Promise<FindingOfUnit[]> {
  return reader.query<FindingOfUnit[]>(
    `select id, kind, finding, actor_id as "actorId", recorded_at as "recordedAt"
       from unit_finding where unit_id = $1 order by id desc limit 50`,
    [unitId],
  );
}

/** What is known of unit and model before a matter (the request, or an order without one), whoever dealt with it. */
export async function backgroundOf(
  reader: Reader,
  matter: { id: string; unitId: string | null; modelId: string; symptom: string | null; fault: string },
): Promise<RepairBackground> {
  const filter = { unitId: matter.unitId, customerId: null, from: null, to: null };
  const scope = { engineerId: null, siteId: null };
  return {
    unitHistory: matter.unitId === null ? [] : await serviceHistory(reader, { ...filter, scope }, 20, matter.id),
    findings: await findingsOf(reader, matter.unitId),
    modelHistory: await modelHistory(reader, matter),
    repeatedFault: await repeatedFault(reader, matter),
  };
}

/** How often the unit had the same fault before this request. */
export async function repeatedFault(
  reader: Reader,
  fault: { id: string; unitId: string | null; symptom: string | null; fault: string },
): Promise<RepeatedFault> {
  const same = (alias: string) => `${alias}.unit_id = $1 and ${alias}.id < $2
    and case when $3::text is null then lower(trim(${alias}.fault)) = lower(trim($4)) else ${alias}.symptom = $3 end`;
  const rows = await reader.query<{ earlier: number; unresolved: number; repairs: number }[]>(
    `select count(*)::integer as earlier, count(*) filter (where not ${resolved})::integer as unresolved,
            coalesce(sum((select count(*) from ${visits} join service_report s on s.work_order_id = v.id
                           where s.status = 'approved')), 0)::integer as repairs
       from (${requestEntries} where ${same('q')} union all
             ${plannedEntries} where w.request_id is null and w.status <> 'cancelled' and ${same('w')}) e`,
    [fault.unitId, fault.id, fault.symptom, fault.fault],
  );
  const counted = rows[0]!;
  return { ...counted, firstTime: counted.earlier === 0, repeatedUnresolved: counted.unresolved > 0 };
}

/** Bounded, so that it stays quick for the most common model. */
export async function modelHistory(
  reader: Reader,
  request: { id: string; modelId: string; symptom: string | null },
): Promise<ModelHistory> {
  const symptoms = await reader.query<ModelHistory['symptoms']>(
    `select symptom, count(*)::integer as requests
       from (select symptom from service_request where model_id = $1 and id < $2 order by id desc limit 200) q
      group by symptom order by count(*) desc, symptom limit 10`,
    [request.modelId, request.id],
  );
  return { symptoms, probableCauses: await probableCauses(reader, request.modelId, request.symptom) };
}
