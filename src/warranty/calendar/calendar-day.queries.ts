import { type Reader, type Tx } from '../../platform/transaction';
import { type CalendarDay } from './calendar-day';
import { type WorkCalendar } from '../classification/facts';

export async function listCalendarDays(reader: Reader, year: number): Promise<CalendarDay[]> {
  return reader.query<CalendarDay[]>(
    `select day, kind, name from calendar_day where day between make_date($1, 1, 1) and make_date($1, 12, 31) order by day`,
    [year],
  );
}

export async function putCalendarDays(tx: Tx, days: readonly CalendarDay[], actorId: string): Promise<void> {
  await tx.query(
    `insert into calendar_day (day, kind, name, actor_id)
     select d.day, d.kind, d.name, $2 from jsonb_to_recordset($1::jsonb) as d (day date, kind text, name text) order by d.day
     on conflict (day) do update
       set kind = excluded.kind, name = excluded.name, actor_id = excluded.actor_id, recorded_at = now()`,
    [JSON.stringify(days), actorId],
  );
}

/** Whether it was stated. */
export async function removeCalendarDay(tx: Tx, day: string): Promise<boolean> {
  const [, count] = await tx.query<[unknown, number]>(`delete from calendar_day where day = $1`, [day]);
  return count > 0;
}

/** The calendar as determinations keep it. */
export async function calendarSince(reader: Reader, first: string): Promise<WorkCalendar> {
  const rows = await reader.query<WorkCalendar[]>(
    `select coalesce(json_agg(day order by day) filter (where kind = 'off'), '[]') as off,
            coalesce(json_agg(day order by day) filter (where kind = 'work'), '[]') as work
       from calendar_day where day >= $1`,
    [first],
  );
  return rows[0]!;
}
