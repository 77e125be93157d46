import { type RequestHandler } from 'express';
import { type Fault, invalid } from '../platform/problem';

const dayShape = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Refuses texts that have the form of a day which does not exist (2026-02-30): a pattern alone lets them pass. */
export const realDaysOnly: RequestHandler = (request, _response, next) => {
  const faults: Fault[] = [];
  collect(request.body, '', faults);
  for (const [name, value] of Object.entries(request.query)) collect(value, `query/${name}`, faults);
  next(faults.length > 0 ? invalid(faults) : undefined);
};

function collect(value: unknown, pointer: string, faults: Fault[], depth = 0): void {
  if (typeof value === 'string') {
    if (dayShape.test(value) && !exists(value))
      faults.push({ pointer, detail: 'there is no such day in the calendar' });
    return;
  }
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return;
  if (depth > 40) throw invalid([{ pointer, detail: 'the body is nested too deeply' }]);
  for (const [key, inner] of Object.entries(value)) collect(inner, `${pointer}/${key}`, faults, depth + 1);
}

function exists(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day);
}
