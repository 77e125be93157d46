import { type CallContext } from '../../platform/context';
import { type Kernel } from '../../platform/kernel';
import { invalid, notFound } from '../../platform/problem';
import { type CalendarYear, type NewCalendarDays } from './calendar-day';
import { isWeekend, parseDay } from '../classification/calendar-days';
import { listCalendarDays, putCalendarDays, removeCalendarDay } from './calendar-day.queries';

/** The maintained calendar for last days that roll. */
export class CalendarDayService {
  constructor(private readonly kernel: Kernel) {}

  async list(year: number): Promise<CalendarYear> {
    return { year, days: await this.kernel.database.read((reader) => listCalendarDays(reader, year)) };
  }

  /** What is determined from now on follows them; what was determined keeps the calendar it was made with (R10). */
  async put(context: CallContext, { days }: NewCalendarDays): Promise<CalendarYear> {
    refuseImpossible({ days });
    return this.kernel.database.command(context, async (tx) => {
      const told = days.map(({ day, kind, name = null }) => ({ day, kind, name }));
      await putCalendarDays(tx, told, context.actor.id);
      const year = Number(days[0]!.day.slice(0, 4));
      return { year, days: await listCalendarDays(tx, year) };
    });
  }

  async remove(context: CallContext, day: string): Promise<void> {
    if (parseDay(day) === null) throw notFound('calendar day');
    await this.kernel.database.command(context, async (tx) => {
      if (!(await removeCalendarDay(tx, day))) throw notFound('calendar day');
      return {};
    });
  }
}

function refuseImpossible({ days }: NewCalendarDays): void {
  const faults = days.flatMap(({ day, kind }, index) => {
    const number = parseDay(day);
    const at = (detail: string) => [{ pointer: `/days/${index}/day`, detail }];
    if (number === null) return at('there is no such day');
    if (days.findIndex((other) => other.day === day) < index) return at('the day is stated twice');
    return kind === 'work' && !isWeekend(number) ? at('only a Saturday or Sunday is stated as worked') : [];
  });
  if (faults.length > 0) throw invalid(faults);
}
