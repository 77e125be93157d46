import { invalid, notFound } from '../../platform/problem';
import { TransferService } from '../../stock/transfer.service';
import { linesOnShelves } from './purpose.queries';
import { type ScanPurpose } from './purpose';
import { siteOfStart } from './site-of-start';

/** Sends parts to another site: a list of them, or whatever is scanned. */
export const transferSendingPurpose: ScanPurpose = {
  permission: 'transfer.write',
  needs: ['toSiteId'],
  may: ['siteId', 'lines'],
  bins: 'from',

  async start(tx, context, asked) {
    const siteId = await siteOfStart(tx, context, asked);
    const toSiteId = asked.toSiteId!.toLowerCase();
    if (toSiteId === siteId)
      throw invalid([{ pointer: '/toSiteId', detail: 'name another site than the one it leaves' }]);
    const [to] = await tx.query<{ id: string }[]>(`select id from site where id = $1`, [toSiteId]);
    if (!to) throw notFound('site');
    return { documentId: null, siteId, engineerId: null };
  },

  lines: (reader, session, partIds) => linesOnShelves(reader, session.siteId, session.terms.lines, partIds),

  unitRefusal(unit, line) {
    if (unit.kind === 'shelf' && line.bins?.some(({ binId }) => binId === unit.binId)) return undefined;
    return { problem: 'unit-elsewhere', sentence: 'By the books this unit is on no shelf of this site. Find out why.' };
  },

  async post(tx, kernel, context, session, counted, asked) {
    const { documentDate, postingDate } = asked;
    const { id, code, number } = await new TransferService(kernel).sendWithin(tx, context, {
      ...{ fromSiteId: session.siteId, toSiteId: session.terms.toSiteId!, documentDate, postingDate },
      lines: counted.map(({ partId, binId, quantity, unitId }) => ({
        ...{ partId, binId: binId!, quantity },
        ...(unitId !== null && { unitId }),
      })),
    });
    return [{ kind: 'transfer', id, code, number }];
  },
};
