/** Business time. Injected everywhere, so that a test or a replay can say which day it is. */
export interface Clock {
  now(): Date;
  /** Today's date where the organisation keeps its books, `YYYY-MM-DD`. */
  today(): string;
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of an instant in a time zone, `YYYY-MM-DD`. */
export function dayIn(timeZone: string, instant: Date): string {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayFormats.set(timeZone, format);
  }
  return format.format(instant);
}

/** Follows the database's clock: a host whose clock is wrong must not date the books. */
export class DatabaseClock implements Clock {
  private offsetMs = 0;
  private dayOfMinute = { minute: -1, day: '' };

  constructor(private readonly timeZone: string) {}

  /** Measures the distance to the database's clock; called at start and once a minute. */
  async follow(readDatabaseTime: () => Promise<Date>): Promise<void> {
    const before = Date.now();
    const theirs = await readDatabaseTime();
    const middle = before + (Date.now() - before) / 2;
    this.offsetMs = theirs.getTime() - middle;
  }

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Zones differ by whole minutes, so a day begins with a minute; formatting it anew each time cost more than deciding. */
  today(): string {
    const now = this.now();
    const minute = Math.floor(now.getTime() / 60_000);
    if (this.dayOfMinute.minute !== minute) this.dayOfMinute = { minute, day: dayIn(this.timeZone, now) };
    return this.dayOfMinute.day;
  }
}
