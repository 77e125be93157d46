import { type Reader, type Tx } from '../platform/transaction';
import { type NewReading, type Reading } from './reading';

/** Keeps readings as they are told; nothing is refused for being lower than before, it is flagged when read (S071). */
export async function insertReadings(
  tx: Tx,
  unitId: string,
  actorId: string,
  readings: readonly NewReading[],
): Promise<void> {
  await tx.query(
    `insert into installed_unit_reading (unit_id, meter, reading, source, read_on, actor_id)
     select $1, r.meter, r.reading, r.source, r."readOn", $2
       from jsonb_to_recordset($3::jsonb) as r (meter text, reading bigint, source text, "readOn" date)`,
    [unitId, actorId, JSON.stringify(readings)],
  );
}

/** Every reading of a unit with its flags, the latest first. Corrected readings flag nothing. */
export async function readingsOf(reader: Reader, unitId: string): Promise<Reading[]> {
  return reader.query<Reading[]>(
    `with told as (
       select r.*, lead(r.id) over (partition by r.meter, r.read_on, r.source order by r.id) is not null as corrected
         from installed_unit_reading r where r.unit_id = $1),
     standing as (
       select t.*,
              coalesce(t.reading < max(t.reading) over (partition by t.meter order by t.read_on
                range between unbounded preceding and interval '1 day' preceding), false) as runs_backwards,
              max(t.reading) filter (where t.source = 'measured') over same_day
                - max(t.reading) filter (where t.source = 'stated') over same_day as difference
         from told t where not t.corrected
       window same_day as (partition by t.meter, t.read_on))
     select t.meter, t.reading, t.source, t.read_on as "readOn", t.corrected,
            coalesce(s.runs_backwards, false) as "runsBackwards", s.difference as "differenceToOther",
            t.actor_id as "actorId", t.recorded_at as "recordedAt"
       from told t left join standing s on s.id = t.id
      order by t.read_on desc, t.id desc`,
    [unitId],
  );
}
