import { type Reader, type Tx } from '../platform/transaction';
import { type ServiceReport, type UnitFinding, type UnitFindingQuery } from './service-report';

/** Tells the unit's meters what the report says; what an earlier revision told already is not told twice (S071). */
export async function tellReadings(tx: Tx, report: ServiceReport, actorId: string): Promise<void> {
  if (report.readings.length === 0) return;
  await tx.query(
    `insert into installed_unit_reading (unit_id, meter, reading, source, read_on, actor_id)
     select $1, r.meter, v.reading, v.source, $2, $3
       from jsonb_to_recordset($4::jsonb) as r (meter text, stated bigint, measured bigint)
       cross join lateral (values ('stated', r.stated), ('measured', r.measured)) as v (source, reading)
      where v.reading is not null and not exists (
        select from installed_unit_reading k
         where k.unit_id = $1 and k.meter = r.meter and k.source = v.source and k.read_on = $2 and k.reading = v.reading)`,
    [report.unitId, report.documentDate, actorId, JSON.stringify(report.readings)],
  );
}

/** Keeps the findings on the unit (S022, S023), each once, whichever revision told it first. */
export async function tellFindings(
  tx: Tx,
  report: ServiceReport,
  actorId: string,
  ids: readonly string[],
): Promise<void> {
  if (report.findings.length === 0) return;
  await tx.query(
    `insert into unit_finding (id, unit_id, report_id, kind, finding, actor_id)
     select f.id, $1, $2, f.kind, f.finding, $3
       from jsonb_to_recordset($4::jsonb) as f (id uuid, kind text, finding text)
      where not exists (
        select from unit_finding k join service_report r on r.id = k.report_id
         where r.number = $5 and k.kind = f.kind and k.finding = f.finding)`,
    [
      report.unitId,
      report.id,
      actorId,
      JSON.stringify(report.findings.map((finding, index) => ({ ...finding, id: ids[index] }))),
      report.number,
    ],
  );
}

/** What was found at a unit, newest first. */
export async function listFindings(
  reader: Reader,
  query: UnitFindingQuery,
  limit: number,
  after: string | undefined,
): Promise<UnitFinding[]> {
  return reader.query<UnitFinding[]>(
    `select f.id, f.unit_id as "unitId", f.report_id as "reportId", r.number as "reportNumber", f.kind, f.finding,
            f.actor_id as "actorId", f.recorded_at as "recordedAt"
       from unit_finding f left join service_report r on r.id = f.report_id
      where f.unit_id = $1 and ($2::uuid is null or f.id < $2)
      order by f.id desc limit $3`,
    [query.unitId, after ?? null, limit],
  );
}
