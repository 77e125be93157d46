import { type Reader } from '../../platform/transaction';
import { type FaultOfUnit } from './determination';
import { type HistoryEvent, type ReadingsOfDay } from '../classification/facts';

/** What our records tell of a unit up to a claim: repairs, exchanges, delays, and what was measured. */
export interface UnitHistory {
  events: HistoryEvent[];
  readings: ReadingsOfDay[];
}

/** The matter that the claims ($2, $3) are part of: its own repair is not history to it. */
const ownMatter = `
  own as (
    select w.id as order_id, w.request_id from work_order w
     where w.id in (
             select unnest($3::uuid[]) where $2 = 'work_order'
             union all
             select s.work_order_id from replacement l join service_report s on s.id = l.report_id
              where $2 = 'replacement' and l.id = any ($3))
    union all
    select null, unnest($3) where $2 = 'service_request'),
  visit as (
    select w.* from work_order w
     where w.unit_id = $1 and w.reported_on <= $4
       and not exists (select from own o where o.order_id = w.id or o.request_id = w.request_id))`;

/**
 * A repair is a visit with an approved report, or with a stay in the workshop. It lasted from the arrival, the first day
 * reported or the take-in to the last day reported or the hand-back; what is in the workshop is still there (S024). It was
 * under warranty if a part of it was, or, without parts, if the visit was determined so.
 */
const ownRepairs = `
  select jsonb_strip_nulls(jsonb_build_object(
           'type', 'REPAIR', 'in', least(r.began, k.began),
           'out', case when not coalesce(k.here, false) then greatest(r.ended, k.ended) end, 'under_warranty', case
             when r.parts > 0 then r.free_parts > 0
             else coalesce((select c.outcome in ('WARRANTY', 'PARTIAL') from current_determination c
                             where c.subject_kind = 'work_order' and c.subject_id = v.id), false) end,
           'fault', lower(trim(coalesce(v.symptom, v.fault))), 'cause', r.cause, 'components', r.components)) as event,
         least(r.began, k.began) as day
    from visit v
    left join lateral (
      select min(t.taken_in_at)::date as began, max(t.handed_back_at)::date as ended, bool_or(t.handed_back_at is null) as here
        from take_in t where t.work_order_id = v.id and t.taken_in_at is not null) k on true
    left join lateral (
      select least(min(s.document_date), v.arrived_at::date) as began, max(s.document_date) as ended,
             (array_agg(s.cause_code order by s.id desc))[1] as cause, sum(x.parts) as parts, sum(x.free_parts) as free_parts,
             (select jsonb_agg(distinct p.component) from service_report t join replacement l on l.report_id = t.id
                join part p on p.id = coalesce(l.old_part_id, l.part_id)
               where t.work_order_id = v.id and t.status = 'approved' and p.component is not null) as components
        from service_report s
        left join lateral (select count(*) as parts, count(*) filter (where l.billing = 'WARRANTY') as free_parts
                             from replacement l where l.report_id = s.id) x on true
       where s.work_order_id = v.id and s.status = 'approved') r on r.ended is not null
   where least(r.began, k.began) <= $4`;

/** The part that failed has the term, whatever took its place. The reading at the fitting is the latest measured by then. */
const ownReplacements = `
  select jsonb_build_object(
           'type', 'PART_REPLACED', 'date', l.replaced_at::date, 'component', p.component, 'paid', l.billing = 'PAID')
           || coalesce((select jsonb_build_object('usage', jsonb_object_agg(m.meter, m.reading))
                          from (select distinct on (meter) meter, reading from measured
                                 where read_on <= l.replaced_at::date order by meter, read_on desc) m having count(*) > 0), '{}'),
         l.replaced_at::date
    from visit v
    join service_report s on s.work_order_id = v.id and s.status = 'approved'
    join replacement l on l.report_id = s.id
    join part p on p.id = coalesce(l.old_part_id, l.part_id) and p.component is not null
   where l.replaced_at::date <= $4`;

