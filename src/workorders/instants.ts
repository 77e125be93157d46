import { type Clock } from '../platform/clock';
import { invalid } from '../platform/problem';

/** The instant at which something happened: now unless told otherwise, never later. */
export function pastInstant(clock: Clock, asked: string | undefined, pointer: string): Date {
  const now = clock.now();
  if (asked === undefined) return now;
  const at = instantFrom(asked, pointer);
  if (at > now) throw invalid([{ pointer, detail: 'the time lies in the future' }]);
  return at;
}

/** An instant as it was written; a time of day that does not exist passes the pattern and is refused here. */
export function instantFrom(text: string, pointer: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw invalid([{ pointer, detail: 'there is no such time' }]);
  return at;
}
