import { scopeOf } from '../../identity/scope';
import { forbidden, invalid, notFound, wrongState } from '../../platform/problem';
import { TransferService } from '../../stock/transfer.service';
import { findTransfer } from '../../stock/transfer.queries';
import { linesInTransit } from './purpose.queries';
import { type ScanPurpose } from './purpose';

/** Takes in what another site sent. */
export const transferReceiptPurpose: ScanPurpose = {
  permission: 'transfer.write',
  needs: ['transferId'],
  may: [],
  bins: 'into',
  oneBinPerLine: true,

  async start(tx, context, asked) {
    const transfer = await findTransfer(tx, asked.transferId!, scopeOf(context));
    if (!transfer) throw notFound('transfer');
    const { siteId } = scopeOf(context);
    if (siteId !== null && transfer.toSiteId !== siteId) {
      throw forbidden('The site it was sent to receives it.', 'not-receiver');
    }
    if (transfer.status === 'closed') {
      throw wrongState(
        'transfer-closed',
        'Every piece of this transfer is accounted for; there is nothing left to do.',
      );
    }
    return { documentId: transfer.id, siteId: transfer.toSiteId, engineerId: null };
  },

  lines: (reader, session) => linesInTransit(reader, session.documentId!),

  async post(tx, kernel, context, session, counted, asked) {
    const { documentDate, postingDate, shortageReason } = asked;
    const lines = (await linesInTransit(tx, session.documentId!)).map((line) => {
      const pieces = counted.filter(({ key }) => key === line.key);
      const receivedQuantity = pieces.reduce((sum, { quantity }) => sum + quantity, 0);
      const short = receivedQuantity < line.limit;
      return {
        ...{ lineNumber: Number(line.key), receivedQuantity },
        ...(pieces[0]?.binId && { binId: pieces[0].binId }),
        ...(short && { shortageReason }),
      };
    });
    if (shortageReason === undefined && lines.some((line) => 'shortageReason' in line)) {
      throw invalid([{ pointer: '/shortageReason', detail: 'less was scanned than was sent: say why' }]);
    }
    const received = { documentDate, postingDate, lines };
    const { id, code, number } = await new TransferService(kernel).receiveWithin(
      tx,
      context,
      session.documentId!,
      received,
    );
    return [{ kind: 'transfer', id, code, number }];
  },
};
