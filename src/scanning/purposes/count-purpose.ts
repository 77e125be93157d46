import { findCount } from '../../counts/count.queries';
import { CountingService } from '../../counts/counting.service';
import { type NewCountEntry } from '../../counts/count-entry';
import { scopeOf } from '../../identity/scope';
import { notFound, wrongState } from '../../platform/problem';
import { type Counted, type ScanPurpose } from './purpose';
import { binsOfCount, linesToCount, scannedBins } from './purpose.queries';

/**
 * Counts what lies in bins. Nothing is expected and nothing limits: what the books say stays unsaid (R13). What is scanned
 * is compared with the books as of the last scan of its bin and part.
 */
export const countPurpose: ScanPurpose = {
  permission: 'count.write',
  needs: ['countId'],
  may: ['again'],
  bins: 'at',
  newUnits: true,

  async start(tx, context, asked) {
    const count = await findCount(tx, asked.countId!, scopeOf(context));
    if (!count) throw notFound('count');
    if (count.status !== 'open') {
      throw wrongState('not-being-counted', `The count is ${count.status}; nothing of it is to be counted.`, {
        status: count.status,
      });
    }
    return { documentId: count.id, siteId: count.siteId, engineerId: null };
  },

  lines: (reader, session, partIds) => linesToCount(reader, session.documentId!, partIds, session.terms.again ?? false),

  openBins: (reader, session) => binsOfCount(reader, session.documentId!),

  mayPostNothing: (asked) => asked.finishedBins === true,

  async post(tx, kernel, context, session, counted, asked) {
    const countId = session.documentId!;
    const finishedBins = asked.finishedBins ? await scannedBins(tx, session.id, countId) : [];
    const lines = entriesOf(counted, session.terms.again ?? false);
    await new CountingService(kernel).enterWithin(tx, context, countId, { lines, finishedBins }, session.id);
    const { id, code, number } = (await findCount(tx, countId, scopeOf(context)))!;
    return [{ kind: 'count', id, code, number }];
  },
};

/** One entry for each bin and part: its pieces, or its units, as of the last scan of them. */
function entriesOf(counted: readonly Counted[], again: boolean): NewCountEntry[] {
  const places = new Map<string, Counted[]>();
  for (const piece of counted) {
    const place = `${piece.binId}/${piece.partId}`;
    places.set(place, [...(places.get(place) ?? []), piece]);
  }
  return [...places.values()].map((pieces) => {
    const { binId, partId } = pieces[0]!;
    const serialNumbers = pieces.flatMap(({ serialNumber }) => (serialNumber === null ? [] : [serialNumber]));
    const countedAt = pieces.map(({ scannedAt }) => scannedAt).sort().pop(); // prettier-ignore
    return {
      ...{ binId: binId!, partId, countedAt, again },
      ...(serialNumbers.length > 0
        ? { serialNumbers }
        : { quantity: pieces.reduce((sum, { quantity }) => sum + quantity, 0) }),
    };
  });
}
