import { OldPartService } from '../../returns/old-part.service';
import { type PostedDocument } from '../sessions/scan-session';
import { engineerOfStart } from './engineer-of-start';
import { linesOwed } from './purpose.queries';
import { type ScanPurpose } from './purpose';
import { siteOfStart } from './site-of-start';

/** Takes in old parts that an engineer owes, by their tags. */
export const oldPartReturnPurpose: ScanPurpose = {
  permission: 'old-part.receive',
  needs: ['engineerId'],
  may: ['siteId'],
  bins: 'none',
  oldParts: true,

  async start(tx, context, asked) {
    const siteId = await siteOfStart(tx, context, asked);
    const engineerId = await engineerOfStart(tx, context, asked);
    return { documentId: null, siteId, engineerId };
  },

  lines: (reader, session) => linesOwed(reader, session.engineerId!),

  async post(tx, kernel, context, session, counted, asked) {
    const service = new OldPartService(kernel);
    const { documentDate, postingDate } = asked;
    const documents: PostedDocument[] = [];
    const owed = await linesOwed(tx, session.engineerId!);
    // In one order, so that two sessions that receive the same parts do not wait for each other for ever.
    for (const key of [...new Set(counted.map((piece) => piece.key))].sort()) {
      const pieces = counted.filter((piece) => piece.key === key);
      const quantity = pieces.reduce((sum, piece) => sum + piece.quantity, 0);
      const reported = owed.find((line) => line.key === key)?.serialNumber;
      const { received } = await service.receiveWithin(tx, context, key, {
        ...{ siteId: session.siteId, quantity, documentDate, postingDate },
        ...(reported && { serialNumber: pieces[0]!.serialNumber }),
      });
      documents.push({ kind: 'old-part', id: received.id, code: received.code, number: received.number });
    }
    return documents;
  },
};
