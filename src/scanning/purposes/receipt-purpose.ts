import { invalid } from '../../platform/problem';
import { type NewReceiptLine } from '../../stock/receipt';
import { ReceiptService, shareOfFirst } from '../../stock/receipt.service';
import { type NewSessionLine } from '../sessions/scan-session';
import { linesOfParts } from './purpose.queries';
import { type Counted, type ScanPurpose } from './purpose';
import { siteOfStart } from './site-of-start';

/** Accounts in which a unit is somewhere else than here for the first time. */
const gone = [
  'supplier',
  'opening',
  'scrapped',
  'written_off',
  'fitted_warranty',
  'fitted_paid',
  'fitted_goodwill',
  'fitted_contract',
];

/** Books in what a delivery note says, as far as it is scanned. */
export const receiptPurpose: ScanPurpose = {
  permission: 'receipt.write',
  needs: ['supplierId', 'lines'],
  may: ['siteId', 'deliveryNote'],
  bins: 'into',
  newUnits: true,

  async start(tx, context, asked) {
    const faults = asked.lines!.flatMap(({ value }, index) =>
      value === undefined ? [{ pointer: `/lines/${index}/value`, detail: 'say what the line costs in all' }] : [],
    );
    if (faults.length > 0) throw invalid(faults);
    return { documentId: null, siteId: await siteOfStart(tx, context, asked), engineerId: null };
  },

  lines: (reader, session) => linesOfParts(reader, session.terms.lines!),

  unitRefusal(unit) {
    if (unit.kind === null || gone.includes(unit.kind)) return undefined;
    return {
      problem: 'unit-here-already',
      sentence: 'By the books this unit is here already. Scan its serial number again.',
    };
  },

  async post(tx, kernel, context, session, counted, asked) {
    const { supplierId, deliveryNote, lines } = session.terms;
    const { documentDate, postingDate } = asked;
    const receipt = await new ReceiptService(kernel).createWithin(tx, context, {
      ...{
        kind: 'supplier_delivery' as const,
        supplierId,
        siteId: session.siteId,
        deliveryNote,
        documentDate,
        postingDate,
      },
      lines: lines!.flatMap((line, index) =>
        received(
          line,
          counted.filter(({ key }) => key === String(index + 1)),
        ),
      ),
    });
    const { id, code, number } = receipt;
    return [{ kind: 'receipt', id, code, number }];
  },
};

/** What was scanned of a line, bin by bin, each with its share of what the line costs. */
function received(line: NewSessionLine, counted: readonly Counted[]): NewReceiptLine[] {
  const bins = [...new Set(counted.map(({ binId }) => binId!))];
  let before = 0;
  return bins.map((binId) => {
    const pieces = counted.filter((piece) => piece.binId === binId);
    const quantity = pieces.reduce((sum, piece) => sum + piece.quantity, 0);
    const upTo = (pieceCount: number) => shareOfFirst(line.value!, pieceCount, line.quantity);
    const value = upTo(before + quantity) - upTo(before);
    before += quantity;
    const serialNumbers = pieces.flatMap(({ serialNumber }) => (serialNumber === null ? [] : [serialNumber]));
    return { partId: line.partId, binId, quantity, value, ...(serialNumbers.length > 0 && { serialNumbers }) };
  });
}
