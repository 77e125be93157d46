/** A day of a month. @example dayOf("1998-01", 5) is "1998-01-05" */
export function dayOf(month: string, day: number): string {
  return `${month}-${String(day).padStart(2, '0')}`;
}

export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Both dates of what happens and is posted on the same day. */
export function on(day: string): { documentDate: string; postingDate: string } {
  return { documentDate: day, postingDate: day };
}

/** A time of that day, as it is written in the books' time zone. */
export function at(day: string, hour: number): string {
  return `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`;
}
