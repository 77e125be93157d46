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

/** So far ahead of the database, a clock is wrong and not just unsteady: it is set back at once. */
const FAR_AHEAD_MS = 5_000;

/**
 * Follows the database's clock: a host whose clock is wrong must not date the books. It does not run backwards when a
 * measurement (under load they differ by many milliseconds) says that it is ahead: what a customer signs after a step is
 * then still later than that step.
 */
export class DatabaseClock implements Clock {
  private offsetMs = 0;
  /** What was answered last, and when by the host. */
  private last = { host: 0, time: 0 };
  private dayOfMinute = { minute: -1, day: '' };

  constructor(
    private readonly timeZone: string,
    private readonly hostTime: () => number = Date.now,
  ) {}

  /** Measures the distance to the database's clock; called at start and once a minute. */
  async follow(readDatabaseTime: () => Promise<Date>): Promise<void> {
    const before = this.hostTime();
    const theirs = await readDatabaseTime();
    const middle = before + (this.hostTime() - before) / 2;
    this.offsetMs = theirs.getTime() - middle;
  }

  now(): Date {
    const host = this.hostTime();
    const measured = host + this.offsetMs;
    // While it is ahead it goes at half speed, until the database has caught up.
    const slowed = this.last.time + Math.max(0, host - this.last.host) / 2;
    const time = slowed - measured > FAR_AHEAD_MS ? measured : Math.max(measured, slowed);
    this.last = { host, time };
    return new Date(time);
  }

  /** Zones differ by whole minutes, so a day begins with a minute; formatting it anew each time cost more than deciding. */
  today(): string {
    const now = this.now();
    const minute = Math.floor(now.getTime() / 60_000);
    if (this.dayOfMinute.minute !== minute) this.dayOfMinute = { minute, day: dayIn(this.timeZone, now) };
    return this.dayOfMinute.day;
  }
}
