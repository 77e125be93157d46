import { type Clock } from '../platform/clock';
import { type CallContext } from '../platform/context';
import { forbidden, invalid } from '../platform/problem';
import { type IsoDate } from '../platform/types';

/** The two days of a document, as far as the caller states them. */
export interface DatesAsked {
  /** When it happened in the world; today if absent. Any past day. */
  documentDate?: IsoDate;
  /** The day in the books; today if absent. An earlier day needs the right to post earlier. */
  postingDate?: IsoDate;
}

/** Decides both days: the document may tell of any past day, the books only of a day the caller may post to (R16). */
export function datesOf(clock: Clock, context: CallContext, asked: DatesAsked): Required<DatesAsked> {
  const today = clock.today();
  const postingDate = asked.postingDate ?? today;
  const documentDate = asked.documentDate ?? postingDate;
  if (postingDate > today) throw invalid([fault('postingDate', 'The posting date lies in the future.')]);
  if (documentDate > postingDate) {
    throw invalid([
      fault('documentDate', 'What is posted has happened: the document date is not after the posting date.'),
    ]);
  }
  if (postingDate < today && !context.actor.mayPostEarlier) {
    throw forbidden(
      'You may post to today only. Leave postingDate out, or ask someone with the right to post earlier.',
    );
  }
  return { documentDate, postingDate };
}

function fault(field: string, detail: string) {
  return { pointer: `/${field}`, detail };
}
