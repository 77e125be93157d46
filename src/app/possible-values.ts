import { type RequestHandler } from 'express';
import { type Fault, invalid } from '../platform/problem';

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Refuses texts that no record can hold whatever their field: days that have the form of a day and do not exist
 * (2026-02-30), NUL, which PostgreSQL has no place for, and halves of a character, which would be changed on the way.
 */
export const possibleValuesOnly: RequestHandler = (request, _response, next) => {
  const faults: Fault[] = [];
  collect(request.body, '', faults);
  for (const [name, value] of Object.entries(request.query)) collect(value, `query/${name}`, faults);
  next(faults.length > 0 ? invalid(faults) : undefined);
};

function collect(value: unknown, pointer: string, faults: Fault[], depth = 0): void {
  if (typeof value === 'string') {
    const detail = faultOf(value);
    if (detail !== undefined) faults.push({ pointer, detail });
    return;
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  if (depth > 40) throw invalid([{ pointer, detail: 'the body is nested too deeply' }]);
  for (const [key, inner] of Object.entries(value)) collect(inner, `${pointer}/${key}`, faults, depth + 1);
}

function faultOf(text: string): string | undefined {
  if (dayShape.test(text) && !exists(text)) return 'there is no such day in the calendar';
  if (text.includes('\0')) return 'a text has no NUL character';
  // isWellFormed is newer than the library types of our target.
  const wellFormed = (text as unknown as { isWellFormed(): boolean }).isWellFormed();
  return wellFormed ? undefined : 'half a character (an unpaired surrogate) stands in the text';
}

function exists(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