/** Told or imported. A repair that exchanged components is one event, and one for each of them. */
const toldEvents = `
  select jsonb_strip_nulls(case e.kind
           when 'UNIT_REPLACED' then jsonb_build_object('type', e.kind, 'date', e.began_on)
           when 'FORCE_MAJEURE_DELAY' then jsonb_build_object('type', e.kind, 'in', e.began_on, 'out', e.ended_on)
           else jsonb_build_object(
             'type', 'REPAIR', 'in', e.began_on, 'out', e.ended_on, 'under_warranty', e.under_warranty,
             'remedy', case when e.remedy then true end, 'excluded_days', nullif(e.excluded_days, 0),
             'fault', lower(trim(e.fault)), 'cause', e.cause_code,
             'components', case when e.components <> '{}' then to_jsonb(e.components) end,
             'usage', nullif(e.readings, '{}')) end), e.began_on
    from told e
  union all
  select jsonb_strip_nulls(jsonb_build_object(
           'type', 'PART_REPLACED', 'date', coalesce(e.ended_on, e.began_on), 'component', x.component, 'paid', e.paid,
           'usage', nullif(e.readings, '{}'))), coalesce(e.ended_on, e.began_on)
    from told e, unnest(e.components) x (component)
   where coalesce(e.ended_on, e.began_on) <= $4`;

/** What came off at the replacements themselves and is back: suppliers ask for it. It usually arrives after the report. */
const ownOldParts = `
  select o.replacement_id as "subjectId", jsonb_build_object(
           'type', 'OLD_PART_RECEIVED', 'date', o.received_on, 'component', p.component) as event
    from old_part o join part p on p.id = o.part_id and p.component is not null
   where $2 = 'replacement' and o.replacement_id = any ($3) and o.received_on is not null`;

/**
 * Readings are those that were measured: what a customer stated is asked about, but proves no rollback. Of one day the last
 * measurement counts.
 */
const statement = `
  with ${ownMatter},
  told as (select e.* from unit_event e where e.unit_id = $1 and e.began_on <= $4 and e.withdrawn_at is null),
  measured as (
    select distinct on (r.meter, r.read_on) r.meter, r.reading, r.read_on from installed_unit_reading r
     where r.unit_id = $1 and r.source = 'measured' and r.read_on <= $4
     order by r.meter, r.read_on, r.id desc),
  happened as (${ownRepairs} union all ${ownReplacements} union all ${toldEvents})
  select coalesce((select jsonb_agg(event order by day, event ->> 'type', event) from happened), '[]') as events,
         coalesce((select jsonb_agg(jsonb_build_object('read_on', d.read_on, 'usage', d.usage) order by d.read_on)
                     from (select read_on, jsonb_object_agg(meter, reading) as usage from measured
                            group by read_on order by read_on desc limit 200) d), '[]') as readings,
         coalesce((select jsonb_agg(o) from (${ownOldParts}) o), '[]') as "ownOldParts"`;

/** The history of the unit as each of these claims on a fault has it; null = it is just asked. */
export async function findHistories(
  reader: Reader,
  { unitId, subjectKind, reportDate }: FaultOfUnit,
  subjectIds: readonly (string | null)[],
): Promise<UnitHistory[]> {
  if (unitId === null) return subjectIds.map(() => ({ events: [], readings: [] }));
  const rows = await reader.query<(UnitHistory & { ownOldParts: { subjectId: string; event: HistoryEvent }[] })[]>(
    statement,
    [unitId, subjectKind ?? null, subjectIds, reportDate],
  );
  const { events, readings, ownOldParts } = rows[0]!;
  return subjectIds.map((id) => {
    const own = ownOldParts.filter(({ subjectId }) => subjectId === id).map(({ event }) => event);
    return { events: own.length === 0 ? events : [...events, ...own].sort(earlierFirst), readings };
  });
}

function earlierFirst(one: HistoryEvent, other: HistoryEvent): number {
  return dayOf(one) < dayOf(other) ? -1 : Number(dayOf(one) > dayOf(other));
}

function dayOf(event: HistoryEvent): string {
  return 'date' in event ? event.date : event.in;
}
