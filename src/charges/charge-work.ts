import { wrongState } from '../platform/problem';
import { shareOf, taxOn } from './tariffs/amounts';
import { type ChargeLineRow, type FittedPaid } from './charge.queries';
import { type Quotation } from './quotations/quotation';

/** What the work that was done costs under its quotation. */
export interface ChargedWork {
  lines: ChargeLineRow[];
  chargedAmount: number;
  /** Quoted and not done, with its tax. */
  notDoneAmount: number;
}

/**
 * The fitted pieces at their quoted price, labour and travel as quoted, the tax once on the sum. Where a part was fitted
 * in several lines, the last of them takes what is left of the part's share, so that rounding loses nothing.
 */
export function chargeWork(quotation: Quotation, fitted: readonly FittedPaid[]): ChargedWork {
  const done = new Map<string, { quantity: number; amount: number }>();
  const lines = fitted.map((piece): ChargeLineRow => {
    const quoted = quotation.lines.find((line) => line.partId === piece.partId);
    const before = done.get(piece.partId) ?? { quantity: 0, amount: 0 };
    const quantity = before.quantity + piece.quantity;
    if (!quoted || quantity > quoted.quantity) throw notQuoted(piece);
    const amount = shareOf(quoted.amount, quantity, quoted.quantity);
    done.set(piece.partId, { quantity, amount });
    const { replacementId, fitMovementId, cost } = piece;
    const origin = { replacementId, quotationLineNumber: quoted.lineNumber, fitMovementId };
    return { kind: 'part', ...origin, quantity: piece.quantity, amount: amount - before.amount, cost };
  });
  if (quotation.labourCharged) lines.push({ kind: 'labour', amount: quotation.labourAmount });
  if (quotation.travelCharged) lines.push({ kind: 'travel', amount: quotation.travelAmount });
  const net = lines.reduce((sum, line) => sum + line.amount, 0);
  const tax = taxOn(net, quotation.taxBasisPoints);
  lines.push({ kind: 'tax', amount: tax });
  const chargedAmount = net + tax;
  return { lines, chargedAmount, notDoneAmount: quotation.totalAmount - chargedAmount };
}

function notQuoted({ partId }: FittedPaid) {
  return wrongState('not-quoted', 'More was fitted than was quoted. Make another revision of the quotation first.', {
    partId,
  });
}
