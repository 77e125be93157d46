import { type Fault } from '../platform/problem';

/** What is needed first is reserved first: a day in the past would go before everybody who waits. */
export function needByFaults(needBy: string, documentDate: string): Fault[] {
  if (needBy >= documentDate) return [];
  return [{ pointer: '/needBy', detail: `the parts cannot be needed before they are asked for (${documentDate})` }];
}
